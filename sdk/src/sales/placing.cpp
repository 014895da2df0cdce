#include "sales/placing.hpp"

#include "sales/holding.hpp"
#include "store/selecting.hpp"

#include <algorithm>
#include <set>

namespace willcall::sales {

namespace {

// Whether the actor takes money of a sale for another, into their own drawer.
bool actor_collects(const OrderToPlace& order) {
    return order.caller->acts_for_another() && order.asked->payments != nullptr &&
           std::ranges::find(*order.asked->payments, CollectedBy::actor,
                             &PaymentLine::collected_by) != order.asked->payments->end();
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
    std::vector<std::int64_t> baskets;
    std::vector<std::int64_t> sellers;
    std::vector<std::int64_t> locations;
    std::vector<std::int64_t> owners;
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
        if (order.basket != 0) baskets.push_back(order.basket);
        if (order.quote->needs_shift) sellers.push_back(order.caller->seller.id);
        if (actor_collects(order)) sellers.push_back(order.caller->actor.id);
        if (order.quote->owner) owners.push_back(order.asked->owner);
        std::ranges::copy(quotas_of(*order.quote), std::back_inserter(quotas));
        halls.merge(order.quote->halls());
        for (const auto& claim : order.quote->owner_claims) limits.push_back(claim.limit);
    }
    load_baskets(turn, std::move(baskets), quotas);
    counters_.load_shifts(turn, sellers);
    for (auto* one : waiting)
        if (const auto* at = location_of(static_cast<const OrderToPlace&>(*one)))
            locations.push_back(at->id);
    counters_.load_series(turn, std::move(locations));
    ledger_.load(turn, std::move(quotas), limits, [&] { return identifiers_.next(now); });
    // After the quotas: whoever has the lock of a performance's has its seats too.
    for (const auto* performance : halls) halls_.load(turn, *performance);
    expired_ = !halls.empty() && any_expired(turn, now);
    if (!owners.empty()) owners_ = read_owners(turn, std::move(owners));
    // Last: whoever had the locks before may have placed the same.
    for (auto& row : store::select_in<IdempotencyRow>(
             turn, "key", std::move(keys), "and operation in ('orders.place', 'orders.register')"))
        seen_.insert_or_assign(Key{std::move(row.key), row.actor, std::move(row.operation)},
                               Seen{std::move(row.request), row.order});
}

void Placing::load_baskets(store::Connection& turn, std::vector<std::int64_t> baskets,
                           std::vector<std::int64_t>& quotas) {
    if (baskets.empty()) return;
    for (auto& row : store::lock_in<BasketRow>(turn, "id", baskets))
        baskets_[row.id].row = std::move(row);
    for (auto& hold : store::select_in<HoldRow>(turn, "holder", baskets)) {
        quotas.push_back(hold.quota);
        baskets_[hold.holder].holds.push_back(std::move(hold));
    }
    for (auto& seat : store::select_in<stock::SeatRow>(turn, "basket", std::move(baskets)))
        baskets_[*seat.basket].seats.push_back(std::move(seat));
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
    if (quote.owner && owners_.at(order.asked->owner) != *quote.owner) return Moved{};
    if (knows_parties_no_more(turn, order)) return Moved{};
    return order.basket != 0 ? decide_basket(turn, order, shift) : decide_stock(turn, order, shift);
}

// What the basket holds is free for this order, and for no other.
Placed Placing::decide_basket(store::Connection& turn, OrderToPlace& order, const ShiftRow* shift) {
    auto& basket = baskets_.at(order.basket);
    if (basket.row.version != order.basket_version) return Moved{};
    if (auto refused = refuse_unless_open(basket.row, order.now)) return std::move(*refused);
    // What it has of a released contingent is not dropped with it unseen.
    if (std::ranges::any_of(basket.holds, [&](const HoldRow& hold) {
            return hold.until && *hold.until <= order.now;
        }))
        return Overdue{};
    GivenBack given_back(basket, order.quote->halls(), ledger_, halls_);
    auto placed = decide_stock(turn, order, shift);
    if (const auto* rows = std::get_if<OrderRows>(&placed)) {
        given_back.keep();
        basket.row.state = BasketState::ordered;
        ended_.emplace_back(order.basket, rows->order.id);
    }
    return placed;
}

Placed Placing::decide_stock(store::Connection& turn, OrderToPlace& order, const ShiftRow* shift) {
    const auto& quote = *order.quote;
    order.claims = quote.claims;
    if (!quote.owner_claims.empty())
        order.claims = order.owners_claims = all_claims(quote, ledger_);
    // The best seats may be among those that nobody has missed yet; one order waits for all.
    if (expired_ && !order.swept && !quote.halls().empty()) {
        expired_ = false;
        return Overdue{};
    }
    if (auto fallen = claim(turn, order)) return std::move(*fallen);
    // After the claims: of its own contingents only what it leaves is set aside.
    const auto asked = quote.seats(&ledger_);
    SeatsTaken seats(halls_, asked);
    if (!seats.against().empty()) {
        ledger_.give_back(claims_of(order.claims), taken_as(order));
        if (const auto quota = overdue_quota(turn, ledger_, order.claims, order.now))
            return Overdue{*quota};
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
    const auto& aside = order.quote->set_aside;
    const auto* quota = ledger_.take(claims, taken_as(order), aside);
    if (quota == nullptr) {
        shortages_.lift(claims);
        return std::nullopt;
    }
    // Of what one owner may have nobody else asks.
    if (!quota->key.starts_with(catalogue::owner_quotas)) shortages_.note(*quota);
    return fallen_short(turn, order.claims, *quota, order.now,
                        ledger_.set_aside(quota->id, aside, claims));
}

// What is held past its time is given back when it is missed, whoever runs in the background: so
// nothing needs to, to be right.
bool Placing::release_overdue(store::Connection& turn, stock::Ledger& ledger, std::int64_t quota,
                              std::int64_t now,
                              const std::shared_ptr<const access::Snapshot>& snapshot) {
    const auto make_id = [&] { return identifiers_.next(now); };
    Telling telling(turn, snapshot, world_, now, make_id);
    std::vector<journal::Happened> released;
    for (const auto basket :
         release_expired(turn, ledger, now, *snapshot->catalogue, telling, make_id))
        released.push_back({now, 0, 0, 0, "baskets.expire", basket, 0, {}});
    if (released.empty() && quota != 0)
        for (const auto order : sales::release_overdue(turn, ledger, quota, now, telling, make_id))
            released.push_back({now, 0, 0, 0, "orders.release", order, 0, {}});
    return write_released(turn, ledger, released, make_id);
}

bool Placing::release_overdue(store::Connection& turn, std::int64_t now,
                              const std::shared_ptr<const access::Snapshot>& snapshot) {
    stock::Ledger ledger;
    if (release_overdue(turn, ledger, 0, now, snapshot)) return true;
    const auto make_id = [&] { return identifiers_.next(now); };
    Telling telling(turn, snapshot, world_, now, make_id);
    std::vector<journal::Happened> released;
    for (const auto order : sales::release_overdue(turn, ledger, now, telling, make_id))
        released.push_back({now, 0, 0, 0, "orders.release", order, 0, {}});
    return write_released(turn, ledger, released, make_id);
}

bool Placing::write_released(store::Connection& turn, stock::Ledger& ledger,
                             std::span<const journal::Happened> released, const MakeId& make_id) {
    if (released.empty()) return false;
    ledger.write(turn);
    chain_.append(turn, released, make_id);
    return true;
}

}  // namespace willcall::sales
