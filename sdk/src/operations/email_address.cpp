#include "operations/email_address.hpp"

namespace willcall {

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    if (at == text.npos || at == 0 || at + 1 == text.size()) return false;
    if (text.find('@', at + 1) != text.npos) return false;
    const auto domain = text.substr(at + 1);
    if (domain.starts_with('.') || domain.ends_with('.')) return false;
    return text.find_first_of(" \t\"(),:;<>[\\]`") == text.npos;
}

std::string email_key(std::string_view email) {
    std::string key(email);
    for (char& character : key)
        if (character >= 'A' && character <= 'Z') character += 'a' - 'A';
    return key;
}

}  // namespace willcall
