// An open engine, and what its callbacks live in.
#ifndef WILLCALL_PYTHON_ENGINE_HPP
#define WILLCALL_PYTHON_ENGINE_HPP

#include "carried.hpp"
#include "clock.hpp"
#include "log.hpp"

#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

namespace willcall::python {

// As willcall.open gives them.
struct Opening {
    std::string season;
    std::string store;
    bool apply;
    std::int32_t workers;
    std::uint64_t seed;
    std::vector<std::string> plugins;
    std::vector<std::shared_ptr<Carried>> carried;
};

class Engine {
public:
    Engine(const Opening& opening, py::object clock);
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    ~Engine() { close(); }

    // With the GIL, which it releases; twice is once.
    void close();

    void load(const std::string& path) const;
    void add(std::shared_ptr<Carried> plugin);
    py::str describe() const { return told(willcall_engine_describe); }
    py::str reference() const { return told(willcall_engine_reference); }
    py::str season_schema() const { return told(willcall_engine_season_schema); }

    // `call(handle, &error)` without the GIL, while the engine stays open. Raises what it says.
    template <class Call>
    void ask(Call call) const {
        willcall_error* error = nullptr;
        willcall_status status = WILLCALL_OK;
        {
            const py::gil_scoped_release released;
            const std::shared_lock stays(closing_);
            status = call(handle_, &error);
        }
        check(status, error);
    }

    Log& log() { return log_; }

private:
    using Tell = willcall_status (*)(willcall_engine*, willcall_result**,
                                     willcall_error**) WILLCALL_NOEXCEPT;
    py::str told(Tell tell) const;

    Log log_;
    Clock clock_;
    std::vector<std::shared_ptr<Carried>> carried_;
    std::int64_t opened_by_;             // the process
    mutable std::shared_mutex closing_;  // never waited for with the GIL
    willcall_engine* handle_ = nullptr;
};

}  // namespace willcall::python

#endif
