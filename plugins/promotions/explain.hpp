// promotions.explain: of each line of an order that somebody thinks of, which offers apply, and why
// every other does not.
#ifndef WILLCALL_PROMOTIONS_EXPLAIN_HPP
#define WILLCALL_PROMOTIONS_EXPLAIN_HPP

#include "settings.hpp"

#include <willcall/plugin/feature.hpp>

#include <map>

namespace promotions {

using willcall::Id;

struct LineAsked {
    std::string performance;
    std::string ticket_type;
    std::string product;
    std::int64_t quantity = 1;

    static constexpr auto meaning = "so many tickets of one type for one performance, or a product";
    static constexpr auto fields = willcall::in_order{
        field<"performance">(&LineAsked::performance, "key of the performance", at_most(64),
                             can_be_left_out),
        field<"ticket_type">(&LineAsked::ticket_type, "key of the ticket type", at_most(64),
                             can_be_left_out),
        field<"product">(&LineAsked::product, "key of the product, in place of those two",
                         at_most(64), can_be_left_out),
        field<"quantity">(&LineAsked::quantity, "tickets", between(1, 10'000), can_be_left_out),
    };
};

struct OfferApplied {
    std::string offer;
    std::int64_t units = 0;
    Money amount;
    std::string reason;

    static constexpr auto meaning = "an offer that applies";
    static constexpr auto fields = willcall::in_order{
        field<"offer">(&OfferApplied::offer, "its name"),
        field<"units">(&OfferApplied::units, "tickets it applies to"),
        field<"amount">(&OfferApplied::amount, "taken off each of them"),
        field<"reason">(&OfferApplied::reason, "why it applies"),
    };
};

struct WhyNot {
    std::string rule;
    std::string message;
    std::map<std::string, std::int64_t> numbers;

    static constexpr auto meaning = "why an offer does not apply, or a lock stays closed";
    static constexpr auto fields = willcall::in_order{
        field<"rule">(&WhyNot::rule, "stable name of the rule"),
        field<"message">(&WhyNot::message, "the same in words"),
        field<"numbers">(&WhyNot::numbers, "behind it"),
    };
};

struct LineExplained {
    std::vector<OfferApplied> applied;
    std::vector<WhyNot> not_applied;

    static constexpr auto meaning = "a line and every offer there is";
    static constexpr auto fields = willcall::in_order{
        field<"applied">(&LineExplained::applied, "in the order they applied"),
        field<"not_applied">(&LineExplained::not_applied, "in the order of the settings"),
    };
};

class Explaining final : public willcall::plugin::Feature {
public:
    using Settings = PromotionSettings;

    struct Explain {
        std::vector<LineAsked> lines;
        std::optional<Id> owner;
        std::vector<std::string> promotion_codes;

        static constexpr auto fields = willcall::in_order{
            field<"lines">(&Explain::lines, "what is asked for", between(1, 1'000)),
            field<"owner">(&Explain::owner, "customer it would be for"),
            field<"promotion_codes">(&Explain::promotion_codes, "as they were typed", at_most(20)),
        };
    };
    struct Explanation {
        std::vector<LineExplained> lines;
        std::vector<WhyNot> reasons;

        static constexpr auto meaning = "why each offer applies, or does not";
        static constexpr auto fields = willcall::in_order{
            field<"lines">(&Explanation::lines, "as they were asked for"),
            field<"reasons">(&Explanation::reasons, "what speaks against the order as a whole"),
        };
    };

    explicit Explaining(const Settings&) {}

    Explanation explain(const Explain& request, Call call) const;

    static constexpr auto operations = willcall::in_order{
        operation<"promotions.explain">("/promotions/explain",
                                        "which offers apply to a line, which do not, and why",
                                        &Explaining::explain),
    };
};

}  // namespace promotions

#endif
