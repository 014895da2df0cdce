#include "sales/placing.hpp"

#include "sales/holding.hpp"
#include "store/selecting.hpp"

#include <algorithm>
#include <set>

namespace willcall::sales {

namespace {

Placed repeated(const std::string& request, std::optional<std::int64_t> placed,
                const OrderToPlace& order) {
    if (request != order.request_hash || !placed) return KeyTaken{request.empty()};
    return Replayed{*placed};
}

// Whether a rule was told of the owner what is not so any more.
bool knows_owner_no_more(store::Connection& reading, const OrderToPlace& order) {
    const auto& known = order.quote->owner;
    return known && read_owner(reading, order.asked->owner) != *known;
}

// A shortage refuses, unless places are held past their time, or it is an offer's own limit.
Placed fallen_short(store::Connection& reading, std::span<const LineClaim> claims,
                    const stock::QuotaRow& quota, std::int64_t now) {
    if (quota.held > 0 && overdue_units(reading, quota.id, now) > 0) return Overdue{quota.id};
    auto [offer, reason] = short_of(claims, quota);
    if (!offer.empty()) return OfferEnded{said_key(quota.key), quota.left()};
    return Refusal{{std::move(reason)}};
}

// Whether the actor takes money of a sale for another, into their own drawer.
bool actor_collects(const OrderToPlace& order) {
    return order.caller->actor.id != order.caller->seller.id && order.asked->payments != nullptr &&
           std::ranges::find(*order.asked->payments, CollectedBy::actor,
                             &PaymentLine::collected_by) != order.asked->payments->end();
}

stock::Taken taken_as(const OrderToPlace& order) {
    return order.asked->registration ? stock::Taken::held : stock::Taken::sold;
}

}  // namespace

Failure key_taken(std::string_view key, bool erased) {
    return {WILLCALL_CONFLICT, (erased ? "what the idempotency key `" : "the idempotency key `") +
                                   std::string(key) +
                                   (erased ? "` asked for was erased with whom it spoke of"
                                           : "` belongs to another request")};
}

void Placing::lead(store::Connection& turn, std::span<store::Waiting* const> waiting) {
    refresh(turn);
    load(turn, waiting);
    for (auto* one : waiting) {
        auto& order = static_cast<OrderToPlace&>(*one);
        order.outcome = decide(turn, order);
        if (std::holds_alternative<OrderRows>(order.outcome)) remember(order);
    }
    flush(turn);
}

void Placing::forget() {
    ledger_.forget();
    counters_.forget();
    halls_.forget();
    data_version_ = -1;
    epoch_sum_ = -1;
    forget_rows();
}

void Placing::refresh(store::Connection& turn) {
    // Another connection has committed since: nothing kept in memory may be trusted.
    const auto version = turn.data_version();
    if (version != data_version_) forget();
    data_version_ = version;
    if (epoch_sum_ < 0) epoch_sum_ = access::read_epoch_sum(turn);
}

// All that the turn counts, and nothing else: what it locks it locks in one order, of kinds and
// within each, so that no two engines ever wait for each other.
void Placing::load(store::Connection& turn, std::span<store::Waiting* const> waiting) {
    std::vector<std::int64_t> sellers;
    std::vector<std::int64_t> locations;
    std::vector<std::int64_t> quotas;
    std::vector<stock::Wanted> limits;
    std::vector<std::string> keys;
    std::set<const catalogue::PerformanceItem*> halls;
    std::int64_t now = 0;
    for (auto* one : waiting) {
        const auto& order = static_cast<const OrderToPlace&>(*one);
        now = order.now;
        if (!order.key.empty()) keys.push_back(order.key);
        if (order.quote->snapshot->epoch_sum != epoch_sum_) continue;
        if (order.quote->needs_shift) sellers.push_back(order.caller->seller.id);
        if (actor_collects(order)) sellers.push_back(order.caller->actor.id);
        for (const auto& claim : order.quote->claims) quotas.push_back(claim.claim.quota);
        for (const auto& line : order.quote->lines)
            if (line.seats) halls.insert(line.performance);
        for (const auto& claim : order.quote->owner_claims) limits.push_back(claim.limit);
    }
    counters_.load_shifts(turn, sellers);
    for (auto* one : waiting)
        if (const auto* at = location_of(static_cast<const OrderToPlace&>(*one)))
            locations.push_back(at->id);
    counters_.load_series(turn, std::move(locations));
    ledger_.load(turn, std::move(quotas), limits, [&] { return identifiers_.next(now); });
    // After the quotas: whoever has the lock of a performance's has its seats too.
    for (const auto* performance : halls) halls_.load(turn, *performance);
    // Last: whoever had the locks before may have placed the same.
    for (auto& row : store::select_in<IdempotencyRow>(
             turn, "key", std::move(keys), "and operation in ('orders.place', 'orders.register')"))
        seen_.insert_or_assign(Key{std::move(row.key), row.actor, std::move(row.operation)},
                               Seen{std::move(row.request), row.order});
}

const catalogue::LocationItem* Placing::location_of(const OrderToPlace& order) const {
    // A registration stands nowhere before it is paid.
    if (order.asked->registration) return nullptr;
    if (!order.quote->needs_shift) return order.quote->location;
    const auto* shift = counters_.open_shift(order.caller->seller.id);
    if (shift == nullptr) return nullptr;
    return order.quote->snapshot->catalogue->location(shift->location);
}

Placed Placing::decide(store::Connection& turn, OrderToPlace& order) {
    if (auto seen = seen_before(order)) return std::move(*seen);
    const auto& quote = *order.quote;
    if (quote.snapshot->epoch_sum != epoch_sum_) return Moved{};
    const ShiftRow* shift = nullptr;
    if (quote.needs_shift) {
        shift = counters_.open_shift(order.caller->seller.id);
        if (shift == nullptr) return no_open_shift(order.caller->seller.login);
        if (quote.shift && *quote.shift != shift->id) return Moved{};
    }
    if (knows_owner_no_more(turn, order)) return Moved{};
    order.claims = quote.claims;
    if (!quote.owner_claims.empty())
        order.claims = order.owners_claims = all_claims(quote, ledger_);
    if (auto fallen = claim(turn, order)) return std::move(*fallen);
    const auto asked = quote.seats();
    SeatsTaken seats(halls_, asked);
    if (!seats.against().empty()) {
        ledger_.give_back(claims_of(order.claims), taken_as(order));
        if (const auto quota = overdue_quota(turn, order)) return Overdue{*quota};
        return Refusal{seats.against()};
    }
    auto rows = write_down(order, shift, seats);
    seats.keep();
    return rows;
}

std::optional<Placed> Placing::seen_before(const OrderToPlace& order) const {
    if (order.key.empty()) return std::nullopt;
    const auto found = seen_.find({order.key, order.caller->actor.id, order.operation});
    if (found == seen_.end()) return std::nullopt;
    return repeated(found->second.request, found->second.order, order);
}

std::optional<Placed> Placing::claim(store::Connection& turn, const OrderToPlace& order) {
    const auto claims = claims_of(order.claims);
    const auto* quota = ledger_.take(claims, taken_as(order));
    if (quota == nullptr) {
        shortages_.lift(claims);
        return std::nullopt;
    }
    // Of what one owner may have nobody else asks.
    if (!quota->key.starts_with(catalogue::owner_quotas)) shortages_.note(*quota);
    return fallen_short(turn, order.claims, *quota, order.now);
}

std::optional<std::int64_t> Placing::overdue_quota(store::Connection& turn,
                                                   const OrderToPlace& order) const {
    for (const auto& claim : claims_of(order.claims))
        if (ledger_.find(claim.quota)->held > 0 && overdue_units(turn, claim.quota, order.now) > 0)
            return claim.quota;
    return std::nullopt;
}

// What is held past its time is given back when it is missed, and not before: so nothing needs to
// run in the background to be right.
bool Placing::release_overdue(store::Connection& turn, stock::Ledger& ledger, std::int64_t quota,
                              std::int64_t now) {
    const auto make_id = [&] { return identifiers_.next(now); };
    std::vector<journal::Happened> released;
    for (const auto order : sales::release_overdue(turn, ledger, quota, now, make_id))
        released.push_back({now, 0, 0, 0, "orders.release", order, 0, {}});
    if (released.empty()) return false;
    ledger.write(turn);
    chain_.append(turn, released, make_id);
    return true;
}

bool Placing::would_fall_short(const Quote& quote) const {
    return shortages_.any() && shortages_.hit(claims_of(quote.claims));
}

std::optional<Placed> Placing::placed_before(store::Connection& reading,
                                             const OrderToPlace& order) {
    if (order.key.empty()) return std::nullopt;
    const auto row =
        reading.find<IdempotencyRow>("where key = ? and actor = ? and operation = ?", order.key,
                                     order.caller->actor.id, order.operation);
    if (!row) return std::nullopt;
    return repeated(row->request, row->order, order);
}

// In the order of a turn, so that the answer is the same.
std::optional<Placed> Placing::foretell(store::Connection& reading, const OrderToPlace& order) {
    const auto& quote = *order.quote;
    if (auto placed = placed_before(reading, order)) return placed;
    if (access::read_epoch_sum(reading) != quote.snapshot->epoch_sum) return Moved{};
    if (quote.needs_shift) {
        const auto shift = find_open_shift(reading, order.caller->seller.id);
        if (!shift) return no_open_shift(order.caller->seller.login);
        if (quote.shift && *quote.shift != shift->id) return Moved{};
    }
    if (knows_owner_no_more(reading, order)) return Moved{};
    stock::Ledger now;
    now.view(reading, quotas_of(quote), limits_of(quote));
    const auto claims = all_claims(quote, now);
    const auto* quota = now.take(claims_of(claims), taken_as(order));
    if (quota == nullptr) return std::nullopt;
    return fallen_short(reading, claims, *quota, order.now);
}

std::optional<OfferEnded> Placing::ended_offer(store::Connection& reading, const Quote& quote,
                                               std::int64_t now) {
    const auto of_offer = [](const auto& one) { return !one.offer.empty(); };
    if (std::ranges::none_of(quote.claims, of_offer) &&
        std::ranges::none_of(quote.owner_claims, of_offer))
        return std::nullopt;
    stock::Ledger ledger;
    ledger.view(reading, quotas_of(quote), limits_of(quote));
    std::map<std::int64_t, std::int64_t> asked;
    for (const auto& one : all_claims(quote, ledger))
        if (of_offer(one)) asked[one.claim.quota] += one.claim.units;
    for (const auto& [id, units] : asked) {
        const auto* row = ledger.find(id);
        if (row == nullptr || row->left() >= units || overdue_units(reading, id, now) > 0) continue;
        return OfferEnded{said_key(row->key), row->left()};
    }
    return std::nullopt;
}

}  // namespace willcall::sales
