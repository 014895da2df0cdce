// Tables of plugins as the store itself describes them, whether or not the plugins are there.
#ifndef WILLCALL_PLUGINS_DECLARED_HPP
#define WILLCALL_PLUGINS_DECLARED_HPP

#include "plugins/tables.hpp"
#include "store/table_copy.hpp"

namespace willcall::plugins {

struct ColumnRow {
    std::string plugin;
    std::string table_name;
    std::string column_name;
    std::int64_t position = 0;  // in the table, from 0
    std::int64_t type = 0;
    std::int64_t flags = 0;
    static constexpr const char* table = "plugin_columns";
    static constexpr auto columns = in_order{
        store::column<"plugin">(&ColumnRow::plugin),
        store::column<"table_name">(&ColumnRow::table_name),
        store::column<"column_name">(&ColumnRow::column_name),
        store::column<"position">(&ColumnRow::position),
        store::column<"type">(&ColumnRow::type),
        store::column<"flags">(&ColumnRow::flags),
    };

    Column column() const {
        return {column_name, static_cast<std::int32_t>(type), static_cast<std::uint32_t>(flags)};
    }
};

struct IndexRow {
    std::string plugin;
    std::string table_name;
    std::string index_name;
    std::string column_names;
    std::int64_t flags = 0;
    static constexpr const char* table = "plugin_indexes";
    static constexpr auto columns = in_order{
        store::column<"plugin">(&IndexRow::plugin),
        store::column<"table_name">(&IndexRow::table_name),
        store::column<"index_name">(&IndexRow::index_name),
        store::column<"columns">(&IndexRow::column_names),
        store::column<"flags">(&IndexRow::flags),
    };
};

// `"key" text not null`
std::string definition(const Column& column);
// The statements that make a table and an index of it.
std::string creation(const std::string& sql_name, const std::vector<Column>& columns);
std::string creation(const IndexRow& index, const std::string& sql_name,
                     const std::vector<Column>& columns);

// The tables that a store says its plugins have.
std::vector<store::TableShape> declared_tables(store::Connection& connection);
// Makes them, and their indexes, in another store.
void make_declared_tables(store::Connection& from, store::Connection& to);

}  // namespace willcall::plugins

#endif
