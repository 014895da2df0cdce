// willcall._core: willcall.h for Python, and nothing more. Private: the package over it says what
// things are called and what they turn into.
//
// Every call that may wait for an engine releases the GIL, so no thread waits for the engine while
// it holds it: callbacks may then take it whatever the engine has locked.
#ifndef WILLCALL_PYTHON_CORE_HPP
#define WILLCALL_PYTHON_CORE_HPP

#include <willcall/willcall.h>

#include <pybind11/pybind11.h>

#include <atomic>
#include <string_view>

namespace willcall::python {

namespace py = pybind11;

// What `error` says as the exception of the package that fits; frees it.
py::object exception_of(willcall_status status, willcall_error* error);
// The same, raised.
[[noreturn]] void raise(willcall_status status, willcall_error* error);

inline void check(willcall_status status, willcall_error* const& error) {
    if (status != WILLCALL_OK) raise(status, error);
}

// Text from the other side; what is no UTF-8 is replaced, an error message must not fail.
py::str text_of(std::string_view text);
inline py::str text_of(willcall_text text) {
    return text_of(std::string_view(text.data, static_cast<std::size_t>(text.size)));
}

// The JSON of an answer; frees it.
py::str json_of(willcall_result* result);
// An answer: its JSON, itself (table.hpp), which it then belongs to, its banner in JSON or None.
py::tuple answer_of(willcall_result* result);

// The interpreter is about to end: from now on no callback touches it.
extern std::atomic<bool> leaving;

// Python, from a thread of the engine: the GIL for as long as this lives, unless the interpreter is
// ending.
class Attached {
public:
    Attached() : attached_(!leaving && Py_IsInitialized() != 0) {
        if (attached_) state_ = PyGILState_Ensure();
    }
    Attached(const Attached&) = delete;
    Attached& operator=(const Attached&) = delete;
    ~Attached() {
        if (attached_) PyGILState_Release(state_);
    }
    explicit operator bool() const { return attached_; }

private:
    bool attached_;
    PyGILState_STATE state_ = PyGILState_UNLOCKED;
};

void bind_engine(py::module_& module);
void bind_session(py::module_& module);
void bind_queue(py::module_& module);
void bind_table(py::module_& module);
void bind_carried(py::module_& module);
void bind_gate(py::module_& module);

}  // namespace willcall::python

#endif
