// A gate: verifies ticket codes with what it was given, without an engine.
#include "core.hpp"

#include <pybind11/stl.h>

#include <cstdint>
#include <string>
#include <vector>

namespace willcall::python {
namespace {

class Gate {
public:
    Gate(std::vector<std::pair<std::int64_t, std::string>> keys,
         std::vector<std::pair<std::string, std::int64_t>> dead)
        : keys_(std::move(keys)), dead_(std::move(dead)) {
        for (const auto& [number, text] : keys_) shown_keys_.push_back({number, text.c_str()});
        for (const auto& [ticket, below] : dead_) shown_dead_.push_back({ticket.c_str(), below});
        trust_.keys = shown_keys_.data();
        trust_.key_count = shown_keys_.size();
        trust_.dead = shown_dead_.data();
        trust_.dead_count = shown_dead_.size();
    }
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    py::tuple verify(const std::string& code) const {
        willcall_code_facts facts = WILLCALL_CODE_FACTS_INIT;
        willcall_error* error = nullptr;
        check(willcall_code_verify(code.data(), code.size(), &trust_, &facts, &error), error);
        return py::make_tuple(text_of(facts.ticket), facts.issue, facts.key);
    }

private:
    std::vector<std::pair<std::int64_t, std::string>> keys_;
    std::vector<std::pair<std::string, std::int64_t>> dead_;
    std::vector<willcall_code_key> shown_keys_;
    std::vector<willcall_dead_code> shown_dead_;
    willcall_code_trust trust_ = WILLCALL_CODE_TRUST_INIT;
};

}  // namespace

void bind_gate(py::module_& module) {
    py::class_<Gate>(module, "Gate")
        .def(py::init<std::vector<std::pair<std::int64_t, std::string>>,
                      std::vector<std::pair<std::string, std::int64_t>>>(),
             py::arg("keys"), py::arg("dead"))
        .def("verify", &Gate::verify, py::arg("code"));
}

}  // namespace willcall::python
