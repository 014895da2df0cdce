// Offers, made ready to be applied: which of them may be for a line is looked up, not searched.
#ifndef WILLCALL_PROMOTIONS_OFFERS_HPP
#define WILLCALL_PROMOTIONS_OFFERS_HPP

#include "settings.hpp"

#include <map>
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
    struct Ready {
        Offer offer;  // its codes folded
        InRange range;
        std::int64_t rate = 0;         // thousandths of a per cent; 0: an amount
        std::int64_t group_limit = 0;  // of its group, where it has one
    };
    class Applying;

    // By the narrowest of what an offer names: "performance/friday"; what names nothing: "".
    static std::vector<std::string> index_keys(const Offer& offer);
    std::vector<std::vector<std::size_t>> lines_by_offer(std::span<const Line> lines) const;

    std::vector<Ready> all_;
    std::vector<LimitGroup> groups_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> index_;
};

}  // namespace promotions

#endif
