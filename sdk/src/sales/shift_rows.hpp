// Shifts and what they took, as they stand in the store.
#ifndef WILLCALL_SALES_SHIFT_ROWS_HPP
#define WILLCALL_SALES_SHIFT_ROWS_HPP

#include "store/row.hpp"

#include <willcall/drawers.hpp>

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
    std::optional<std::int64_t> expected;  // when it was closed
    static constexpr const char* table = "shift_takings";
    static constexpr auto columns = in_order{
        column<"shift">(&TakingsRow::shift),       column<"means">(&TakingsRow::means),
        column<"payments">(&TakingsRow::payments), column<"amount">(&TakingsRow::amount),
        column<"counted">(&TakingsRow::counted),   column<"expected">(&TakingsRow::expected)};
};

// A payment that somebody else took than its seller, and in whose drawer it lies.
struct CollectionRow {
    std::int64_t payment = 0;
    std::int64_t collector = 0;
    std::optional<std::int64_t> drawer;  // the collector's shift; absent: their own account
    std::int64_t seller = 0;
    std::optional<std::int64_t> shift;  // the seller's
    Means means = Means::cash;
    std::int64_t amount = 0;
    static constexpr const char* table = "collections";
    static constexpr auto columns = in_order{
        column<"payment">(&CollectionRow::payment), column<"collector">(&CollectionRow::collector),
        column<"drawer">(&CollectionRow::drawer),   column<"seller">(&CollectionRow::seller),
        column<"shift">(&CollectionRow::shift),     column<"means">(&CollectionRow::means),
        column<"amount">(&CollectionRow::amount)};
};

struct MovementRow {
    std::int64_t id = 0;
    MovementKind kind = MovementKind::paid_in;
    Means means = Means::cash;
    std::int64_t amount = 0;
    std::int64_t at = 0;
    std::int64_t holder = 0;
    std::optional<std::int64_t> shift;     // whose drawer; absent: the holder's own account
    std::optional<std::int64_t> held_for;  // a seller; absent: the drawer's own money
    std::optional<std::int64_t> received_by;
    std::string note;
    static constexpr const char* table = "movements";
    static constexpr auto columns = in_order{column<"id">(&MovementRow::id),
                                             column<"kind">(&MovementRow::kind),
                                             column<"means">(&MovementRow::means),
                                             column<"amount">(&MovementRow::amount),
                                             column<"at">(&MovementRow::at),
                                             column<"holder">(&MovementRow::holder),
                                             column<"shift">(&MovementRow::shift),
                                             column<"held_for">(&MovementRow::held_for),
                                             column<"received_by">(&MovementRow::received_by),
                                             column<"note">(&MovementRow::note)};
};

struct CommentRow {
    std::int64_t id = 0;
    std::int64_t shift = 0;
    std::int64_t at = 0;
    std::int64_t author = 0;
    std::string text;
    static constexpr const char* table = "shift_comments";
    static constexpr auto columns =
        in_order{column<"id">(&CommentRow::id), column<"shift">(&CommentRow::shift),
                 column<"at">(&CommentRow::at), column<"author">(&CommentRow::author),
                 column<"said">(&CommentRow::text)};
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
