// A table out of one SQL statement: each column with where its cells come from.
//
//     Query query;
//     query.column("orders.id").column("orders.channel", by_name(…)).column("orders.total");
//     query.from("orders").where("orders.placed >= ?", from).order("orders.id");
//
// The columns stand in the order of the described row.
#ifndef WILLCALL_TABLES_QUERY_HPP
#define WILLCALL_TABLES_QUERY_HPP

#include "tables/table.hpp"

#include <variant>

namespace willcall::tables {

// Turns a cell as the statement gives it, always a number, into one of the column's kind. Whatever
// text it puts there lives as long as itself.
using Look = std::function<void(store::Cell&)>;
// Looks may ask the store; they are made anew for every reading.
using MakeLook = std::function<Look(store::Connection&)>;

class Query {
public:
    Query& column(std::string sql, MakeLook look = {}) {
        columns_.push_back({std::move(sql), std::move(look), {}});
        return *this;
    }
    // What the last column is in the row of totals: an aggregate over the same rows, ungrouped.
    Query& total(std::string sql) {
        columns_.back().total = std::move(sql);
        totals_ = true;
        return *this;
    }
    // A column of which the table has the sum.
    Query& summed(const std::string& sql) { return column(sql).total(sum_of(sql)); }

    // Where the rows are. Where several are named, each has these columns, conditions and groups,
    // rows stand in the order of the groups, and what is not grouped by is summed over all of them:
    // first over each by itself, since databases are slow to sum a union.
    Query& from(std::string tables) {
        sources_.push_back(std::move(tables));
        return *this;
    }
    // One condition more; `?` for each of the values.
    template <class... Values>
    Query& where(const std::string& condition, Values... values) {
        where_ += (where_.empty() ? " where " : " and ") + condition;
        (values_.emplace_back(std::move(values)), ...);
        return *this;
    }
    Query& group(std::string columns) {
        group_ = std::move(columns);
        return *this;
    }
    Query& order(std::string columns) {
        order_ = std::move(columns);
        return *this;
    }
    // Says in a word what the conditions leave out, because the caller lacks a permission.
    Query& withhold(std::string what) {
        withheld_ = std::move(what);
        return *this;
    }
    const std::string& withheld() const { return withheld_; }

    // Both read the table of this query as it is now, each time anew. `kinds` are those of the
    // columns.
    Open open(std::vector<std::int32_t> kinds) const;
    Open open_total(std::vector<std::int32_t> kinds) const;

    // A sum of BIGINTs is NUMERIC on PostgreSQL, and null over nothing: both are cast away.
    static std::string sum_of(const std::string& sql) {
        return "cast(coalesce(sum(" + sql + "), 0) as bigint)";
    }

private:
    struct Column {
        std::string sql;
        MakeLook look;
        std::string total;
    };
    using Bound = std::variant<std::int64_t, std::string>;
    class Reading;

    std::vector<Column> columns_;
    bool totals_ = false;
    std::vector<std::string> sources_;
    std::string where_;
    std::string group_;
    std::string order_;
    std::string withheld_;
    std::vector<Bound> values_;
};

}  // namespace willcall::tables

#endif
