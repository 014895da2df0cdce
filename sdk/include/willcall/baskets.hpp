// Baskets: what somebody means to buy, held for a while.
//
// A basket is its seller's, in any session of theirs, and one may have many. It is placed as an
// order by `orders.place`, with its id in place of lines.
#ifndef WILLCALL_BASKETS_HPP
#define WILLCALL_BASKETS_HPP

#include <willcall/orders.hpp>

namespace willcall {

// Numbers are stored: append only.
enum class BasketState { open, ordered, dropped, expired };
constexpr std::array<const char*, 5> words_of(BasketState) {
    return {"open", "ordered", "dropped", "expired", nullptr};
}

struct OpenBasket {
    std::vector<OrderLine> lines;
    std::optional<Id> owner;
    std::optional<Buyer> buyer;
    std::vector<std::string> promotion_codes;

    static constexpr auto fields = in_order{
        field<"lines">(&OpenBasket::lines, "what it holds; none: nothing yet", at_most(1'000)),
        field<"owner">(&OpenBasket::owner, "customer it is for: their rights and prices count"),
        field<"buyer">(&OpenBasket::buyer, "who buys"),
        field<"promotion_codes">(&OpenBasket::promotion_codes, "promotion codes", at_most(20)),
    };
};

struct FillBasket {
    Id id;
    std::vector<OrderLine> lines;

    static constexpr auto fields = in_order{
        field<"id">(&FillBasket::id, "an open basket"),
        field<"lines">(&FillBasket::lines,
                       "what it holds from then on, all of it; a line as the basket shows it keeps "
                       "its seats",
                       at_most(1'000)),
    };
};

struct AssignBasket {
    Id id;
    std::optional<Id> owner;
    std::optional<Buyer> buyer;
    std::optional<std::vector<std::string>> promotion_codes;

    static constexpr auto fields = in_order{
        field<"id">(&AssignBasket::id, "an open basket"),
        field<"owner">(&AssignBasket::owner, "customer it is for; left out: as it is"),
        field<"buyer">(&AssignBasket::buyer, "who buys; left out: as it is"),
        field<"promotion_codes">(&AssignBasket::promotion_codes,
                                 "promotion codes, all of them; left out: as it is", at_most(20)),
    };
};

struct FacilitateBasket {
    Id id;
    std::optional<Id> facilitator;

    static constexpr auto fields = in_order{
        field<"id">(&FacilitateBasket::id, "an open basket that is for somebody"),
        field<"facilitator">(&FacilitateBasket::facilitator,
                             "customer who books for its owner; left out: nobody"),
    };
};

struct BasketWanted {
    std::optional<Id> id;
    std::vector<OrderLine> lines;
    std::optional<Buyer> buyer;
    std::optional<Id> owner;

    static constexpr auto meaning = "what a basket holds from then on";
    static constexpr auto fields = in_order{
        field<"id">(&BasketWanted::id, "an open basket; left out: a new one"),
        field<"lines">(&BasketWanted::lines, "all of it; none: nothing", at_most(1'000)),
        field<"buyer">(&BasketWanted::buyer, "who buys; left out: as it is"),
        field<"owner">(&BasketWanted::owner, "customer it is for; left out: as it is"),
    };
};

struct RearrangeBaskets {
    std::vector<BasketWanted> baskets;

    static constexpr auto fields = in_order{
        field<"baskets">(&RearrangeBaskets::baskets,
                         "baskets of the seller, each once; all of them are filled so, or none",
                         between(1, 1'001)),
    };
};

struct HeldLine {
    std::string performance;
    std::string ticket_type;
    std::int64_t quantity = 0;
    std::vector<std::string> seats;
    std::optional<Time> until;

    static constexpr auto meaning = "a line of a basket as it is held";
    static constexpr auto fields = in_order{
        field<"performance">(&HeldLine::performance, "key of the performance"),
        field<"ticket_type">(&HeldLine::ticket_type, "key of the ticket type"),
        field<"quantity">(&HeldLine::quantity, "tickets"),
        field<"seats">(&HeldLine::seats, "their guids; none: it has no seats"),
        field<"until">(&HeldLine::until, "when it is released, whatever else the basket holds"),
    };
};

struct HeldBasketLines {
    Id id;
    std::vector<HeldLine> lines;

    static constexpr auto meaning = "what a basket holds";
    static constexpr auto fields = in_order{
        field<"id">(&HeldBasketLines::id, "of the basket"),
        field<"lines">(&HeldBasketLines::lines, "in the order they were asked for"),
    };
};

struct BasketsRearranged {
    std::vector<HeldBasketLines> baskets;

    static constexpr auto meaning = "baskets that were filled together";
    static constexpr auto fields = in_order{
        field<"baskets">(&BasketsRearranged::baskets, "in the order they were asked for"),
    };
};

struct PlaceBaskets {
    std::vector<Id> baskets;

    static constexpr auto fields = in_order{
        field<"baskets">(&PlaceBaskets::baskets,
                         "open baskets of the seller, each once; each is placed as `orders.place` "
                         "places it with nothing but its id, or not at all",
                         between(1, 1'000)),
    };
};

struct PlacedTicket {
    Id id;
    std::string performance;
    std::string ticket_type;
    std::string seat;

    static constexpr auto meaning = "a ticket that a basket has become";
    static constexpr auto fields = in_order{
        field<"id">(&PlacedTicket::id, "its id"),
        field<"performance">(&PlacedTicket::performance, "key of the performance"),
        field<"ticket_type">(&PlacedTicket::ticket_type, "key of the ticket type"),
        field<"seat">(&PlacedTicket::seat, "its guid; empty: it has none"),
    };
};

struct PlacedBasket {
    Id basket;
    std::optional<Id> order;
    std::string number;
    std::vector<PlacedTicket> tickets;
    std::vector<Reason> reasons;

    static constexpr auto meaning = "what came of a basket";
    static constexpr auto fields = in_order{
        field<"basket">(&PlacedBasket::basket, "its id"),
        field<"order">(&PlacedBasket::order, "that it was placed as; absent: it was not"),
        field<"number">(&PlacedBasket::number, "of the order, if it has one"),
        field<"tickets">(&PlacedBasket::tickets, "of the order"),
        field<"reasons">(&PlacedBasket::reasons, "why it was not placed"),
    };
};

struct BasketsPlaced {
    std::vector<PlacedBasket> baskets;

    static constexpr auto meaning = "baskets that were placed together, each for itself";
    static constexpr auto fields = in_order{
        field<"baskets">(&BasketsPlaced::baskets, "in the order they were asked for"),
    };
};

struct NamedBasket {
    Id id;

    static constexpr auto fields = in_order{
        field<"id">(&NamedBasket::id, "a basket of the seller"),
    };
};

struct ReleasedLine {
    std::string performance;
    std::string ticket_type;
    std::int64_t quantity = 0;
    std::vector<std::string> seats;
    Time released;

    static constexpr auto meaning = "what a basket held of a contingent until its release";
    static constexpr auto fields = in_order{
        field<"performance">(&ReleasedLine::performance, "key of the performance"),
        field<"ticket_type">(&ReleasedLine::ticket_type, "key of the ticket type"),
        field<"quantity">(&ReleasedLine::quantity, "tickets"),
        field<"seats">(&ReleasedLine::seats, "their guids; none: it had no seats"),
        field<"released">(&ReleasedLine::released, "when the contingent was"),
    };
};

struct Basket {
    Id id;
    BasketState state = BasketState::open;
    Time opened;
    std::optional<Time> until;
    std::optional<Id> owner;
    std::optional<Id> facilitator;
    std::optional<Buyer> buyer;
    std::vector<std::string> promotion_codes;
    std::vector<OrderLine> lines;
    std::optional<OrderQuote> quote;
    std::optional<Id> order;
    std::vector<ReleasedLine> released;

    static constexpr auto meaning = "what somebody means to buy, held for a while";
    static constexpr auto fields = in_order{
        field<"id">(&Basket::id, "its id"),
        field<"state">(&Basket::state, "how it stands; only an open one holds anything"),
        field<"opened">(&Basket::opened, "when"),
        field<"until">(&Basket::until, "it holds its places until then; absent: for good"),
        field<"owner">(&Basket::owner, "customer it is for"),
        field<"facilitator">(&Basket::facilitator, "customer who books for the owner"),
        field<"buyer">(&Basket::buyer, "who buys"),
        field<"promotion_codes">(&Basket::promotion_codes, "promotion codes"),
        field<"lines">(&Basket::lines, "what it holds, with the seats"),
        field<"quote">(&Basket::quote,
                       "the order that it would be now, and what that still lacks; absent where "
                       "it holds nothing"),
        field<"order">(&Basket::order, "that it was placed as"),
        field<"released">(&Basket::released,
                          "what it held of contingents that were released since; it stays "
                          "visible, and is not the basket's any more"),
    };
};

struct ListBaskets {
    std::optional<Id> after;
    std::int64_t most = 100;

    static constexpr auto fields = in_order{
        field<"after">(&ListBaskets::after, "the last id of the page before"),
        field<"most">(&ListBaskets::most, "baskets a page", between(1, 1'000), can_be_left_out),
    };
};

struct ListedBasket {
    Id id;
    Time opened;
    std::optional<Time> until;
    std::optional<Id> owner;
    std::int64_t tickets = 0;

    static constexpr auto meaning = "a basket in a list";
    static constexpr auto fields = in_order{
        field<"id">(&ListedBasket::id, "its id"),
        field<"opened">(&ListedBasket::opened, "when"),
        field<"until">(&ListedBasket::until, "it holds its places until then; absent: for good"),
        field<"owner">(&ListedBasket::owner, "customer it is for"),
        field<"tickets">(&ListedBasket::tickets, "that it holds"),
    };
};

struct BasketList {
    std::vector<ListedBasket> baskets;
    std::optional<Id> next;

    static constexpr auto meaning = "the seller's open baskets, oldest first";
    static constexpr auto fields = in_order{
        field<"baskets">(&BasketList::baskets, "the page"),
        field<"next">(&BasketList::next, "pass as `after` for the next page; absent at the end"),
    };
};

}  // namespace willcall

#endif
