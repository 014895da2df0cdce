#include "proof.hpp"

#include <cstring>
#include <vector>

namespace willcall::bench {

namespace {

std::vector<std::string> tables_of(Sqlite& store) {
    Statement names(store.get(), "select name from sqlite_master where type = 'table' order by 1");
    std::vector<std::string> tables;
    while (names.step()) tables.push_back(names.text(0));
    return tables;
}

bool same_value(sqlite3_stmt* a, sqlite3_stmt* b, int column) {
    if (sqlite3_column_type(a, column) != sqlite3_column_type(b, column)) return false;
    if (sqlite3_column_type(a, column) == SQLITE_INTEGER)
        return sqlite3_column_int64(a, column) == sqlite3_column_int64(b, column);
    const auto size = sqlite3_column_bytes(a, column);
    if (size != sqlite3_column_bytes(b, column)) return false;
    return size == 0 || std::memcmp(sqlite3_column_blob(a, column), sqlite3_column_blob(b, column),
                                    static_cast<std::size_t>(size)) == 0;
}

std::string difference_in(const std::string& table, Sqlite& store, Sqlite& copy,
                          std::int64_t& rows) {
    const auto select = has_rowid(store.get(), table)
                            ? "select rowid, * from " + table + " order by rowid"
                            : "select * from " + table;  // comes by its key
    Statement left(store.get(), select);
    Statement right(copy.get(), select);
    for (rows = 0;; ++rows) {
        const bool more = left.step();
        if (right.step() != more) return table + ": not as many rows on both sides";
        if (!more) return {};
        for (int column = 0; column < sqlite3_column_count(left.get()); ++column)
            if (!same_value(left.get(), right.get(), column))
                return table + ": row " + left.text(0) + " differs in column " +
                       sqlite3_column_name(left.get(), column);
    }
}

}  // namespace

Sameness compare_stores(Sqlite& store, Sqlite& copy) {
    Sameness found;
    for (const auto& table : tables_of(store)) {
        found.difference = difference_in(table, store, copy, found.rows[table]);
        if (!found.difference.empty()) return found;
    }
    found.pages = store.number("pragma page_count");
    found.pages_of_copy = copy.number("pragma page_count");
    return found;
}

}  // namespace willcall::bench
