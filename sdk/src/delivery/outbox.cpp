#include "delivery/outbox.hpp"

#include <algorithm>

namespace willcall::delivery {

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t wait_least_seconds = 30;
constexpr std::int64_t wait_most_seconds = 3'600;
// A carrier that asks for more waits no longer than this.
constexpr std::int64_t asked_most_seconds = 86'400;

// The index `deliveries_due` covers exactly these; next_try of a job in flight is its lease's end.
// Our own jobs in flight are never due: if their engine were gone, it would not be asking.
constexpr const char* due =
    "where state < 3 and next_try <= ? and (state <> 1 or lease_writer <> ?) "
    "order by next_try, id limit ?";

struct Carrier {
    std::optional<std::string> next;
    std::int64_t place = 0;  // of the present one in its chain, from 0
};

// A carrier that left the chain since hands over to the chain's first.
Carrier carrier_after(const JobRow& job, const Carriers& carriers) {
    const auto chain = carriers(job.method);
    const auto present = std::ranges::find(chain, job.carrier);
    if (present == chain.end())
        return {chain.empty() ? std::nullopt : std::optional(chain.front()), 0};
    Carrier carrier{std::nullopt, present - chain.begin()};
    if (present + 1 != chain.end()) carrier.next = *(present + 1);
    return carrier;
}

void record_delivered(store::Connection& turn, const Outcome& outcome, std::int64_t now) {
    // Whoever else leased it meanwhile, and even gave it up: the recipient has it.
    turn.execute("update deliveries set state = 3, carrier = ?, delivered = ?, detail = ? "
                 "where id = ? and state <> 3 and state <> 5",
                 outcome.job.carrier, now, outcome.detail, outcome.job.id);
}

struct Next {
    DeliveryState state = DeliveryState::waiting;
    std::string carrier;
    std::int64_t attempts = 0;
    std::int64_t next_try = 0;
    std::string detail;
};

void record_next(store::Connection& turn, const Outcome& outcome, const Next& next,
                 std::int64_t writer) {
    turn.execute("update deliveries set state = ?, carrier = ?, attempts = ?, next_try = ?, "
                 "lease_until = 0, lease_writer = 0, detail = ? "
                 "where id = ? and state = 1 and lease_writer = ? and lease_until = ?",
                 next.state, next.carrier, next.attempts, next.next_try, next.detail,
                 outcome.job.id, writer, outcome.job.lease_until);
}

Next after(const Outcome& outcome, const Carriers& carriers, const World& world, std::int64_t now) {
    const auto& job = outcome.job;
    if (outcome.kind == Outcome::Kind::not_tried) {
        return {job.begun ? DeliveryState::waiting : DeliveryState::queued, job.carrier,
                job.attempts - 1, now, job.detail};
    }
    const auto carrier = carrier_after(job, carriers);
    Next next{DeliveryState::waiting, job.carrier, job.attempts, now, outcome.detail};
    const bool often_enough = job.attempts >= attempts_per_carrier * (carrier.place + 1);
    if (outcome.kind == Outcome::Kind::try_later && !often_enough) {
        // Each carrier before this one was tried at least once.
        const auto own = std::max<std::int64_t>(1, job.attempts - carrier.place);
        const auto asked = std::min(outcome.again_after_seconds, asked_most_seconds);
        next.next_try = now + std::max(back_off_seconds(own, world), asked) * second;
    } else if (carrier.next) {
        next.carrier = *carrier.next;
    } else {
        next.state = DeliveryState::failed;
    }
    return next;
}

struct PromisedRow {
    std::string method, recipient;
    std::int64_t tickets = 0;  // that are neither dead nor held
    static constexpr auto columns = in_order{store::column<"delivery_method">(&PromisedRow::method),
                                             store::column<"delivery_to">(&PromisedRow::recipient),
                                             store::column<"tickets">(&PromisedRow::tickets)};
};

struct CountRow {
    DeliveryState state = DeliveryState::queued;
    std::int64_t tickets = 0;
    static constexpr auto columns = in_order{store::column<"state">(&CountRow::state),
                                             store::column<"tickets">(&CountRow::tickets)};
};

}  // namespace

JobRow promise(std::int64_t id, const Promise& promised, std::int64_t now) {
    JobRow job;
    job.id = id;
    job.order = promised.order;
    job.method = promised.method;
    job.carrier = promised.carriers.empty() ? promised.method : promised.carriers.front();
    job.recipient = promised.recipient;
    job.tickets = promised.tickets;
    job.queued = job.next_try = now;
    return job;
}

std::int64_t free_leases(store::Connection& turn, std::int64_t writer, std::int64_t now) {
    return turn.execute("update deliveries set state = 2, next_try = ?, lease_until = 0, "
                        "lease_writer = 0 where state < 3 and state = 1 and (lease_writer = ? or "
                        "lease_writer in (select writer from writers where closed is not null))",
                        now, writer);
}

