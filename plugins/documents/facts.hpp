// What a template may say of an order: every field it knows, in the reader's language.
#ifndef WILLCALL_DOCUMENTS_FACTS_HPP
#define WILLCALL_DOCUMENTS_FACTS_HPP

#include "language.hpp"

#include <willcall/plugin/papers.hpp>
#include <willcall/plugin/plugin.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

using willcall::field;

struct TicketFacts {
    std::string id, code, event, place, date, starts, ends, ticket_type, price, holder, zone, row,
        seat, seating, which, more;

    static constexpr auto fields = willcall::in_order{
        field<"id">(&TicketFacts::id, "short enough to be read out"),
        field<"code">(&TicketFacts::code, "what a gate reads"),
        field<"event">(&TicketFacts::event, "name of the event"),
        field<"place">(&TicketFacts::place, "where it takes place"),
        field<"date">(&TicketFacts::date, "day it starts; empty of a product"),
        field<"starts">(&TicketFacts::starts, "time it starts"),
        field<"ends">(&TicketFacts::ends, "time it ends"),
        field<"ticket_type">(&TicketFacts::ticket_type, "name of the ticket type"),
        field<"price">(&TicketFacts::price, "after offers, or the word for free"),
        field<"holder">(&TicketFacts::holder, "name on the ticket"),
        field<"zone">(&TicketFacts::zone, "zone of its seat"),
        field<"row">(&TicketFacts::row, "row of its seat"),
        field<"seat">(&TicketFacts::seat, "number of its seat, where it has one"),
        field<"seating">(&TicketFacts::seating, "all three in words: Stalls, Row 3, Seat 12"),
        field<"which">(&TicketFacts::which, "which of how many: Ticket 1 of 3"),
        field<"more">(&TicketFacts::more, "says something where another ticket follows"),
    };
};

struct LineFacts {
    std::string quantity, event, place, date, starts, ticket_type, price, total, seating;

    static constexpr auto fields = willcall::in_order{
        field<"quantity">(&LineFacts::quantity, "tickets that are alike"),
        field<"event">(&LineFacts::event, "name of the event"),
        field<"place">(&LineFacts::place, "where it takes place"),
        field<"date">(&LineFacts::date, "day it starts; empty of a product"),
        field<"starts">(&LineFacts::starts, "time it starts"),
        field<"ticket_type">(&LineFacts::ticket_type, "name of the ticket type"),
        field<"price">(&LineFacts::price, "of one"),
        field<"total">(&LineFacts::total, "of all of them"),
        field<"seating">(&LineFacts::seating, "their seats: Stalls, Row 3, Seats 12, 13"),
    };
};

struct TaxFacts {
    std::string name, rate, amount;

    static constexpr auto fields = willcall::in_order{
        field<"name">(&TaxFacts::name, "as printed"),
        field<"rate">(&TaxFacts::rate, "per cent"),
        field<"amount">(&TaxFacts::amount, "in the total"),
    };
};

struct PaymentFacts {
    std::string means, amount, change;

    static constexpr auto fields = willcall::in_order{
        field<"means">(&PaymentFacts::means, "how it was paid, in words"),
        field<"amount">(&PaymentFacts::amount, "how much"),
        field<"change">(&PaymentFacts::change, "given back of the cash handed over, if any"),
    };
};

struct CustomerFacts {
    std::string name, email;

    static constexpr auto fields = willcall::in_order{
        field<"name">(&CustomerFacts::name, "as printed"),
        field<"email">(&CustomerFacts::email, "email address"),
    };
};

struct OrderFacts {
    std::string language, direction, organiser, number, placed, buyer, seller, channel, total,
        to_settle;
    std::optional<CustomerFacts> owner, facilitator;
    std::vector<LineFacts> lines;
    std::vector<TaxFacts> taxes;
    std::vector<PaymentFacts> payments;
    std::vector<TicketFacts> tickets;
    std::map<std::string, std::string> words;

    static constexpr auto fields = willcall::in_order{
        field<"language">(&OrderFacts::language, "BCP 47 tag of the language it is written in"),
        field<"direction">(&OrderFacts::direction, "ltr or rtl"),
        field<"organiser">(&OrderFacts::organiser, "name of the organisation"),
        field<"number">(&OrderFacts::number, "of the order"),
        field<"placed">(&OrderFacts::placed, "day and time the order was placed"),
        field<"buyer">(&OrderFacts::buyer, "name of the buyer"),
        field<"seller">(&OrderFacts::seller, "who sold it: a name, or the channel's"),
        field<"channel">(&OrderFacts::channel, "name of the channel"),
        field<"total">(&OrderFacts::total, "sum of the order"),
        field<"to_settle">(&OrderFacts::to_settle, "what is settled later, where anything is"),
        field<"owner">(&OrderFacts::owner, "customer it is for"),
        field<"facilitator">(&OrderFacts::facilitator, "customer who booked for the owner"),
        field<"lines">(&OrderFacts::lines, "tickets that are alike, together"),
        field<"taxes">(&OrderFacts::taxes, "taxes in the total"),
        field<"payments">(&OrderFacts::payments, "money taken"),
        field<"tickets">(&OrderFacts::tickets, "each ticket"),
        field<"words">(&OrderFacts::words, "words of the language"),
    };
};

