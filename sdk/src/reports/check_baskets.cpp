// The part of the check that is about baskets: what they hold is what their lines say.
#include "operations/reading.hpp"
#include "reports/check_faults.hpp"

#include <willcall/baskets.hpp>

#include <set>

namespace willcall::reports {

const std::vector<Rule> basket_rules = {
    {"basket.state", "basket {id}", "state {found} does not go with the order it has: {expected}",
     "select id, '' as key, state as found, order_id as expected from baskets "
     "where state < 0 or state > 3 or (state = 1) <> (order_id is not null)"},
    {"basket.left_over", "basket {id}", "has ended, but still says something",
     "select b.id, '' as key, b.state as found, 0 as expected from baskets b where b.state <> 0 "
     "and (b.said <> '' or exists (select 1 from basket_lines l where l.basket = b.id))"},
    {"basket.hold_differs", "line {key} of basket {id}",
     "holds {found} of the performance's quota, but is for {expected} tickets",
     "select l.basket as id, l.line as key, coalesce(h.units, 0) as found, "
     "l.quantity as expected from basket_lines l join baskets b on b.id = l.basket "
     "and b.state = 0 join items i on i.id = l.performance "
     "left join quotas q on q.key = 'performance/' || i.key "
     "left join holds h on h.holder = l.basket and h.line = l.line and h.quota = q.id "
     "where coalesce(h.units, 0) <> l.quantity"},
    {"basket.until_differs", "basket {id}", "is held until {expected}, but holds until {found}",
     "select b.id, '' as key, h.until as found, coalesce(l.until, b.until) as expected "
     "from holds h join baskets b on b.id = h.holder "
     "join basket_lines l on l.basket = h.holder and l.line = h.line "
     "where coalesce(h.until, 0) <> coalesce(l.until, b.until, 0)"},
    {"basket.seat_of_none", "seat `{key}`", "is held for no open basket, or is a ticket's too",
     "select s.performance as id, s.seat as key, s.basket as found, s.ticket as expected "
     "from seats s left join baskets b on b.id = s.basket and b.state = 0 "
     "where s.basket is not null and (b.id is null or s.ticket is not null)"},
};

namespace {

struct LineFacts {
    std::int64_t basket = 0;
    std::int64_t performance = 0;
    std::string content;
    static constexpr auto columns = in_order{store::column<"basket">(&LineFacts::basket),
                                             store::column<"performance">(&LineFacts::performance),
                                             store::column<"content">(&LineFacts::content)};
};

struct SeatFacts {
    std::int64_t basket = 0;
    std::int64_t performance = 0;
    std::string seat;
    static constexpr auto columns = in_order{store::column<"basket">(&SeatFacts::basket),
                                             store::column<"performance">(&SeatFacts::performance),
                                             store::column<"seat">(&SeatFacts::seat)};
    friend auto operator<=>(const SeatFacts&, const SeatFacts&) = default;
};

}  // namespace

void check_baskets(store::Connection& reading, Faults& faults) {
    std::set<SeatFacts> said;
    for (const auto& line :
         reading.query<LineFacts>("select l.basket, l.performance, l.content from basket_lines l "
                                  "join baskets b on b.id = l.basket where b.state = 0")) {
        try {
            for (auto& seat : read_json<OrderLine>(line.content, {}).seats)
                said.insert({line.basket, line.performance, std::move(seat)});
        } catch (const Failure& failure) {
            faults.add("basket.unreadable", "basket " + id_text(line.basket), failure.what());
        }
    }
    for (const auto& held : reading.query<SeatFacts>(
             "select basket, performance, seat from seats where basket is not null"))
        if (said.erase(held) == 0)
            faults.add("basket.seat_unsaid", "seat `" + held.seat + "`",
                       "is held for basket " + id_text(held.basket) + ", whose lines don't say so");
    for (const auto& missing : said)
        faults.add("basket.seat_not_held", "seat `" + missing.seat + "`",
                   "is not held for basket " + id_text(missing.basket) + ", whose lines say so");
}

}  // namespace willcall::reports
