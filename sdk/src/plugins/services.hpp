// The services plugins are given. Nothing they do crosses the border as an exception.
#ifndef WILLCALL_PLUGINS_SERVICES_HPP
#define WILLCALL_PLUGINS_SERVICES_HPP

#include "plugins/question.hpp"
#include "store/interrupted.hpp"

#include <willcall/plugin/values.hpp>

namespace willcall::plugins {

extern const willcall_call_service call_service;
extern const willcall_storage_service storage_service;
extern const willcall_operation_service operation_service;
extern const willcall_sale_service sale_service;

// A text of a plugin's, kept. What is no UTF-8 is not shown; what is longer than any reason or name
// could be is not kept: throws.
constexpr std::uint64_t text_size_max = std::uint64_t{1} << 20U;
std::string kept(willcall_text text);
// A text by which a plugin asks for something, inside `serve`: what is none is misuse. It lives as
// long as the plugin's.
std::string_view asked_by(willcall_text text);
// A reason in the name of the plugin that says it.
Reason kept_reason(const willcall_call& call, willcall_text rule, willcall_text message);

// Keeps something the plugin says. What can't be kept may not be missed quietly: an answer without
// one of its claims would sell what is not there.
template <class Work>
void keep(willcall_call* call, Work&& work) noexcept {
    if (call == nullptr) return;
    try {
        work(*call);
    } catch (...) {
        call->lost = true;
    }
}

// Thrown inside a service that was used where or as it may not be: the plugin gets `status`, and if
// it ends with that the error is its own, not the caller's.
struct Misuse {
    willcall_status status;
    std::string message;
};
[[noreturn]] inline void misused(std::string message) {
    throw Misuse{WILLCALL_INVALID, std::move(message)};
}

// Says why a service failed, inside a handler; the status to answer. Never throws.
willcall_status service_failed(willcall_call& call) noexcept;

// Runs one use of a service that answers with a status.
template <class Work>
willcall_status serve(willcall_call* call, Work&& work) noexcept {
    if (call == nullptr) return WILLCALL_INVALID;
    call->service_status = WILLCALL_OK;
    call->service_failure.reset();
    call->service_refusal.reset();
    try {
        return work(*call);
    } catch (const store::Interrupted&) {
        call->interrupted = std::current_exception();
        return service_failed(*call);
    } catch (...) {
        return service_failed(*call);
    }
}

// Ends a use of a service with the answer no.
inline willcall_status refused(willcall_call& call, Refusal refusal) {
    call.service_status = WILLCALL_REFUSED;
    call.service_refusal = std::move(refusal);
    return WILLCALL_REFUSED;
}

}  // namespace willcall::plugins

#endif
