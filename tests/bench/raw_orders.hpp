// The limit: the orders an engine has written, written again by SQLite's C API alone.
//
// Literally the same rows, ids and hashes and all, in the same order, row by row with statements
// that are kept; the counters by one conditional update for each claim, number and payment. Nothing
// is read, decided, hashed or formatted: that is what the engine does besides.
#ifndef WILLCALL_BENCH_RAW_ORDERS_HPP
#define WILLCALL_BENCH_RAW_ORDERS_HPP

#include "sqlite.hpp"

#include <deque>
#include <string_view>
#include <vector>

namespace willcall::bench {

// What one table has gained since it was last looked at.
class NewRows {
public:
    // `key`: the column that says to which order a row belongs.
    NewRows(sqlite3* from, const std::string& table, const char* key);

    void read();
    // Whether the next row is of this order. The orders come in the order of their rows.
    bool has(std::int64_t order) const {
        return next_ < rows_.size() && rows_[next_][key_].number == order;
    }
    std::size_t left() const { return rows_.size() - next_; }
    void skip() { ++next_; }
    std::int64_t number(const char* column) const { return rows_[next_][index(column)].number; }
    std::int64_t key() const { return rows_[next_][key_].number; }
    // Binds the next row.
    void bind(sqlite3_stmt* insert) const;
    std::string insert_text() const;
    const std::string& table() const { return table_; }

private:
    using Row = std::vector<Value>;
    std::size_t index(std::string_view column) const;

    std::string table_;
    std::vector<std::string> columns_;
    std::size_t key_ = 0;
    Statement select_;
    std::int64_t last_ = 0;  // order that was read last
    std::vector<Row> rows_;
    std::deque<std::string> texts_;
    std::size_t next_ = 0;
};

class RawOrders {
public:
    // Reads orders from one store and writes them to its copy.
    RawOrders(Sqlite& from, Sqlite& to);

    // Takes up what the engine has written since; the number of orders. Throws where one is not
    // complete.
    std::size_t read();
    // Writes all of that, `together` orders a transaction; the seconds it took.
    double write(std::size_t together);

    std::string pragmas() const { return pragmas_of(to_.get()); }

private:
    struct Table {
        NewRows rows;
        Statement insert;
        std::size_t per_order;
    };

    Table& add(const char* table, const char* key, std::size_t per_order);
    void write_order(std::int64_t order);
    void insert(Table& table);
    void update_counters_of_order();
    void update_quota();
    void update_takings();
    void expect_one(const char* what);

    Sqlite& from_;
    Sqlite& to_;
    std::deque<Table> tables_;
    Table &orders_, &lines_, &claims_, &tickets_, &payments_, &keys_, &deliveries_, &journal_;
    Statement begin_, commit_, quota_, series_, takings_;
};

}  // namespace willcall::bench

#endif
