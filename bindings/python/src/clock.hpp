// A Python function as the engine's clock.
#ifndef WILLCALL_PYTHON_CLOCK_HPP
#define WILLCALL_PYTHON_CLOCK_HPP

#include "core.hpp"

namespace willcall::python {

class Clock {
public:
    // `tells` returns microseconds since 1970; None: the engine uses the system's.
    explicit Clock(py::object tells) : tells_(std::move(tells)) {}

    bool runs() const { return !tells_.is_none(); }

    // Any thread. A clock that raises stands still, and Python is told of it.
    std::int64_t now() noexcept {
        const Attached attached;
        if (!attached) return last_;
        try {
            last_ = tells_().cast<std::int64_t>();
        } catch (py::error_already_set& raised) {
            raised.restore();
            PyErr_WriteUnraisable(tells_.ptr());
        } catch (const std::exception& wrong) {
            PyErr_SetString(PyExc_TypeError, wrong.what());
            PyErr_WriteUnraisable(tells_.ptr());
        }
        return last_;
    }

private:
    py::object tells_;
    std::atomic<std::int64_t> last_{0};
};

}  // namespace willcall::python

#endif
