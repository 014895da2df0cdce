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
std::string quota_of(const std::string& group) { return "group/" + group; }

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
        const auto limit = limits.find(offer.group);
        all_.push_back({offer, InRange(offer), rate_of(offer.percent).value_or(0),
                        limit == limits.end() ? 0 : limit->second});
        for (auto& code : all_.back().offer.codes) code = folded(code);
        for (auto& key : index_keys(offer)) index_[std::move(key)].push_back(all_.size() - 1);
    }
}

void Offers::quotas(const willcall::plugin::Quotas& quotas) const {
    for (const auto& group : groups_) quotas.declare(quota_of(group.key), group.limit);
    for (const auto& one : all_)
        if (one.offer.limit) quotas.declare(quota_of(one.offer), *one.offer.limit);
}

std::vector<std::string> Offers::index_keys(const Offer& offer) {
    std::vector<std::string> keys;
    const auto add = [&](const char* what, const std::vector<std::string>& named) {
        for (const auto& one : named) keys.push_back(what + one);
    };
    add("product/", offer.products);
    if (!offer.performances.empty()) add("performance/", offer.performances);
    else if (!offer.ticket_types.empty()) add("type/", offer.ticket_types);
    else add("event/", offer.events);
    if (keys.empty()) keys.emplace_back();
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

std::vector<std::vector<std::size_t>> Offers::lines_by_offer(std::span<const Line> lines) const {
    std::vector<std::vector<std::size_t>> found(all_.size());
    std::string key;
    for (std::size_t number = 0; number < lines.size(); ++number) {
        const auto& line = lines[number];
        const auto add = [&](const char* what, std::string_view named) {
            key = what;
            key += named;
            const auto offers = index_.find(key);
            if (offers == index_.end()) return;
            for (const auto offer : offers->second)
                if (all_[offer].range.holds(line)) found[offer].push_back(number);
        };
        add("", {});
        if (!line.product.empty()) {
            add("product/", line.product);
            continue;
        }
        add("performance/", line.performance);
        add("type/", line.ticket_type);
        add("event/", line.event);
    }
    return found;
}

class Offers::Applying {
public:
    Applying(const Judged& sale, std::span<const Line> lines, const Facts& facts, GivenCodes& given)
        : sale_(sale),
          lines_(lines),
          facts_(facts),
          given_(given),
          pools_(sale),
          explaining_(sale.explaining()) {
        for (const auto& line : lines) free_.push_back(line.quantity);
    }

    void apply(const Ready& one, const std::vector<std::size_t>& numbers) {
        const auto& offer = one.offer;
        if (explaining_) note_others(offer, numbers);
        if (numbers.empty()) return;
        auto* const code = given_of(offer.codes, given_);
        if (!offer.codes.empty() && code == nullptr)
            return note(offer, numbers, "promotions.no_code", "needs a promotion code");
        if (!meets(offer, numbers)) return;
        std::int64_t tickets = 0;
        for (const auto number : numbers) tickets += lines_[number].quantity;
        if (tickets < offer.least)
            return note(offer, numbers, "promotions.too_few", "is for more tickets",
                        {{"asked", tickets}, {"least", offer.least}});
        auto of_order = offer.per_order.value_or(std::numeric_limits<std::int64_t>::max());
        for (const auto number : numbers) {
            const auto units = take(one, lines_[number], free_[number], of_order);
            if (units > 0 && code != nullptr && code->used_by == nullptr)
                code->used_by = &lines_[number];
        }
    }

private:
    using Numbers = willcall::plugin::Numbers;

    bool meets(const Offer& offer, const std::vector<std::size_t>& numbers) {
        switch (unmet(offer, facts_)) {
        case Unmet::fine: break;
        case Unmet::too_early:
            return note(offer, numbers, "promotions.too_early", "has not begun"), false;
        case Unmet::too_late: return note(offer, numbers, "promotions.too_late", "is over"), false;
        case Unmet::channel:
            return note(offer, numbers, "promotions.other_channel", "is not for this channel"),
                   false;
        case Unmet::owner:
            return note(offer, numbers, "promotions.not_for_owner", "is not for this owner"), false;
        }
        if (offer.per_owner && !sale_.has_owner())
            return note(offer, numbers, "promotions.no_owner", "is for owners who are known"),
                   false;
        return true;
    }

    // Takes what it can of the line and of each limit; how many tickets that is.
    std::int64_t take(const Ready& one, const Line& line, std::int64_t& free,
                      std::int64_t& of_order) {
        const auto& offer = one.offer;
        if (free == 0)
            return note(offer, line, "promotions.taken", "every ticket has another offer"), 0;
        std::vector<std::int64_t*> limits{&free, &of_order};
        if (offer.limit) limits.push_back(&pools_.of(quota_of(offer), *offer.limit));
        if (!offer.group.empty())
            limits.push_back(&pools_.of(quota_of(offer.group), one.group_limit));
        if (offer.per_owner) limits.push_back(&pools_.of(quota_of_owner(offer), *offer.per_owner));
        const auto units = **std::ranges::min_element(limits, {}, [](auto* left) { return *left; });
        for (auto* const left : limits) *left -= units;
        if (units < line.quantity && free > 0)
            note(offer, line, "promotions.limit_reached", "has reached a limit",
                 {{"asked", units + free}, {"left", units}});
        if (units == 0) return 0;
        line.effect(offer.name, units, {off(line.price.minor, offer, one.rate)}, why(offer));
        claim(offer, line, units);
        return units;
    }

    static void claim(const Offer& offer, const Line& line, std::int64_t units) {
        if (offer.limit) line.claim(quota_of(offer), units, offer.name);
        if (!offer.group.empty()) line.claim(quota_of(offer.group), units, offer.name);
        if (offer.per_owner)
            line.claim_of_owner(quota_of_owner(offer), *offer.per_owner, units, offer.name);
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
    void note(const Offer& offer, const std::vector<std::size_t>& numbers, const char* rule,
              const char* why, Numbers said = {}) const {
        for (const auto number : numbers) note(offer, lines_[number], rule, why, said);
    }
    // Of the lines that it is not for.
    void note_others(const Offer& offer, const std::vector<std::size_t>& numbers) const {
        for (std::size_t number = 0; number < lines_.size(); ++number)
            if (std::ranges::find(numbers, number) == numbers.end())
                note(offer, lines_[number], "promotions.other_tickets", "is for other tickets");
    }

    const Judged& sale_;
    std::span<const Line> lines_;
    const Facts& facts_;
    GivenCodes& given_;
    Pools pools_;
    bool explaining_;
    std::vector<std::int64_t> free_;  // tickets without an offer, by line
};

void Offers::apply(const Judged& sale, std::span<const Line> lines, const Facts& facts,
                   GivenCodes& given) const {
    if (all_.empty()) return;
    Applying applying(sale, lines, facts, given);
    const auto of = lines_by_offer(lines);
    for (std::size_t offer = 0; offer < all_.size(); ++offer)
        applying.apply(all_[offer], of[offer]);
}

}  // namespace promotions
