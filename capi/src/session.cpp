// Sessions: signed in, asked, let go of.
#include "guarded.hpp"
#include "handles.hpp"
#include "options.hpp"

using namespace willcall;
using namespace willcall::capi;

willcall_status willcall_session_open(willcall_engine* engine, const char* credentials,
                                      uint64_t size, willcall_session** session,
                                      willcall_error** error) noexcept {
    return guarded(error, [&] {
        const auto& opened = checked(engine).opened;
        const Opened::Call call(*opened);
        if (session == nullptr) throw invalid("`session` is NULL");
        auto made = std::make_unique<willcall_session>();
        const auto answer =
            call->open_session(text(credentials, size, "credentials"), made->signed_in);
        if (answer.refused) return refused(error, answer);
        made->opened = opened;
        *session = made.release();
        return WILLCALL_OK;
    });
}

void willcall_session_close(willcall_session* session) noexcept { end(session); }

const char* willcall_session_token(const willcall_session* session, uint64_t* size) noexcept {
    if (!is(session) || session->born != forks::generation()) return nullptr;
    if (size != nullptr) *size = session->signed_in.token.size();
    return session->signed_in.token.c_str();
}

willcall_status willcall_invoke(willcall_session* session, const char* operation,
                                const char* request, uint64_t size,
                                const willcall_call_options* options, willcall_result** result,
                                willcall_error** error) noexcept {
    return guarded(error, [&] {
        const auto& asking = checked(session);
        const Opened::Call call(*asking.opened);
        const auto name = text(operation, WILLCALL_NUL, "operation");
        const auto asked =
            request == nullptr ? std::string_view("{}") : text(request, size, "request");
        auto answer = call->invoke(asking.signed_in.id, name, asked, call_options(options));
        if (answer.refused) return refused(error, answer);
        if (result == nullptr) return WILLCALL_OK;
        *result =
            result_of(std::move(answer), asking.opened, asking.signed_in.id, name, asked).release();
        return WILLCALL_OK;
    });
}
