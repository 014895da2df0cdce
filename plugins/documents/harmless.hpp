// Makes a field harmless for the format it is written into.
#ifndef WILLCALL_DOCUMENTS_HARMLESS_HPP
#define WILLCALL_DOCUMENTS_HARMLESS_HPP

#include <string>
#include <string_view>

// A text on one line: control characters and separators of lines become spaces; what overrides the
// direction of what stands beside it is left out.
std::string one_line(std::string_view text);

// The same, and nothing in it is markup.
std::string without_markup(std::string_view text);

#endif
