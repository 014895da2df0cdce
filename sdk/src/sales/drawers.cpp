#include "sales/drawers.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace willcall::sales {

namespace {

constexpr const char* held_sql =
    "select seller, means, cast(sum(amount) as bigint), cast(sum(in_drawer) as bigint) from "
    "(select seller, means, amount, case when drawer = ? then amount else 0 end as in_drawer "
    "from collections where collector = ? union all "
    "select held_for, means, -amount, case when shift = ? then -amount else 0 end "
    "from movements where holder = ? and held_for is not null) held "
    "group by seller, means having sum(amount) <> 0 or sum(in_drawer) <> 0 "
    "order by seller, means";

// Sums of one shift, means by means.
class Sums {
public:
    explicit Sums(const ShiftRow& shift) : shift_(shift) {
        if (shift.opening_float != 0) of(Means::cash);
    }
    void add(const TakingsRow& takings) {
        auto& sums = of(takings.means);
        sums.payments = takings.payments;
        sums.taken = {takings.amount};
        if (takings.counted) sums.counted = Money{*takings.counted};
    }
    void add(const CollectionRow& collection) {
        auto& sums = of(collection.means);
        (collection.shift == shift_.id ? sums.by_others : sums.for_others).minor +=
            collection.amount;
    }
    void add(const MovementRow& movement) {
        auto& sums = of(movement.means);
        const auto place = [&]() -> Money& {
            if (movement.shift != shift_.id) return sums.received;
            switch (movement.kind) {
            case MovementKind::paid_in: return sums.paid_in;
            case MovementKind::paid_out: return sums.paid_out;
            case MovementKind::deposit: return sums.deposited;
            case MovementKind::hand_over: break;
            }
            return sums.handed_over;
        };
        place().minor += movement.amount;
    }
    std::vector<ShiftMeans> take() {
        std::vector<ShiftMeans> all;
        for (auto& [means, sums] : sums_) {
            sums.expected = sums.taken - sums.by_others + sums.for_others + sums.paid_in -
                            sums.paid_out - sums.deposited - sums.handed_over + sums.received;
            if (means == Means::cash) sums.expected.minor += shift_.opening_float;
            if (sums.counted) sums.over = *sums.counted - sums.expected;
            all.push_back(sums);
        }
        return all;
    }

private:
    ShiftMeans& of(Means means) {
        auto& sums = sums_[means];
        sums.means = means;
        return sums;
    }
    const ShiftRow& shift_;
    std::map<Means, ShiftMeans> sums_;
};

void check_amount(const Money& amount) {
    if (amount.minor <= 0) throw invalid("amount: must be more than zero").at("amount");
}

// What is asked of a drawer or an account, on its way to the rows of it.
class Moving {
public:
    Moving(Call& call, MovementKind kind, Means means, const Money& amount, std::string note)
        : call_(call),
          turn_(*call.connection),
          shift_(find_open_shift(*call.connection, call.caller->seller.id)) {
        check_amount(amount);
        row_.kind = kind;
        row_.means = means;
        row_.amount = amount.minor;
        row_.at = call.now;
        row_.holder = call.caller->seller.id;
        row_.note = std::move(note);
    }

    Answered<MoneyMoved> put_in() {
        if (!shift_) return no_open_shift(call_.caller->seller.login);
        return write(row_.amount, shift_->id);
    }
    // Of the drawer's own money: what is held for others in it stays. How much there is would tell
    // what the count is to find, so the refusal does not say it.
    Answered<MoneyMoved> take_out() {
        if (!shift_) return no_open_shift(call_.caller->seller.login);
        std::int64_t own = 0;
        for (const auto& means : means_of(turn_, *shift_))
            if (means.means == row_.means) own = means.expected.minor;
        for (const auto& held : held_by(turn_, row_.holder, shift_->id))
            if (held.means == row_.means) own -= held.in_drawer;
        if (row_.amount > own)
            return refusal("shift.drawer_short", "the drawer does not hold as much of its own",
                           {{"asked", row_.amount}});
        return write(row_.amount, shift_->id);
    }
    // Of what is held for a seller: what lies outside the open drawer goes first, it is older.
    Answered<MoneyMoved> give_up(const UserFacts& seller) {
        const auto drawer = shift_ ? shift_->id : 0;
        const auto held = held_for(turn_, row_.holder, drawer, seller.id, row_.means);
        if (row_.amount > held.amount)
            return refusal("held.short", "less is held for `" + seller.login + "`",
                           {{"asked", row_.amount}, {"held", held.amount}});
        row_.held_for = seller.id;
        if (row_.kind == MovementKind::hand_over)
            if (const auto receiving = find_open_shift(turn_, seller.id))
                row_.received_by = receiving->id;
        const auto apart = std::min(row_.amount, held.amount - held.in_drawer);
        const auto in_drawer = row_.amount - apart;
        if (apart > 0) write(apart, std::nullopt);
        if (in_drawer > 0) write(in_drawer, drawer);
        return moved_;
    }

private:
    MoneyMoved write(std::int64_t amount, std::optional<std::int64_t> drawer) {
        row_.id = call_.make_id();
        row_.amount = amount;
        row_.shift = drawer;
        turn_.insert(row_);
        call_.note.subject = row_.id;
        call_.note.amount += amount;
        moved_.movements.push_back(show_movement(row_, logins_from(turn_)));
        return moved_;
    }

