// Rows turned into columns: an array for each, as PostgreSQL reads arrays in binary.
#ifndef WILLCALL_STORE_POSTGRESQL_ARRAYS_HPP
#define WILLCALL_STORE_POSTGRESQL_ARRAYS_HPP

#include "store/row.hpp"

#include <span>
#include <string>
#include <vector>

namespace willcall::store {

// "bigint[]" or "text[]", by the type of a cell; nulls know theirs.
const char* array_type(const Cell& cell);

// The arrays of `width` columns, of cells that stand row after row.
std::vector<std::string> column_arrays(std::span<const Cell> cells, std::size_t width);

}  // namespace willcall::store

#endif
