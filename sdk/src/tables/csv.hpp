// Tables as CSV after RFC 4180, for people with a spreadsheet: times stand on the organisation's
// wall, to the second, a text that a spreadsheet would take for a formula gets a ' before it, and
// one that begins like a number stands in quotes.
#ifndef WILLCALL_TABLES_CSV_HPP
#define WILLCALL_TABLES_CSV_HPP

#include "tables/table.hpp"

namespace willcall::tables {

class Csv {
public:
    explicit Csv(const Head& head) : head_(head) {}

    // Names of the columns. With a byte order mark, Excel reads the texts as UTF-8.
    void begin(std::string& text, bool byte_order_mark);
    // One line more.
    void add(std::string& text, std::span<const store::Cell> cells);

private:
    void add_cell(std::string& text, const Column& column, const store::Cell& cell);
    void add_wall_time(std::string& text, std::int64_t instant);

    const Head& head_;
    OffsetSpan offset_{0, 0, 0};  // that of the last time
};

}  // namespace willcall::tables

#endif
