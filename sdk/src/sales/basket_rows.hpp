// Baskets as they stand in the store.
#ifndef WILLCALL_SALES_BASKET_ROWS_HPP
#define WILLCALL_SALES_BASKET_ROWS_HPP

#include "store/row.hpp"

#include <willcall/baskets.hpp>

namespace willcall::sales {

using store::column;

// What was said of it besides its lines and parties.
struct BasketSaid {
    std::optional<Buyer> buyer;
    std::vector<std::string> promotion_codes;
    static constexpr auto fields = in_order{
        field<"buyer">(&BasketSaid::buyer, "who buys"),
        field<"promotion_codes">(&BasketSaid::promotion_codes, "promotion codes"),
    };
};

struct BasketRow {
    std::int64_t id = 0;
    std::int64_t seller = 0;  // whose it is; 0: the host
    std::int64_t actor = 0;
    BasketState state = BasketState::open;
    std::int64_t version = 1;
    std::int64_t opened = 0;
    std::optional<std::int64_t> until;  // may be released from then on
    std::optional<std::int64_t> owner;
    std::optional<std::int64_t> facilitator;
    std::string said;  // BasketSaid, in JSON; empty once it has ended
    std::optional<std::int64_t> order;
    static constexpr const char* table = "baskets";
    static constexpr auto columns = in_order{column<"id">(&BasketRow::id),
                                             column<"seller">(&BasketRow::seller),
                                             column<"actor">(&BasketRow::actor),
                                             column<"state">(&BasketRow::state),
                                             column<"version">(&BasketRow::version),
                                             column<"opened">(&BasketRow::opened),
                                             column<"until">(&BasketRow::until),
                                             column<"owner">(&BasketRow::owner),
                                             column<"facilitator">(&BasketRow::facilitator),
                                             column<"said">(&BasketRow::said),
                                             column<"order_id">(&BasketRow::order)};
};

struct BasketLineRow {
    std::int64_t basket = 0;
    std::int64_t line = 0;
    std::int64_t performance = 0;
    std::int64_t quantity = 0;
    std::string content;                     // an OrderLine with the seats that are held, in JSON
    std::optional<std::int64_t> until = {};  // it alone may be released from then on
    static constexpr const char* table = "basket_lines";
    static constexpr auto columns = in_order{column<"basket">(&BasketLineRow::basket),
                                             column<"line">(&BasketLineRow::line),
                                             column<"performance">(&BasketLineRow::performance),
                                             column<"quantity">(&BasketLineRow::quantity),
                                             column<"content">(&BasketLineRow::content),
                                             column<"until">(&BasketLineRow::until)};
};

}  // namespace willcall::sales

#endif
