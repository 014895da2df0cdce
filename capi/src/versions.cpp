// What the library says of itself.
#include <willcall/willcall.h>

#include <array>

namespace {

constexpr std::array words = {"ok",          "refused", "invalid", "not found", "conflict",
                              "unavailable", "plugin",  "store",   "internal"};
static_assert(words.size() == WILLCALL_INTERNAL + 1);

}  // namespace

const char* willcall_version() noexcept { return WILLCALL_VERSION; }

uint32_t willcall_abi_major() noexcept { return WILLCALL_ABI_MAJOR; }

uint32_t willcall_abi_minor() noexcept { return WILLCALL_ABI_MINOR; }

const char* willcall_status_text(willcall_status status) noexcept {
    const auto index = static_cast<std::size_t>(status);
    return status >= 0 && index < words.size() ? words[index] : "unknown";
}
