// What both parsers keep to: the limits, and what no text may contain.
#ifndef WILLCALL_OPERATIONS_PARSING_HPP
#define WILLCALL_OPERATIONS_PARSING_HPP

#include "operations/failure.hpp"
#include "operations/reading.hpp"

#include <string>
#include <string_view>

namespace willcall {

// Of a season file. A request may be larger: a season travels inside one, escaped.
inline constexpr std::size_t source_bytes_most = 1'048'576;
inline constexpr std::size_t depth_most = 64;
inline constexpr std::size_t node_count_most = ReadingLimits{}.values;

// "not valid JSON at line 2, column 7: unexpected `]`".
Failure malformed(std::string_view language, Place place, std::string_view why);

// The text without a byte order mark. Throws where it is too long or has invalid UTF-8 or NUL.
std::string_view source_of(std::string_view text, std::string_view language,
                           const std::string& file, std::size_t bytes_most = source_bytes_most);

// Throws where an object that is complete has two members of the same key.
void refuse_duplicates(const Value& object, std::string_view language, const std::string& file);

// Characters in valid UTF-8.
std::size_t characters_in(std::string_view text);

}  // namespace willcall

#endif
