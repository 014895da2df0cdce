// What drawers must hold, and what somebody holds for others.
#ifndef WILLCALL_SALES_DRAWERS_HPP
#define WILLCALL_SALES_DRAWERS_HPP

#include "operations/operation.hpp"
#include "sales/counters.hpp"
#include "sales/showing.hpp"

#include <willcall/access.hpp>
#include <willcall/shifts.hpp>

namespace willcall::sales {

// Each means of payment that something happened to in a shift; cash too where it has a float.
std::vector<ShiftMeans> means_of(store::Connection& reading, const ShiftRow& shift);

// What a collector holds for a seller: all of it, and the part in the drawer of their open shift.
struct Held {
    std::int64_t seller = 0;
    Means means = Means::cash;
    std::int64_t amount = 0;
    std::int64_t in_drawer = 0;
    static constexpr auto columns =
        in_order{column<"seller">(&Held::seller), column<"means">(&Held::means),
                 column<"amount">(&Held::amount), column<"in_drawer">(&Held::in_drawer)};
};
// `drawer` is the collector's open shift, 0 for none.
std::vector<Held> held_by(store::Connection& reading, std::int64_t collector, std::int64_t drawer);
Held held_for(store::Connection& reading, std::int64_t collector, std::int64_t drawer,
              std::int64_t seller, Means means);

// What was collected by another than the seller; nothing where the seller took it.
std::optional<CollectionRow> collected(const PaymentRow& payment, std::int64_t seller,
                                       const ShiftRow* drawer);

// Money moves and is counted in one's own drawer only (BTZ-40).
std::optional<Refusal> refuse_for_another(const Call& call);

Movement show_movement(const MovementRow& row, const LoginOf& login_of);

// shifts.pay_in, shifts.pay_out, shifts.deposit, shifts.hand_over, shifts.held
std::vector<Operation> drawer_operations();

}  // namespace willcall::sales

#endif
