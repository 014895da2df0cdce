#include "reports/grouping.hpp"

#include "catalogue/wall.hpp"
#include "operations/reading.hpp"

namespace willcall::reports {

namespace {

using catalogue::Catalogue;

constexpr std::int64_t minute = 60'000'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

const std::string& zone_of(const Catalogue& catalogue) {
    static const std::string utc = "UTC";
    const auto& zone = catalogue.organisation.timezone;
    return zone.empty() ? utc : zone;
}

// Whether a change is settled later: where it moved nothing, as in an even exchange, the order goes
// on as it stood before.
const std::string settled_later =
    "case when t.paid = 0 and t.to_settle = 0 then (select b.to_settle + "
    "cast(coalesce((select sum(c.to_settle) from transactions c where c.order_id = b.id "
    "and c.position < t.position), 0) as bigint) from orders b where b.id = t.order_id) "
    "else t.to_settle end as later ";

// What was sold and given back, each where and when it was and by whoever it was: orders that were
// not registrations, and changes: payments of registrations, refunds, exchanges. `sold` counts the
// orders, none of them in both; money is paid then, or settled `later`, never half and half.
const std::vector<std::string> moved = {
    "(select o.id, o.placed, o.channel, o.seller, 1 as sold, o.tickets, o.total, "
    "o.to_settle as later from orders o where o.id not in (select r.order_id from registrations "
    "r)) orders",
    "(select t.order_id as id, t.at as placed, t.channel, t.seller, case when t.kind = 0 then 1 "
    "else 0 end as sold, "
    "case when t.kind = 0 then o.tickets else "
    "(select cast(coalesce(sum(l.quantity), 0) as bigint) from order_lines l "
    "where l.order_id = t.order_id and l.transaction_id = t.id) - "
    "(select count(*) from ended_tickets e where e.transaction_id = t.id) end as tickets, "
    "t.sold - t.ended as total, " +
        settled_later +
        "from transactions t join orders o on o.id = t.order_id where t.kind in (0, 3, 4)) orders"};

// The same line by line; tickets that ended count against what was sold.
const std::vector<std::string> moved_lines = {
    "(select o.id, o.placed, o.channel, o.seller, 1 as sold, l.performance, l.ticket_type, "
    "l.quantity as tickets, l.total, o.to_settle as later from order_lines l "
    "join orders o on o.id = l.order_id where l.transaction_id is null "
    "and o.id not in (select r.order_id from registrations r)) orders",
    "(select t.order_id as id, t.at as placed, t.channel, t.seller, "
    "case when t.kind = 0 then 1 else 0 end as sold, l.performance, l.ticket_type, "
    "l.quantity as tickets, l.total, " +
        settled_later +
        "from transactions t "
        "join order_lines l on l.order_id = t.order_id and (l.transaction_id = t.id "
        "or (t.kind = 0 and l.transaction_id is null))) orders",
    "(select t.order_id as id, t.at as placed, t.channel, t.seller, 0 as sold, k.performance, "
    "k.ticket_type, -1 as tickets, -k.price as total, " +
        settled_later +
        "from transactions t "
        "join ended_tickets e on e.transaction_id = t.id join tickets k on k.id = e.ticket "
        "where t.kind in (3, 4)) orders"};

// How far the wall is from UTC when an order was placed: the zone's changes in the time of the
// table, one after the other.
std::string offset_sql(const Span& span, store::Connection& connection,
                       const Catalogue& catalogue) {
    const auto& zone = zone_of(catalogue);
    auto first = connection.number("select min(placed) from orders").value_or(0);
    auto last = std::max(connection.number("select max(placed) from orders").value_or(0),
                         connection.number("select max(at) from transactions").value_or(0));
    if (span.from) first = std::max(first, *span.from);
    if (span.to) last = std::min(last, *span.to);
    std::string cases;
    auto around = catalogue::offset_at(zone, first);
    for (; around.until <= last; around = catalogue::offset_at(zone, around.until))
        cases += " when orders.placed < " + std::to_string(around.until) + " then " +
                 std::to_string(around.offset);
    const auto rest = std::to_string(around.offset);
    return cases.empty() ? '(' + rest + ')' : "(case" + cases + " else " + rest + " end)";
}

// The number of the day on the wall; or the instant at which the hour begins, since an hour may
// stand on the wall twice.
std::string time_sql(SalesBy by, const std::string& offset) {
    const auto wall = "(orders.placed + " + offset + ')';
    if (by == SalesBy::day) return wall + " / " + std::to_string(day);
    return "orders.placed - " + wall + " % " + std::to_string(hour);
}

}  // namespace

Grouping grouping_of(SalesBy by, bool of_lines, const Span& span, store::Connection& connection,
                     const Catalogue& catalogue) {
    const Grouping of_orders{moved, {}, Query::sum_of("orders.sold"), nullptr};
    const Grouping lines{moved_lines,
                         {},
                         "count(distinct case when orders.sold = 1 then orders.id end)",
                         "orders.performance"};
    auto grouping = of_lines ? lines : of_orders;
    switch (by) {
    // Behind a plus, lest SQLite walk all orders by an index, since it has them in such groups.
    case SalesBy::channel: grouping.id = "+orders.channel"; break;
    case SalesBy::seller: grouping.id = "+orders.seller"; break;
    case SalesBy::hour:
    case SalesBy::day: grouping.id = time_sql(by, offset_sql(span, connection, catalogue)); break;
    case SalesBy::performance:
        grouping = lines;
        grouping.id = "orders.performance";
        break;
    case SalesBy::ticket_type:
        grouping = lines;
        grouping.id = "orders.ticket_type";
        break;
    case SalesBy::event:
        grouping = lines;
        for (auto& part : grouping.parts) part += " join items on items.id = orders.performance";
        // A product is its own event.
        grouping.id = "case items.kind when 'product' then items.id else items.parent end";
        break;
    }
    return grouping;
}

NamedTime name_day(std::int64_t number, const Catalogue& catalogue) {
    const LocalTime wall{number * day};
    NamedTime named;
    named.key = local_time_text(wall.microseconds).substr(0, 10);
    // Where midnight is skipped, the day begins later.
    named.starts = Time{catalogue::from_stored_wall(wall, zone_of(catalogue))};
    named.name = catalogue.wall_text(named.starts.microseconds);
    named.name.resize(named.name.find(','));
    return named;
}

NamedTime name_hour(std::int64_t instant, const Catalogue& catalogue) {
    const auto offset = catalogue::offset_at(zone_of(catalogue), instant).offset;
    const auto minutes = std::abs(offset) / minute;
    const auto two = [](std::int64_t number) {
        return std::string(number < 10 ? "0" : "") + std::to_string(number);
    };
    return {local_time_text(instant + offset) + (offset < 0 ? '-' : '+') + two(minutes / 60) + ':' +
                two(minutes % 60),
            catalogue.wall_text(instant), Time{instant}};
}

}  // namespace willcall::reports
