// Offers, made ready to be applied: which of them may be for a line is looked up, not searched.
#ifndef WILLCALL_PROMOTIONS_OFFERS_HPP
#define WILLCALL_PROMOTIONS_OFFERS_HPP

#include "settings.hpp"

#include <map>
#include <optional>
#include <span>

namespace promotions {

using Line = willcall::plugin::Eligibility::Line;
using willcall::plugin::Judged;

// What may still be taken of limits that lines of one order share. Each is asked for once.
class Pools {
public:
    explicit Pools(const Judged& sale) : sale_(sale) {}
    // Of a quota with this capacity, by its key.
    std::int64_t& of(const std::string& key, std::int64_t capacity);

private:
    const Judged& sale_;
    std::map<std::string, std::int64_t> left_;
};

// A promotion code that came with an order, and is good for it.
struct GivenCode {
    const Code* code = nullptr;
    const Line* used_by = nullptr;  // the first line that it unlocked something for
};
using GivenCodes = std::map<std::string, GivenCode>;  // folded
// The first of these, folded, that is among the given; null: none is, or none is wanted.
GivenCode* given_of(const std::vector<std::string>& wanted, GivenCodes& given);

class Offers {
public:
    explicit Offers(const PromotionSettings& settings);

    void quotas(const willcall::plugin::Quotas& quotas) const;
    // Applies them in their order; notes why they do not apply where somebody asks.
    void apply(const Judged& sale, std::span<const Line> lines, const Facts& facts,
               GivenCodes& given) const;

private:
    // A limit that counts beside those of the order: the quota it is, by its key.
    struct Limit {
        std::string key;
        std::int64_t capacity = 0;
    };
    struct Ready {
        Offer offer;  // its codes folded
        InRange range;
        std::int64_t rate = 0;  // thousandths of a per cent; 0: an amount
        std::vector<Limit> shared;
        std::optional<Limit> of_owner;
    };
    class Applying;

    using Places = std::vector<std::size_t>;  // in `all_`
    using Named = std::map<std::string, Places, std::less<>>;

    void index(const Offer& offer, std::size_t place);
    // The lines of each offer, of those that may apply to the order.
    std::vector<Places> lines_by_offer(std::span<const Line> lines, const Applying& applying) const;

    std::vector<Ready> all_;
    std::vector<LimitGroup> groups_;
    // Each offer by the narrowest of what it names; and those that name nothing.
    Named products_, performances_, ticket_types_, events_;
    Places whatever_;
};

}  // namespace promotions

#endif
