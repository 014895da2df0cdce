// Shifts: the working time of a seller at a location, and the money taken in it.
#ifndef WILLCALL_SHIFTS_HPP
#define WILLCALL_SHIFTS_HPP

#include <willcall/orders.hpp>

namespace willcall {

struct OpenShift {
    std::string location;
    Money opening_float;

    static constexpr auto fields = in_order{
        field<"location">(&OpenShift::location, "key; the user's only one where it is left out",
                          at_most(64), can_be_left_out),
        field<"opening_float">(&OpenShift::opening_float, "cash in the drawer at the start",
                               can_be_left_out),
    };
};

struct CountedMeans {
    Means means = Means::cash;
    Money amount;

    static constexpr auto meaning = "what was counted";
    static constexpr auto fields = in_order{
        field<"means">(&CountedMeans::means, "of which means of payment"),
        field<"amount">(&CountedMeans::amount, "how much was found"),
    };
};

struct CloseShift {
    std::optional<Id> shift;
    std::vector<CountedMeans> counted;

    static constexpr auto fields = in_order{
        field<"shift">(&CloseShift::shift, "the one that was counted; left out: the open one"),
        field<"counted">(&CloseShift::counted, "what the seller counted, before anything is shown",
                         at_most(10)),
    };
};

struct ShiftMeans {
    Means means = Means::cash;
    std::int64_t payments = 0;
    Money taken;
    Money by_others;
    Money for_others;
    Money paid_in;
    Money paid_out;
    Money deposited;
    Money handed_over;
    Money received;
    Money expected;
    std::optional<Money> counted;
    std::optional<Money> over;

    static constexpr auto meaning = "one means of payment in a shift";
    static constexpr auto fields = in_order{
        field<"means">(&ShiftMeans::means, "which"),
        field<"payments">(&ShiftMeans::payments, "how many"),
        field<"taken">(&ShiftMeans::taken, "their sum"),
        field<"by_others">(&ShiftMeans::by_others,
                           "of it collected by others, who sold for this seller"),
        field<"for_others">(&ShiftMeans::for_others,
                            "held for others: taken by this seller for sales of theirs"),
        field<"paid_in">(&ShiftMeans::paid_in, "put into the drawer without a sale"),
        field<"paid_out">(&ShiftMeans::paid_out, "taken out of it without a sale"),
        field<"deposited">(&ShiftMeans::deposited, "brought away, to a bank or a safe"),
        field<"handed_over">(&ShiftMeans::handed_over,
                             "given to the sellers it was held for, out of this drawer"),
        field<"received">(&ShiftMeans::received, "handed over by others who had collected it"),
        field<"expected">(&ShiftMeans::expected,
                          "what the drawer must hold: taken, less what others collected, with all "
                          "of the above and, for cash, the opening float"),
        field<"counted">(&ShiftMeans::counted, "what was found when it was closed"),
        field<"over">(&ShiftMeans::over, "counted less expected; negative is short"),
    };
};

struct Shift {
    Id id;
    std::string seller;
    std::string location;
    Time opened;
    std::optional<Time> closed;
    Money opening_float;
    std::vector<ShiftMeans> means;

    static constexpr auto meaning = "a seller's time at a location, with the money taken";
    static constexpr auto fields = in_order{
        field<"id">(&Shift::id, "its id"),
        field<"seller">(&Shift::seller, "login of the user it belongs to"),
        field<"location">(&Shift::location, "key of the location"),
        field<"opened">(&Shift::opened, "when it began"),
        field<"closed">(&Shift::closed, "when it ended; absent while it is open"),
        field<"opening_float">(&Shift::opening_float, "cash in the drawer at the start"),
        field<"means">(&Shift::means, "money taken, per means of payment; amounts are shown to "
                                      "the seller only after closing"),
    };
};

}  // namespace willcall

#endif
