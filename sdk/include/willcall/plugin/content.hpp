// What a document is made of and a delivery is about, as plugins see it.
//
// A plugin may also read it into a struct of its own that lists only the fields it wants: a reader
// finds fields by name.
#ifndef WILLCALL_PLUGIN_CONTENT_HPP
#define WILLCALL_PLUGIN_CONTENT_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

// Amounts come both as money and as the text a reader of the organisation's language expects, times
// likewise, so that a plugin formats nothing.
struct ContentTicket {
    Id id;
    std::string code;
    std::string event;
    std::string place;
    std::string starts_text;
    Time starts;
    Time ends;
    std::string ticket_type;
    Money price;
    std::string price_text;
    std::string holder;

    static constexpr auto meaning = "a ticket as a document shows it";
    static constexpr auto fields = std::tuple{
        field<"id">(&ContentTicket::id, "its id"),
        field<"code">(&ContentTicket::code, "signed; what a gate reads"),
        field<"event">(&ContentTicket::event, "name of the event"),
        field<"place">(&ContentTicket::place, "where it takes place"),
        field<"starts_text">(&ContentTicket::starts_text, "date and time on the wall there"),
        field<"starts">(&ContentTicket::starts, "when it starts"),
        field<"ends">(&ContentTicket::ends, "when it ends"),
        field<"ticket_type">(&ContentTicket::ticket_type, "name of the ticket type"),
        field<"price">(&ContentTicket::price, "after offers"),
        field<"price_text">(&ContentTicket::price_text, "19.00 USD"),
        field<"holder">(&ContentTicket::holder, "name on the ticket"),
    };
};

struct DeliveryContent {
    Id order;
    std::string number;
    std::string organiser;
    std::string language;
    std::string buyer;
    std::string seller;
    std::string channel;
    Time placed;
    std::string placed_text;
    std::string total_text;
    std::vector<ContentTicket> tickets;

    static constexpr auto meaning = "an order as its documents show it";
    static constexpr auto fields = std::tuple{
        field<"order">(&DeliveryContent::order, "id of the order"),
        field<"number">(&DeliveryContent::number, "number of the order, or its id without one"),
        field<"organiser">(&DeliveryContent::organiser, "name of the organisation"),
        field<"language">(&DeliveryContent::language, "BCP 47 tag the reader understands"),
        field<"buyer">(&DeliveryContent::buyer, "name of the buyer"),
        field<"seller">(&DeliveryContent::seller, "name of the user whose sale it is"),
        field<"channel">(&DeliveryContent::channel, "name of the channel"),
        field<"placed">(&DeliveryContent::placed, "when it was placed"),
        field<"placed_text">(&DeliveryContent::placed_text, "the same on the organisation's wall"),
        field<"total_text">(&DeliveryContent::total_text, "38.00 USD"),
        field<"tickets">(&DeliveryContent::tickets, "the tickets handed over"),
    };
};

}  // namespace willcall

#endif
