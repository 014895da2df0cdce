// Results: texts that their owner reads and frees.
#include "handles.hpp"

namespace willcall::capi {

std::unique_ptr<willcall_result> result_of(EngineAnswer answer,
                                           const std::shared_ptr<Opened>& opened,
                                           std::int64_t session, std::string_view operation,
                                           std::string_view request) {
    auto made = std::make_unique<willcall_result>(std::move(answer.json), true);
    made->banner = std::move(answer.banner);
    if (answer.head)
        made->asked = std::make_unique<const willcall_result::Asked>(
            willcall_result::Asked{opened, session, std::string(operation), std::string(request),
                                   std::move(answer.head), std::move(answer.kept)});
    return made;
}

}  // namespace willcall::capi

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

const char* willcall_result_banner(const willcall_result* result, uint64_t* size) noexcept {
    if (!is(result) || result->banner.empty()) return nullptr;
    if (size != nullptr) *size = result->banner.size();
    return result->banner.c_str();
}

void willcall_result_free(willcall_result* result) noexcept { end(result); }
