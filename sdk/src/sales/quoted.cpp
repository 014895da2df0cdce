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

std::vector<std::int64_t> PricedLine::commissions_of(std::int64_t index) const {
    std::vector<std::int64_t> kept;
    if (commissions.empty()) return kept;
    const auto paid = ticket(index).price;
    auto most = std::max<std::int64_t>(0, paid - 1);
    constexpr std::int64_t all_of_it = 100'000;
    for (const auto& [name, amount, rate] : commissions) {
        const auto share = (2 * paid * rate + all_of_it) / (2 * all_of_it);
        const auto part = std::min(most, std::min(most, amount) + share);
        kept.push_back(part);
        most -= part;
    }
    return kept;
}

namespace {

// By category, of those that name one.
std::vector<std::pair<std::uint32_t, std::int64_t>>
aside_of(const PricedLine& line, const Quote& quote, const stock::Ledger& ledger) {
    std::vector<std::pair<std::uint32_t, std::int64_t>> aside;
    for (const auto* one : line.beside) {
        if (!one->category) continue;
        const auto id = quote.snapshot->quota_ids.at(catalogue::contingent_quota(one->key));
        const auto units = ledger.find(id)->left();
        const auto same = std::ranges::find(aside, *one->category,
                                            &std::pair<std::uint32_t, std::int64_t>::first);
        if (same != aside.end()) same->second += units;
        else if (units > 0) aside.emplace_back(*one->category, units);
    }
    return aside;
}

}  // namespace

std::vector<LineOfSeats> Quote::seats(const stock::Ledger* ledger) const {
    std::vector<LineOfSeats> all;
    if (std::ranges::none_of(lines, [](const auto& line) { return line.seats.has_value(); }))
        return all;
    for (const auto& line : lines) {
        all.push_back({line.performance, line.quantity, line.seats ? &*line.seats : nullptr});
        if (ledger != nullptr && line.seats) all.back().aside = aside_of(line, *this, *ledger);
    }
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
    quotas.reserve(quote.claims.size() + quote.set_aside.size());
    for (const auto& one : quote.claims) quotas.push_back(one.claim.quota);
    for (const auto& one : quote.set_aside) quotas.push_back(one.contingent);
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
        claims.push_back(
            {one.line, {ledger.limit(one.limit.key).id, one.units}, one.offer, one.of});
    return claims;
}

ShortOf short_of(std::span<const LineClaim> claims, const stock::QuotaRow& quota,
                 std::int64_t set_aside) {
    std::int64_t asked = 0;
    const LineClaim* last = nullptr;
    for (const auto& one : claims)
        if (one.claim.quota == quota.id) {
            asked += one.claim.units;
            last = &one;
        }
    if (last->limit_of.empty()) {
        const auto left = std::max<std::int64_t>(0, quota.left() - set_aside);
        auto reason = against("quota.short", "not enough left of `" + quota.key + "`", last->line,
                              {{"asked", asked}, {"left", left}, {"capacity", quota.capacity}});
        if (set_aside > 0) reason.numbers.emplace("set_aside", set_aside);
        return {last->offer, std::move(reason)};
    }
    return {{},
            against("limit.per_owner",
                    "one owner may have " + std::to_string(quota.capacity) + " of `" +
                        last->limit_of + "`",
                    last->line,
                    {{"asked", asked}, {"left", quota.left()}, {"limit", quota.capacity}})};
}

std::string said_key(const std::string& quota_key) {
    const auto at = quota_key.starts_with(catalogue::owner_quotas) ? quota_key.find("/plugin/")
                                                                   : quota_key.npos;
    return at == quota_key.npos ? quota_key : quota_key.substr(at + 1);
}

std::set<const catalogue::PerformanceItem*> Quote::halls() const {
    std::set<const catalogue::PerformanceItem*> halls;
    for (const auto& line : lines)
        if (line.seats) halls.insert(line.performance);
    return halls;
}

}  // namespace willcall::sales
