// Where a plugin comes from, and how it is refused: in its own name.
#ifndef WILLCALL_PLUGINS_ORIGIN_HPP
#define WILLCALL_PLUGINS_ORIGIN_HPP

#include "operations/failure.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace willcall::plugins {

struct Origin {
    std::string name;  // empty while it is unknown
    std::string file;  // empty: carried by the host

    // Throws "plugin `name` (`file`) can't be used: why".
    [[noreturn]] void refuse(const std::string& why) const {
        std::string who = "a plugin";
        if (!name.empty()) who = "plugin `" + name + "`";
        if (!file.empty()) who = name.empty() ? "`" + file + "`" : who + " (`" + file + "`)";
        const auto what =
            name.empty() && !file.empty() ? " can't be used as a plugin: " : " can't be used: ";
        throw Failure(WILLCALL_PLUGIN, who + what + why).of_plugin(name.empty() ? file : name);
    }
};

// Lower case letters, digits and single underscores within, beginning with a letter.
bool is_name(std::string_view text);
constexpr std::size_t name_size_max = 40;

// What a plugin filled of a struct, as far as this host knows it; the rest is zero.
template <class T>
T copied(const void* from, std::uint64_t size) {
    static_assert(std::is_trivially_copyable_v<T>);
    T made{};
    std::memcpy(&made, from, std::min<std::uint64_t>(size, sizeof made));
    return made;
}
// Element `number` of an array with a stride.
template <class T>
T element(const T* first, std::uint64_t stride, std::uint64_t number) {
    return copied<T>(reinterpret_cast<const std::byte*>(first) + number * stride, stride);
}

// A text of a plugin's constant tables; NULL is none.
inline std::string text_or_empty(const char* text) { return text == nullptr ? "" : text; }

}  // namespace willcall::plugins

#endif
