// Tables grow with their plugins: what is new is made, what was there stays as it is.
#include "plugins/shelf.hpp"

#include <algorithm>

namespace willcall::plugins {

namespace {

struct ColumnRow {
    std::string plugin;
    std::string table_name;
    std::string column_name;
    std::int64_t type = 0;
    std::int64_t flags = 0;
    static constexpr const char* table = "plugin_columns";
    static constexpr auto columns = std::tuple{
        store::column<"plugin">(&ColumnRow::plugin),
        store::column<"table_name">(&ColumnRow::table_name),
        store::column<"column_name">(&ColumnRow::column_name),
        store::column<"type">(&ColumnRow::type),
        store::column<"flags">(&ColumnRow::flags),
    };
};

struct IndexRow {
    std::string plugin;
    std::string table_name;
    std::string index_name;
    std::string column_names;
    std::int64_t flags = 0;
    static constexpr const char* table = "plugin_indexes";
    static constexpr auto columns = std::tuple{
        store::column<"plugin">(&IndexRow::plugin),
        store::column<"table_name">(&IndexRow::table_name),
        store::column<"index_name">(&IndexRow::index_name),
        store::column<"columns">(&IndexRow::column_names),
        store::column<"flags">(&IndexRow::flags),
    };
};

constexpr std::uint32_t kept_column_flags = WILLCALL_COLUMN_KEY | WILLCALL_COLUMN_NULLABLE;

std::string definition(const Column& column) {
    return '"' + column.name + "\" " + (column.is_text() ? "text" : "bigint") +
           (column.may_be_null() ? "" : " not null");
}

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
        std::string sql = "create table " + table.sql_name + " (";
        for (const auto& column : table.columns) sql += definition(column) + ", ";
        turn_.execute(sql + "primary key (" + names(table, table.key) + "))");
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
        const auto columns = index_columns(table, index);
        turn_.execute(std::string("create ") + (index.unique ? "unique " : "") + "index i_" +
                      module_.name + '_' + table.name + '_' + index.name + " on " + table.sql_name +
                      " (" + columns + ')');
        turn_.insert(IndexRow{module_.name, table.name, index.name, columns, index.unique ? 1 : 0});
    }

    void record(const Table& table, const Column& column) {
        turn_.insert(ColumnRow{module_.name, table.name, column.name, column.type,
                               column.flags & kept_column_flags});
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
