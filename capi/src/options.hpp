// What a caller passes in, taken over with care: structs of other versions, texts with and without
// a size.
#ifndef WILLCALL_CAPI_OPTIONS_HPP
#define WILLCALL_CAPI_OPTIONS_HPP

#include "engine/engine.hpp"
#include "operations/failure.hpp"

#include <willcall/willcall.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

namespace willcall::capi {

// Longer than anything that is accepted: a size that was never set, or a text that was never ended.
inline constexpr std::uint64_t text_size_max = std::uint64_t{64} << 20;

// The text that `data` and `size` say, or a Failure that names the argument.
inline std::string_view text(const char* data, std::uint64_t size, const char* argument) {
    if (data == nullptr) throw invalid(std::string("`") + argument + "` is NULL");
    if (size == WILLCALL_NUL) size = ::strnlen(data, text_size_max + 1);
    if (size > text_size_max)
        throw invalid(std::string("`") + argument + "` is longer than 64 MiB").at(argument);
    return {data, static_cast<std::size_t>(size)};
}

// The options given, over the usual ones: what an older caller does not know stays as usual, what
// a newer one knows beyond us must be zero, since we can't do it. `first_size` is the size that the
// struct had when it was first published.
template <class Options>
Options options_of(const Options* given, Options usual, std::uint32_t first_size) {
    if (given == nullptr) return usual;
    const std::uint64_t size = given->struct_size;
    if (size < first_size || size > 4096)
        throw invalid("`struct_size` of the options is " + std::to_string(size) +
                      "; begin with the ..._INIT of their type")
            .at("struct_size");
    const auto* bytes = reinterpret_cast<const unsigned char*>(given);
    for (auto at = sizeof(Options); at < size; ++at)
        if (bytes[at] != 0)
            throw invalid("the options say something that this version does not know")
                .at("options");
    std::memcpy(&usual, given, std::min<std::size_t>(size, sizeof(Options)));
    return usual;
}

// Those of one call; the key stays the caller's.
inline CallOptions call_options(const willcall_call_options* options) {
    constexpr willcall_call_options usual = WILLCALL_CALL_OPTIONS_INIT;
    CallOptions asked;
    if (options == nullptr) return asked;
    const auto given = options_of(options, usual, WILLCALL_UPTO(willcall_call_options, deadline));
    if (given.key != nullptr) {
        asked.key = text(given.key, given.key_size, "key");
        if (asked.key.empty()) throw invalid("an idempotency key can't be empty").at("key");
    }
    if (given.deadline != 0) asked.deadline = given.deadline;
    return asked;
}

}  // namespace willcall::capi

#endif
