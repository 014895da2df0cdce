#include "reports/sales.hpp"

#include "operations/failure.hpp"
#include "operations/wording.hpp"
#include "stock/quotas.hpp"

#include <limits>
#include <unordered_map>

namespace willcall::reports {

namespace {

using catalogue::Catalogue;
using catalogue::EventItem;

struct SumsRow {
    std::int64_t id = 0;  // of what the row stands for
    std::int64_t orders = 0;
    std::int64_t tickets = 0;
    Money face_value;
    Money taken;
    Money to_settle;
    static constexpr auto columns = std::tuple{store::column<"id">(&SumsRow::id),
                                               store::column<"orders">(&SumsRow::orders),
                                               store::column<"tickets">(&SumsRow::tickets),
                                               store::column<"face_value">(&SumsRow::face_value),
                                               store::column<"taken">(&SumsRow::taken),
                                               store::column<"to_settle">(&SumsRow::to_settle)};
};

struct NamedRow {
    std::int64_t id = 0;
    std::string key;
    std::string name;
    static constexpr auto columns =
        std::tuple{store::column<"id">(&NamedRow::id), store::column<"key">(&NamedRow::key),
                   store::column<"name">(&NamedRow::name)};
};

const char* column_of(SalesBy by) {
    switch (by) {
    case SalesBy::performance: return "orders.performance";
    case SalesBy::channel: return "orders.channel";
    case SalesBy::seller: return "orders.seller";
    case SalesBy::ticket_type: return "orders.ticket_type";
    }
    return "0";
}

// Null where none is asked for.
const EventItem* asked_event(const Catalogue& catalogue, const std::string& key) {
    if (key.empty()) return nullptr;
    if (const auto* event = catalogue.event(key)) return event;
    std::vector<std::string_view> keys;
    for (const auto& event : catalogue.events) keys.emplace_back(event->key);
    auto sentence = "event: there is no event " + quoted(key);
    if (const auto meant = did_you_mean(key, keys); !meant.empty()) sentence += "; " + meant;
    throw not_found(std::move(sentence)).at("event");
}

access::ScopeCondition condition_of(const Call& call, access::Scope scope,
                                    const Catalogue& catalogue) {
    const auto* channel = catalogue.channel(call.caller->seller.channel);
    return access::scope_condition(scope, *call.caller, channel == nullptr ? 0 : channel->id);
}

// What was sold and given back, each where and when it was, by whoever it was: the lines of orders
// that were not registrations, those of registrations with the payment, those of exchanges with the
// exchange; tickets that ended count against it. Money is paid then or settled later, never half
// and half. Called `orders`, as conditions of scope have it: they are asked where it was done.
constexpr const char* sold_lines =
    "(select o.id, o.placed as at, o.channel, o.seller, l.performance, l.ticket_type, "
    "l.quantity, l.total, o.to_settle as later from order_lines l "
    "join orders o on o.id = l.order_id where l.transaction_id is null "
    "and not exists (select 1 from registrations r where r.order_id = o.id) "
    "union all select t.order_id, t.at, t.channel, t.seller, l.performance, l.ticket_type, "
    "l.quantity, l.total, t.to_settle from order_lines l join transactions t "
    "on t.order_id = l.order_id and (t.id = l.transaction_id or (t.kind = 0 "
    "and l.transaction_id is null)) "
    "union all select t.order_id, t.at, t.channel, t.seller, k.performance, k.ticket_type, "
    "-1, -k.price, t.to_settle from ended_tickets e join tickets k on k.id = e.ticket "
    "join transactions t on t.id = e.transaction_id where t.kind in (3, 4)) orders";

// A sum of BIGINTs is NUMERIC on PostgreSQL, and null over nothing: both are cast away.
std::string sums_sql(const char* id, const std::string& seen) {
    std::string sql = "select ";
    sql += id;
    sql += ", count(distinct orders.id)"
           ", cast(coalesce(sum(orders.quantity), 0) as bigint)"
           ", cast(coalesce(sum(orders.total), 0) as bigint)"
           ", cast(coalesce(sum(case when orders.later = 0 then orders.total else 0 end), 0)"
           " as bigint)"
           ", cast(coalesce(sum(case when orders.later <> 0 then orders.total else 0 end), 0)"
           " as bigint) from ";
    sql += sold_lines;
    sql += " where ";
    sql += seen;
    // Without an event every parent will do: the statement is the same.
    sql += " and orders.at >= ? and orders.at < ? and orders.performance in"
           " (select id from items where kind = 'performance' and parent between ? and ?)";
    return sql;
}

class Sums {
public:
    Sums(const Call& call, const ReportSales& request, access::Scope scope,
         const Catalogue& catalogue)
        : connection_(*call.connection),
          seen_(condition_of(call, scope, catalogue)),
          event_(asked_event(catalogue, request.event)) {
        if (request.from) from_ = request.from->microseconds;
        if (request.to) to_ = request.to->microseconds;
        if (to_ <= from_) throw invalid("to: must be later than `from`").at("to");
    }

