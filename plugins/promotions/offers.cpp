#include "offers.hpp"

#include <algorithm>
#include <limits>

namespace promotions {

std::int64_t& Pools::of(const std::string& key, std::int64_t capacity) {
    const auto [pool, fresh] = left_.try_emplace(key, 0);
    if (fresh) pool->second = std::min(capacity, sale_.left(key));
    return pool->second;
}

GivenCode* given_of(const std::vector<std::string>& wanted, GivenCodes& given) {
    for (const auto& code : wanted)
        if (const auto found = given.find(code); found != given.end()) return &found->second;
    return nullptr;
}

namespace {

std::string quota_of(const Offer& offer) { return "offer/" + offer.key; }
std::string quota_of_owner(const Offer& offer) { return "own/offer/" + offer.key; }
std::string quota_of_group(const std::string& group) { return "group/" + group; }

std::string percent_text(std::string percent) { return std::move(percent) + " % off"; }

std::string amount_text(Money amount, const willcall::plugin::Organisation& organisation) {
    auto text = std::to_string(amount.minor);
    const auto decimals = static_cast<std::size_t>(organisation.decimals);
    if (decimals > 0) {
        if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
        text.insert(text.size() - decimals, ".");
    }
    return text + ' ' + std::string(organisation.currency) + " off";
}

// What an offer takes off a price: what is left of it is rounded half up.
std::int64_t off(std::int64_t price, const Offer& offer, std::int64_t rate) {
    if (rate == 0) return std::min(price, offer.amount->minor);
    constexpr std::int64_t all_of_it = 100'000;
    return price - (2 * price * (all_of_it - rate) + all_of_it) / (2 * all_of_it);
}

}  // namespace

Offers::Offers(const PromotionSettings& settings) : groups_(settings.groups) {
    std::map<std::string_view, std::int64_t> limits;
    for (const auto& group : groups_) limits.emplace(group.key, group.limit);
    for (const auto& offer : settings.offers) {
        Ready ready{offer, InRange(offer), rate_of(offer.percent).value_or(0), {}, {}};
        for (auto& code : ready.offer.codes) code = folded(code);
        if (offer.limit) ready.shared.push_back({quota_of(offer), *offer.limit});
        // That the group exists is checked with all settings.
        if (const auto of_group = limits.find(offer.group); of_group != limits.end())
            ready.shared.push_back({quota_of_group(offer.group), of_group->second});
        if (offer.per_owner) ready.of_owner = Limit{quota_of_owner(offer), *offer.per_owner};
        index(offer, all_.size());
        all_.push_back(std::move(ready));
    }
}

void Offers::quotas(const willcall::plugin::Quotas& quotas) const {
    for (const auto& group : groups_) quotas.declare(quota_of_group(group.key), group.limit);
    for (const auto& one : all_)
        if (one.offer.limit) quotas.declare(quota_of(one.offer), *one.offer.limit);
}

void Offers::index(const Offer& offer, std::size_t place) {
    const auto add = [&](Named& index, const std::vector<std::string>& keys) {
        for (const auto& key : keys) {
            auto& places = index[key];
            if (places.empty() || places.back() != place) places.push_back(place);
        }
    };
    add(products_, offer.products);
    if (!offer.performances.empty()) add(performances_, offer.performances);
    else if (!offer.ticket_types.empty()) add(ticket_types_, offer.ticket_types);
    else if (!offer.events.empty()) add(events_, offer.events);
    else if (offer.products.empty()) whatever_.push_back(place);
}

namespace {

// Why an offer is for nothing of an order.
struct Closed {
    const char* rule;
    const char* why;
};

std::optional<Closed> closed(const Offer& offer, const Judged& sale, const Facts& facts,
                             GivenCodes& given) {
    if (!offer.codes.empty() && given_of(offer.codes, given) == nullptr)
        return Closed{"promotions.no_code", "needs a promotion code"};
    switch (unmet(offer, facts)) {
    case Unmet::fine: break;
    case Unmet::too_early: return Closed{"promotions.too_early", "has not begun"};
    case Unmet::too_late: return Closed{"promotions.too_late", "is over"};
    case Unmet::channel: return Closed{"promotions.other_channel", "is not for this channel"};
    case Unmet::owner: return Closed{"promotions.not_for_owner", "is not for this owner"};
    }
    if (offer.per_owner && !sale.has_owner())
        return Closed{"promotions.no_owner", "is for owners who are known"};
    return std::nullopt;
}

}  // namespace

class Offers::Applying {
public:
    Applying(const Judged& sale, std::span<const Line> lines, const Facts& facts, GivenCodes& given)
        : sale_(sale),
          lines_(lines),
          facts_(facts),
          given_(given),
          pools_(sale),
          explaining_(sale.explaining()) {
        free_.reserve(lines.size());
        for (const auto& line : lines) free_.push_back(line.quantity);
    }

    // Whether its lines need to be known: also where somebody asks why it is for none.
    bool concerns(const Offer& offer) const {
        return explaining_ || !closed(offer, sale_, facts_, given_);
    }

