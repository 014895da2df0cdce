// The handles of the C ABI, and how they are recognised: each begins with its kind and with the
// fork it was made in.
#ifndef WILLCALL_CAPI_HANDLES_HPP
#define WILLCALL_CAPI_HANDLES_HPP

#include "forks.hpp"
#include "opened.hpp"
#include "operations/failure.hpp"
#include "work_queue.hpp"

#include <willcall/willcall.h>

#include <cstdint>
#include <memory>
#include <string>

namespace willcall::capi {

// Words that hardly stand in memory by chance; `gone` is written before a handle is freed.
enum class Kind : std::uint32_t {
    gone = 0x646E6F67,
    engine = 0x656E6763,
    session = 0x73657373,
    queue = 0x71756575,
    result = 0x72657375,
    error = 0x6572726F,
};

struct Handle {
    explicit Handle(Kind made) : kind(made), born(forks::generation()) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { kind = Kind::gone; }

    volatile Kind kind;  // written for whoever looks at a handle after its end
    std::uint32_t born;
};

}  // namespace willcall::capi

struct willcall_engine : willcall::capi::Handle {
    static constexpr auto own_kind = willcall::capi::Kind::engine;
    static constexpr const char* noun = "engine";
    willcall_engine() : Handle(own_kind) {}
    std::shared_ptr<willcall::capi::Opened> opened;
};

struct willcall_session : willcall::capi::Handle {
    static constexpr auto own_kind = willcall::capi::Kind::session;
    static constexpr const char* noun = "session";
    willcall_session() : Handle(own_kind) {}
    std::shared_ptr<willcall::capi::Opened> opened;  // shared, so that closing it first is safe
    willcall::OpenSession signed_in;
};

struct willcall_queue : willcall::capi::Handle {
    static constexpr auto own_kind = willcall::capi::Kind::queue;
    static constexpr const char* noun = "queue";
    willcall_queue() : Handle(own_kind) {}
    std::shared_ptr<willcall::capi::Opened> opened;
    std::unique_ptr<willcall::capi::WorkQueue> work;
};

struct willcall_result : willcall::capi::Handle {
    static constexpr auto own_kind = willcall::capi::Kind::result;
    static constexpr const char* noun = "result";
    willcall_result(std::string content, bool is_json)
        : Handle(own_kind), text(std::move(content)), json(is_json) {}
    std::string text;
    bool json;
    std::string banner;  // JSON; empty: none

    // Of a table: how it is asked for again.
    struct Asked {
        std::shared_ptr<willcall::capi::Opened> opened;
        std::int64_t session = 0;
        std::string operation;
        std::string request;
        std::shared_ptr<const willcall::tables::Head> head;
        std::shared_ptr<const willcall::tables::Kept> kept;
    };
    std::unique_ptr<const Asked> asked;
};

namespace willcall::capi {

// The answer of a call. One with a table remembers how it was asked for.
std::unique_ptr<willcall_result> result_of(EngineAnswer answer,
                                           const std::shared_ptr<Opened>& opened,
                                           std::int64_t session, std::string_view operation,
                                           std::string_view request);

}  // namespace willcall::capi

struct willcall_error : willcall::capi::Handle {
    static constexpr auto own_kind = willcall::capi::Kind::error;
    willcall_error() : Handle(own_kind) {}
    willcall_status status = WILLCALL_INTERNAL;
    std::string message;
    std::string field;
    std::string detail;
};

namespace willcall::capi {

template <class Own>
bool is(const Own* handle) {
    return handle != nullptr && handle->kind == Own::own_kind;
}

// The handle, or a Failure that says what is wrong with it.
template <class Own>
Own& checked(Own* handle) {
    if (!is(handle)) {
        const char* what = handle == nullptr ? " is NULL" : " is none: closed, or another handle";
        throw invalid(std::string("the ") + Own::noun + what);
    }
    if (handle->born != forks::generation())
        throw invalid(std::string("the ") + Own::noun +
                      " belongs to the process this one was "
                      "forked from; open one after the fork");
    return *handle;
}

// Ends a handle; does nothing for NULL, for what is none, and in a forked child.
template <class Own>
void end(Own* handle) {
    if (is(handle) && handle->born == forks::generation()) delete handle;
}

}  // namespace willcall::capi

#endif
