// A store copied into another place, without an engine.
#include "engine/copying.hpp"
#include "guarded.hpp"
#include "handles.hpp"
#include "options.hpp"

using namespace willcall;
using namespace willcall::capi;

namespace {

constexpr willcall_copy_options usual = WILLCALL_COPY_OPTIONS_INIT;
constexpr auto first_size = WILLCALL_UPTO(willcall_copy_options, engines_gone);

}  // namespace

willcall_status willcall_store_copy(const char* from, const char* to,
                                    const willcall_copy_options* options, willcall_result** result,
                                    willcall_error** error) noexcept {
    return guarded(error, [&] {
        const forks::Stay stay;
        const auto given = options_of(options, usual, first_size);
        auto copied =
            copy_store(std::string(text(from, WILLCALL_NUL, "from")),
                       std::string(text(to, WILLCALL_NUL, "to")), given.engines_gone != 0);
        if (result != nullptr)
            *result = std::make_unique<willcall_result>(std::move(copied), true).release();
        return WILLCALL_OK;
    });
}
