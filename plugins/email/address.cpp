#include "address.hpp"

#include <willcall/plugin/one_line.hpp>

#include <algorithm>

bool is_address(std::string_view text) {
    const auto at = text.find('@');
    if (at == text.npos || at == 0 || text.size() > 254) return false;
    const auto domain = domain_of(text);
    if (domain.empty() || domain.front() == '.' || domain.back() == '.') return false;
    return willcall::plugin::one_line(text) == text && domain.find('@') == text.npos &&
           text.find_first_of(" \"(),:;<>[\\]`") == text.npos;
}

std::string_view domain_of(std::string_view address) {
    return address.substr(std::min(address.find('@'), address.size() - 1) + 1);
}
