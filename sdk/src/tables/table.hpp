// Tables: what an operation answers with where there may be very many rows. A table is described
// like a request; the page in JSON, the Arrow stream, the CSV and the report are made from that.
#ifndef WILLCALL_TABLES_TABLE_HPP
#define WILLCALL_TABLES_TABLE_HPP

#include "store/connection.hpp"

#include <willcall/plugin/value.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace willcall::tables {

// A column as its reader sees it. Kinds are those of value.h, without objects, lists and maps.
struct Column {
    std::string name;
    std::string meaning;
    std::int32_t kind = WILLCALL_TEXT;
    bool nullable = false;
    const char* const* words = nullptr;  // of a WORD; live as long as the operation
};

// How long a zone keeps its distance from UTC: [from, until), all in microseconds.
struct OffsetSpan {
    std::int64_t from = 0;
    std::int64_t until = std::numeric_limits<std::int64_t>::max();
    std::int64_t offset = 0;
};
using OffsetAt = std::function<OffsetSpan(std::int64_t instant)>;

// What stands above a table.
struct Head {
    std::string operation;
    std::string title;
    std::string scope;                                         // all, channel, own …
    std::string withheld;                                      // open_shifts; empty: nothing
    std::vector<std::pair<std::string, std::string>> filters;  // as they were asked for
    std::vector<Column> columns;                               // those asked for, in that order
    std::string organiser;
    std::string language;
    std::string currency;
    std::string timezone;
    int decimals = 2;
    std::string asked_by;  // name of who acts
    std::int64_t at = 0;   // when
    OffsetAt offset_at;    // of `timezone`
};

// Rows, one after the other; cells are as the store keeps them: money in minor units, times in
// microseconds, ids and words as numbers.
class Rows {
public:
    virtual ~Rows() = default;
    // Texts live until the row after it; false at the end.
    virtual bool next(std::span<store::Cell> cells) = 0;
};

// Begins reading these columns, by their numbers in the table's description. The connection is
// inside a reading transaction that lasts longer than the rows.
using Open = std::function<std::unique_ptr<Rows>(store::Connection& connection,
                                                 std::span<const std::size_t> columns)>;

// A table that was asked for and is not read yet.
struct Table {
    Head head;
    std::vector<std::size_t> chosen;  // numbers of `head.columns` in the description
    Open open;
    // One row, with null where a column has no sum; absent: the table has none. Read after `open`.
    Open total;

    std::unique_ptr<Rows> rows(store::Connection& connection) const {
        return open(connection, chosen);
    }
};

// All rows of a small table, as they were read: for whoever wants the same rows again.
class Kept {
public:
    explicit Kept(std::size_t width) : width_(width) {}
    void add(std::span<const store::Cell> cells);
    std::size_t size() const { return width_ == 0 ? 0 : cells_.size() / width_; }
    std::span<const store::Cell> row(std::size_t number) const;

private:
    std::size_t width_;
    std::vector<store::Cell> cells_;
    std::vector<std::unique_ptr<char[]>> texts_;  // of the cells
};

}  // namespace willcall::tables

#endif
