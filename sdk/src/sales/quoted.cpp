// What is read off a quote that was made: the price of each ticket, the seats asked for.
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

}  // namespace willcall::sales