    void apply(const Ready& one, const Places& numbers) {
        const auto& offer = one.offer;
        if (explaining_ && note_closed(offer, numbers)) return;
        if (numbers.empty()) return;
        std::int64_t tickets = 0;
        for (const auto number : numbers) tickets += lines_[number].quantity;
        if (tickets < offer.least)
            return note(offer, numbers, "promotions.too_few", "is for more tickets",
                        {{"asked", tickets}, {"least", offer.least}});
        auto* const code = given_of(offer.codes, given_);
        auto of_order = offer.per_order.value_or(std::numeric_limits<std::int64_t>::max());
        left_.clear();
        for (const auto number : numbers) {
            const auto units = take(one, lines_[number], free_[number], of_order);
            if (units > 0 && code != nullptr && code->used_by == nullptr)
                code->used_by = &lines_[number];
        }
    }

private:
    using Numbers = willcall::plugin::Numbers;

    // Takes what it can of the line and of each limit; how many tickets that is.
    std::int64_t take(const Ready& one, const Line& line, std::int64_t& free,
                      std::int64_t& of_order) {
        const auto& offer = one.offer;
        if (free == 0)
            return note(offer, line, "promotions.taken", "every ticket has another offer"), 0;
        if (left_.empty()) look_at_limits(one);
        auto units = std::min(free, of_order);
        for (const auto* const left : left_) units = std::min(units, *left);
        free -= units;
        of_order -= units;
        if (units < line.quantity && free > 0)
            note(offer, line, "promotions.limit_reached", "has reached a limit",
                 {{"asked", units + free}, {"left", units}});
        if (units == 0) return 0;
        for (auto* const left : left_) *left -= units;
        line.effect(offer.name, units, {off(line.price.minor, offer, one.rate)}, why(offer));
        for (const auto& limit : one.shared) line.claim(limit.key, units, offer.name);
        if (one.of_owner)
            line.claim_of_owner(one.of_owner->key, one.of_owner->capacity, units, offer.name);
        return units;
    }

    void look_at_limits(const Ready& one) {
        for (const auto& limit : one.shared) left_.push_back(&pools_.of(limit.key, limit.capacity));
        if (one.of_owner) left_.push_back(&pools_.of(one.of_owner->key, one.of_owner->capacity));
    }

    std::string why(const Offer& offer) const {
        auto text = offer.amount ? amount_text(*offer.amount, sale_.organisation())
                                 : percent_text(offer.percent);
        if (const auto* code = given_of(offer.codes, given_))
            text += ", with the promotion code `" + code->code->code + '`';
        return text;
    }

    void note(const Offer& offer, const Line& line, const char* rule, const char* why,
              Numbers numbers = {}) const {
        if (explaining_) line.note(rule, "the offer `" + offer.name + "`: " + why, numbers);
    }
    void note(const Offer& offer, const Places& numbers, const char* rule, const char* why,
              Numbers said = {}) const {
        for (const auto number : numbers) note(offer, lines_[number], rule, why, said);
    }
    // Of the lines that it is not for, and of the others where it is for nothing of the order.
    bool note_closed(const Offer& offer, const Places& numbers) const {
        for (std::size_t number = 0; number < lines_.size(); ++number)
            if (std::ranges::find(numbers, number) == numbers.end())
                note(offer, lines_[number], "promotions.other_tickets", "is for other tickets");
        const auto found = closed(offer, sale_, facts_, given_);
        if (found) note(offer, numbers, found->rule, found->why);
        return found.has_value();
    }

    const Judged& sale_;
    std::span<const Line> lines_;
    const Facts& facts_;
    GivenCodes& given_;
    Pools pools_;
    std::vector<std::int64_t*> left_;  // of each limit of the offer that is applied
    bool explaining_;
    std::vector<std::int64_t> free_;  // tickets without an offer, by line
};

std::vector<Offers::Places> Offers::lines_by_offer(std::span<const Line> lines,
                                                   const Applying& applying) const {
    std::vector<Places> found(all_.size());
    std::vector<std::optional<bool>> concerns(all_.size());  // each is asked once
    const auto add = [&](const Places& places, std::size_t number) {
        for (const auto place : places) {
            const auto& one = all_[place];
            if (!concerns[place]) concerns[place] = applying.concerns(one.offer);
            if (*concerns[place] && one.range.holds(lines[number])) found[place].push_back(number);
        }
    };
    const auto add_named = [&](const Named& index, std::string_view key, std::size_t number) {
        if (const auto at = index.find(key); at != index.end()) add(at->second, number);
    };
    Places whatever;  // of those, which concern the order
    for (const auto place : whatever_)
        if (applying.concerns(all_[place].offer)) whatever.push_back(place);
    for (std::size_t number = 0; number < lines.size(); ++number) {
        const auto& line = lines[number];
        if (!line.product.empty()) {
            add_named(products_, line.product, number);
            continue;
        }
        for (const auto place : whatever) found[place].push_back(number);
        add_named(performances_, line.performance, number);
        add_named(ticket_types_, line.ticket_type, number);
        add_named(events_, line.event, number);
    }
    return found;
}

void Offers::apply(const Judged& sale, std::span<const Line> lines, const Facts& facts,
                   GivenCodes& given) const {
    if (all_.empty()) return;
    Applying applying(sale, lines, facts, given);
    const auto of = lines_by_offer(lines, applying);
    for (std::size_t offer = 0; offer < all_.size(); ++offer)
        applying.apply(all_[offer], of[offer]);
}

}  // namespace promotions
