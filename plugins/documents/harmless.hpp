// Makes a field harmless for the format it is written into.
#ifndef WILLCALL_DOCUMENTS_HARMLESS_HPP
#define WILLCALL_DOCUMENTS_HARMLESS_HPP

#include <string>
#include <string_view>

// A text on one line, in which nothing is markup.
std::string without_markup(std::string_view text);

#endif
