#include "sales/holding.hpp"

#include "stock/halls.hpp"

namespace willcall::sales {

namespace {

struct Holder {
    std::int64_t id = 0;
    static constexpr auto columns = in_order{column<"holder">(&Holder::id)};
};

// Others wait for the turn after it.
constexpr std::int64_t released_at_once_most = 100;

void release(store::Connection& turn, stock::Ledger& ledger, std::int64_t order, std::int64_t now,
             Telling& telling, const MakeId& make_id) {
    const auto head = turn.find<OrderRow>("where id = ?", order).value();
    TransactionRow row;
    row.id = make_id();
    row.order = order;
    row.position =
        turn.number("select count(*) from transactions where order_id = ?", order).value_or(0);
    row.kind = TransactionKind::release;
    row.at = now;
    row.channel = head.channel;
    turn.insert(row);
    telling.of_tickets(head, turn.select<TicketRow>("where order_id = ? order by line, id", order),
                       NoticeReason::released);
    end_registration(turn, ledger, order, RegistrationState::released, row.id, make_id);
}

std::vector<std::int64_t> release_all(store::Connection& turn, stock::Ledger& ledger,
                                      const std::vector<Holder>& holders, std::int64_t now,
                                      Telling& telling, const MakeId& make_id) {
    std::vector<std::int64_t> released;
    for (const auto& holder : holders) {
        release(turn, ledger, holder.id, now, telling, make_id);
        released.push_back(holder.id);
    }
    return released;
}

}  // namespace

std::int64_t overdue_units(store::Connection& reading, std::int64_t quota, std::int64_t now) {
    return reading
        .number("select cast(coalesce(sum(units), 0) as bigint) from holds "
                "where quota = ? and until <= ?",
                quota, now)
        .value_or(0);
}

std::int64_t held_units(store::Connection& reading, std::int64_t quota, std::int64_t holder) {
    return reading
        .number("select cast(coalesce(sum(units), 0) as bigint) from holds "
                "where holder = ? and quota = ?",
                holder, quota)
        .value_or(0);
}

std::vector<HoldRow> load_holds(store::Connection& turn, stock::Ledger& ledger,
                                std::int64_t holder) {
    auto holds = turn.select<HoldRow>("where holder = ? order by line, quota, offer", holder);
    std::vector<std::int64_t> quotas;
    quotas.reserve(holds.size());
    for (const auto& hold : holds) quotas.push_back(hold.quota);
    ledger.load(turn, std::move(quotas));
    return holds;
}

std::vector<stock::Claim> claims_of(const std::vector<HoldRow>& holds) {
    std::vector<stock::Claim> claims;
    claims.reserve(holds.size());
    for (const auto& hold : holds) claims.push_back({hold.quota, hold.units});
    return claims;
}

void end_registration(store::Connection& turn, stock::Ledger& ledger, std::int64_t order,
                      RegistrationState as, std::int64_t transaction, const MakeId& make_id) {
    ledger.give_back(claims_of(load_holds(turn, ledger, order)), stock::Taken::held);
    delivery::cancel_registered(turn, order);
    turn.execute("delete from holds where holder = ?", order);
    turn.execute("update registrations set state = ?, transaction_id = ? where order_id = ?",
                 static_cast<std::int64_t>(as), transaction, order);
    turn.execute("insert into ended_tickets (ticket, transaction_id) "
                 "select id, cast(? as bigint) from tickets where order_id = ?",
                 transaction, order);
    turn.execute("update tickets set state = ? where order_id = ?",
                 static_cast<std::int64_t>(TicketState::dead), order);
    stock::free_seats(turn, order, make_id);
}

std::vector<std::int64_t> release_overdue(store::Connection& turn, stock::Ledger& ledger,
                                          std::int64_t quota, std::int64_t now, Telling& telling,
                                          const MakeId& make_id) {
    return release_all(
        turn, ledger,
        turn.query<Holder>("select distinct h.holder from holds h join registrations r "
                           "on r.order_id = h.holder where h.quota = ? and h.until <= ? "
                           "order by h.holder",
                           quota, now),
        now, telling, make_id);
}

bool any_overdue(store::Connection& reading, std::int64_t now) {
    return reading
        .number("select order_id from registrations where state = 0 and until <= ? limit 1", now)
        .has_value();
}

std::vector<std::int64_t> release_overdue(store::Connection& turn, stock::Ledger& ledger,
                                          std::int64_t now, Telling& telling,
                                          const MakeId& make_id) {
    return release_all(
        turn, ledger,
        turn.query<Holder>("select order_id as holder from registrations where state = 0 "
                           "and until <= ? order by until, order_id limit ?",
                           now, released_at_once_most),
        now, telling, make_id);
}

}  // namespace willcall::sales
