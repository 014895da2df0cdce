// What people typed, for where a line break or a change of direction would begin something new: a
// header of a mail, a line of a page, a field of a calendar.
#ifndef WILLCALL_PLUGIN_ONE_LINE_HPP
#define WILLCALL_PLUGIN_ONE_LINE_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace willcall::plugin {

namespace lines {

inline unsigned char byte(char character) { return static_cast<unsigned char>(character); }

// Bytes of the control character or separator that the text begins with; 0 where it is none. C0,
// DEL, C1 in its two bytes, and the line and paragraph separators in their three.
inline std::size_t control_size(std::string_view text) {
    if (byte(text[0]) < 0x20U || byte(text[0]) == 0x7FU) return 1;
    if (text.size() > 1 && byte(text[0]) == 0xC2U && byte(text[1]) < 0xA0U) return 2;
    return text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9") ? 3 : 0;
}

// U+202A to U+202E and U+2066 to U+2069: they turn round what stands behind the text too.
inline std::size_t override_size(std::string_view text) {
    if (text.size() < 3 || byte(text[0]) != 0xE2U) return 0;
    const auto second = byte(text[1]);
    const auto third = byte(text[2]);
    return (second == 0x80U && third >= 0xAAU && third <= 0xAEU) ||
                   (second == 0x81U && third >= 0xA6U && third <= 0xA9U)
               ? 3
               : 0;
}

}  // namespace lines

// The UTF-8 text with a space for each control character and line separator, and without overrides
// of direction.
inline std::string one_line(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    while (!text.empty()) {
        const auto control = lines::control_size(text);
        const auto skipped = control > 0 ? control : lines::override_size(text);
        if (control > 0) made += ' ';
        else if (skipped == 0) made += text.front();
        text.remove_prefix(skipped == 0 ? 1 : skipped);
    }
    return made;
}

}  // namespace willcall::plugin

#endif
