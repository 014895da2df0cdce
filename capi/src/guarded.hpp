// The one place where exceptions end: every function of the C ABI that can fail runs inside.
#ifndef WILLCALL_CAPI_GUARDED_HPP
#define WILLCALL_CAPI_GUARDED_HPP

#include "engine/engine.hpp"

#include <willcall/willcall.h>

namespace willcall::capi {

// The status of the exception being handled; its error object into `error`, which may be NULL.
willcall_status caught(willcall_error** error) noexcept;

// The same for an answer that is no.
willcall_status refused(willcall_error** error, const EngineAnswer& answer);

// Runs `work`, which returns a status; whatever it throws becomes one.
template <class Work>
willcall_status guarded(willcall_error** error, Work&& work) noexcept {
    try {
        return work();
    } catch (...) {
        return caught(error);
    }
}

}  // namespace willcall::capi

#endif
