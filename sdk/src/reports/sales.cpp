// Sums over what was sold, by whatever a row stands for.
#include "operations/reading.hpp"
#include "reports/grouping.hpp"
#include "reports/operations.hpp"
#include "stock/quotas.hpp"
#include "store/selecting.hpp"
#include "tables/memory.hpp"
#include "tables/operation.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace willcall::reports {

namespace {

using access::Scope;
using catalogue::Catalogue;

struct SumsRow {
    std::int64_t id = 0;  // of what the row stands for
    std::int64_t orders = 0;
    std::int64_t tickets = 0;
    Money face_value;
    Money taken;
    Money to_settle;
};

struct CustomerName {
    std::int64_t id = 0;
    std::string name;
    static constexpr const char* table = "customers";
    static constexpr auto columns = in_order{store::column<"id">(&CustomerName::id),
                                             store::column<"name">(&CustomerName::name)};
};

Query sums_of(const Grouping& grouping) {
    Query query;
    query.column(grouping.id);
    query.column(grouping.orders).total(grouping.orders);
    for (const auto* summed : {"orders.tickets", "orders.total",
                               "case when orders.later = 0 then orders.total else 0 end",
                               "case when orders.later <> 0 then orders.total else 0 end"})
        query.column(Query::sum_of(summed)).total(Query::sum_of(summed));
    for (const auto& part : grouping.parts) query.from(part);
    query.group(grouping.id);
    return query;
}

constexpr std::size_t width = 6;
constexpr std::array<std::size_t, width> whole{0, 1, 2, 3, 4, 5};

std::vector<SumsRow> read_sums(const tables::Open& open, store::Connection& connection) {
    std::vector<SumsRow> sums;
    std::array<store::Cell, width> cells;
    const auto rows = open(connection, whole);
    while (rows->next(cells))
        sums.push_back({cells[0].number,
                        cells[1].number,
                        cells[2].number,
                        {cells[3].number},
                        {cells[4].number},
                        {cells[5].number}});
    return sums;
}

SalesRow to_row(const SumsRow& sums, std::string key, std::string name,
                std::optional<Time> starts = {}) {
    return {std::move(key), std::move(name), starts,     sums.orders,
            sums.tickets,   sums.face_value, sums.taken, sums.to_settle};
}

// Rows in the order of the season: that of the items which have sales.
template <class Items, class Make>
std::vector<SalesRow> rows_of(const std::vector<SumsRow>& sums, const Items& items, Make make) {
    std::unordered_map<std::int64_t, const SumsRow*> by_id;
    for (const auto& one : sums) by_id.emplace(one.id, &one);
    std::vector<SalesRow> rows;
    for (const auto& item : items)
        if (const auto found = by_id.find(item->id); found != by_id.end())
            rows.push_back(make(*found->second, *item));
    return rows;
}

// Sellers are users, customers who buy for themselves, or the host program.
std::vector<SalesRow> seller_rows(const std::vector<SumsRow>& sums, store::Connection& connection) {
    std::vector<std::int64_t> ids;
    ids.reserve(sums.size());
    for (const auto& one : sums) ids.push_back(one.id);
    std::unordered_map<std::int64_t, std::pair<std::string, std::string>> names;
    for (auto& row :
         store::select_in<catalogue::ItemRow>(connection, "id", ids, "and kind = 'user'"))
        names.emplace(row.id, std::pair{row.key, parse_json(row.content).find("name")->text});
    for (auto& row : store::select_in<CustomerName>(connection, "id", ids))
        names.emplace(row.id, std::pair{id_text(row.id), std::move(row.name)});
    std::vector<SalesRow> rows;
    for (const auto& one : sums) {
        const auto found = names.find(one.id);
        if (found != names.end())
            rows.push_back(to_row(one, found->second.first, found->second.second));
        else rows.push_back(to_row(one, "host", "host"));
    }
    return rows;
}

std::vector<SalesRow> time_rows(SalesBy by, const std::vector<SumsRow>& sums,
                                const Catalogue& catalogue) {
    std::vector<SalesRow> rows;
    for (const auto& one : sums) {
        const auto named =
            by == SalesBy::day ? name_day(one.id, catalogue) : name_hour(one.id, catalogue);
        rows.push_back(to_row(one, named.key, named.name, named.starts));
    }
    return rows;
}

std::vector<SalesRow> all_rows(SalesBy by, const std::vector<SumsRow>& sums,
                               store::Connection& connection, const Catalogue& catalogue) {
    const auto as_named = [](const SumsRow& of, const auto& item) {
        return to_row(of, item.key, item.name);
    };
    switch (by) {
    case SalesBy::performance:
        return rows_of(sums, catalogue.performances, [&](const SumsRow& of, const auto& item) {
            if (item.event->product) return to_row(of, item.key, item.event->name);
            return to_row(of, item.key, item.event->name + ", " + catalogue.wall_text(item.starts),
                          Time{item.starts});
        });
    case SalesBy::channel: return rows_of(sums, catalogue.channels, as_named);
    case SalesBy::event: return rows_of(sums, catalogue.events, as_named);
    case SalesBy::ticket_type:
        return rows_of(sums, catalogue.ticket_types, [](const SumsRow& of, const auto& item) {
            return to_row(of, item.event->key + '/' + item.key, item.name);
        });
    case SalesBy::hour:
    case SalesBy::day: return time_rows(by, sums, catalogue);
    case SalesBy::seller: break;
    }
    return seller_rows(sums, connection);
}

// Where every order is in one row, their sum is the sum of the rows.
SumsRow added_up(const std::vector<SumsRow>& sums) {
    SumsRow all;
    for (const auto& one : sums) {
        all.orders += one.orders;
        all.tickets += one.tickets;
        all.face_value += one.face_value;
        all.taken += one.taken;
        all.to_settle += one.to_settle;
    }
    return all;
}

// What was sold is no secret of the drawer that is yet to be counted: `taken` is what orders were
// paid, of all means together and without the float, and lists of orders show it line by line. What
// a drawer must contain, by means, books and shifts withhold.
//
// Somebody may see what a channel sold in all, and not what each of its sellers did.
Scope scope_of_sums(const Needs& needs, const Call& call, const ReportSales& request) {
    const auto scope = needs.find_scope(call, "/reports/sales");
    if (request.by == SalesBy::seller || !request.seller.empty()) return scope;
    return std::min(scope, needs.find_scope(call, "/sales/totals"));
}

tables::Plan sales(const Needs& needs, Call& call, const ReportSales& request) {
    const auto catalogue = needs.catalogue_of(call);
    const auto scope = scope_of_sums(needs, call, request);
    const bool of_lines = !request.event.empty() || !request.performance.empty();
    const auto grouping = grouping_of(request.by, of_lines, span_of(request, *catalogue),
                                      *call.connection, *catalogue);
    auto query = sums_of(grouping);
    narrow(query, scope, request, grouping.performance, call, *catalogue);
    const std::vector<std::int32_t> kinds(width, WILLCALL_INTEGER);
    // Rows are read before their total, on one connection.
    const auto read = std::make_shared<std::vector<SumsRow>>();
    return {access::scope_word(scope),
            tables::from_memory([by = request.by, catalogue, read,
                                 open = query.open(kinds)](store::Connection& connection) {
                *read = read_sums(open, connection);
                return all_rows(by, *read, connection, *catalogue);
            }),
            tables::from_memory([adds_up = grouping.performance == nullptr, read,
                                 open = query.open_total(kinds)](store::Connection& connection) {
                const auto sums = adds_up ? added_up(*read) : read_sums(open, connection).at(0);
                return std::vector{to_row(sums, {}, "total")};
            })};
}

using Events = std::unordered_set<const catalogue::EventItem*>;

Events shown_events(const Needs& needs, const Call& call, const Catalogue& catalogue) {
    std::vector<std::string> keys;
    for (const auto& event : catalogue.events) keys.push_back(event->key);
    const auto shown = needs.find_shown(call, keys);
    Events events;
    for (std::size_t at = 0; at < keys.size(); ++at)
        if (shown[at]) events.insert(catalogue.events[at].get());
    return events;
}

std::vector<PerformanceRow> performances(const Catalogue& catalogue, const Events& events,
                                         std::int64_t now, store::Connection& connection) {
    std::unordered_map<std::string, stock::QuotaRow> quotas;
    const auto pattern = catalogue::performance_quota("%");
    for (auto& row : stock::read_quotas(connection, pattern, now))
        quotas.emplace(row.key, std::move(row));
    std::vector<PerformanceRow> rows;
    for (const auto& performance : catalogue.performances) {
        if (performance->event->product || !events.contains(performance->event)) continue;
        // Until its quota is declared nothing can be sold of it.
        stock::QuotaRow none;
        none.capacity = performance->capacity;
        const auto found = quotas.find(catalogue::performance_quota(performance->key));
        const auto& quota = found == quotas.end() ? none : found->second;
        const auto over = quota.sold + quota.held - quota.capacity;
        rows.push_back({performance->key,
                        performance->event->key,
                        {performance->starts},
                        {performance->ends},
                        quota.capacity,
                        quota.sold,
                        quota.held,
                        quota.left(),
                        std::max<std::int64_t>(0, over)});
    }
    return rows;
}

template <Described Filters, Described Row>
Operation planned(const char* name, const char* permission, const char* summary,
                  const tables::Face& face,
                  tables::Plan (*plan)(const Needs&, Call&, const Filters&), const Needs& needs) {
    return tables::table_operation(
        name, permission, summary,
        std::make_shared<const tables::Shapes>(face, *shape::of<Filters>(), *shape::of<Row>()),
        [plan, needs](Call& call, const Value& value) {
            return plan(needs, call, read<Filters>(value_service, &value));
        });
}

// Performances are the same for every caller, as far as their channel shows them.
tables::Plan left_of_performances(const Needs& needs, Call& call, const ListPerformances& request) {
    const auto catalogue = needs.catalogue_of(call);
    auto events = shown_events(needs, call, *catalogue);
    if (const auto* event = asked_event(*catalogue, request.event)) {
        if (!events.contains(event))
            throw not_found("event: there is no event `" + request.event + '`').at("event");
        events = {event};
    }
    return {access::scope_word(Scope::all),
            tables::from_memory([catalogue, events = std::move(events),
                                 now = call.now](store::Connection& connection) {
                return performances(*catalogue, events, now, connection);
            }),
            {}};
}  // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks): what it sees leak is a std::function's own

}  // namespace

std::vector<Operation> sales_operations(const Needs& needs) {
    std::vector<Operation> operations;
    operations.push_back(planned<ReportSales, SalesRow>(
        "reports.sales", "/reports/sales",
        "what was sold, summed by performance, channel, seller, ticket type, event, hour or day",
        {"rows", "SalesReport", true}, sales, needs));
    operations.push_back(planned<ListPerformances, PerformanceRow>(
        "performances.list", "/performances/list",
        "the performances, with what is sold, held and left of them",
        {"performances", "PerformanceList", false}, left_of_performances, needs));
    return operations;
}

}  // namespace willcall::reports
