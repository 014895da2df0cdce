#include "address.hpp"

#include <algorithm>

namespace {

unsigned char byte(char character) { return static_cast<unsigned char>(character); }

// Bytes of the control character that begins there; 0 where none does.
std::size_t control_size(std::string_view text) {
    const auto first = byte(text[0]);
    if (first < 0x20U || first == 0x7FU) return 1;
    if (first == 0xC2U && text.size() > 1 && byte(text[1]) < 0xA0U) return 2;
    return text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9") ? 3 : 0;
}

}  // namespace

bool is_address(std::string_view text) {
    const auto at = text.find('@');
    if (at == text.npos || at == 0 || text.size() > 254) return false;
    const auto domain = domain_of(text);
    if (domain.empty() || domain.front() == '.' || domain.back() == '.') return false;
    return one_line(text) == text && domain.find('@') == text.npos &&
           text.find_first_of(" \"(),:;<>[\\]`") == text.npos;
}

std::string_view domain_of(std::string_view address) {
    return address.substr(std::min(address.find('@'), address.size() - 1) + 1);
}

std::string one_line(std::string_view text) {
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const auto control = control_size(text.substr(at));
        line += control > 0 ? ' ' : text[at];
        at += std::max<std::size_t>(control, 1);
    }
    return line;
}
