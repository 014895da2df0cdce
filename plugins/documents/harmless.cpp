#include "harmless.hpp"

#include <willcall/plugin/one_line.hpp>

std::string without_markup(std::string_view text) {
    std::string made;
    for (const char character : willcall::plugin::one_line(text)) {
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
