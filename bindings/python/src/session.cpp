// Sessions: signed in, asked, let go of.
#include "engine.hpp"

#include <pybind11/stl.h>

#include <optional>

namespace willcall::python {
namespace {

// A Python text as UTF-8 that lives as long as it does, without a copy.
std::string_view view_of(const py::str& text) {
    Py_ssize_t size = 0;
    const char* data = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
    if (data == nullptr) throw py::error_already_set();
    return {data, static_cast<std::size_t>(size)};
}

class Session {
public:
    Session(const Engine& engine, const py::str& credentials) {
        const auto given = view_of(credentials);
        willcall_session* opened = nullptr;
        engine.ask([&](willcall_engine* handle, willcall_error** error) {
            return willcall_session_open(handle, given.data(), given.size(), &opened, error);
        });
        handle_ = {opened, willcall_session_close};
    }

    void close() { handle_.reset(); }

    py::object token() const {
        const char* token = willcall_session_token(handle_.get(), nullptr);
        if (token == nullptr) return py::none();
        return text_of(token);
    }

    py::str invoke(const py::str& operation, const py::str& request,
                   const std::optional<py::str>& key, std::int64_t deadline) const {
        const auto name = view_of(operation);
        const auto asked = view_of(request);
        willcall_call_options options = WILLCALL_CALL_OPTIONS_INIT;
        if (key) {
            const auto given = view_of(*key);
            options.key = given.data();
            options.key_size = given.size();
        }
        options.deadline = deadline;
        willcall_result* result = nullptr;
        willcall_error* error = nullptr;
        willcall_status status = WILLCALL_OK;
        const auto stays = handle_;
        {
            const py::gil_scoped_release released;
            status = willcall_invoke(stays.get(), name.data(), asked.data(), asked.size(), &options,
                                     &result, &error);
        }
        check(status, error);
        const std::unique_ptr<willcall_result, decltype(&willcall_result_free)> owned(
            result, willcall_result_free);
        std::uint64_t size = 0;
        const char* json = willcall_result_json(result, &size);
        return text_of(std::string_view(json, static_cast<std::size_t>(size)));
    }

private:
    // Shared with the calls that run, so that closing it beside them is safe.
    std::shared_ptr<willcall_session> handle_;
};

}  // namespace

void bind_session(py::module_& module) {
    py::class_<Session>(module, "Session")
        .def(py::init<const Engine&, const py::str&>(), py::arg("engine"), py::arg("credentials"))
        .def("close", &Session::close)
        .def("token", &Session::token)
        .def("invoke", &Session::invoke, py::arg("operation"), py::arg("request"), py::arg("key"),
             py::arg("deadline"));
}

}  // namespace willcall::python