struct MoveFacts {
    std::string what, amount;

    static constexpr auto fields = willcall::in_order{
        field<"what">(&MoveFacts::what, "paid in, deposited …, in words"),
        field<"amount">(&MoveFacts::amount, "less than zero where the drawer holds less"),
    };
};

struct MeansFacts {
    std::string means, payments, taken, expected, counted, over;
    std::vector<MoveFacts> moves;

    static constexpr auto fields = willcall::in_order{
        field<"means">(&MeansFacts::means, "how it was paid, in words"),
        field<"payments">(&MeansFacts::payments, "how many"),
        field<"taken">(&MeansFacts::taken, "their sum"),
        field<"expected">(&MeansFacts::expected,
                          "taken, with all moves and, for cash, the opening float"),
        field<"counted">(&MeansFacts::counted, "what was found"),
        field<"over">(&MeansFacts::over, "counted less expected"),
        field<"moves">(&MeansFacts::moves, "what lies between taken and expected"),
    };
};

struct ClosingFacts {
    std::string language, direction, organiser, seller, location, opened, closed, opening_float,
        taken;
    std::vector<MeansFacts> means;
    std::map<std::string, std::string> words;

    static constexpr auto fields = willcall::in_order{
        field<"language">(&ClosingFacts::language, "BCP 47 tag of the language it is written in"),
        field<"direction">(&ClosingFacts::direction, "ltr or rtl"),
        field<"organiser">(&ClosingFacts::organiser, "name of the organisation"),
        field<"seller">(&ClosingFacts::seller, "whose shift it is"),
        field<"location">(&ClosingFacts::location, "where"),
        field<"opened">(&ClosingFacts::opened, "day and time it began"),
        field<"closed">(&ClosingFacts::closed, "day and time it ended"),
        field<"opening_float">(&ClosingFacts::opening_float, "cash in the drawer at the start"),
        field<"taken">(&ClosingFacts::taken, "sum of all payments"),
        field<"means">(&ClosingFacts::means, "money taken, per means of payment"),
        field<"words">(&ClosingFacts::words, "words of the language"),
    };
};

struct OnePaymentFacts {
    std::string language, direction, organiser, number, taken, means, amount, paid_back, channel,
        seller, collector, buyer;
    std::map<std::string, std::string> words;

    static constexpr auto fields = willcall::in_order{
        field<"language">(&OnePaymentFacts::language,
                          "BCP 47 tag of the language it is written in"),
        field<"direction">(&OnePaymentFacts::direction, "ltr or rtl"),
        field<"organiser">(&OnePaymentFacts::organiser, "name of the organisation"),
        field<"number">(&OnePaymentFacts::number, "of the order, or of its change"),
        field<"taken">(&OnePaymentFacts::taken, "day and time"),
        field<"means">(&OnePaymentFacts::means, "how it was paid, in words"),
        field<"amount">(&OnePaymentFacts::amount, "how much"),
        field<"paid_back">(&OnePaymentFacts::paid_back, "says something where it was paid back"),
        field<"channel">(&OnePaymentFacts::channel, "name of the channel"),
        field<"seller">(&OnePaymentFacts::seller, "whose sale it is"),
        field<"collector">(&OnePaymentFacts::collector, "who took the money"),
        field<"buyer">(&OnePaymentFacts::buyer, "name of the buyer"),
        field<"words">(&OnePaymentFacts::words, "words of the language"),
    };
};

struct CellFacts {
    std::string text, number, width;

    static constexpr auto fields = willcall::in_order{
        field<"text">(&CellFacts::text, "what it says"),
        field<"number">(&CellFacts::number, "says something where it stands to the right"),
        field<"width">(&CellFacts::width, "its column's part of the page: 24mm"),
    };
};

struct RowFacts {
    std::vector<CellFacts> cells;

    static constexpr auto fields = willcall::in_order{
        field<"cells">(&RowFacts::cells, "one for each column"),
    };
};

struct FilterFacts {
    std::string name, value;

    static constexpr auto fields = willcall::in_order{
        field<"name">(&FilterFacts::name, "what it was narrowed by"),
        field<"value">(&FilterFacts::value, "to what"),
    };
};

