// What the operations ask and answer.
#ifndef DISTRIBUTION_CART_REQUESTS_HPP
#define DISTRIBUTION_CART_REQUESTS_HPP

#include "contacts.hpp"

namespace distribution_cart {

using willcall::plugin::Why;

inline constexpr auto relay_meaning =
    "login of the relay whose cart it is; left out: the caller's own, or of whom they act for";

struct AddGuests {
    std::string relay;
    std::vector<std::int64_t> contacts;
    std::vector<ContactSaid> guests;

    static constexpr auto fields = in_order{
        field<"relay">(&AddGuests::relay, relay_meaning, at_most(254), can_be_left_out),
        field<"contacts">(&AddGuests::contacts, "numbers of the address book", at_most(1'000)),
        field<"guests">(&AddGuests::guests,
                        "who is not in it yet, and will be; who is, with this name and email, is "
                        "taken from there",
                        at_most(1'000)),
    };
};

struct NamedGuests {
    std::string relay;
    std::vector<std::int64_t> guests;

    static constexpr auto fields = in_order{
        field<"relay">(&NamedGuests::relay, relay_meaning, at_most(254), can_be_left_out),
        field<"guests">(&NamedGuests::guests, "numbers in the cart", at_most(1'000)),
    };
};

struct CartLine {
    std::string performance;
    std::string ticket_type;
    std::int64_t quantity = 0;
    std::vector<std::string> seats;
    std::int64_t guest = 0;
    bool together = false;

    static constexpr auto meaning = "tickets chosen by their number or by their seats";
    static constexpr auto fields = in_order{
        field<"performance">(&CartLine::performance, "key of the performance", between(1, 64)),
        field<"ticket_type">(&CartLine::ticket_type, "key of the ticket type", between(1, 64)),
        field<"quantity">(&CartLine::quantity, "how many; where seats are chosen, left out",
                          between(0, 10'000), can_be_left_out),
        field<"seats">(&CartLine::seats, "guids, or names such as `Stalls/3/12`", at_most(10'000)),
        field<"guest">(&CartLine::guest, "number of who they are allocated to at once; 0: nobody",
                       can_be_left_out),
        field<"together">(&CartLine::together, "all of them next to each other, or none",
                          can_be_left_out),
    };
};

struct AddToCart {
    std::string relay;
    std::vector<CartLine> lines;

    static constexpr auto fields = in_order{
        field<"relay">(&AddToCart::relay, relay_meaning, at_most(254), can_be_left_out),
        field<"lines">(&AddToCart::lines, "what is added", at_most(1'000)),
    };
};

struct Allocation {
    std::int64_t guest = 0;
    std::vector<std::int64_t> places;
    std::string performance;
    std::string ticket_type;
    std::int64_t quantity = 0;

    static constexpr auto meaning = "places of the cart that a guest is to have";
    static constexpr auto fields = in_order{
        field<"guest">(&Allocation::guest, "number in the cart"),
        field<"places">(&Allocation::places, "numbers of places that nobody has yet; or how many",
                        at_most(10'000)),
        field<"performance">(&Allocation::performance, "of so many: key of the performance",
                             at_most(64), can_be_left_out),
        field<"ticket_type">(&Allocation::ticket_type, "of so many: key of the type; empty: any",
                             at_most(64), can_be_left_out),
        field<"quantity">(&Allocation::quantity, "how many of those that nobody has",
                          between(0, 10'000), can_be_left_out),
    };
};

struct AllocateToGuests {
    std::string relay;
    std::vector<Allocation> allocations;

    static constexpr auto fields = in_order{
        field<"relay">(&AllocateToGuests::relay, relay_meaning, at_most(254), can_be_left_out),
        field<"allocations">(&AllocateToGuests::allocations, "all of them, or none",
                             between(1, 1'000)),
    };
};

struct MovePlaces {
    std::string relay;
    std::vector<std::int64_t> places;
    std::int64_t guest = 0;

    static constexpr auto fields = in_order{
        field<"relay">(&MovePlaces::relay, relay_meaning, at_most(254), can_be_left_out),
        field<"places">(&MovePlaces::places, "numbers of places in the cart", between(1, 10'000)),
        field<"guest">(&MovePlaces::guest, "who is to have them; 0: nobody", can_be_left_out),
    };
};

struct SwapPlaces {
    std::string relay;
    std::int64_t one = 0;
    std::int64_t other = 0;

    static constexpr auto fields = in_order{
        field<"relay">(&SwapPlaces::relay, relay_meaning, at_most(254), can_be_left_out),
        field<"one">(&SwapPlaces::one, "number of a place with a seat"),
        field<"other">(&SwapPlaces::other, "another of the same performance: they change seats"),
    };
};

struct SeatGuest {
    std::string relay;
    std::int64_t guest = 0;
    std::string performance;
    std::vector<std::string> seats;

    static constexpr auto fields = in_order{
        field<"relay">(&SeatGuest::relay, relay_meaning, at_most(254), can_be_left_out),
        field<"guest">(&SeatGuest::guest, "whose party it is; its allocated places are seated anew",
                       between(1, 9'000'000'000)),
        field<"performance">(&SeatGuest::performance, "key of the performance", between(1, 64)),
        field<"seats">(&SeatGuest::seats,
                       "where to, one for each; left out: the best next to each other",
                       at_most(10'000)),
    };
};

struct NamedPlaces {
    std::string relay;
    std::vector<std::int64_t> places;

    static constexpr auto fields = in_order{
        field<"relay">(&NamedPlaces::relay, relay_meaning, at_most(254), can_be_left_out),
        field<"places">(&NamedPlaces::places, "numbers in the cart", between(1, 1'000)),
    };
};

struct DistributeToGuests {
    std::string relay;
    std::vector<std::int64_t> guests;
    bool dry_run = false;

    static constexpr auto fields = in_order{
        field<"relay">(&DistributeToGuests::relay, relay_meaning, at_most(254), can_be_left_out),
        field<"guests">(&DistributeToGuests::guests,
                        "who receive now what is allocated to them; each all of it or nothing",
                        at_most(1'000)),
        field<"dry_run">(&DistributeToGuests::dry_run, "only says what would happen",
                         can_be_left_out),
    };
};

struct GiveBackTicket {
    std::string code;

    static constexpr auto fields = in_order{
        field<"code">(&GiveBackTicket::code, "of the ticket, as it was read", between(1, 1'000)),
    };
};

struct GetCart {
    std::string relay;

    static constexpr auto fields = in_order{
        field<"relay">(&GetCart::relay, relay_meaning, at_most(254), can_be_left_out),
    };
};

enum class ShownState { free, allocated, distributed, taken_back, released };
constexpr std::array<const char*, 6> words_of(ShownState) {
    return {"free", "allocated", "distributed", "taken_back", "released", nullptr};
}

struct ShownPlace {
    std::int64_t place = 0;
    std::int64_t guest = 0;
    std::string performance;
    std::string ticket_type;
    std::string seat;
    ShownState state = ShownState::free;
    std::int64_t to = 0;
    std::optional<Time> until;
    std::optional<Id> ticket;
    std::string added_by;
    std::string changed_by;

    static constexpr auto meaning = "a place of a cart";
    static constexpr auto fields = in_order{
        field<"place">(&ShownPlace::place, "its number in the cart"),
        field<"guest">(&ShownPlace::guest, "whose it is, or will be; 0: nobody's"),
        field<"performance">(&ShownPlace::performance, "key of the performance"),
        field<"ticket_type">(&ShownPlace::ticket_type, "key of the ticket type"),
        field<"seat">(&ShownPlace::seat, "guid; empty: it has none"),
        field<"state">(&ShownPlace::state,
                       "free: nobody's yet; released: the contingent was, it is nobody's any more"),
        field<"to">(&ShownPlace::to, "guest who is to have the ticket next; 0: nobody"),
        field<"until">(&ShownPlace::until, "when it is released, unless it is distributed"),
        field<"ticket">(&ShownPlace::ticket, "id of the ticket it has become"),
        field<"added_by">(&ShownPlace::added_by, "login of who added it"),
        field<"changed_by">(&ShownPlace::changed_by, "login of who last did something to it"),
    };
};

struct ShownGuest {
    std::int64_t guest = 0;
    std::int64_t contact = 0;
    std::string name;
    std::string email;
    std::int64_t allocated = 0;
    std::int64_t distributed = 0;
    std::string added_by;

    static constexpr auto meaning = "a guest of a cart";
    static constexpr auto fields = in_order{
        field<"guest">(&ShownGuest::guest, "number in the cart"),
        field<"contact">(&ShownGuest::contact, "number in the address book"),
        field<"name">(&ShownGuest::name, "as printed"),
        field<"email">(&ShownGuest::email, "where tickets are sent"),
        field<"allocated">(&ShownGuest::allocated, "places that wait to be distributed"),
        field<"distributed">(&ShownGuest::distributed, "tickets they have"),
        field<"added_by">(&ShownGuest::added_by, "login of who added them"),
    };
};

struct Cart {
    std::string structure;
    std::string relay;
    std::vector<ShownGuest> guests;
    std::vector<ShownPlace> places;

    static constexpr auto meaning = "a relay's cart";
    static constexpr auto fields = in_order{
        field<"structure">(&Cart::structure, "key of the channel"),
        field<"relay">(&Cart::relay, "whose it is"),
        field<"guests">(&Cart::guests, "in the order they were added"),
        field<"places">(&Cart::places, "in the order they were added"),
    };
};

struct CartChanged {
    std::vector<ShownGuest> guests;
    std::vector<ShownPlace> places;

    static constexpr auto meaning = "what an operation changed in a cart";
    static constexpr auto fields = in_order{
        field<"guests">(&CartChanged::guests, "that were added"),
        field<"places">(&CartChanged::places, "that were added or changed, as they are now"),
    };
};

struct GuestOutcome {
    std::int64_t guest = 0;
    bool distributed = false;
    std::optional<Id> order;
    std::string number;
    std::int64_t tickets = 0;
    std::vector<Why> reasons;

    static constexpr auto meaning = "what came of one guest's tickets";
    static constexpr auto fields = in_order{
        field<"guest">(&GuestOutcome::guest, "number in the cart"),
        field<"distributed">(&GuestOutcome::distributed, "whether they receive all of it"),
        field<"order">(&GuestOutcome::order, "that they were distributed with"),
        field<"number">(&GuestOutcome::number, "of the order"),
        field<"tickets">(&GuestOutcome::tickets, "how many"),
        field<"reasons">(&GuestOutcome::reasons, "why they receive nothing"),
    };
};

struct Distributed {
    std::vector<GuestOutcome> guests;

    static constexpr auto meaning = "what came of a distribution, guest by guest";
    static constexpr auto fields = in_order{
        field<"guests">(&Distributed::guests, "in the order they were asked for"),
    };
};

struct GetHistory {
    std::string relay;
    std::int64_t place = 0;
    std::int64_t after = 0;
    std::int64_t most = 100;

    static constexpr auto fields = in_order{
        field<"relay">(&GetHistory::relay, relay_meaning, at_most(254), can_be_left_out),
        field<"place">(&GetHistory::place, "only of this place; 0: of all", can_be_left_out),
        field<"after">(&GetHistory::after, "the last step of the page before", can_be_left_out),
        field<"most">(&GetHistory::most, "steps a page", between(1, 1'000), can_be_left_out),
    };
};

struct HistoryRow {
    std::int64_t step = 0;
    Time at;
    std::string relay;
    std::string by;
    Did did = Did::added;
    std::int64_t place = 0;
    std::int64_t guest = 0;
    std::string name;
    std::optional<Id> ticket;

    static constexpr auto meaning = "something that was done in a cart";
    static constexpr auto fields = in_order{
        field<"step">(&HistoryRow::step, "its number"),
        field<"at">(&HistoryRow::at, "when"),
        field<"relay">(&HistoryRow::relay, "whose cart it is"),
        field<"by">(&HistoryRow::by, "who did it"),
        field<"did">(&HistoryRow::did, "what was done"),
        field<"place">(&HistoryRow::place, "with this place"),
        field<"guest">(&HistoryRow::guest, "whose it was from then on; 0: nobody's"),
        field<"name">(&HistoryRow::name, "of that guest"),
        field<"ticket">(&HistoryRow::ticket, "that it was"),
    };
};

struct History {
    std::vector<HistoryRow> rows;
    std::optional<std::int64_t> next;

    static constexpr auto meaning = "what was done in a cart, oldest first";
    static constexpr auto fields = in_order{
        field<"rows">(&History::rows, "the page"),
        field<"next">(&History::next, "pass as `after` for the next page; absent at the end"),
    };
};

}  // namespace distribution_cart

#endif