    Call& call_;
    store::Connection& turn_;
    std::optional<ShiftRow> shift_;
    MovementRow row_;
    MoneyMoved moved_;
};

UserFacts seller_named(Call& call, const std::string& login, const char* field) {
    auto user = catalogue::find_user(*call.connection, login);
    if (!user) throw not_found("no user `" + login + "`").at(field);
    return std::move(*user);
}

Answered<MoneyMoved> pay_in(Call& call, const PayInOut& request) {
    if (auto refused = refuse_for_another(call)) return std::move(*refused);
    return Moving(call, MovementKind::paid_in, request.means, request.amount, request.note)
        .put_in();
}

Answered<MoneyMoved> pay_out(Call& call, const PayInOut& request) {
    if (auto refused = refuse_for_another(call)) return std::move(*refused);
    return Moving(call, MovementKind::paid_out, request.means, request.amount, request.note)
        .take_out();
}

Answered<MoneyMoved> deposit(Call& call, const DepositMoney& request) {
    if (auto refused = refuse_for_another(call)) return std::move(*refused);
    Moving moving(call, MovementKind::deposit, request.means, request.amount, request.note);
    if (request.held_for.empty()) return moving.take_out();
    return moving.give_up(seller_named(call, request.held_for, "held_for"));
}

Answered<MoneyMoved> hand_over(Call& call, const HandOver& request) {
    if (auto refused = refuse_for_another(call)) return std::move(*refused);
    return Moving(call, MovementKind::hand_over, request.means, request.amount, request.note)
        .give_up(seller_named(call, request.to, "to"));
}

Answered<HeldMoney> held(Call& call, const Nothing&) {
    auto& reading = *call.connection;
    const auto& actor = call.caller->actor;
    const auto open = find_open_shift(reading, actor.id);
    const auto login_of = logins_from(reading);
    HeldMoney answer;
    for (const auto& one : held_by(reading, actor.id, open ? open->id : 0))
        answer.held.push_back({login_of(one.seller), one.means, {one.amount}, {one.in_drawer}});
    return answer;
}

}  // namespace

std::vector<ShiftMeans> means_of(store::Connection& reading, const ShiftRow& shift) {
    Sums sums(shift);
    for (const auto& row : reading.select<TakingsRow>("where shift = ?", shift.id)) sums.add(row);
    for (const auto& row :
         reading.select<CollectionRow>("where shift = ? or drawer = ?", shift.id, shift.id))
        sums.add(row);
    for (const auto& row :
         reading.select<MovementRow>("where shift = ? or received_by = ?", shift.id, shift.id))
        sums.add(row);
    return sums.take();
}

std::vector<Held> held_by(store::Connection& reading, std::int64_t collector, std::int64_t drawer) {
    return reading.query<Held>(held_sql, drawer, collector, drawer, collector);
}

Held held_for(store::Connection& reading, std::int64_t collector, std::int64_t drawer,
              std::int64_t seller, Means means) {
    for (const auto& held : held_by(reading, collector, drawer))
        if (held.seller == seller && held.means == means) return held;
    return {seller, means, 0, 0};
}

std::optional<CollectionRow> collected(const PaymentRow& payment, std::int64_t seller,
                                       const ShiftRow* drawer) {
    if (payment.collector == seller) return std::nullopt;
    const auto in = drawer == nullptr ? std::nullopt : std::optional(drawer->id);
    return CollectionRow{payment.id,    payment.collector, in, seller, payment.shift,
                         payment.means, payment.amount};
}

std::optional<Refusal> refuse_for_another(const Call& call) {
    if (!call.caller->acts_for_another()) return std::nullopt;
    return refusal("shift.not_own", "whoever acts for `" + call.caller->seller.login +
                                        "` sells for them, and neither moves nor counts their "
                                        "money");
}

Movement show_movement(const MovementRow& row, const LoginOf& login_of) {
    Movement shown;
    shown.id = {row.id};
    shown.kind = row.kind;
    shown.means = row.means;
    shown.amount = {row.amount};
    shown.at = {row.at};
    if (row.shift) shown.shift = Id{*row.shift};
    if (row.held_for) shown.held_for = login_of(*row.held_for);
    shown.note = row.note;
    return shown;
}

std::vector<Operation> drawer_operations() {
    return {
        operation<PayInOut, MoneyMoved>("shifts.pay_in", "/shifts/pay-in",
                                        "puts money into the drawer without a sale",
                                        Handling::writes, pay_in),
        operation<PayInOut, MoneyMoved>("shifts.pay_out", "/shifts/pay-out",
                                        "takes money out of the drawer without a sale",
                                        Handling::writes, pay_out),
        operation<DepositMoney, MoneyMoved>(
            "shifts.deposit", "/shifts/deposit",
            "brings away money of the drawer, or what is held for a seller", Handling::writes,
            deposit),
        operation<HandOver, MoneyMoved>(
            "shifts.hand_over", "/shifts/hand-over",
            "gives a seller the money that was collected for their sales", Handling::writes,
            hand_over),
        operation<Nothing, HeldMoney>("shifts.held", "/shifts/held",
                                      "what the caller holds for others", Handling::reads, held),
    };
}

}  // namespace willcall::sales
