// Tables grow with their plugins: what is new is made, what was there stays as it is.
#include "plugins/declared.hpp"
#include "plugins/shelf.hpp"

#include <algorithm>

namespace willcall::plugins {

namespace {

constexpr std::uint32_t kept_column_flags = WILLCALL_COLUMN_KEY | WILLCALL_COLUMN_NULLABLE;

std::string names(const Table& table, std::span<const std::size_t> columns) {
    std::string all;
    for (const auto one : columns)
        all += (all.empty() ? "\"" : ", \"") + table.columns[one].name + '"';
    return all;
}

std::string index_columns(const Table& table, const Order& index) {
    return names(table, std::span(index.columns).first(index.index_columns));
}

class Preparing {
public:
    Preparing(const Module& module, store::Connection& turn)
        : module_(module),
          turn_(turn),
          columns_(turn.select<ColumnRow>("where plugin = ?", module.name)),
          indexes_(turn.select<IndexRow>("where plugin = ?", module.name)) {}

    void run() {
        for (const auto& row : columns_)
            if (find(row.table_name) == nullptr) refuse(row.table_name, "is no longer there");
        for (const auto& table : module_.tables) {
            const bool known = std::ranges::any_of(
                columns_, [&](const ColumnRow& row) { return row.table_name == table.name; });
            known ? extend(table) : create(table);
            prepare_indexes(table);
        }
    }

private:
    void create(const Table& table) {
        // Plugin `a` with table `b_c` and plugin `a_b` with table `c` would share one.
        const auto others = turn_.number(
            "select count(*) from plugin_columns where 'p_' || plugin || '_' || table_name = ? "
            "and plugin <> ?",
            table.sql_name, module_.name);
        if (others.value_or(0) > 0)
            refuse(table.name,
                   "would be called `" + table.sql_name + "`, like a table of another plugin");
        turn_.execute(creation(table.sql_name, table.columns));
        for (const auto& column : table.columns) record(table, column);
    }

    void extend(const Table& table) {
        for (const auto& row : columns_)
            if (row.table_name == table.name &&
                std::ranges::find(table.columns, row.column_name, &Column::name) ==
                    table.columns.end())
                refuse(table.name, "has lost the column `" + row.column_name + '`');
        for (const auto& column : table.columns) {
            const auto row = std::ranges::find_if(columns_, [&](const ColumnRow& one) {
                return one.table_name == table.name && one.column_name == column.name;
            });
            if (row == columns_.end()) add(table, column);
            else if (row->type != column.type || row->flags != (column.flags & kept_column_flags))
                refuse(table.name, "has changed the column `" + column.name + '`');
        }
    }

    // Rows that are there already get nothing, or the zero of the type.
    void add(const Table& table, const Column& column) {
        if (column.is_key()) refuse(table.name, "has a new key column `" + column.name + '`');
        const auto standard = column.is_text() ? " default ''" : " default 0";
        turn_.execute("alter table " + table.sql_name + " add column " + definition(column) +
                      (column.may_be_null() ? "" : standard));
        record(table, column);
    }

    void prepare_indexes(const Table& table) {
        for (const auto& row : indexes_)
            if (row.table_name == table.name && table.find_index(row.index_name) == nullptr)
                refuse(table.name, "has lost the index `" + row.index_name + '`');
        for (const auto& index : table.indexes) {
            const auto row = std::ranges::find_if(indexes_, [&](const IndexRow& one) {
                return one.table_name == table.name && one.index_name == index.name;
            });
            if (row == indexes_.end()) add(table, index);
            else if (row->column_names != index_columns(table, index) ||
                     row->flags != (index.unique ? 1 : 0))
                refuse(table.name, "has changed the index `" + index.name + '`');
        }
    }

    void add(const Table& table, const Order& index) {
        const IndexRow row{module_.name, table.name, index.name, index_columns(table, index),
                           index.unique ? 1 : 0};
        turn_.execute(creation(row, table.sql_name, table.columns));
        turn_.insert(row);
    }

    // Where the column stands in the store's own table, which only grows at the end.
    void record(const Table& table, const Column& column) {
        const auto position =
            turn_.number("select count(*) from plugin_columns where plugin = ? and table_name = ?",
                         module_.name, table.name);
        turn_.insert(ColumnRow{module_.name, table.name, column.name, position.value_or(0),
                               column.type, column.flags & kept_column_flags});
    }

    const Table* find(std::string_view name) const {
        const auto found = std::ranges::find(module_.tables, name, &Table::name);
        return found == module_.tables.end() ? nullptr : &*found;
    }

    [[noreturn]] void refuse(const std::string& table, const std::string& why) const {
        Origin{module_.name, module_.file}.refuse("its table `" + table + "` " + why);
    }

    const Module& module_;
    store::Connection& turn_;
    std::vector<ColumnRow> columns_;
    std::vector<IndexRow> indexes_;
};

}  // namespace

void prepare_tables(const Module& module, store::Connection& turn) {
    Preparing(module, turn).run();
}

}  // namespace willcall::plugins
