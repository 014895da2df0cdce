// What is asked of the engine's baskets, and what of its answers is looked at.
#ifndef DISTRIBUTION_CART_BASKETS_HPP
#define DISTRIBUTION_CART_BASKETS_HPP

#include <willcall/plugin/plugin.hpp>

namespace distribution_cart {

struct NamedBasket {
    willcall::Id id;
    static constexpr auto fields = willcall::in_order{willcall::field<"id">(&NamedBasket::id, "")};
};

struct BasketQuote {
    bool possible = false;
    std::vector<willcall::plugin::Why> reasons;

    static constexpr auto fields = willcall::in_order{
        willcall::field<"possible">(&BasketQuote::possible, ""),
        willcall::field<"reasons">(&BasketQuote::reasons, ""),
    };
};

struct BasketSeen {
    std::string state;
    std::optional<BasketQuote> quote;

    static constexpr auto fields = willcall::in_order{
        willcall::field<"state">(&BasketSeen::state, ""),
        willcall::field<"quote">(&BasketSeen::quote, ""),
    };
};

}  // namespace distribution_cart

#endif
