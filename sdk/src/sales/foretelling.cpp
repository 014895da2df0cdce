// What a turn would say, asked of one reading: what was placed before, what falls short.
#include "sales/holding.hpp"
#include "sales/placing.hpp"

#include <tuple>

namespace willcall::sales {

Placed repeated(const std::string& request, std::optional<std::int64_t> placed,
                const OrderToPlace& order) {
    if (request != order.request_hash || !placed) return KeyTaken{request.empty()};
    return Replayed{*placed};
}

bool knows_parties_no_more(store::Connection& reading, const OrderToPlace& order) {
    const auto& [quote, asked] = std::tie(*order.quote, *order.asked);
    if (quote.relations &&
        read_relations(reading, asked.owner, asked.facilitator) != *quote.relations)
        return true;
    return quote.date_of_birth && read_date_of_birth(reading, asked.owner) != *quote.date_of_birth;
}

stock::Taken taken_as(const OrderToPlace& order) {
    return order.asked->registration ? stock::Taken::held : stock::Taken::sold;
}

Placed fallen_short(store::Connection& reading, std::span<const LineClaim> claims,
                    const stock::QuotaRow& quota, std::int64_t now, std::int64_t set_aside) {
    if (quota.held > 0 && overdue_units(reading, quota.id, now) > 0) return Overdue{quota.id};
    auto [offer, reason] = short_of(claims, quota, set_aside);
    if (!offer.empty()) return OfferEnded{said_key(quota.key), quota.left()};
    return Refusal{{std::move(reason)}};
}

std::optional<std::int64_t> overdue_quota(store::Connection& reading, const stock::Ledger& ledger,
                                          std::span<const LineClaim> claims, std::int64_t now) {
    for (const auto& one : claims)
        if (ledger.find(one.claim.quota)->held > 0 &&
            overdue_units(reading, one.claim.quota, now) > 0)
            return one.claim.quota;
    return std::nullopt;
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
    if (quote.owner && read_owner(reading, order.asked->owner) != *quote.owner) return Moved{};
    if (knows_parties_no_more(reading, order)) return Moved{};
    stock::Ledger now;
    now.view(reading, quotas_of(quote), limits_of(quote));
    const auto found = all_claims(quote, now);
    const auto claims = claims_of(found);
    const auto* quota = now.take(claims, taken_as(order), quote.set_aside);
    if (quota == nullptr) return std::nullopt;
    return fallen_short(reading, found, *quota, order.now,
                        now.set_aside(quota->id, quote.set_aside, claims));
}

std::optional<OfferEnded> Placing::ended_offer(store::Connection& reading, stock::Ledger& ledger,
                                               const Quote& quote, std::int64_t now,
                                               std::int64_t basket) {
    const auto of_offer = [](const auto& one) { return !one.offer.empty(); };
    if (std::ranges::none_of(quote.claims, of_offer) &&
        std::ranges::none_of(quote.owner_claims, of_offer))
        return std::nullopt;
    ledger.view(reading, quotas_of(quote), limits_of(quote));
    const auto claims = all_claims(quote, ledger);
    std::map<std::int64_t, std::int64_t> asked;
    for (const auto& one : claims)
        if (of_offer(one)) asked.try_emplace(one.claim.quota, 0);
    for (const auto& one : claims)
        if (const auto of = asked.find(one.claim.quota); of != asked.end())
            of->second += one.claim.units;
    for (const auto& [id, units] : asked) {
        const auto* row = ledger.find(id);
        if (row == nullptr || row->left() >= units) continue;
        const auto left = row->left() + held_units(reading, id, basket);
        if (left >= units || overdue_units(reading, id, now) > 0) continue;
        return OfferEnded{said_key(row->key), left};
    }
    return std::nullopt;
}

}  // namespace willcall::sales