    std::vector<SumsRow> by(SalesBy by) const {
        const char* column = column_of(by);
        return run(sums_sql(column, seen_.sql) + " group by " + column + " order by " + column);
    }
    SumsRow total() const { return run(sums_sql("cast(0 as bigint)", seen_.sql)).at(0); }

private:
    std::vector<SumsRow> run(const std::string& sql) const {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        const std::int64_t first = event_ == nullptr ? 0 : event_->id;
        const std::int64_t last = event_ == nullptr ? most : event_->id;
        return connection_.query<SumsRow>(sql, seen_.value, from_, to_, first, last);
    }

    store::Connection& connection_;
    access::ScopeCondition seen_;
    const EventItem* event_;
    std::int64_t from_ = std::numeric_limits<std::int64_t>::min();
    std::int64_t to_ = std::numeric_limits<std::int64_t>::max();
};

SalesRow to_row(const SumsRow& sums, std::string key, std::string name) {
    return {std::move(key),  std::move(name), sums.orders,   sums.tickets,
            sums.face_value, sums.taken,      sums.to_settle};
}

// Rows in the order of the season: that of the items which have sales.
template <class Items, class Key, class Name>
std::vector<SalesRow> rows_of(const std::vector<SumsRow>& sums, const Items& items, Key key_of,
                              Name name_of) {
    std::unordered_map<std::int64_t, const SumsRow*> by_id;
    for (const auto& one : sums) by_id.emplace(one.id, &one);
    std::vector<SalesRow> rows;
    for (const auto& item : items) {
        const auto found = by_id.find(item->id);
        if (found != by_id.end())
            rows.push_back(to_row(*found->second, key_of(*item), name_of(*item)));
    }
    return rows;
}

// Sellers are users, customers who buy for themselves, or the host program.
std::vector<SalesRow> seller_rows(const std::vector<SumsRow>& sums, store::Connection& connection) {
    std::unordered_map<std::int64_t, std::pair<std::string, std::string>> names;
    for (auto& row : connection.query<NamedRow>(
             "select id, key, content from items where kind = 'user' and id in"
             " (select seller from orders union select seller from transactions)"))
        names.emplace(row.id, std::pair{row.key, parse_json(row.name).find("name")->text});
    for (auto& row : connection.query<NamedRow>(
             "select id, '', name from customers where id in (select seller from orders)"))
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

std::vector<SalesRow> all_rows(SalesBy by, const std::vector<SumsRow>& sums,
                               store::Connection& connection, const Catalogue& catalogue) {
    const auto own_key = [](const auto& item) { return item.key; };
    const auto own_name = [](const auto& item) { return item.name; };
    switch (by) {
    case SalesBy::performance:
        return rows_of(sums, catalogue.performances, own_key, [&](const auto& item) {
            return item.event->name + ", " + catalogue.wall_text(item.starts);
        });
    case SalesBy::channel: return rows_of(sums, catalogue.channels, own_key, own_name);
    case SalesBy::ticket_type:
        return rows_of(
            sums, catalogue.ticket_types,
            [](const auto& item) { return item.event->key + '/' + item.key; }, own_name);
    case SalesBy::seller: break;
    }
    return seller_rows(sums, connection);
}

}  // namespace

SalesReport sales(const Call& call, const ReportSales& request, access::Scope scope,
                  const Catalogue& catalogue) {
    const Sums sums(call, request, scope, catalogue);
    SalesReport report;
    report.rows = all_rows(request.by, sums.by(request.by), *call.connection, catalogue);
    report.total = to_row(sums.total(), {}, "total");
    report.scope = access::scope_word(scope);
    return report;
}

PerformanceList performances(const Call& call, const ListPerformances& request,
                             const Catalogue& catalogue) {
    const auto* event = asked_event(catalogue, request.event);
    std::unordered_map<std::string, stock::QuotaRow> quotas;
    const auto pattern = catalogue::performance_quota("%");
    for (auto& row : call.connection->select<stock::QuotaRow>("where key like ?", pattern))
        quotas.emplace(row.key, std::move(row));
    PerformanceList list;
    for (const auto& performance : catalogue.performances) {
        if (event != nullptr && performance->event != event) continue;
        // Until its quota is declared nothing can be sold of it.
        stock::QuotaRow none;
        none.capacity = performance->capacity;
        const auto found = quotas.find(catalogue::performance_quota(performance->key));
        const auto& quota = found == quotas.end() ? none : found->second;
        const auto over = quota.sold + quota.held - quota.capacity;
        list.performances.push_back({performance->key,
                                     performance->event->key,
                                     {performance->starts},
                                     {performance->ends},
                                     quota.capacity,
                                     quota.sold,
                                     quota.held,
                                     quota.left(),
                                     std::max<std::int64_t>(0, over)});
    }
    return list;
}

}  // namespace willcall::reports
