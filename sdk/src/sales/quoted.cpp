// What is read off a quote that was made: the price of each ticket, seats and claims, and what is
// said where these fall short.
#include "sales/quote.hpp"

#include <algorithm>

namespace willcall::sales {

Taxed PricedLine::ticket(std::int64_t index) const {
    auto net = price;
    std::int64_t past = 0;
    for (const auto& effect : effects) {
        if (index >= past && index < past + effect.units) net -= effect.amount.minor;
        past += effect.units;
    }
    const auto& of = ticket_type->tax;
    return of ? taxed(net, of->rate, of->on_top) : Taxed{net, 0};
}

std::vector<LineOfSeats> Quote::seats() const {
    std::vector<LineOfSeats> all;
    if (std::ranges::none_of(lines, [](const auto& line) { return line.seats.has_value(); }))
        return all;
    for (const auto& line : lines)
        all.push_back({line.performance, line.quantity, line.seats ? &*line.seats : nullptr});
    return all;
}

std::vector<stock::Claim> claims_of(std::span<const LineClaim> claims) {
    std::vector<stock::Claim> all;
    all.reserve(claims.size());
    for (const auto& one : claims) all.push_back(one.claim);
    return all;
}

std::vector<std::int64_t> quotas_of(const Quote& quote) {
    std::vector<std::int64_t> quotas;
    quotas.reserve(quote.claims.size());
    for (const auto& one : quote.claims) quotas.push_back(one.claim.quota);
    return quotas;
}

std::vector<stock::Wanted> limits_of(const Quote& quote) {
    std::vector<stock::Wanted> limits;
    for (const auto& one : quote.owner_claims) limits.push_back(one.limit);
    return limits;
}

std::vector<LineClaim> all_claims(const Quote& quote, const stock::Ledger& ledger) {
    auto claims = quote.claims;
    for (const auto& one : quote.owner_claims)
        claims.push_back({one.line, {ledger.limit(one.limit.key).id, one.units}, {}, one.of});
    return claims;
}

ShortOf short_of(std::span<const LineClaim> claims, const stock::QuotaRow& quota) {
    std::int64_t asked = 0;
    const LineClaim* last = nullptr;
    for (const auto& one : claims)
        if (one.claim.quota == quota.id) {
            asked += one.claim.units;
            last = &one;
        }
    if (last->limit_of.empty())
        return {last->offer,
                against("quota.short", "not enough left of `" + quota.key + "`", last->line,
                        {{"asked", asked}, {"left", quota.left()}, {"capacity", quota.capacity}})};
    return {{},
            against("limit.per_owner",
                    "one owner may have " + std::to_string(quota.capacity) + " of `" +
                        last->limit_of + "`",
                    last->line,
                    {{"asked", asked}, {"left", quota.left()}, {"limit", quota.capacity}})};
}

}  // namespace willcall::sales
