// Email addresses: what this plugin takes for one, and what it makes of other people's texts.
#ifndef WILLCALL_EMAIL_ADDRESS_HPP
#define WILLCALL_EMAIL_ADDRESS_HPP

#include <string>
#include <string_view>

// One address and nothing else: without a name, quotes, comments, spaces or control characters.
bool is_address(std::string_view text);

// Behind the @.
std::string_view domain_of(std::string_view address);

// On one line: control characters (C0, DEL, C1, the line and paragraph separators) become spaces.
std::string one_line(std::string_view text);

#endif
