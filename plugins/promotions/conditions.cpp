#include "conditions.hpp"

#include <algorithm>

namespace promotions {

using willcall::plugin::Failure;

void check_window(const Conditions& conditions, const std::string& path) {
    if (conditions.from && conditions.until && *conditions.until <= *conditions.from)
        throw Failure(WILLCALL_INVALID, "must be later than `from`", path + ".until");
}

Facts::Facts(const willcall::plugin::Judged& sale) : channel(sale.parties().channel), sale_(sale) {}

LocalTime Facts::now() const {
    if (!now_) now_ = sale_.on_wall(sale_.now());
    return *now_;
}

void Facts::read_owner() const {
    if (owner_known_) return;
    owner_known_ = true;
    if (!sale_.has_owner()) return;
    auto owner = sale_.owner();
    memberships_ = std::move(owner.standings);
    tags_ = std::move(owner.tags);
    std::ranges::sort(memberships_);
    std::ranges::sort(tags_);
}

const std::vector<std::string_view>& Facts::memberships() const {
    return read_owner(), memberships_;
}
const std::vector<std::string_view>& Facts::tags() const { return read_owner(), tags_; }

namespace {

bool any_of(const std::vector<std::string>& wanted, const std::vector<std::string_view>& had) {
    return std::ranges::any_of(
        wanted, [&](std::string_view one) { return std::ranges::binary_search(had, one); });
}

}  // namespace

Unmet unmet(const Conditions& conditions, const Facts& facts) {
    if (conditions.from && facts.now() < *conditions.from) return Unmet::too_early;
    if (conditions.until && facts.now() >= *conditions.until) return Unmet::too_late;
    const auto& channels = conditions.channels;
    if (!channels.empty() && std::ranges::find(channels, facts.channel) == channels.end())
        return Unmet::channel;
    if (!conditions.memberships.empty() && !any_of(conditions.memberships, facts.memberships()))
        return Unmet::owner;
    if (!conditions.tags.empty() && !any_of(conditions.tags, facts.tags())) return Unmet::owner;
    return Unmet::fine;
}

InRange::InRange(const Range& range)
    : events_(range.events.begin(), range.events.end()),
      performances_(range.performances.begin(), range.performances.end()),
      ticket_types_(range.ticket_types.begin(), range.ticket_types.end()),
      products_(range.products.begin(), range.products.end()) {}

bool InRange::holds(const willcall::plugin::SaleLine& line) const {
    if (!line.product.empty()) return products_.contains(line.product);
    const bool tickets = !events_.empty() || !performances_.empty() || !ticket_types_.empty();
    if (!tickets) return products_.empty();
    const auto has = [](const Keys& keys, std::string_view key) {
        return keys.empty() || keys.contains(key);
    };
    return has(events_, line.event) && has(performances_, line.performance) &&
           has(ticket_types_, line.ticket_type);
}

}  // namespace promotions
