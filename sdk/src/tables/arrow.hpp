// Tables as Arrow: the schema of one, and batches of its rows in column buffers.
//
//     text        utf8                       money       decimal128(18, the currency's decimals)
//     integer     int64                      time        timestamp[us, the organisation's zone]
//     boolean     bool                       local time  timestamp[us]
//     id          utf8, as everywhere        word        dictionary<int32, utf8>
//
// Money is a decimal, not minor units: a data frame then shows and sums what the till shows,
// exactly, whatever the decimals of the currency. With 18 digits, who can keeps it in 64 bits.
#ifndef WILLCALL_TABLES_ARROW_HPP
#define WILLCALL_TABLES_ARROW_HPP

#include "tables/table.hpp"

#include <willcall/plugin/arrow.h>

namespace willcall::tables {

// The schema of a table. What stands above it is its metadata, under keys that begin with
// `willcall.`; a column's meaning and currency are those of its field.
void export_schema(const Head& head, ArrowSchema& schema);

// One batch while it is filled.
class Batch {
public:
    static constexpr std::size_t rows_most = 16'384;

    explicit Batch(const Head& head);
    ~Batch();
    // Throws a Failure for an amount with more than 18 digits.
    void add(std::span<const store::Cell> cells);
    std::size_t size() const { return size_; }
    // Whether it should be handed over: it has the rows, or the texts, of a batch.
    bool full() const { return size_ >= rows_most || texts_ >= texts_most; }
    // Hands the rows over; this is spent then.
    void export_to(ArrowArray& array);

private:
    static constexpr std::size_t texts_most = std::size_t{1} << 25U;
    class Builder;

    std::vector<std::unique_ptr<Builder>> builders_;
    std::size_t size_ = 0;
    std::size_t texts_ = 0;  // bytes
};

}  // namespace willcall::tables

#endif
