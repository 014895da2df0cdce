// Shifts and what they took, as they stand in the store.
#ifndef WILLCALL_SALES_SHIFT_ROWS_HPP
#define WILLCALL_SALES_SHIFT_ROWS_HPP

#include "store/row.hpp"

#include <willcall/orders.hpp>

#include <optional>

namespace willcall::sales {

using store::column;

struct ShiftRow {
    std::int64_t id = 0;
    std::int64_t seller = 0;
    std::int64_t location = 0;
    std::int64_t opened = 0;
    std::optional<std::int64_t> closed;
    std::int64_t opening_float = 0;
    std::int64_t version = 1;
    static constexpr const char* table = "shifts";
    static constexpr auto columns = in_order{column<"id">(&ShiftRow::id),
                                             column<"seller">(&ShiftRow::seller),
                                             column<"location">(&ShiftRow::location),
                                             column<"opened">(&ShiftRow::opened),
                                             column<"closed">(&ShiftRow::closed),
                                             column<"opening_float">(&ShiftRow::opening_float),
                                             column<"version">(&ShiftRow::version)};
};

struct TakingsRow {
    std::int64_t shift = 0;
    Means means = Means::cash;
    std::int64_t payments = 0;
    std::int64_t amount = 0;
    std::optional<std::int64_t> counted;
    static constexpr const char* table = "shift_takings";
    static constexpr auto columns =
        in_order{column<"shift">(&TakingsRow::shift), column<"means">(&TakingsRow::means),
                 column<"payments">(&TakingsRow::payments), column<"amount">(&TakingsRow::amount),
                 column<"counted">(&TakingsRow::counted)};
};

struct SeriesRow {
    std::int64_t location = 0;
    std::int64_t last = 0;
    static constexpr const char* table = "series";
    static constexpr auto columns =
        in_order{column<"location">(&SeriesRow::location), column<"last">(&SeriesRow::last)};
};

}  // namespace willcall::sales

#endif
