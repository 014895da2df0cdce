// Shifts, one a row.
#ifndef WILLCALL_SHIFT_LIST_HPP
#define WILLCALL_SHIFT_LIST_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct ListShifts {
    std::string seller;
    std::string location;
    std::optional<bool> open;
    std::optional<Time> from;
    std::optional<Time> to;
    std::optional<Id> after;

    static constexpr auto fields = in_order{
        field<"seller">(&ListShifts::seller, "only of this user", at_most(254), can_be_left_out),
        field<"location">(&ListShifts::location, "only at this location", at_most(64),
                          can_be_left_out),
        field<"open">(&ListShifts::open, "true: only open ones; false: only closed ones"),
        field<"from">(&ListShifts::from, "only those that were open then or later"),
        field<"to">(&ListShifts::to, "only those that were opened before"),
        field<"after">(&ListShifts::after, "the last id of the page before"),
    };
};

struct ShiftLine {
    Id id;
    std::string seller;
    std::string location;
    Time opened;
    std::optional<Time> closed;
    Money opening_float;
    std::optional<std::int64_t> payments;
    std::optional<Money> taken;
    std::optional<Money> expected;
    std::optional<Money> counted;
    std::optional<Money> over;

    static constexpr auto meaning = "a shift in a list; its money is not told while it is open";
    static constexpr auto fields = in_order{
        field<"id">(&ShiftLine::id, "its id"),
        field<"seller">(&ShiftLine::seller, "login of the user it belongs to"),
        field<"location">(&ShiftLine::location, "key of the location"),
        field<"opened">(&ShiftLine::opened, "when it began"),
        field<"closed">(&ShiftLine::closed, "when it ended; absent while it is open"),
        field<"opening_float">(&ShiftLine::opening_float, "cash in the drawer at the start"),
        field<"payments">(&ShiftLine::payments, "how many, of all means"),
        field<"taken">(&ShiftLine::taken, "their sum"),
        field<"expected">(&ShiftLine::expected, "what the drawer should have held, of all means"),
        field<"counted">(&ShiftLine::counted, "what was found, of the means that were counted"),
        field<"over">(&ShiftLine::over, "of these, counted less expected; negative is short"),
    };
};

}  // namespace willcall

#endif
