#include "core.hpp"

#include <memory>
#include <string>

namespace willcall::python {

std::atomic<bool> leaving{false};

py::str text_of(std::string_view text) {
    PyObject* made =
        PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace");
    if (made == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::str>(made);
}

py::str json_of(willcall_result* result) {
    const std::unique_ptr<willcall_result, decltype(&willcall_result_free)> owned(
        result, willcall_result_free);
    std::uint64_t size = 0;
    const char* json = willcall_result_json(result, &size);
    return text_of(std::string_view(json, static_cast<std::size_t>(size)));
}

py::object exception_of(willcall_status status, willcall_error* error) {
    const std::unique_ptr<willcall_error, decltype(&willcall_error_free)> owned(
        error, willcall_error_free);
    return py::module_::import("willcall._errors")
        .attr("from_core")(status, text_of(willcall_error_message(error)),
                           text_of(willcall_error_field(error)),
                           text_of(willcall_error_detail(error, nullptr)));
}

void raise(willcall_status status, willcall_error* error) {
    const auto made = exception_of(status, error);
    PyErr_SetObject(py::type::handle_of(made).ptr(), made.ptr());
    throw py::error_already_set();
}

}  // namespace willcall::python

PYBIND11_MODULE(_core, module) {
    namespace python = willcall::python;
    namespace py = pybind11;
    module.doc() = "The C library, for the package willcall alone.";
    module.def("version", &willcall_version, "Version of the C library.");
    module.def(
        "copy_store",
        [](const std::string& from, const std::string& to, bool engines_gone) {
            willcall_copy_options options = WILLCALL_COPY_OPTIONS_INIT;
            options.engines_gone = engines_gone ? 1 : 0;
            willcall_result* result = nullptr;
            willcall_error* error = nullptr;
            willcall_status status = WILLCALL_OK;
            {
                const py::gil_scoped_release released;
                status = willcall_store_copy(from.c_str(), to.c_str(), &options, &result, &error);
            }
            python::check(status, error);
            return python::json_of(result);
        },
        py::arg("from"), py::arg("to"), py::arg("engines_gone"),
        "Copies a store into an empty place.");
    module.def(
        "leave", [] { python::leaving = true; },
        "Keeps the callbacks of the C library out of an interpreter that is ending.");
    python::bind_engine(module);
    python::bind_table(module);
    python::bind_session(module);
    python::bind_queue(module);
    python::bind_carried(module);
    python::bind_gate(module);
}
