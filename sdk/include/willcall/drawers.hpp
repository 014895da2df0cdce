// Money in drawers: what moves without a sale, and what somebody holds for others.
//
// A sale for another may be paid to whoever stands at the counter. Then the seller's shift counts
// the money and does not expect it in the drawer; the collector holds it for the seller until it is
// handed over or deposited.
#ifndef WILLCALL_DRAWERS_HPP
#define WILLCALL_DRAWERS_HPP

#include <willcall/payments.hpp>

namespace willcall {

struct PayInOut {
    Means means = Means::cash;
    Money amount;
    std::string note;

    static constexpr auto fields = in_order{
        field<"means">(&PayInOut::means, "which means of payment", can_be_left_out),
        field<"amount">(&PayInOut::amount, "how much"),
        field<"note">(&PayInOut::note, "what for, or where from", between(1, 500)),
    };
};

struct DepositMoney {
    Means means = Means::cash;
    Money amount;
    std::string held_for;
    std::string note;

    static constexpr auto fields = in_order{
        field<"means">(&DepositMoney::means, "which means of payment", can_be_left_out),
        field<"amount">(&DepositMoney::amount, "how much; never more than there is"),
        field<"held_for">(&DepositMoney::held_for,
                          "login of the seller it is held for; left out: the drawer's own money",
                          at_most(254), can_be_left_out),
        field<"note">(&DepositMoney::note, "the bag, the slip, who took it", at_most(500),
                      can_be_left_out),
    };
};

struct HandOver {
    std::string to;
    Means means = Means::cash;
    Money amount;
    std::string note;

    static constexpr auto fields = in_order{
        field<"to">(&HandOver::to, "login of the seller it is held for", between(3, 254)),
        field<"means">(&HandOver::means, "which means of payment", can_be_left_out),
        field<"amount">(&HandOver::amount, "how much; never more than is held"),
        field<"note">(&HandOver::note, "for the record", at_most(500), can_be_left_out),
    };
};

// Numbers are stored: append only.
enum class MovementKind { paid_in, paid_out, deposit, hand_over };
constexpr std::array<const char*, 5> words_of(MovementKind) {
    return {"paid_in", "paid_out", "deposit", "hand_over", nullptr};
}

struct Movement {
    Id id;
    MovementKind kind = MovementKind::paid_in;
    Means means = Means::cash;
    Money amount;
    Time at;
    std::optional<Id> shift;
    std::string held_for;
    std::string note;

    static constexpr auto meaning = "money that moved without a sale";
    static constexpr auto fields = in_order{
        field<"id">(&Movement::id, "its id"),
        field<"kind">(&Movement::kind, "what happened to it"),
        field<"means">(&Movement::means, "which means of payment"),
        field<"amount">(&Movement::amount, "how much"),
        field<"at">(&Movement::at, "when"),
        field<"shift">(&Movement::shift, "whose drawer it was in; absent: on the holder's account"),
        field<"held_for">(&Movement::held_for,
                          "login of the seller it was held for; empty: the drawer's own money"),
        field<"note">(&Movement::note, "what was said of it"),
    };
};

struct MoneyMoved {
    std::vector<Movement> movements;

    static constexpr auto meaning = "money that moved, from each place where it was";
    static constexpr auto fields = in_order{
        field<"movements">(&MoneyMoved::movements,
                           "one, or two where part of it lay outside the open drawer"),
    };
};

struct HeldAmount {
    std::string seller;
    Means means = Means::cash;
    Money amount;
    Money in_drawer;

    static constexpr auto meaning = "money held for another";
    static constexpr auto fields = in_order{
        field<"seller">(&HeldAmount::seller, "login of the user whose sales it was taken for"),
        field<"means">(&HeldAmount::means, "which means of payment"),
        field<"amount">(&HeldAmount::amount, "how much"),
        field<"in_drawer">(&HeldAmount::in_drawer, "of it in the drawer of the open shift"),
    };
};

struct HeldMoney {
    std::vector<HeldAmount> held;

    static constexpr auto meaning = "what one holds for others";
    static constexpr auto fields = in_order{
        field<"held">(&HeldMoney::held, "per seller and means of payment"),
    };
};

}  // namespace willcall

#endif
