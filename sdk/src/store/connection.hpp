// One connection to the database: statements kept, rows typed, the same on SQLite and PostgreSQL.
//
// SQL is written once for both: `?` for values, BIGINT and TEXT columns only, casts as cast(x as
// t). A connection is used by one thread at a time.
#ifndef WILLCALL_STORE_CONNECTION_HPP
#define WILLCALL_STORE_CONNECTION_HPP

#include "store/row.hpp"

#include <array>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>

namespace willcall::store {

// Which columns of a table are set, and which find the rows.
struct Update {
    std::string_view table;
    std::span<const std::string_view> set;
    std::span<const std::string_view> keys;
};

// The rows of a statement, taken one at a time. Ends before its connection's transaction does.
class Cursor {
public:
    virtual ~Cursor() = default;
    // Fills in the next row, whose texts live until the row after it; false at the end.
    virtual bool next(std::span<Cell> cells) = 0;
};

class Connection {
public:
    virtual ~Connection() = default;

    // The rows of `select <columns> from <table> <tail>`: tail is "where key = ? order by id".
    template <Stored Row, class... Values>
    std::vector<Row> select(std::string_view tail, const Values&... values) {
        static const std::string head =
            "select " + column_list<Row>() + " from " + Row::table + ' ';
        return query<Row>(head + std::string(tail), values...);
    }
    // The first of them.
    template <Stored Row, class... Values>
    std::optional<Row> find(std::string_view tail, const Values&... values) {
        auto rows = select<Row>(tail, values...);
        if (rows.empty()) return std::nullopt;
        return std::move(rows.front());
    }
    // Any query whose columns are those of Row in order (Row needs only `columns`).
    template <class Row, class... Values>
    std::vector<Row> query(std::string_view sql, const Values&... values) {
        std::vector<Row> rows;
        std::array<bool, Row::columns.count> texts{};
        std::size_t next = 0;
        Row::columns.each([&](const auto& one) {
            texts[next++] = is_text_type<typename std::decay_t<decltype(one)>::Type>();
        });
        run(sql, std::array<Cell, sizeof...(Values)>{to_cell(values)...}, texts,
            [&](std::span<const Cell> cells) {
                auto& row = rows.emplace_back();
                std::size_t at = 0;
                Row::columns.each(
                    [&](const auto& one) { from_cell(cells[at++], row.*one.member); });
            });
        return rows;
    }
    // A single number: count(*), max(id); nothing where it is null or there is no row.
    template <class... Values>
    std::optional<std::int64_t> number(std::string_view sql, const Values&... values) {
        std::optional<std::int64_t> answer;
        const std::array<bool, 1> texts{false};
        run(sql, std::array<Cell, sizeof...(Values)>{to_cell(values)...}, texts,
            [&](std::span<const Cell> cells) {
                if (cells[0].type == Cell::Type::number) answer = cells[0].number;
            });
        return answer;
    }
    // Runs a statement; the number of rows it touched.
    template <class... Values>
    std::int64_t execute(std::string_view sql, const Values&... values) {
        return run(sql, std::array<Cell, sizeof...(Values)>{to_cell(values)...}, {}, {});
    }

    // Writes rows as they are. Many rows go in multi-row statements.
    template <Stored Row>
    void insert(const Row& row) {
        insert_all(std::span<const Row>(&row, 1));
    }
    template <Stored Row>
    void insert_all(std::span<const Row> rows) {
        std::vector<Cell> cells;
        cells.reserve(rows.size() * column_count<Row>());
        for (const auto& row : rows)
            Row::columns.each([&](const auto& one) { cells.push_back(to_cell(row.*one.member)); });
        insert_cells(Row::table, column_list<Row>(), column_count<Row>(), cells);
    }
    template <Stored Row>
    void insert_all(const std::vector<Row>& rows) {
        insert_all(std::span<const Row>(rows));
    }

    // A write transaction that no other engine on the store writes beside: it waits for its turn at
    // once, so that it never fails for having read first.
    virtual void begin() = 0;
    // One that other engines' batch turns may run beside, but nobody's `begin`: it locks the rows
    // that it counts (selecting.hpp). What could not be inserted or updated in it may be said no
    // earlier than by the next question, or by the commit.
    virtual void begin_batch() = 0;
    // Pins one snapshot.
    virtual void begin_reading() = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    // A query of something that nobody but this turn writes, and that stays: should the answer to
    // its commit be lost, the turn is in the store where it finds a row.
    virtual void witness(std::string query) = 0;

    // Changes whenever another connection has committed: caches of rows are good while it stays.
    virtual std::int64_t data_version() = 0;
    // What ends a select of rows that other batch turns shall not change; empty where none can.
    virtual std::string_view locking() const = 0;

    using RowSink = std::function<void(std::span<const Cell>)>;
    // The one door all statements go through. `texts` says which result columns are texts. Errors
    // become Failures with WILLCALL_STORE, or WILLCALL_UNAVAILABLE where waiting may help, or
    // Interrupted where the same turn may be run again.
    virtual std::int64_t run(std::string_view sql, std::span<const Cell> values,
                             std::span<const bool> texts, const RowSink& sink) = 0;
    // The same rows as they are asked for, in a reading transaction; what isn't is not made.
    // Other statements may run between two of them.
    virtual std::unique_ptr<Cursor> open(std::string_view sql, std::span<const Cell> values,
                                         std::span<const bool> texts) = 0;
    // Row after row, `width` cells each.
    virtual void insert_cells(std::string_view table, std::string_view columns, std::size_t width,
                              std::span<const Cell> cells) = 0;
    // Row after row, of each what is set and then its keys. A row that is not there is left out.
    virtual void update_cells(const Update& update, std::span<const Cell> cells) = 0;
};

}  // namespace willcall::store

#endif