struct ReportFacts {
    std::string language, direction, organiser, title, subtitle, made, asked_by, scope;
    std::string withheld;
    std::string width, height, size;
    std::vector<FilterFacts> filters;
    std::vector<CellFacts> columns;
    std::vector<RowFacts> rows, totals;
    std::map<std::string, std::string> words;

    static constexpr auto fields = willcall::in_order{
        field<"language">(&ReportFacts::language, "BCP 47 tag of the language it is written in"),
        field<"direction">(&ReportFacts::direction, "ltr or rtl"),
        field<"organiser">(&ReportFacts::organiser, "name of the organisation"),
        field<"title">(&ReportFacts::title, "what it is about"),
        field<"subtitle">(&ReportFacts::subtitle, "of when, for whom"),
        field<"made">(&ReportFacts::made, "day and time"),
        field<"asked_by">(&ReportFacts::asked_by, "name of who asked for it"),
        field<"scope">(&ReportFacts::scope, "whose rows they are"),
        field<"withheld">(&ReportFacts::withheld, "what was left out for want of a permission"),
        field<"width">(&ReportFacts::width, "of the page: across where there is much beside"),
        field<"height">(&ReportFacts::height, "of the page"),
        field<"size">(&ReportFacts::size, "of the letters: smaller where there is too much beside"),
        field<"filters">(&ReportFacts::filters, "what it was narrowed by"),
        field<"columns">(&ReportFacts::columns, "headings"),
        field<"rows">(&ReportFacts::rows, "the table"),
        field<"totals">(&ReportFacts::totals, "rows below a line"),
        field<"words">(&ReportFacts::words, "words of the language"),
    };
};

struct NoticeLineFacts {
    std::string quantity, event, place, date, starts, ticket_type, seating;

    static constexpr auto fields = willcall::in_order{
        field<"quantity">(&NoticeLineFacts::quantity, "how many"),
        field<"event">(&NoticeLineFacts::event, "name of the event"),
        field<"place">(&NoticeLineFacts::place, "where it takes place"),
        field<"date">(&NoticeLineFacts::date, "day it starts; empty of a product"),
        field<"starts">(&NoticeLineFacts::starts, "time it starts"),
        field<"ticket_type">(&NoticeLineFacts::ticket_type, "name of the ticket type"),
        field<"seating">(&NoticeLineFacts::seating, "their seats: Stalls, Row 3, Seats 12, 13"),
    };
};

struct NoticeFacts {
    std::string language, direction, organiser, number, whom, title, reason, at, paid_back, until;
    std::vector<NoticeLineFacts> lines;
    std::map<std::string, std::string> words;

    static constexpr auto fields = willcall::in_order{
        field<"language">(&NoticeFacts::language, "BCP 47 tag of the language it is written in"),
        field<"direction">(&NoticeFacts::direction, "ltr or rtl"),
        field<"organiser">(&NoticeFacts::organiser, "name of the organisation"),
        field<"number">(&NoticeFacts::number, "of the order; empty: of none"),
        field<"whom">(&NoticeFacts::whom, "name of who is told"),
        field<"title">(&NoticeFacts::title, "what has happened, in a word or two"),
        field<"reason">(&NoticeFacts::reason, "the same in a sentence"),
        field<"at">(&NoticeFacts::at, "day and time"),
        field<"paid_back">(&NoticeFacts::paid_back, "money paid back, where any was"),
        field<"until">(&NoticeFacts::until, "a registration is kept until then"),
        field<"lines">(&NoticeFacts::lines, "what it is about"),
        field<"words">(&NoticeFacts::words, "words of the language"),
    };
};

// What all of them say. `tag` is the language's.
template <class Facts, class Content>
Facts begun(const Content& content, const std::string& tag, const Language& language) {
    Facts facts;
    facts.language = tag;
    facts.direction = language.word("direction");
    facts.organiser = content.organiser;
    facts.words = language.words();
    return facts;
}

// The facts of an order, a shift, a payment, a table, a notice.
OrderFacts facts_of(const willcall::DeliveryContent& order,
                    const willcall::plugin::Organisation& organisation, const std::string& tag,
                    const Language& language);
ClosingFacts facts_of(const willcall::ClosingContent& shift,
                      const willcall::plugin::Organisation& organisation, const std::string& tag,
                      const Language& language);
OnePaymentFacts facts_of(const willcall::PaymentContent& payment,
                         const willcall::plugin::Organisation& organisation, const std::string& tag,
                         const Language& language);
ReportFacts facts_of(const willcall::ReportContent& table,
                     const willcall::plugin::Organisation& organisation, const std::string& tag,
                     const Language& language);
NoticeFacts facts_of(const willcall::NoticeContent& notice,
                     const willcall::plugin::Organisation& organisation, const std::string& tag,
                     const Language& language);

#endif
