// Sessions: signed in, asked, let go of.
#include "session.hpp"

#include <pybind11/stl.h>

namespace willcall::python {

std::string_view view_of(const py::str& text) {
    Py_ssize_t size = 0;
    const char* data = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
    if (data == nullptr) throw py::error_already_set();
    return {data, static_cast<std::size_t>(size)};
}

willcall_call_options options_of(const std::optional<py::str>& key, std::int64_t deadline) {
    willcall_call_options options = WILLCALL_CALL_OPTIONS_INIT;
    if (key) {
        const auto given = view_of(*key);
        options.key = given.data();
        options.key_size = given.size();
    }
    options.deadline = deadline;
    return options;
}

Session::Session(const Engine& engine, const py::str& credentials) {
    const auto given = view_of(credentials);
    willcall_session* opened = nullptr;
    engine.ask([&](willcall_engine* handle, willcall_error** error) {
        return willcall_session_open(handle, given.data(), given.size(), &opened, error);
    });
    handle_ = {opened, willcall_session_close};
}

py::object Session::token() const {
    const char* token = willcall_session_token(handle_.get(), nullptr);
    if (token == nullptr) return py::none();
    return text_of(token);
}

py::tuple Session::invoke(const py::str& operation, const py::str& request,
                          const std::optional<py::str>& key, std::int64_t deadline) const {
    const auto name = view_of(operation);
    const auto asked = view_of(request);
    const auto options = options_of(key, deadline);
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
    return answer_of(result);
}

void bind_session(py::module_& module) {
    py::class_<Session>(module, "Session")
        .def(py::init<const Engine&, const py::str&>(), py::arg("engine"), py::arg("credentials"))
        .def("close", &Session::close)
        .def("token", &Session::token)
        .def("invoke", &Session::invoke, py::arg("operation"), py::arg("request"), py::arg("key"),
             py::arg("deadline"));
}

}  // namespace willcall::python
