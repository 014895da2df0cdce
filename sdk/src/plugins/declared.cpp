#include "plugins/declared.hpp"

#include <map>

namespace willcall::plugins {

namespace {

struct Declared {
    std::string sql_name;
    std::vector<Column> columns;
};

std::string sql_name(const std::string& plugin, const std::string& table) {
    return "p_" + plugin + '_' + table;
}

std::vector<Declared> declared(store::Connection& connection) {
    std::vector<Declared> tables;
    for (const auto& row : connection.select<ColumnRow>("order by plugin, table_name, position")) {
        auto name = sql_name(row.plugin, row.table_name);
        if (tables.empty() || tables.back().sql_name != name)
            tables.push_back({std::move(name), {}});
        tables.back().columns.push_back(row.column());
    }
    return tables;
}

}  // namespace

std::string definition(const Column& column) {
    return '"' + column.name + "\" " + (column.is_text() ? "text" : "bigint") +
           (column.may_be_null() ? "" : " not null");
}

std::string creation(const std::string& sql_name, const std::vector<Column>& columns) {
    std::string sql = "create table " + sql_name + " (";
    std::string key;
    for (const auto& column : columns) {
        sql += definition(column) + ", ";
        if (column.is_key()) key += (key.empty() ? "\"" : ", \"") + column.name + '"';
    }
    return sql + "primary key (" + key + "))";
}

// Rows that are equal by an index come in the order of their keys: the key stands in the index too,
// else a database would rather walk through all of the table than sort what it has found.
std::string creation(const IndexRow& index, const std::string& sql_name,
                     const std::vector<Column>& columns) {
    auto names = index.column_names;
    for (const auto& column : columns) {
        const auto name = '"' + column.name + '"';
        if (index.flags == 0 && column.is_key() && names.find(name) == names.npos)
            names += ", " + name;
    }
    return std::string("create ") + (index.flags != 0 ? "unique " : "") + "index i_" +
           index.plugin + '_' + index.table_name + '_' + index.index_name + " on " + sql_name +
           " (" + names + ')';
}

std::vector<store::TableShape> declared_tables(store::Connection& connection) {
    std::vector<store::TableShape> shapes;
    for (const auto& table : declared(connection)) {
        auto& shape = shapes.emplace_back();
        shape.name = table.sql_name;
        for (const auto& column : table.columns) {
            if (column.is_key()) shape.key.push_back(shape.columns.size());
            shape.columns.push_back(column.name);
            shape.texts.push_back(column.is_text());
        }
    }
    return shapes;
}

void make_declared_tables(store::Connection& from, store::Connection& to) {
    std::map<std::string, std::vector<Column>> tables;
    for (auto& table : declared(from)) {
        to.execute(creation(table.sql_name, table.columns));
        tables.emplace(std::move(table.sql_name), std::move(table.columns));
    }
    for (const auto& index : from.select<IndexRow>("order by plugin, table_name, index_name")) {
        const auto of = sql_name(index.plugin, index.table_name);
        to.execute(creation(index, of, tables.at(of)));
    }
}

}  // namespace willcall::plugins
