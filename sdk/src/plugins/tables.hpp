// Tables of plugins: what a plugin declares, checked once, with the statements that serve it.
#ifndef WILLCALL_PLUGINS_TABLES_HPP
#define WILLCALL_PLUGINS_TABLES_HPP

#include "plugins/origin.hpp"
#include "store/connection.hpp"

#include <willcall/plugin/plugin.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace willcall::plugins {

struct Module;

struct Column {
    std::string name;
    std::int32_t type;
    std::uint32_t flags;

    bool is_key() const { return (flags & WILLCALL_COLUMN_KEY) != 0; }
    bool may_be_null() const { return (flags & WILLCALL_COLUMN_NULLABLE) != 0; }
    bool is_personal() const { return (flags & WILLCALL_COLUMN_PERSONAL) != 0; }
    // How it is stored. Bytes are hexadecimal text, which keeps their order.
    bool is_text() const { return type == WILLCALL_COLUMN_TEXT || type == WILLCALL_COLUMN_BYTES; }
};

// An order that rows can be read in: that of the key, or of an index and then of the key.
struct Order {
    std::string name;                  // of the index; empty: the key
    std::vector<std::size_t> columns;  // of the table, each once
    std::size_t index_columns = 0;     // how many of them the index itself has
    bool unique = false;
    // Statements where no value is null, by the number of prefix columns.
    std::vector<std::string> first_page;
    std::vector<std::string> next_page;  // empty text: depends on the values
    std::string taken;  // of a unique index: counts other rows with the same values
};

// So many rows are put by one statement; the last is one.
inline constexpr std::array<std::size_t, 3> put_sizes = {64, 8, 1};

struct Table {
    std::string name;
    std::string sql_name;
    std::vector<Column> columns;
    std::vector<std::size_t> key;
    Order by_key;
    std::vector<Order> indexes;

    std::array<std::string, put_sizes.size()> put;
    std::string remove;
    std::string get;
    std::unique_ptr<bool[]> texts;  // which columns are stored as text
    bool read_when_asked = false;   // no instance keeps what is in it

    const Order* find_index(std::string_view wanted) const;
    bool has_unique_index() const;
};

// Checks the tables a plugin declares; refuses in the plugin's name.
std::vector<Table> read_tables(const Origin& origin, const willcall_module& module);

// Reads rows in an order: the values of the leading columns, and where to go on after.
struct Scan {
    std::string made;  // text of a statement that is not kept with the table
    std::string_view sql;
    std::vector<store::Cell> values;
};
Scan scan_of(const Table& table, const Order& order, std::span<const store::Cell> prefix,
             std::span<const store::Cell> after, std::int64_t most);

// Makes and extends the tables a module declares, under the plugin's name. In a turn. Throws where
// a table, column or index that the store has was changed or taken away.
void prepare_tables(const Module& module, store::Connection& turn);

}  // namespace willcall::plugins

#endif
