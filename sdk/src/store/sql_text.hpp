// The little that must be known of SQL's text: where quoted texts and comments end.
#ifndef WILLCALL_STORE_SQL_TEXT_HPP
#define WILLCALL_STORE_SQL_TEXT_HPP

#include <string>
#include <string_view>
#include <vector>

namespace willcall::store {

// With `:p1`, `:p2` … for its question marks.
std::string with_named_values(std::string_view sql);

// Texts of the tables it makes or alters in the order of their bytes, whatever the database's own.
std::string with_ordered_texts(std::string_view sql);

// A script cut at its semicolons; what holds no statement is left out.
std::vector<std::string> statements_of(std::string_view script);

}  // namespace willcall::store

#endif
