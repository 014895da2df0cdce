// The part of the check that is about seats: recounted from the tickets, one by one.
#include "catalogue/items.hpp"
#include "operations/digest.hpp"
#include "operations/reading.hpp"
#include "reports/check_faults.hpp"

#include <algorithm>

namespace willcall::reports {

// A ticket that is not dead has exactly one row of its own in `seats`, and each row its ticket.
const std::vector<Rule> seat_rules = {
    {"seat.not_sold", "ticket {id}", "its seat `{key}` is nobody's",
     "select t.id, t.seat as key, 0 as found, 1 as expected from tickets t "
     "where t.seat <> '' and t.state <> 1 and not exists (select 1 from seats s "
     "where s.performance = t.performance and s.seat = t.seat and s.ticket = t.id)"},
    {"seat.without_ticket", "seat `{key}`", "is taken, but no live ticket has it",
     "select s.performance as id, s.seat as key, s.ticket as found, 0 as expected from seats s "
     "left join tickets t on t.id = s.ticket and t.performance = s.performance "
     "and t.seat = s.seat and t.state <> 1 where t.id is null and s.basket is null"},
    {"seat.sold_twice", "seat `{key}`", "{found} live tickets have it",
     "select performance as id, seat as key, count(*) as found, 1 as expected from tickets "
     "where seat <> '' and state <> 1 group by performance, seat having count(*) > 1"},
    {"hall.without_version", "seat `{key}`", "its performance has no version of its hall",
     "select s.performance as id, min(s.seat) as key, 0 as found, 1 as expected from seats s "
     "left join halls h on h.performance = s.performance where h.performance is null "
     "group by s.performance"},
};

namespace {

struct SeatFacts {
    std::string seat;
    static constexpr auto columns = in_order{store::column<"seat">(&SeatFacts::seat)};
};

void check_hall(store::Connection& reading, const catalogue::PerformanceItem& performance,
                Faults& faults) {
    for (const auto& [guid] : reading.query<SeatFacts>(
             "select seat from seats where performance = ? order by seat", performance.id)) {
        const auto what = "seat `" + guid + "` of `" + performance.key + '`';
        const auto seat = performance.plan ? performance.plan->find(guid) : std::nullopt;
        if (!seat) faults.add("seat.unknown", what, "is not in its hall");
        else if (std::ranges::binary_search(performance.blocked, *seat))
            faults.add("seat.blocked", what, "is not for sale, and taken");
    }
    const auto seats = performance.plan != nullptr;
    const auto wrong = reading
                           .number(seats ? "select count(*) from tickets where performance = ? "
                                           "and state <> 1 and seat = ''"
                                         : "select count(*) from tickets where performance = ? "
                                           "and state <> 1 and seat <> ''",
                                   performance.id)
                           .value_or(0);
    if (wrong != 0)
        faults.add(seats ? "ticket.without_seat" : "ticket.seat_unexpected",
                   "performance `" + performance.key + '`',
                   std::to_string(wrong) +
                       (seats ? " tickets have no seat" : " tickets have seats of no hall"));
}

}  // namespace

void check_halls(store::Connection& reading, const catalogue::Catalogue& catalogue,
                 Faults& faults) {
    for (const auto& performance : catalogue.performances)
        check_hall(reading, *performance, faults);
    for (const auto& [digest_said, plan] : catalogue.plans) {
        const auto row = reading.find<catalogue::PlanRow>("where digest = ?", digest_said);
        if (!row || digest(row->content) != digest_said)
            faults.add("plan.changed", "seating plan `" + plan->name + '`',
                       "is not what its digest says");
    }
}

}  // namespace willcall::reports
