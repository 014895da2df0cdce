#include "sales/orders.hpp"

#include "customers/record.hpp"
#include "delivery/codes.hpp"
#include "sales/holding.hpp"
#include "sales/place.hpp"

namespace willcall::sales {

namespace {

// Adds to a quote what only the store knows: what is left of each quota, and the open shift.
void look_ahead(const Call& call, Quote& quote) {
    auto& reading = *call.connection;
    stock::Ledger ledger;
    ledger.view(reading, quotas_of(quote), limits_of(quote));
    const auto claims = all_claims(quote, ledger);
    std::map<std::int64_t, std::int64_t> asked;
    for (const auto& claim : claims) asked[claim.claim.quota] += claim.claim.units;
    for (const auto& [id, units] : asked) {
        const auto* row = ledger.find(id);
        if (row == nullptr || row->left() >= units) continue;
        if (row->held > 0 && row->left() + overdue_units(reading, id, call.now) >= units) continue;
        auto [offer, reason] = short_of(claims, *row);
        if (offer.empty()) quote.reasons.push_back(std::move(reason));
    }
    if (quote.possible()) {
        const auto lines = quote.seats();
        stock::Halls halls;
        for (const auto& line : lines)
            if (line.wanted != nullptr) halls.load(reading, *line.performance, call.now);
        const SeatsTaken seats(halls, lines);
        std::ranges::copy(seats.against(), std::back_inserter(quote.reasons));
    }
    if (!quote.needs_shift) return;
    const auto shift = find_open_shift(reading, call.caller->seller.id);
    quote.shift = shift ? shift->id : 0;
    if (!shift) quote.reasons.push_back(no_open_shift(call.caller->seller.login).reasons.front());
}

Answered<OrderQuote> quote(const Needs& needs, Call& call, const QuoteOrder& request) {
    Asked asked;
    asked.lines = &request.lines;
    asked.delivery = request.delivery ? &*request.delivery : nullptr;
    asked.buyer = request.buyer ? &*request.buyer : nullptr;
    asked.owner = request.owner ? request.owner->number : call.caller->customer;
    auto made = make_quote(call, needs.snapshot_of(call), *needs.world, asked);
    while (auto ended = Placing::ended_offer(*call.connection, made, call.now)) {
        asked.ended_offers.push_back(std::move(*ended));
        made = make_quote(call, needs.snapshot_of(call), *needs.world, asked);
    }
    if (asked.owner != 0)
        if (const auto no = customers::refuse_inactive(*call.connection, asked.owner, "owner"))
            made.reasons.push_back(no->reasons.front());
    look_ahead(call, made);
    auto shown = show_quote(made, *call.caller);
    if (made.shift && *made.shift != 0) shown.who.shift = Id{*made.shift};
    if (asked.owner != 0) shown.who.owner = Id{asked.owner};
    shown.token = quote_token(made);
    return shown;
}

// The order that was placed, or changed, under this number; 0 where there is none.
std::int64_t find_number(store::Connection& reading, const std::string& number) {
    const auto placed = reading.number("select id from orders where number = ?", number);
    if (placed) return *placed;
    return reading.number("select order_id from transactions where number = ?", number).value_or(0);
}

// The order with that ticket; 0 where there is none. The code of a ticket that was issued anew
// since still says whose it was.
std::int64_t find_code(const Needs& needs, const Call& call, const std::string& code) {
    const auto meaning = needs.snapshot_of(call)->codes->verify(code);
    if (!meaning) return 0;
    return call.connection->number("select order_id from tickets where id = ?", meaning->ticket)
        .value_or(0);
}

Answered<Order> get(const Needs& needs, Call& call, const GetOrder& request) {
    if (request.id.has_value() + !request.number.empty() + !request.code.empty() != 1)
        throw invalid("give either the id, the number or a ticket's code");
    const auto id = request.id             ? *request.id
                    : request.code.empty() ? Id{find_number(*call.connection, request.number)}
                                           : Id{find_code(needs, call, request.code)};
    const auto rows = find_seen(needs, call, id, "/orders/get");
    if (!rows && !request.code.empty()) throw not_found("no order with a ticket of this code");
    if (!rows) throw no_order(request.id ? id_text(id.number) : request.number);
    return show_order(*rows, *needs.snapshot_of(call)->catalogue, logins_from(*call.connection),
                      needs.code_of);
}

struct ListedOrder {
    std::int64_t id = 0;
    std::optional<std::string> number;
    OrderState state = OrderState::sold;
    std::int64_t placed = 0;
    std::int64_t channel = 0;
    std::int64_t seller = 0;
    std::string buyer;
    std::int64_t tickets = 0;
    std::int64_t total = 0;
    std::int64_t paid = 0;
    std::int64_t to_settle = 0;
    static constexpr auto columns = std::tuple{column<"id">(&ListedOrder::id),
                                               column<"number">(&ListedOrder::number),
                                               column<"state">(&ListedOrder::state),
                                               column<"placed">(&ListedOrder::placed),
                                               column<"channel">(&ListedOrder::channel),
                                               column<"seller">(&ListedOrder::seller),
                                               column<"buyer_name">(&ListedOrder::buyer),
                                               column<"tickets">(&ListedOrder::tickets),
                                               column<"total">(&ListedOrder::total),
                                               column<"paid">(&ListedOrder::paid),
                                               column<"to_settle">(&ListedOrder::to_settle)};
};

// Orders as they stand now. A registration has the number of its payment, and is sold by it.
const std::string listed_orders =
    "select id, coalesce(number, (select t.number from transactions t "
    "where t.order_id = orders.id and t.kind = 0)) as number, "
    "coalesce((select case r.state when 0 then 1 else r.state end from registrations r "
    "where r.order_id = orders.id and r.state <> 1), case when exists (select 1 from tickets k "
    "where k.order_id = orders.id and k.state <> 1) then 0 else 4 end) as state, "
    "placed, channel, seller, buyer_name, tickets, total, "
    "paid + cast(coalesce((select sum(t.paid) from transactions t "
    "where t.order_id = orders.id), 0) as bigint) as paid, "
    "to_settle + cast(coalesce((select sum(t.to_settle) from transactions t "
    "where t.order_id = orders.id), 0) as bigint) as to_settle from orders where id > ? and ";

// The filters of a list as one condition; a filter that names nothing finds nothing.
struct Filter {
    std::string sql;
    std::int64_t channel = 0;
    std::int64_t seller = 0;
    std::int64_t performance = 0;
};

Filter filter_of(const Needs& needs, Call& call, const ListOrders& request) {
    const auto& catalogue = *needs.snapshot_of(call)->catalogue;
    Filter filter;
    if (!request.channel.empty()) {
        const auto* channel = catalogue.channel(request.channel);
        if (channel == nullptr)
            throw not_found("no channel `" + request.channel + "`").at("channel");
        filter.channel = channel->id;
    }
    if (!request.seller.empty()) {
        const auto user = catalogue::find_user(*call.connection, request.seller);
        if (!user) throw not_found("no user `" + request.seller + "`").at("seller");
        filter.seller = user->id;
    }
    if (!request.performance.empty()) {
        const auto* performance = catalogue.performance(request.performance);
        if (performance == nullptr)
            throw not_found("no performance `" + request.performance + "`").at("performance");
        filter.performance = performance->id;
    }
    // Each filter binds exactly one value, whether it is asked for or not.
    const std::string unasked = "cast(? as bigint) = 0";
    filter.sql = filter.channel != 0 ? "channel = ?" : unasked;
    filter.sql += " and " + (filter.seller != 0 ? "seller = ?" : unasked);
    filter.sql += " and " + (filter.performance != 0
                                 ? "exists (select 1 from order_lines where order_lines.order_id = "
                                   "orders.id and order_lines.performance = ?)"
                                 : unasked);
    return filter;
}

Answered<OrderList> list(const Needs& needs, Call& call, const ListOrders& request) {
    const auto seen = seen_by(needs, call, "/orders/list");
    const auto filter = filter_of(needs, call, request);
    const auto rows = call.connection->query<ListedOrder>(
        listed_orders + seen.sql + " and " + filter.sql + " order by id limit " +
            std::to_string(request.most + 1),
        request.after ? request.after->number : 0, seen.value, filter.channel, filter.seller,
        filter.performance);
    const auto& catalogue = *needs.snapshot_of(call)->catalogue;
    const auto login_of = logins_from(*call.connection);
    OrderList answer;
    answer.scope = access::scope_word(needs.find_scope(call, "/orders/list"));
    for (const auto& row : rows) {
        if (static_cast<std::int64_t>(answer.orders.size()) == request.most) {
            answer.next = answer.orders.back().id;
            break;
        }
        const auto* channel = catalogue.channel(row.channel);
        answer.orders.push_back({{row.id},
                                 row.number.value_or(""),
                                 row.state,
                                 {row.placed},
                                 channel == nullptr ? std::string() : channel->key,
                                 login_of(row.seller),
                                 row.buyer,
                                 row.tickets,
                                 {row.total},
                                 {row.paid},
                                 {row.to_settle}});
    }
    return answer;
}

}  // namespace

access::ScopeCondition seen_by(const Needs& needs, const Call& call, std::string_view permission) {
    const auto snapshot = needs.snapshot_of(call);
    const auto* channel = snapshot->catalogue->channel(call.caller->seller.channel);
    return access::scope_condition(needs.find_scope(call, permission), *call.caller,
                                   channel == nullptr ? 0 : channel->id);
}

std::optional<OrderRows> find_seen(const Needs& needs, const Call& call, Id order,
                                   std::string_view permission) {
    const auto seen = seen_by(needs, call, permission);
    auto& reading = *call.connection;
    if (!reading.number("select id from orders where id = ? and " + seen.sql, order.number,
                        seen.value))
        return std::nullopt;
    return load_order(reading, order.number);
}

Failure no_order(const std::string& named) { return not_found("no order `" + named + "`"); }

delivery::PromisedAnew promise_anew(const Needs& needs, Call& call, std::int64_t order,
                                    bool always) {
    const auto snapshot = needs.snapshot_of(call);
    const auto carriers = [&](std::string_view method) {
        return snapshot->catalogue->carriers(method);
    };
    return delivery::promise_anew(*call.connection, order, always, carriers, call.make_id,
                                  call.now);
}

std::vector<Operation> order_operations(const Needs& needs) {
    const auto bound = [&needs](auto handler) {
        return [needs, handler](Call& call, const auto& request) {
            return handler(needs, call, request);
        };
    };
    const auto moved_into = [&needs](auto handler) {
        return [needs, handler](Call& call, PlaceOrder request) {
            return handler(needs, call, std::move(request));
        };
    };
    return {
        operation<QuoteOrder, OrderQuote>("orders.quote", "/orders/quote",
                                          "what an order would be, without placing it",
                                          Handling::reads, bound(quote)),
        begun_by<PlaceOrder>(operation<PlaceOrder, Order>("orders.place", "/orders/place",
                                                          "sells tickets", Handling::places,
                                                          moved_into(place)),
                             moved_into(begin_place)),
        operation<GetOrder, Order>("orders.get", "/orders/get",
                                   "one order, with what happened to it since", Handling::reads,
                                   bound(get)),
        operation<ListOrders, OrderList>("orders.list", "/orders/list",
                                         "orders the caller may see, oldest first", Handling::reads,
                                         bound(list)),
    };
}

}  // namespace willcall::sales
