// Lists: orders, tickets, deliveries, the journal.
#include "operations/wording.hpp"
#include "reports/looks.hpp"
#include "reports/operations.hpp"
#include "tables/operation.hpp"

#include <willcall/journal.hpp>

namespace willcall::reports {

namespace {

using access::Scope;
using Planned = std::pair<std::string, Query>;

// As they stand now: a registration is sold by its payment.
constexpr const char* state_of_order =
    "coalesce((select case r.state when 0 then 1 else r.state end from registrations r "
    "where r.order_id = orders.id and r.state <> 1), case when exists (select 1 from tickets k "
    "where k.order_id = orders.id and k.state <> 1) then 0 else 4 end)";

std::string with_changes(const std::string& column) {
    return "orders." + column + " + cast(coalesce((select sum(t." + column +
           ") from transactions t where t.order_id = orders.id), 0) as bigint)";
}

Planned orders(const Needs& needs, Call& call, const ListOrders& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/orders/list");
    Query query;
    query.column("orders.id")
        .column(shown_number)
        .column(state_of_order)
        .column("orders.placed")
        .column("orders.channel", channel_key(catalogue))
        .column("orders.seller", login())
        .column("orders.buyer_name")
        .summed("orders.tickets")
        .summed("orders.total")
        .summed(with_changes("paid"))
        .summed(with_changes("to_settle"))
        .from("orders")
        .order("orders.id");
    narrow(query, scope, request, nullptr, call, *catalogue, Walk::orders);
    if (request.after) query.where("orders.id > ?", request.after->number);
    return {access::scope_word(scope), query};
}

Planned tickets(const Needs& needs, Call& call, const ListTickets& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/tickets/list");
    Query query;
    query.column("tickets.id")
        .column("tickets.order_id")
        .column(shown_number)
        .column("tickets.performance", performance_key(catalogue))
        .column("tickets.ticket_type", ticket_type_key(catalogue))
        .column("tickets.price")
        .total(live_price)
        .column("tickets.holder")
        .column("tickets.state")
        .column("tickets.issue")
        .column("admissions.at")
        .from("tickets join orders on orders.id = tickets.order_id "
              "left join admissions on admissions.ticket = tickets.id")
        .order("tickets.id");
    narrow(query, scope, request, "tickets.performance", call, *catalogue);
    if (request.order) query.where("tickets.order_id = ?", request.order->number);
    if (request.state) query.where("tickets.state = ?", static_cast<std::int64_t>(*request.state));
    if (request.after) query.where("tickets.id > ?", request.after->number);
    return {access::scope_word(scope), query};
}

Planned deliveries(const Needs& needs, Call& call, const ListDeliveries& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/deliveries/list");
    Query query;
    query.column("deliveries.id")
        .column("orders.id")
        .column(shown_number)
        .column("deliveries.method")
        .column("deliveries.carrier")
        .column("deliveries.recipient")
        .column("deliveries.state")
        .column("deliveries.tickets")
        .total(Query::sum_of(
            "case when deliveries.order_id is null then 0 else deliveries.tickets end"))
        .column("deliveries.attempts")
        .column("deliveries.queued")
        .column("deliveries.delivered")
        .column("deliveries.detail")
        .column("case when deliveries.order_id is null then (select n.reason from notices n "
                "where n.delivery = deliveries.id) end")
        // A notice is listed with the order that it tells of.
        .from("deliveries left join orders on orders.id = coalesce(deliveries.order_id, "
              "(select n.order_id from notices n where n.delivery = deliveries.id))")
        .order("deliveries.id");
    narrow(query, scope, request, nullptr, call, *catalogue);
    if (request.order)
        query.where("deliveries.id in (select id from deliveries where order_id = ? "
                    "union all select delivery from notices where order_id = ?)",
                    request.order->number, request.order->number);
    if (request.state)
        query.where("deliveries.state = ?", static_cast<std::int64_t>(*request.state));
    if (request.after) query.where("deliveries.id > ?", request.after->number);
    return {access::scope_word(scope), query};
}

// Who does not see all entries sees their own.
Planned journal(const Needs& needs, Call& call, const ListJournal& request) {
    auto scope = needs.find_scope(call, "/journal/list");
    if (scope != Scope::all && scope != Scope::none) scope = Scope::own;
    Query query;
    query.column("journal.at")
        .column("journal.operation")
        .column("journal.actor", login())
        .column("journal.seller", login())
        .column("nullif(journal.acts_since, 0)")
        .column("journal.subject")
        .summed("journal.amount")
        .column("journal.session")
        .column("journal.writer")
        .column("journal.sequence")
        .from("journal")
        .order("journal.writer, journal.sequence");
    if (scope == Scope::own) query.where("journal.seller = ?", call.caller->seller.id);
    if (scope == Scope::none) query.where("journal.writer < ?", std::int64_t{0});
    if (!request.operation.empty()) query.where("journal.operation = ?", request.operation);
    if (!request.seller.empty())
        query.where("journal.seller = ?", asked_seller(call, request.seller));
    if (request.from && request.to && *request.to <= *request.from)
        throw invalid("to: must be later than `from`").at("to");
    if (request.from) query.where("journal.at >= ?", request.from->microseconds);
    if (request.to) query.where("journal.at < ?", request.to->microseconds);
    return {access::scope_word(scope), query};
}

}  // namespace

std::vector<Operation> list_operations(const Needs& needs) {
    std::vector<Operation> operations;
    operations.push_back(tables::table_operation<ListOrders, OrderRow>(
        "orders.list", "/orders/list", "orders the caller may see, oldest first",
        {"orders", "OrderList", false}, with(needs, orders)));
    operations.push_back(tables::table_operation<ListTickets, TicketLine>(
        "tickets.list", "/tickets/list", "tickets of orders the caller may see, oldest first",
        {"tickets", "TicketList", false}, with(needs, tickets)));
    operations.push_back(tables::table_operation<ListDeliveries, DeliveryRow>(
        "deliveries.list", "/deliveries/list",
        "what was promised to be handed over, and how it stands",
        {"deliveries", "DeliveryList", false}, with(needs, deliveries)));
    operations.push_back(tables::table_operation<ListJournal, JournalLine>(
        "journal.list", "/journal/list", "what was done, chain by chain",
        {"lines", "JournalList", false}, with(needs, journal)));
    return operations;
}

}  // namespace willcall::reports
