// Queues: many operations under way on one thread.
//
// Handing over and looking for what is done keep the GIL: neither waits for the engine, only for
// the queue's own lock, which nobody holds who could want the GIL. Waiting releases it.
#include "session.hpp"

#include <pybind11/stl.h>

#include <algorithm>

namespace willcall::python {
namespace {

class Queue {
public:
    Queue(const Engine& engine, std::uint64_t capacity, std::int32_t workers) {
        willcall_queue_options options = WILLCALL_QUEUE_OPTIONS_INIT;
        options.capacity = capacity;
        options.workers = workers;
        willcall_queue* opened = nullptr;
        engine.ask([&](willcall_engine* handle, willcall_error** error) {
            return willcall_queue_open(handle, &options, &opened, error);
        });
        // The last to let go of it may hold the GIL, and what is under way may want it.
        handle_ = {opened, [](willcall_queue* queue) {
                       const py::gil_scoped_release released;
                       willcall_queue_close(queue);
                   }};
    }

    void close() { handle_.reset(); }

    std::int32_t descriptor() const {
        std::int32_t descriptor = -1;
        willcall_error* error = nullptr;
        check(willcall_queue_descriptor(handle_.get(), &descriptor, &error), error);
        return descriptor;
    }

    void submit(std::uint64_t tag, const Session& session, const py::str& operation,
                const py::str& request, const std::optional<py::str>& key,
                std::int64_t deadline) const {
        const auto name = view_of(operation);
        const auto asked = view_of(request);
        const auto options = options_of(key, deadline);
        willcall_error* error = nullptr;
        check(willcall_submit(handle_.get(), tag, session.handle().get(), name.data(), asked.data(),
                              asked.size(), &options, &error),
              error);
    }

    // (tag, answer or exception), or None: none was done in time, or the queue is closed meanwhile.
    py::object next(std::int64_t timeout) const {
        willcall_completion done = WILLCALL_COMPLETION_INIT;
        for (std::int64_t waited = 0; handle_; waited += slice) {
            const auto rest = timeout < 0 ? slice : std::min(timeout - waited, slice);
            if (take(done, 0) || (rest > 0 && take(done, rest))) return said_by(done);
            if (rest < slice) break;
            if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        }
        return py::none();
    }

private:
    // Who waits long looks in between whether somebody wants to interrupt it.
    static constexpr std::int64_t slice = 100'000;

    bool take(willcall_completion& done, std::int64_t timeout) const {
        const auto stays = handle_;
        willcall_error* error = nullptr;
        willcall_status status = WILLCALL_OK;
        if (timeout == 0) {
            status = willcall_queue_next(stays.get(), timeout, &done, &error);
        } else {
            const py::gil_scoped_release released;
            status = willcall_queue_next(stays.get(), timeout, &done, &error);
        }
        if (status == WILLCALL_UNAVAILABLE) {
            willcall_error_free(error);
            return false;
        }
        check(status, error);
        return true;
    }

    static py::tuple said_by(const willcall_completion& done) {
        py::object said = done.status == WILLCALL_OK ? py::object(answer_of(done.result))
                                                     : exception_of(done.status, done.error);
        return py::make_tuple(done.tag, std::move(said));
    }

    std::shared_ptr<willcall_queue> handle_;
};

}  // namespace

void bind_queue(py::module_& module) {
    py::class_<Queue>(module, "Queue")
        .def(py::init<const Engine&, std::uint64_t, std::int32_t>(), py::arg("engine"),
             py::arg("capacity"), py::arg("workers"))
        .def("close", &Queue::close)
        .def("descriptor", &Queue::descriptor)
        .def("submit", &Queue::submit, py::arg("tag"), py::arg("session"), py::arg("operation"),
             py::arg("request"), py::arg("key"), py::arg("deadline"))
        .def("next", &Queue::next, py::arg("timeout"));
}

}  // namespace willcall::python
