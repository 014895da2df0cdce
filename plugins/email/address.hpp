// Email addresses: what this plugin takes for one.
#ifndef WILLCALL_EMAIL_ADDRESS_HPP
#define WILLCALL_EMAIL_ADDRESS_HPP

#include <string_view>

// One address and nothing else: without a name, quotes, comments, spaces or control characters.
bool is_address(std::string_view text);

// Behind the @.
std::string_view domain_of(std::string_view address);

#endif
