// A store's rows in another, empty one: table by table, in the order of their keys, page by page.
#ifndef WILLCALL_STORE_TABLE_COPY_HPP
#define WILLCALL_STORE_TABLE_COPY_HPP

#include "store/soci_connection.hpp"

#include <string>
#include <vector>

namespace willcall::store {

// A table as far as copying needs to know it.
struct TableShape {
    std::string name;
    std::vector<std::string> columns;
    std::vector<bool> texts;       // which of them hold text; the others hold numbers
    std::vector<std::size_t> key;  // of the columns, in its own order
};

// The library's own tables as its migrations make them, each after those that it refers to.
std::vector<TableShape> own_tables();

// Copies every row; how many there were. Both are inside a transaction.
std::int64_t copy_rows(Connection& from, Connection& to, const TableShape& table);

}  // namespace willcall::store

#endif
