#include "engine.hpp"

#include <pybind11/stl.h>

#include <unistd.h>

namespace willcall::python {
namespace {

const char* or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

std::int64_t now(void* user) noexcept { return static_cast<Clock*>(user)->now(); }

void put_down(void* user, std::int32_t level, const char* line, std::uint64_t size) noexcept {
    static_cast<Log*>(user)->put(level, {line, static_cast<std::size_t>(size)});
}

py::list lines_of(Engine& engine) {
    py::list taken;
    for (const auto& [level, text] : engine.log().take())
        taken.append(py::make_tuple(level, text_of(text)));
    return taken;
}

}  // namespace

Engine::Engine(const Opening& opening, py::object clock)
    : clock_(std::move(clock)), carried_(opening.carried), opened_by_(::getpid()) {
    std::vector<const char*> plugins;
    for (const auto& path : opening.plugins) plugins.push_back(path.c_str());
    std::vector<willcall_carried> carried;
    for (const auto& one : carried_) carried.push_back({one->module(), one.get()});

    willcall_engine_options options = WILLCALL_ENGINE_OPTIONS_INIT;
    options.apply = opening.apply ? 1 : 0;
    options.store = or_null(opening.store);
    options.plugins = plugins.data();
    options.plugin_count = plugins.size();
    options.carried = carried.data();
    options.carried_count = carried.size();
    options.workers = opening.workers;
    options.seed = opening.seed;
    if (clock_.runs()) options.now = now;
    options.now_user = &clock_;
    options.log = put_down;
    options.log_user = &log_;
    ask([&](willcall_engine*, willcall_error** error) {
        return willcall_engine_open(or_null(opening.season), &options, &handle_, error);
    });
}

void Engine::close() {
    if (::getpid() != opened_by_) return;  // a forked child, whose locks nobody may ever release
    {
        const py::gil_scoped_release released;
        const std::lock_guard alone(closing_);
        willcall_engine_close(std::exchange(handle_, nullptr));
    }
    log_.end();
    carried_.clear();
}

void Engine::load(const std::string& path) const {
    ask([&](willcall_engine* engine, willcall_error** error) {
        return willcall_engine_load(engine, path.c_str(), error);
    });
}

void Engine::add(std::shared_ptr<Carried> plugin) {
    ask([&](willcall_engine* engine, willcall_error** error) {
        return willcall_engine_register(engine, plugin->module(), plugin.get(), error);
    });
    carried_.push_back(std::move(plugin));
}

py::str Engine::told(Tell tell) const {
    willcall_result* result = nullptr;
    ask([&](willcall_engine* engine, willcall_error** error) {
        return tell(engine, &result, error);
    });
    const std::unique_ptr<willcall_result, decltype(&willcall_result_free)> owned(
        result, willcall_result_free);
    std::uint64_t size = 0;
    const char* text = willcall_result_text(result, &size);
    return text_of(std::string_view(text, static_cast<std::size_t>(size)));
}

void bind_engine(py::module_& module) {
    py::class_<Engine, std::shared_ptr<Engine>>(module, "Engine")
        .def(py::init([](std::string season, std::string store, bool apply, std::int32_t workers,
                         std::uint64_t seed, std::vector<std::string> plugins,
                         std::vector<std::shared_ptr<Carried>> carried, py::object clock) {
                 return std::make_shared<Engine>(Opening{std::move(season), std::move(store), apply,
                                                         workers, seed, std::move(plugins),
                                                         std::move(carried)},
                                                 std::move(clock));
             }),
             py::kw_only(), py::arg("season"), py::arg("store"), py::arg("apply"),
             py::arg("workers"), py::arg("seed"), py::arg("plugins"), py::arg("carried"),
             py::arg("clock"))
        .def("close", &Engine::close)
        .def("load", &Engine::load)
        .def("register", &Engine::add)
        .def("describe", &Engine::describe)
        .def("reference", &Engine::reference)
        .def("season_schema", &Engine::season_schema)
        .def("take_log", &lines_of)
        .def("wait_log", [](Engine& engine, std::int64_t milliseconds) {
            const py::gil_scoped_release released;
            return engine.log().wait(std::chrono::milliseconds(milliseconds));
        });
}

}  // namespace willcall::python
