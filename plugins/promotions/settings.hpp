// The settings of promotions: codes, offers, limit groups, locks, commissions.
#ifndef WILLCALL_PROMOTIONS_SETTINGS_HPP
#define WILLCALL_PROMOTIONS_SETTINGS_HPP

#include "conditions.hpp"

namespace promotions {

using willcall::between;

constexpr std::int64_t most_units = 10'000'000;

struct Code : Conditions {
    std::string code;
    std::optional<std::int64_t> uses;
    std::optional<std::int64_t> per_owner;

    static constexpr auto meaning = "a promotion code, which unlocks what names it";
    static constexpr auto fields = willcall::joined(
        willcall::in_order{
            field<"code">(&Code::code, "as it is typed; capitals don't count", between(1, 64)),
            field<"uses">(&Code::uses, "orders it is good for", between(0, most_units)),
            field<"per_owner">(&Code::per_owner, "orders of one owner it is good for",
                               between(1, most_units)),
        },
        condition_fields());
};

struct Offer : Conditions, Range {
    std::string key;
    std::string name;
    std::string percent;
    std::optional<Money> amount;
    std::vector<std::string> codes;
    std::int64_t least = 1;
    std::optional<std::int64_t> per_order;
    std::optional<std::int64_t> per_owner;
    std::optional<std::int64_t> limit;
    std::string group;

    static constexpr auto meaning = "takes something off the price of tickets";
    static constexpr auto fields = willcall::joined(
        willcall::in_order{
            field<"key">(&Offer::key, "its key", between(1, 64)),
            field<"name">(&Offer::name, "as orders show it", between(1, 100)),
            field<"percent">(&Offer::percent,
                             "taken off, with three decimals at most; the price that is left is "
                             "rounded half up",
                             at_most(12), can_be_left_out),
            field<"amount">(&Offer::amount, "taken off, in place of per cent",
                            between(1, 100'000'000'000)),
            field<"codes">(&Offer::codes, "one of these promotion codes is given", at_most(1'000)),
            field<"least">(&Offer::least, "only where an order has so many tickets it is for",
                           between(1, most_units), can_be_left_out),
            field<"per_order">(&Offer::per_order, "the most tickets of an order it is for",
                               between(1, most_units)),
            field<"per_owner">(&Offer::per_owner, "the most tickets of one owner it is for",
                               between(1, most_units)),
            field<"limit">(&Offer::limit, "the most tickets it is for", between(0, most_units)),
            field<"group">(&Offer::group, "key of the limit group that it shares", at_most(64),
                           can_be_left_out),
        },
        condition_fields(), range_fields());
};

struct LimitGroup {
    std::string key;
    std::int64_t limit = 0;

    static constexpr auto meaning = "caps the tickets of several offers together";
    static constexpr auto fields = willcall::in_order{
        field<"key">(&LimitGroup::key, "its key", between(1, 64)),
        field<"limit">(&LimitGroup::limit, "the most tickets all its offers are for",
                       between(0, most_units)),
    };
};

struct LockOpener : Conditions {
    std::string lock;
    std::vector<std::string> codes;
    std::optional<std::int64_t> limit;

    static constexpr auto meaning = "who may pass a lock, and how often";
    static constexpr auto fields = willcall::joined(
        willcall::in_order{
            field<"lock">(&LockOpener::lock, "key of a lock of the season", between(1, 64)),
            field<"codes">(&LockOpener::codes, "one of these promotion codes is given",
                           at_most(1'000)),
            field<"limit">(&LockOpener::limit, "the most tickets that pass it so",
                           between(0, most_units)),
        },
        condition_fields());
};

struct Commission : Range {
    std::string name;
    std::vector<std::string> channels;
    std::string percent;
    std::optional<Money> amount;

    static constexpr auto meaning = "what an agent keeps of each ticket";
    static constexpr auto fields = willcall::joined(
        willcall::in_order{
            field<"name">(&Commission::name, "as orders show it", between(1, 100)),
            field<"channels">(&Commission::channels, "sold through one of these channels",
                              between(1, 10'000)),
            field<"percent">(&Commission::percent,
                             "of what is paid, with three decimals at most; rounded half up",
                             at_most(12), can_be_left_out),
            field<"amount">(&Commission::amount, "of each ticket, beside what per cent makes",
                            between(1, 100'000'000'000)),
        },
        range_fields());
};

struct PromotionSettings {
    std::vector<Code> codes;
    std::vector<LimitGroup> groups;
    std::vector<Offer> offers;
    std::vector<LockOpener> locks;
    std::vector<Commission> commissions;

    static constexpr auto meaning = "offers, promotion codes, locks, commissions";
    static constexpr auto fields = willcall::in_order{
        field<"codes">(&PromotionSettings::codes, "promotion codes", at_most(100'000)),
        field<"groups">(&PromotionSettings::groups, "limit groups", at_most(10'000)),
        field<"offers">(&PromotionSettings::offers, "in the order they apply", at_most(10'000)),
        field<"locks">(&PromotionSettings::locks, "who may pass the season's locks",
                       at_most(10'000)),
        field<"commissions">(&PromotionSettings::commissions, "what agents keep", at_most(10'000)),
    };
};

// Throws, naming the field, where settings make no sense.
void check(const PromotionSettings& settings);

// As two codes are compared: without spaces around them, in capitals.
std::string folded(std::string_view code);
// Thousandths of a per cent, more than 0 and at most 100 %; nothing where the text is none.
std::optional<std::int64_t> rate_of(std::string_view percent);

}  // namespace promotions

#endif
