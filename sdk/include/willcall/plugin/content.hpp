// What a document is made of and a delivery is about, as plugins see it.
//
// A plugin may also read it into a struct of its own that lists only the fields it wants: a reader
// finds fields by name.
#ifndef WILLCALL_PLUGIN_CONTENT_HPP
#define WILLCALL_PLUGIN_CONTENT_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

// An id as it looks at every border: thirteen characters of Crockford's base 32.
inline std::string short_text(Id id) {
    std::string text(13, '0');
    for (auto at = text.rbegin(); at != text.rend(); ++at, id.number >>= 5)
        *at = "0123456789abcdefghjkmnpqrstvwxyz"[id.number & 31];
    return text;
}

// Times come as moments and as what a clock on the organisation's wall shows, amounts as money, for
// who writes them in the reader's language; and both as plain text (`…_text`), so that a small
// plugin formats nothing.
struct ContentTicket {
    Id id;
    std::string code;
    std::string event;
    std::string place;
    std::string starts_text;
    std::optional<Time> starts;
    std::optional<LocalTime> starts_wall;
    std::optional<Time> ends;
    std::optional<LocalTime> ends_wall;
    std::string ticket_type;
    Money price;
    std::string price_text;
    std::string holder;
    std::string zone;
    std::string row;
    std::string seat;

    static constexpr auto meaning = "a ticket as a document shows it";
    static constexpr auto fields = in_order{
        field<"id">(&ContentTicket::id, "its id"),
        field<"code">(&ContentTicket::code, "signed; what a gate reads"),
        field<"event">(&ContentTicket::event, "name of the event, or of the product"),
        field<"place">(&ContentTicket::place, "where it takes place"),
        field<"starts_text">(&ContentTicket::starts_text,
                             "date and time on the wall there; empty for a product"),
        field<"starts">(&ContentTicket::starts, "when it starts; a product has no times"),
        field<"starts_wall">(&ContentTicket::starts_wall, "the same on the organisation's wall"),
        field<"ends">(&ContentTicket::ends, "when it ends"),
        field<"ends_wall">(&ContentTicket::ends_wall, "the same on the organisation's wall"),
        field<"ticket_type">(&ContentTicket::ticket_type, "name of the ticket type"),
        field<"price">(&ContentTicket::price, "after offers"),
        field<"price_text">(&ContentTicket::price_text, "19.00 USD"),
        field<"holder">(&ContentTicket::holder, "name on the ticket"),
        field<"zone">(&ContentTicket::zone, "zone of its seat; empty: none, or without a name"),
        field<"row">(&ContentTicket::row, "row of its seat; empty: none, or without a number"),
        field<"seat">(&ContentTicket::seat, "number of its seat in the row; empty: no seat"),
    };
};

struct ContentTax {
    std::string name;
    std::string rate;
    Money amount;

    static constexpr auto meaning = "what of an order is tax";
    static constexpr auto fields = in_order{
        field<"name">(&ContentTax::name, "as printed"),
        field<"rate">(&ContentTax::rate, "per cent"),
        field<"amount">(&ContentTax::amount, "in the prices of the tickets"),
    };
};

struct ContentPayment {
    std::string means;
    Money amount;
    Money change;

    static constexpr auto meaning = "money taken; less than zero: paid back";
    static constexpr auto fields = in_order{
        field<"means">(&ContentPayment::means, "cash, card, voucher, transfer"),
        field<"amount">(&ContentPayment::amount, "how much"),
        field<"change">(&ContentPayment::change, "given back at once of the cash handed over"),
    };
};

struct ContentCustomer {
    std::string name;
    std::string email;

    static constexpr auto meaning = "a customer as a document shows one; empty: there is none";
    static constexpr auto fields = in_order{
        field<"name">(&ContentCustomer::name, "as printed"),
        field<"email">(&ContentCustomer::email, "email address"),
    };
};

struct DeliveryContent {
    Id order;
    std::string number;
    std::string organiser;
    std::string language;
    std::string buyer;
    ContentCustomer owner;
    ContentCustomer facilitator;
    std::string seller;
    std::string channel;
    Time placed;
    LocalTime placed_wall;
    std::string placed_text;
    Money total;
    std::string total_text;
    Money to_settle;
    std::vector<ContentTax> taxes;
    std::vector<ContentPayment> payments;
    std::vector<ContentTicket> tickets;

    static constexpr auto meaning = "an order as its documents show it";
    static constexpr auto fields = in_order{
        field<"order">(&DeliveryContent::order, "id of the order"),
        field<"number">(&DeliveryContent::number, "number of the order, or its id without one"),
        field<"organiser">(&DeliveryContent::organiser, "name of the organisation"),
        field<"language">(&DeliveryContent::language, "BCP 47 tag the reader understands"),
        field<"buyer">(&DeliveryContent::buyer, "name of the buyer"),
        field<"owner">(&DeliveryContent::owner, "customer it is for"),
        field<"facilitator">(&DeliveryContent::facilitator, "customer who booked for the owner"),
        field<"seller">(&DeliveryContent::seller, "name of the user whose sale it is"),
        field<"channel">(&DeliveryContent::channel, "name of the channel"),
        field<"placed">(&DeliveryContent::placed, "when it was placed"),
        field<"placed_wall">(&DeliveryContent::placed_wall, "the same on the organisation's wall"),
        field<"placed_text">(&DeliveryContent::placed_text, "the same as text"),
        field<"total">(&DeliveryContent::total, "of the order, after offers"),
        field<"total_text">(&DeliveryContent::total_text, "38.00 USD"),
        field<"to_settle">(&DeliveryContent::to_settle, "what the channel settles later"),
        field<"taxes">(&DeliveryContent::taxes, "in the prices of the tickets, each rate once"),
        field<"payments">(&DeliveryContent::payments, "money taken for it"),
        field<"tickets">(&DeliveryContent::tickets, "the tickets handed over"),
    };
};

}  // namespace willcall

#endif
