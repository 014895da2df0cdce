#include "carried.hpp"

#include <pybind11/stl.h>

#include <array>
#include <memory>

namespace willcall::python {
namespace {

// A module's `find` is told nothing but the id, so each plugin needs a function of its own: there
// are so many, and with them so many Python plugins in a process at a time.
constexpr std::size_t slot_count = 64;
std::array<std::atomic<const Carried*>, slot_count> slots{};

template <std::size_t slot>
const void* find_in(const char* id) noexcept {
    const Carried* plugin = slots[slot];
    return plugin == nullptr ? nullptr : plugin->find(id);
}

using Find = const void* (*)(const char*) noexcept;
template <std::size_t... slot>
constexpr std::array<Find, slot_count> make_finds(std::index_sequence<slot...>) {
    return {find_in<slot>...};
}
constexpr auto finds = make_finds(std::make_index_sequence<slot_count>{});

std::size_t take_slot(const Carried* plugin) {
    for (std::size_t slot = 0; slot < slot_count; ++slot) {
        const Carried* free = nullptr;
        if (slots[slot].compare_exchange_strong(free, plugin)) return slot;
    }
    throw py::value_error("a process has room for 64 Python plugins at a time; close an engine");
}

void fail(const Instance& instance, willcall_call* call, std::string_view message) {
    instance.host->call->fail(call, {message.data(), message.size()}, {"", 0});
}

}  // namespace

Carried::Carried(py::object asks, std::string name, std::string version, std::string summary,
                 const std::vector<std::string>& families, std::string method,
                 std::vector<std::pair<std::string, std::string>> takes)
    : asks_(std::move(asks)),
      name_(std::move(name)),
      version_(std::move(version)),
      summary_(std::move(summary)),
      method_(std::move(method)),
      documents_(std::move(takes)),
      delivery_{sizeof(willcall_delivery),
                0,
                nullptr,
                sizeof(willcall_taken),
                0,
                create,
                destroy,
                deliver,
                nullptr} {
    for (const auto& family : families) {
        delivers_ = delivers_ || family == "delivery";
        decides_ = decides_ || family == "policy";
        judges_ = judges_ || family == "eligibility";
    }
    for (const auto& [kind, format] : documents_)
        takes_.push_back({method_.c_str(), kind.c_str(), format.c_str(), 0, 0});
    delivery_.takes = takes_.data();
    delivery_.takes_count = takes_.size();
    slot_ = take_slot(this);
    module_.struct_size = sizeof module_;
    module_.abi_major = WILLCALL_ABI_MAJOR;
    module_.abi_minor = WILLCALL_ABI_MINOR;
    module_.name = name_.c_str();
    module_.version = version_.c_str();
    module_.summary = summary_.c_str();
    module_.table_size = sizeof(willcall_table);
    module_.find = finds[slot_];
}

Carried::~Carried() { slots[slot_] = nullptr; }

const void* Carried::find(std::string_view id) const {
    if (delivers_ && id == WILLCALL_DELIVERY) return &delivery_;
    if (decides_ && id == WILLCALL_POLICY) return &policy_table;
    if (judges_ && id == WILLCALL_ELIGIBILITY) return &eligibility_table;
    return nullptr;
}

willcall_status create(const willcall_host* host, willcall_call* /*call*/, void* context,
                       const willcall_value* /*settings*/, void** instance) noexcept {
    *instance = new (std::nothrow) Instance{static_cast<const Carried*>(context), host};
    return *instance == nullptr ? WILLCALL_UNAVAILABLE : WILLCALL_OK;
}

void destroy(void* instance) noexcept { delete static_cast<Instance*>(instance); }

willcall_status absent(const Instance& instance, willcall_call* call) noexcept {
    fail(instance, call, "the Python interpreter is ending");
    return WILLCALL_UNAVAILABLE;
}

willcall_status raised(const Instance& instance, willcall_call* call) noexcept {
    try {
        throw;
    } catch (const std::exception& exception) {  // what Python raised tells its traceback too
        const std::string_view all = exception.what();
        fail(instance, call, all.substr(0, all.find('\n')));
        instance.host->call->log(call, 3, {all.data(), all.size()});
    } catch (...) {
        fail(instance, call, "something was thrown that is no exception");
    }
    return WILLCALL_PLUGIN;
}

willcall_text borrowed(const py::handle& text) {
    Py_ssize_t size = 0;
    const char* data = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
    if (data == nullptr) throw py::error_already_set();
    return {data, static_cast<std::uint64_t>(size)};
}

py::dict parties_of(const Instance& instance, willcall_call* call) {
    const auto* parties = instance.host->call->parties(call);
    py::dict made;
    if (parties == nullptr) return made;
    made["actor"] = text_of(parties->actor);
    made["role"] = text_of(parties->role);
    made["seller"] = text_of(parties->seller);
    made["seller_role"] = text_of(parties->seller_role);
    made["channel"] = text_of(parties->channel);
    made["location"] = text_of(parties->location);
    made["facilitator"] = text_of(parties->facilitator);
    made["owner"] = text_of(parties->owner);
    made["acts_by"] = text_of(parties->acts_by);
    made["acts_since"] = parties->acts_since;
    made["errand"] = text_of(parties->errand);
    return made;
}

void say(const Instance& instance, willcall_call* call, std::uint64_t item,
         const py::handle& reason) {
    if (reason.is_none()) return;
    const auto [rule, message, numbers] = py::cast<std::tuple<py::str, py::str, py::dict>>(reason);
    const auto* service = instance.host->call;
    service->reason(call, item, borrowed(rule), borrowed(message));
    for (const auto& [name, number] : numbers)
        service->number(call, borrowed(name), number.cast<std::int64_t>());
}

void bind_carried(py::module_& module) {
    py::class_<Carried, std::shared_ptr<Carried>>(module, "Carried")
        .def(py::init<py::object, std::string, std::string, std::string,
                      const std::vector<std::string>&, std::string,
                      std::vector<std::pair<std::string, std::string>>>(),
             py::kw_only(), py::arg("asks"), py::arg("name"), py::arg("version"),
             py::arg("summary"), py::arg("families"), py::arg("method"), py::arg("takes"));
}

}  // namespace willcall::python
