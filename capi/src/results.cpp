// Results: texts that their owner reads and frees.
#include "handles.hpp"

using namespace willcall::capi;

namespace {

const char* text_of(const willcall_result* result, uint64_t* size) {
    if (size != nullptr) *size = result->text.size();
    return result->text.c_str();
}

}  // namespace

const char* willcall_result_json(const willcall_result* result, uint64_t* size) noexcept {
    return is(result) && result->json ? text_of(result, size) : nullptr;
}

const char* willcall_result_text(const willcall_result* result, uint64_t* size) noexcept {
    return is(result) ? text_of(result, size) : nullptr;
}

void willcall_result_free(willcall_result* result) noexcept { end(result); }
