#include "harmless.hpp"

namespace {

unsigned char byte(char character) { return static_cast<unsigned char>(character); }

// C0, DEL, C1 in its two bytes, and the line and paragraph separators in their three.
std::size_t control_size(std::string_view text) {
    if (byte(text[0]) < 0x20U || byte(text[0]) == 0x7FU) return 1;
    if (text.size() > 1 && byte(text[0]) == 0xC2U && byte(text[1]) < 0xA0U) return 2;
    if (text.starts_with("\u2028") || text.starts_with("\u2029")) return 3;
    return 0;
}

// U+202A to U+202E and U+2066 to U+2069.
bool is_override(std::string_view text) {
    if (text.size() < 3 || byte(text[0]) != 0xE2U) return false;
    const auto second = byte(text[1]);
    const auto third = byte(text[2]);
    return (second == 0x80U && third >= 0xAAU && third <= 0xAEU) ||
           (second == 0x81U && third >= 0xA6U && third <= 0xA9U);
}

}  // namespace

std::string one_line(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    while (!text.empty()) {
        const auto control = control_size(text);
        const std::size_t skipped = control == 0 && is_override(text) ? 3 : control;
        if (control > 0) made += ' ';
        else if (skipped == 0) made += text.front();
        text.remove_prefix(skipped == 0 ? 1 : skipped);
    }
    return made;
}

std::string without_markup(std::string_view text) {
    std::string made;
    for (const char character : one_line(text)) {
        switch (character) {
        case '&': made += "&amp;"; break;
        case '<': made += "&lt;"; break;
        case '>': made += "&gt;"; break;
        case '"': made += "&quot;"; break;
        case '\'': made += "&#39;"; break;
        default: made += character;
        }
    }
    return made;
}
