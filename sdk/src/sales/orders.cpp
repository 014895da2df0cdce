#include "sales/orders.hpp"

#include "customers/customers.hpp"
#include "customers/relations.hpp"
#include "delivery/codes.hpp"
#include "sales/holding.hpp"
#include "sales/place.hpp"

#include <set>

namespace willcall::sales {

namespace {

// Quotas as they will be once what is held past its time was missed. Contingents, too: what comes
// back to them is set aside again.
void miss_overdue(const Call& call, stock::Ledger& ledger, const Quote& quote,
                  std::span<const LineClaim> claims) {
    std::set<std::int64_t> quotas;
    for (const auto& one : claims) quotas.insert(one.claim.quota);
    for (const auto& one : quote.set_aside) quotas.insert(one.contingent);
    std::vector<stock::Claim> overdue;
    for (const auto id : quotas)
        if (const auto* row = ledger.find(id); row != nullptr && row->held > 0)
            overdue.push_back({id, -overdue_units(*call.connection, id, call.now)});
    ledger.put_back(overdue);
}

// Adds to a quote what only the store knows: what is left of each quota, and the open shift.
void look_ahead(const Call& call, stock::Ledger& ledger, Quote& quote) {
    auto& reading = *call.connection;
    ledger.view(reading, quotas_of(quote), limits_of(quote));
    const auto claims = all_claims(quote, ledger);
    miss_overdue(call, ledger, quote, claims);
    std::map<std::int64_t, std::int64_t> asked;
    for (const auto& claim : claims) asked[claim.claim.quota] += claim.claim.units;
    const auto taken = claims_of(claims);
    for (const auto& [id, units] : asked) {
        const auto* row = ledger.find(id);
        if (row == nullptr) continue;
        const auto aside = ledger.set_aside(id, quote.set_aside, taken);
        if (row->left() - aside >= units) continue;
        auto [offer, reason] = short_of(claims, *row, aside);
        if (offer.empty()) quote.reasons.push_back(std::move(reason));
    }
    if (quote.possible()) {
        // As in a turn: of its own contingents only what it leaves is set aside.
        auto after = ledger;
        after.put_back(taken);
        const auto lines = quote.seats(&after);
        stock::Halls halls;
        for (const auto& line : lines)
            if (line.wanted != nullptr)
                halls.load(reading, *line.performance, {call.now, call.now});
        const SeatsTaken seats(halls, lines);
        std::ranges::copy(seats.against(), std::back_inserter(quote.reasons));
    }
    look_for_shift(call, quote);
}

Answered<OrderQuote> quote(const Needs& needs, Call& call, const QuoteOrder& request) {
    Asked asked;
    asked.lines = &request.lines;
    asked.delivery = request.delivery ? &*request.delivery : nullptr;
    asked.buyer = request.buyer ? &*request.buyer : nullptr;
    if (request.owner) asked.owner = request.owner->number;
    auto refused = settle_parties(*call.caller, asked.owner, asked.facilitator);
    const auto told = told_of(*call.connection, *call.caller, asked);
    if (asked.buyer == nullptr && told) asked.buyer = &*told;
    asked.promotion_codes = &request.promotion_codes;
    asked.explain = request.explain;
    stock::Ledger ledger;
    auto made = quote_with_offers(needs, call, asked, ledger);
    if (refused) std::ranges::move(refused->reasons, std::back_inserter(made.reasons));
    look_ahead(call, ledger, made);
    return show_quote(made, asked, *call.caller);
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

}  // namespace

std::optional<Refusal> look_for_parties(store::Connection& reading, const Asked& asked,
                                        Quote& quote) {
    std::optional<Refusal> refused;
    const auto look = [&](std::int64_t id, const char* field, PartySeen& seen) {
        if (id == 0) return;
        const auto standing = customers::find_standing(reading, id, field);
        seen = {id, standing.version};
        if (!refused) refused = customers::refuse_inactive(standing);
    };
    look(asked.owner, "owner", quote.owner_seen);
    look(asked.facilitator, "facilitator", quote.facilitator_seen);
    return refused;
}

std::optional<Refusal> settle_parties(const Caller& caller, std::int64_t& owner,
                                      std::int64_t& facilitator) {
    if (caller.customer == 0) return std::nullopt;
    if (owner == 0) owner = caller.owner();
    facilitator = owner == caller.customer ? 0 : caller.customer;
    if (owner == caller.customer || owner == caller.books_for) return std::nullopt;
    return refusal("owner.not_chosen",
                   "a customer books for themselves, or for whom they have chosen");
}

std::optional<Buyer> told_of(store::Connection& connection, const Caller& caller,
                             const Asked& asked) {
    const auto who = asked.facilitator != 0 ? asked.facilitator : caller.customer;
    if (who == 0) return std::nullopt;
    const auto record = customers::find_active(connection, who);
    if (!record) return std::nullopt;
    return Buyer{record->name, record->email, record->postcode, record->language};
}

Quote quote_with_offers(const Needs& needs, const Call& call, Asked& asked, stock::Ledger& ledger,
                        std::int64_t basket) {
    asked.read_owner = [&] { return read_owner(*call.connection, asked.owner); };
    asked.look = [&]() -> store::Connection& { return *call.connection; };
    auto made = make_quote(call, needs.snapshot_of(call), *needs.world, asked);
    while (const auto ended =
               Placing::ended_offer(*call.connection, ledger, made, call.now, basket)) {
        asked.left[ended->quota] = ended->left;
        made = make_quote(call, needs.snapshot_of(call), *needs.world, asked);
    }
    if (const auto no = look_for_parties(*call.connection, asked, made))
        made.reasons.push_back(no->reasons.front());
    if (asked.facilitator != 0)
        made.relation_seen =
            customers::relation_version(*call.connection, asked.facilitator, asked.owner);
    return made;
}

void look_for_shift(const Call& call, Quote& quote) {
    if (!quote.needs_shift) return;
    const auto shift = find_open_shift(*call.connection, call.caller->seller.id);
    quote.shift = shift ? shift->id : 0;
    if (!shift) quote.reasons.push_back(no_open_shift(call.caller->seller.login).reasons.front());
}

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
    const auto moved_into = [&needs](auto handler) {
        return [needs, handler](Call& call, PlaceOrder request) {
            return handler(needs, call, std::move(request));
        };
    };
    return {
        operation<QuoteOrder, OrderQuote>("orders.quote", "/orders/quote",
                                          "what an order would be, without placing it",
                                          Handling::reads, with(needs, quote)),
        begun_by<PlaceOrder>(operation<PlaceOrder, Order>("orders.place", "/orders/place",
                                                          "sells tickets", Handling::places,
                                                          moved_into(place)),
                             moved_into(begin_place)),
        operation<GetOrder, Order>("orders.get", "/orders/get",
                                   "one order, with what happened to it since", Handling::reads,
                                   with(needs, get)),
    };
}

}  // namespace willcall::sales
