// What is read off a quote that was made: prices, seats and claims.
#include "sales/quote.hpp"

#include <algorithm>

namespace willcall::sales {

std::int64_t PricedLine::ticket_price(std::int64_t index) const {
    std::int64_t past = 0;
    for (const auto& effect : effects) {
        past += effect.units;
        if (index < past) return price - effect.amount.minor;
    }
    return price;
}

std::vector<LineOfSeats> Quote::seats() const {
    std::vector<LineOfSeats> all;
    if (std::ranges::none_of(lines, [](const auto& line) { return line.seats.has_value(); }))
        return all;
    for (const auto& line : lines)
        all.push_back({line.performance, line.quantity, line.seats ? &*line.seats : nullptr});
    return all;
}

std::vector<stock::Claim> claims_of(const Quote& quote) {
    std::vector<stock::Claim> claims;
    claims.reserve(quote.claims.size());
    for (const auto& one : quote.claims) claims.push_back(one.claim);
    return claims;
}

}  // namespace willcall::sales
