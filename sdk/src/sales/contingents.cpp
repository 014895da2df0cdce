#include "sales/contingents.hpp"

#include "sales/rules.hpp"

#include <algorithm>

namespace willcall::sales {

namespace {

// Whether it is for this line.
bool is_for(const catalogue::ContingentItem& one, const PricedLine& line) {
    if (!one.category) return true;
    if (!line.seats) return false;
    const auto& named = line.seats->named;
    if (named.empty()) return line.seats->category.value_or(*one.category) == *one.category;
    return std::ranges::all_of(named, [&](const auto seat) {
        return line.performance->plan->seats[seat].category == *one.category;
    });
}

// Two lines may say the same.
void set_aside(Quote& quote, const PricedLine& line, const catalogue::ContingentItem& one) {
    const auto& ids = quote.snapshot->quota_ids;
    const stock::SetAside aside{ids.at(catalogue::performance_quota(line.performance->key)),
                                ids.at(catalogue::contingent_quota(one.key))};
    if (std::ranges::find(quote.set_aside, aside) == quote.set_aside.end())
        quote.set_aside.push_back(aside);
}

}  // namespace

void find_contingents(Quote& quote, std::int64_t now) {
    for (auto& line : quote.lines) {
        for (const auto* one : quote.snapshot->catalogue->contingents_of(line.performance->id)) {
            const bool own = one->channel == quote.channel->key;
            if (one->released(now)) {
                if (own) line.released = one->release;
            } else if (own && line.contingent == nullptr && is_for(*one, line)) {
                line.contingent = one;
            } else {
                line.beside.push_back(one);
            }
        }
        const auto* own = line.contingent;
        if (own != nullptr && own->category && line.seats->named.empty())
            line.seats->category = own->category;
    }
}

void claim_contingents(Quote& quote) {
    for (std::size_t number = 0; number < quote.lines.size(); ++number) {
        const auto& line = quote.lines[number];
        if (line.contingent != nullptr)
            add_claim(quote, static_cast<std::int64_t>(number),
                      catalogue::contingent_quota(line.contingent->key), line.quantity);
        for (const auto* one : line.beside) set_aside(quote, line, *one);
    }
}

}  // namespace willcall::sales
