// The books: a line for each ticket, for each payment, for everybody who attends; and what was
// taken on each shift.
#include "reports/looks.hpp"
#include "reports/operations.hpp"
#include "tables/operation.hpp"

namespace willcall::reports {

namespace {

using Planned = std::pair<std::string, Query>;

Planned order_book(const Needs& needs, Call& call, const OrderBook& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/reports/order-book");
    Query query;
    query.column("tickets.id")
        .column(order_number)
        .column("orders.placed")
        .column("orders.channel", channel_key(catalogue))
        .column("orders.seller", login())
        .column("orders.actor", login())
        .column("tickets.performance", event_key(catalogue))
        .column("tickets.performance", performance_key(catalogue))
        .column("tickets.performance", performance_starts(catalogue))
        .column("tickets.ticket_type", ticket_type_key(catalogue))
        .column("tickets.price")
        .total(live_price)
        .column("tickets.state")
        .column("tickets.holder")
        .column("orders.buyer_name")
        .column("orders.buyer_email")
        .column("orders.facilitator")
        .column("facilitators.name")
        .column("facilitators.email")
        .column("orders.owner")
        .column("owners.name")
        .column("owners.email")
        .column("orders.reference")
        .from(std::string("tickets join orders on orders.id = tickets.order_id") + parties)
        .order("tickets.id");
    narrow(query, scope, request, "tickets.performance", call, *catalogue);
    return {access::scope_word(scope), query};
}

// Payments, called `orders` as conditions of scope have it: they are asked where the money was
// taken, or paid back, and by whom.
constexpr const char* taken =
    "(select payments.id as payment, payments.order_id as id, payments.means, payments.amount, "
    "payments.taken as placed, payments.collector, payments.shift, sold.buyer_name, "
    "coalesce(changed.number, sold.number) as number, "
    "coalesce(changed.channel, sold.channel) as channel, "
    "coalesce(changed.seller, sold.seller) as seller "
    "from payments join orders sold on sold.id = payments.order_id "
    "left join transactions changed on changed.id = payments.transaction_id) orders";

// Registrations beside them, as lines that move no money.
const std::string taken_and_registered =
    std::string(
        "(select cast(0 as bigint) as kind, payment, id, means, amount, placed, collector, shift, "
        "buyer_name, number, channel, seller, cast(0 as bigint) as registered from ") +
    taken +
    " union all select cast(1 as bigint) as kind, sold.id as payment, sold.id, cast(null as "
    "bigint) as means, "
    "cast(0 as bigint) as amount, sold.placed, sold.seller as collector, "
    "cast(null as bigint) as shift, sold.buyer_name, cast(null as text) as number, sold.channel, "
    "sold.seller, sold.total as registered from registrations "
    "join orders sold on sold.id = registrations.order_id) orders";

void narrow_payments(Query& query, const TakenFilter& request, access::Scope scope, Call& call,
                     const catalogue::Catalogue& catalogue) {
    narrow(query, scope, request, nullptr, call, catalogue);
    if (request.means) query.where("orders.means = ?", static_cast<std::int64_t>(*request.means));
    if (request.shift) query.where("orders.shift = ?", request.shift->number);
}

// The drawer of an open shift is yet to be counted, and whoever does must not know what to find:
// its money is shown to who may see that, of the own shift or of all.
void withhold_uncounted(const Needs& needs, Query& query, const Call& call) {
    const auto scope = needs.find_scope(call, "/shifts/uncounted/money");
    if (scope == access::Scope::all) return;
    const auto seller = scope == access::Scope::none ? 0 : call.caller->seller.id;
    query.where("not exists (select 1 from shifts yet where yet.id = orders.shift "
                "and yet.closed is null and yet.seller <> ?)",
                seller);
    query.withhold("open_shifts");
}

Planned payment_book(const Needs& needs, Call& call, const PaymentBook& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/reports/payment-book");
    Query query;
    query.column("orders.kind")
        .column("orders.payment")
        .column("orders.id")
        .column("orders.number")
        .column("orders.placed")
        .column("orders.means")
        .summed("orders.amount")
        .summed("orders.registered")
        .column("orders.channel", channel_key(catalogue))
        .column("orders.seller", login())
        .column("orders.collector", login())
        .column("orders.shift")
        .column("orders.buyer_name")
        .from(taken_and_registered)
        .order("orders.payment");
    narrow_payments(query, request, scope, call, *catalogue);
    withhold_uncounted(needs, query, call);
    return {access::scope_word(scope), query};
}

Planned takings(const Needs& needs, Call& call, const ReportTakings& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/reports/takings");
    const auto amount = Query::sum_of("orders.amount");
    Query query;
    query.column("orders.shift")
        .column("shifts.location", location_key(catalogue))
        .column("shifts.opened")
        .column("shifts.closed")
        .column("orders.collector", login())
        .column("orders.means")
        .column("count(*)")
        .total("count(*)")
        .column(amount)
        .total(amount)
        .from(std::string(taken) + " left join shifts on shifts.id = orders.shift")
        .group("orders.shift, shifts.location, shifts.opened, shifts.closed, orders.collector, "
               "orders.means")
        .order("coalesce(orders.shift, 0), orders.collector, orders.means");
    narrow_payments(query, request, scope, call, *catalogue);
    withhold_uncounted(needs, query, call);
    return {access::scope_word(scope), query};
}

Planned attendance(const Needs& needs, Call& call, const ReportAttendance& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/reports/attendance");
    Query query;
    query.column("tickets.performance", performance_key(catalogue))
        .column("tickets.performance", performance_starts(catalogue))
        .column("tickets.ticket_type", ticket_type_key(catalogue))
        .column("tickets.id")
        .column("tickets.state")
        .column("case when tickets.holder <> '' then tickets.holder "
                "when owners.name <> '' then owners.name else orders.buyer_name end")
        .column("orders.owner")
        .column("orders.facilitator")
        .column("facilitators.name")
        .column(order_number)
        .from(std::string("tickets join orders on orders.id = tickets.order_id") + parties)
        .order("tickets.performance, tickets.id");
    query.where(std::string("tickets.performance not in ") + products);
    narrow(query, scope, request, "tickets.performance", call, *catalogue);
    if (request.state) query.where("tickets.state = ?", static_cast<std::int64_t>(*request.state));
    else query.where("tickets.state in (0, 2)");
    return {access::scope_word(scope), query};
}

}  // namespace

std::vector<Operation> book_operations(const Needs& needs) {
    std::vector<Operation> operations;
    operations.push_back(tables::table_operation<OrderBook, OrderBookRow>(
        "reports.order_book", "/reports/order-book", "a line for each ticket that was sold", {},
        with(needs, order_book)));
    operations.push_back(tables::table_operation<PaymentBook, PaymentBookRow>(
        "reports.payment_book", "/reports/payment-book",
        "a line for each payment and each registration", {}, with(needs, payment_book)));
    operations.push_back(tables::table_operation<ReportTakings, TakingsRow>(
        "reports.takings", "/reports/takings",
        "money taken, summed by shift, who took it, and means of payment",
        {"rows", "TakingsReport", true}, with(needs, takings)));
    operations.push_back(tables::table_operation<ReportAttendance, AttendanceRow>(
        "reports.attendance", "/reports/attendance", "who attends each performance", {},
        with(needs, attendance)));
    return operations;
}

}  // namespace willcall::reports