std::int64_t free_lost(store::Connection& turn, std::int64_t writer,
                       const std::multiset<std::int64_t>& in_hand, std::int64_t now) {
    std::int64_t freed = 0;
    for (const auto& job :
         turn.select<JobRow>("where state < 3 and state = 1 and lease_writer = ?", writer)) {
        if (in_hand.contains(job.id)) continue;
        freed += turn.execute("update deliveries set state = 2, next_try = ?, lease_until = 0, "
                              "lease_writer = 0 where id = ?",
                              now, job.id);
    }
    return freed;
}

std::vector<JobRow> claim(store::Connection& turn, std::int64_t most, std::int64_t now,
                          std::int64_t writer) {
    if (most <= 0) return {};
    auto jobs = turn.select<JobRow>(due, now, writer, most);
    if (jobs.empty()) return jobs;
    const auto until = now + lease_microseconds;
    // The same rows again: nothing has moved within this transaction.
    turn.execute("update deliveries set state = 1, attempts = attempts + 1, next_try = ?, "
                 "lease_until = ?, lease_writer = ? where id in (select id from deliveries " +
                     std::string(due) + ")",
                 until, until, writer, now, writer, most);
    for (auto& job : jobs) {
        job.begun = job.state != DeliveryState::queued;
        job.state = DeliveryState::in_flight;
        ++job.attempts;
        job.next_try = job.lease_until = until;
        job.lease_writer = writer;
    }
    return jobs;
}

bool is_leased(store::Connection& connection, std::int64_t job, std::int64_t writer) {
    return connection.number("select count(*) from deliveries where id = ? and state = 1 and "
                             "lease_writer = ?",
                             job, writer) > 0;
}

std::int64_t cancel_waiting(store::Connection& turn, std::int64_t order) {
    return turn.execute(cancel_where +
                            "order_id = ? and not exists "
                            "(select 1 from delivery_tickets d where d.delivery = deliveries.id)",
                        order);
}

namespace {

// Deliveries of tickets of this order to others: nothing is handed over where none of them lives.
void cancel_empty(store::Connection& turn, std::int64_t order) {
    turn.execute(cancel_where +
                     "order_id is not null and id in (select d.delivery from delivery_tickets d "
                     "join tickets k on k.id = d.ticket where k.order_id = ?) and not exists "
                     "(select 1 from delivery_tickets d join tickets k on k.id = d.ticket "
                     "and k.issue = d.issue where d.delivery = deliveries.id "
                     "and k.state not in (1, 3))",
                 order);
}

}  // namespace

PromisedAnew promise_anew(store::Connection& turn, std::int64_t order, bool always,
                          const Carriers& carriers, const std::function<std::int64_t()>& make_id,
                          std::int64_t now) {
    cancel_empty(turn, order);
    PromisedAnew anew{cancel_waiting(turn, order), std::nullopt};
    const auto rows = turn.query<PromisedRow>(
        "select delivery_method, delivery_to, (select count(*) from tickets "
        "where order_id = orders.id and state not in (1, 3) and not exists (select 1 from "
        "transfers x where x.ticket = tickets.id)) as tickets from orders where id = ?",
        order);
    const auto& [method, recipient, tickets] = rows.at(0);
    if (method.empty() || tickets == 0 || (anew.cancelled == 0 && !always)) return anew;
    const auto chain = carriers(method);
    const auto job = promise(make_id(), {order, method, chain, recipient, tickets}, now);
    turn.insert(job);
    anew.job = job.id;
    return anew;
}

std::optional<std::int64_t> next_due(store::Connection& connection, std::int64_t writer) {
    return connection.number("select next_try from deliveries where state < 3 and "
                             "(state <> 1 or lease_writer <> ?) order by next_try limit 1",
                             writer);
}

void record(store::Connection& turn, std::span<const Outcome> outcomes, const Carriers& carriers,
            const World& world, std::int64_t now, std::int64_t writer) {
    for (const auto& outcome : outcomes) {
        if (outcome.kind == Outcome::Kind::delivered) record_delivered(turn, outcome, now);
        else record_next(turn, outcome, after(outcome, carriers, world, now), writer);
    }
}

std::int64_t back_off_seconds(std::int64_t attempts, const World& world) {
    auto most = 2 * wait_least_seconds;
    for (std::int64_t past = 1; past < attempts && most < wait_most_seconds; ++past) most *= 2;
    const auto half = std::min(most, wait_most_seconds) / 2;
    std::uint64_t chance = 0;
    world.random(&chance, sizeof chance);
    return half + static_cast<std::int64_t>(chance % static_cast<std::uint64_t>(half + 1));
}

// What tells of tickets hands none over.
DeliveryCounts counts(store::Connection& connection) {
    DeliveryCounts counts;
    for (const auto& [state, tickets] :
         connection.query<CountRow>("select state, cast(sum(tickets) as bigint) from deliveries "
                                    "where order_id is not null group by state")) {
        switch (state) {
        case DeliveryState::delivered: counts.tickets_delivered += tickets; break;
        case DeliveryState::failed: counts.tickets_failed += tickets; break;
        case DeliveryState::cancelled: break;
        default: counts.tickets_waiting += tickets;
        }
    }
    return counts;
}

}  // namespace willcall::delivery
