// A session, shared with the calls that run on it.
#ifndef WILLCALL_PYTHON_SESSION_HPP
#define WILLCALL_PYTHON_SESSION_HPP

#include "engine.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace willcall::python {

// A Python text as UTF-8 that lives as long as it does, without a copy.
std::string_view view_of(const py::str& text);

// The options of one call; the key stays the text's.
willcall_call_options options_of(const std::optional<py::str>& key, std::int64_t deadline);

class Session {
public:
    Session(const Engine& engine, const py::str& credentials);

    void close() { handle_.reset(); }
    py::object token() const;
    // The answer in JSON; the answer itself, which a table is read from; its banner or None.
    py::tuple invoke(const py::str& operation, const py::str& request,
                     const std::optional<py::str>& key, std::int64_t deadline) const;

    // Stays open for who holds it, so that closing the session beside a call is safe.
    std::shared_ptr<willcall_session> handle() const { return handle_; }

private:
    std::shared_ptr<willcall_session> handle_;
};

}  // namespace willcall::python

#endif
