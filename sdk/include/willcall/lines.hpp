// Lines of orders: as they are asked for, and with their prices.
#ifndef WILLCALL_LINES_HPP
#define WILLCALL_LINES_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct OrderLine {
    std::string performance;
    std::string ticket_type;
    std::string product;
    std::optional<std::int64_t> quantity;
    std::vector<std::string> holders;
    std::vector<std::string> seats;
    bool together = true;
    std::vector<std::map<std::string, std::string>> answers;

    static constexpr auto meaning =
        "so many tickets of one type for one performance, or so many of one product";
    static constexpr auto fields = in_order{
        field<"performance">(&OrderLine::performance, "key of the performance", at_most(64),
                             can_be_left_out),
        field<"ticket_type">(&OrderLine::ticket_type, "key of the ticket type", at_most(64),
                             can_be_left_out),
        field<"product">(&OrderLine::product, "key of the product, in place of those two",
                         at_most(64), can_be_left_out),
        field<"quantity">(&OrderLine::quantity,
                          "tickets; left out: one, or one for each seat that is named",
                          between(1, 10'000)),
        field<"holders">(&OrderLine::holders,
                         "names on the tickets: none, one for all, or one for each",
                         at_most(10'000)),
        field<"seats">(&OrderLine::seats,
                       "guids, or names such as `Stalls/3/12`; none: the best seats there are",
                       at_most(10'000)),
        field<"together">(&OrderLine::together,
                          "next to each other; false: in as few groups as can be", can_be_left_out),
        field<"answers">(&OrderLine::answers,
                         "to the form, by field: none, one set for all tickets, or one for each",
                         at_most(10'000)),
    };
};

struct LineEffect {
    std::string offer;
    std::int64_t units = 0;
    Money amount;
    std::string reason;

    static constexpr auto meaning = "what an offer took off a line";
    static constexpr auto fields = in_order{
        field<"offer">(&LineEffect::offer, "name of the offer"),
        field<"units">(&LineEffect::units, "tickets it applies to"),
        field<"amount">(&LineEffect::amount, "taken off each of them"),
        field<"reason">(&LineEffect::reason, "why it applies"),
    };
};

struct LineCommission {
    std::string name;
    Money amount;

    static constexpr auto meaning = "what an agent keeps of a line";
    static constexpr auto fields = in_order{
        field<"name">(&LineCommission::name, "whose, or what for"),
        field<"amount">(&LineCommission::amount, "of all its tickets"),
    };
};

struct LineTax {
    std::string name;
    std::string rate;
    bool on_top = false;
    Money amount;

    static constexpr auto meaning = "a tax on a line, rounded half up for each ticket";
    static constexpr auto fields = in_order{
        field<"name">(&LineTax::name, "as printed"),
        field<"rate">(&LineTax::rate, "per cent"),
        field<"on_top">(&LineTax::on_top, "whether it came on top of the price"),
        field<"amount">(&LineTax::amount, "of the line's total it is tax"),
    };
};

struct QuotedLine {
    std::string event;
    std::string performance;
    std::string ticket_type;
    std::int64_t quantity = 0;
    Money price;
    Money total;
    std::vector<LineEffect> effects;
    std::optional<LineTax> tax;
    std::string product;
    std::vector<LineCommission> commissions;

    static constexpr auto meaning = "a line with its price";
    static constexpr auto fields = in_order{
        field<"event">(&QuotedLine::event, "key of the event; empty: it is a product"),
        field<"performance">(&QuotedLine::performance, "key of the performance"),
        field<"ticket_type">(&QuotedLine::ticket_type, "key of the ticket type"),
        field<"quantity">(&QuotedLine::quantity, "tickets"),
        field<"price">(&QuotedLine::price,
                       "face value of one ticket, without what comes on top of it"),
        field<"total">(&QuotedLine::total, "of the line, after offers, with all taxes"),
        field<"effects">(&QuotedLine::effects, "offers, in the order they applied"),
        field<"tax">(&QuotedLine::tax, "in the total; absent: none"),
        field<"product">(&QuotedLine::product, "key of the product; empty: it is tickets"),
        field<"commissions">(&QuotedLine::commissions, "of the total, what is kept by who sells"),
    };
};

}  // namespace willcall

#endif
