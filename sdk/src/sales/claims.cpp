// What a quote claims, and what is said where that falls short.
#include "sales/quote.hpp"

namespace willcall::sales {

namespace {

Reason short_on(std::int64_t line, const char* rule, std::string message,
                std::map<std::string, std::int64_t> numbers) {
    Reason reason;
    reason.rule = rule;
    reason.message = std::move(message);
    reason.line = line;
    reason.numbers = std::move(numbers);
    return reason;
}

}  // namespace

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
                short_on(last->line, "quota.short", "not enough left of `" + quota.key + "`",
                         {{"asked", asked}, {"left", quota.left()}, {"capacity", quota.capacity}})};
    return {{},
            short_on(last->line, "limit.per_owner",
                     "one owner may have " + std::to_string(quota.capacity) + " of `" +
                         last->limit_of + "`",
                     {{"asked", asked}, {"left", quota.left()}, {"limit", quota.capacity}})};
}

}  // namespace willcall::sales
