// The tables that tell facilitators from owners.
#include "operations/wording.hpp"
#include "reports/looks.hpp"
#include "reports/operations.hpp"
#include "tables/operation.hpp"

#include <willcall/party_reports.hpp>

namespace willcall::reports {

namespace {

using Planned = std::pair<std::string, Query>;

constexpr const char* owner_name =
    "case when orders.owner is not null then coalesce(owners.name, '') else orders.buyer_name end";

// In the order of PartyDetails.
void add_parties(Query& query) {
    const auto of = [](const char* who, const char* what) {
        return std::string("coalesce(") + who + '.' + what + ", '')";
    };
    query.column(of("facilitators", "email"))
        .column(of("facilitators", "first_name"))
        .column("orders.facilitator")
        .column(of("facilitators", "last_name"))
        .column(of("facilitators", "mobile"))
        .column(of("facilitators", "name"))
        .column(of("facilitators", "phone"))
        .column(of("facilitators", "title"))
        .column("case when orders.owner is not null then coalesce(owners.email, '') "
                "else orders.buyer_email end")
        .column(of("owners", "first_name"))
        .column("orders.owner")
        .column(of("owners", "last_name"))
        .column(of("owners", "mobile"))
        .column(owner_name)
        .column(of("owners", "phone"))
        .column(of("owners", "title"))
        .column("coalesce((select r.email from customer_relations r where r.email <> '' and "
                "((r.customer = orders.facilitator and r.other = orders.owner) or "
                "(r.other = orders.facilitator and r.customer = orders.owner)) "
                "order by r.id limit 1), '')");
}

Planned analysis(const Needs& needs, Call& call, const ReportAnalysis& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/reports/analysis");
    Query query;
    query.column("tickets.id")
        .column(order_number)
        .column("orders.placed")
        .column("orders.channel", channel_key(catalogue))
        .column("tickets.performance", event_key(catalogue))
        .column("tickets.performance", performance_key(catalogue))
        .column("tickets.performance", performance_starts(catalogue))
        .column("tickets.ticket_type", ticket_type_key(catalogue))
        .column("tickets.price")
        .total(live_price)
        .column("tickets.state");
    add_parties(query);
    query.from(std::string("tickets join orders on orders.id = tickets.order_id") + parties)
        .order("tickets.id");
    narrow(query, scope, request, "tickets.performance", call, *catalogue);
    return {access::scope_word(scope), query};
}

Planned sold_orders(const Needs& needs, Call& call, const ReportSoldOrders& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/reports/sold-orders");
    Query query;
    query.column("orders.id")
        .column(order_number)
        .column("orders.placed")
        .column("orders.channel", channel_key(catalogue))
        .column("orders.seller", login())
        .summed("orders.tickets")
        .summed("orders.total");
    add_parties(query);
    query.from(std::string("orders") + parties).order("orders.id");
    narrow(query, scope, request, nullptr, call, *catalogue, Walk::orders);
    return {access::scope_word(scope), query};
}

Planned holdings(const Needs& needs, Call& call, const ReportHoldings& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/reports/holdings");
    Query query;
    query.column("tickets.performance", performance_key(catalogue))
        .column("tickets.id")
        .column(owner_name)
        .column("orders.owner")
        .column("orders.facilitator")
        .column("facilitators.name")
        .column(order_number)
        .column("orders.placed")
        .from(std::string("tickets join orders on orders.id = tickets.order_id") + parties)
        .where("tickets.state in (0, 2)")
        .where(std::string("tickets.performance in ") + products)
        .order("tickets.performance, tickets.id");
    narrow(query, scope, request, "tickets.performance", call, *catalogue);
    return {access::scope_word(scope), query};
}

// Customers with tickets that are kept, by the part they have in the orders.
Query segment(SegmentRole role) {
    const std::string columns = "customers.id, customers.name, customers.title, "
                                "customers.first_name, customers.last_name, customers.email, "
                                "customers.phone, customers.mobile, customers.postcode";
    Query query;
    query.column("customers.id")
        .column("customers.name")
        .column("customers.title")
        .column("customers.first_name")
        .column("customers.last_name")
        .column("coalesce(customers.email, '')")
        .column("customers.phone")
        .column("customers.mobile")
        .column("customers.postcode")
        .column("count(distinct orders.id)")
        .column("count(*)")
        .column(Query::sum_of("tickets.price"))
        .from(std::string("tickets join orders on orders.id = tickets.order_id "
                          "join customers on customers.id = orders.") +
              (role == SegmentRole::owner ? "owner" : "facilitator"))
        .where("customers.state = 0")
        .where("tickets.state in (0, 2)")
        .group(columns)
        .order("customers.id");
    return query;
}

Planned booked(const Needs& needs, Call& call, const ListBooked& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/customers/booked");
    auto query = segment(request.role);
    query.where(std::string("tickets.performance not in ") + products);
    narrow(query, scope, request, "tickets.performance", call, *catalogue);
    return {access::scope_word(scope), query};
}

Planned purchased(const Needs& needs, Call& call, const ListPurchased& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = needs.find_scope(call, "/customers/purchased");
    auto query = segment(request.role);
    query.where(std::string("tickets.performance in ") + products);
    if (!request.product.empty()) {
        const auto* product = catalogue->performance(request.product);
        if (product == nullptr || !product->event->product)
            throw not_found("product: there is no product " + quoted(request.product))
                .at("product");
        query.where("tickets.performance = ?", product->id);
    }
    narrow(query, scope, request, "tickets.performance", call, *catalogue);
    return {access::scope_word(scope), query};
}

}  // namespace

std::vector<Operation> party_operations(const Needs& needs) {
    std::vector<Operation> operations;
    operations.push_back(tables::table_operation<ReportAnalysis, AnalysisRow>(
        "reports.analysis", "/reports/analysis",
        "a line for each ticket, with who booked it and whom it is for", {},
        with(needs, analysis)));
    operations.push_back(tables::table_operation<ReportSoldOrders, SoldOrderRow>(
        "reports.sold_orders", "/reports/sold-orders",
        "a line for each order, with who booked it and whom it is for", {},
        with(needs, sold_orders)));
    operations.push_back(tables::table_operation<ReportHoldings, HoldingRow>(
        "reports.holdings", "/reports/holdings",
        "who owns what has no date: memberships, for example", {}, with(needs, holdings)));
    operations.push_back(tables::table_operation<ListBooked, SegmentRow>(
        "customers.booked", "/customers/booked",
        "customers with tickets, as owners or as facilitators", {"customers", "BookedList", false},
        with(needs, booked)));
    operations.push_back(tables::table_operation<ListPurchased, SegmentRow>(
        "customers.purchased", "/customers/purchased",
        "customers with memberships and other products, as owners or as facilitators",
        {"customers", "PurchasedList", false}, with(needs, purchased)));
    return operations;
}

}  // namespace willcall::reports
