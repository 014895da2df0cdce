// Sums over what was sold, and the books: tables that say what happened, row by row.
#ifndef WILLCALL_REPORTS_HPP
#define WILLCALL_REPORTS_HPP

#include <willcall/delivery.hpp>
#include <willcall/orders.hpp>

namespace willcall {

// What narrows a table over orders. Days and hours are those of the organisation's zone.
struct SoldFilter {
    std::string event;
    std::string performance;
    std::string channel;
    std::string seller;
    std::optional<Time> from;
    std::optional<Time> to;
    std::optional<LocalTime> from_wall;
    std::optional<LocalTime> to_wall;

    static constexpr auto sold_fields = in_order{
        field<"event">(&SoldFilter::event, "only of this event", at_most(64), can_be_left_out),
        field<"performance">(&SoldFilter::performance, "only of this performance", at_most(64),
                             can_be_left_out),
        field<"channel">(&SoldFilter::channel, "only sold through it", at_most(64),
                         can_be_left_out),
        field<"seller">(&SoldFilter::seller, "only of this user", at_most(254), can_be_left_out),
        field<"from">(&SoldFilter::from, "only what was sold, given back or paid then or later"),
        field<"to">(&SoldFilter::to, "only what was sold, given back or paid before"),
        field<"from_wall">(&SoldFilter::from_wall,
                           "the same as `from`, as the organisation's clocks show it"),
        field<"to_wall">(&SoldFilter::to_wall,
                         "the same as `to`, as the organisation's clocks show it"),
    };
};

struct ListOrders : SoldFilter {
    std::optional<Id> after;

    static constexpr auto fields =
        joined(sold_fields,
               in_order{field<"after">(&ListOrders::after, "the last id of the page before")});
};

enum class SalesBy { performance, channel, seller, ticket_type, event, hour, day };
constexpr std::array<const char*, 8> words_of(SalesBy) {
    return {"performance", "channel", "seller", "ticket_type", "event", "hour", "day", nullptr};
}

struct ReportSales : SoldFilter {
    SalesBy by = SalesBy::performance;

    static constexpr auto fields =
        joined(in_order{field<"by">(&ReportSales::by, "what each row stands for", can_be_left_out)},
               sold_fields);
};

struct SalesRow {
    std::string key;
    std::string name;
    std::optional<Time> starts;
    std::int64_t orders = 0;
    std::int64_t tickets = 0;
    Money face_value;
    Money taken;
    Money to_settle;

    static constexpr auto meaning = "sums of one performance, channel, seller, hour …";
    static constexpr auto fields = in_order{
        field<"key">(&SalesRow::key, "its key; a ticket type with its event: heights/general"),
        field<"name">(&SalesRow::name, "as shown"),
        field<"starts">(&SalesRow::starts, "when it begins: a performance, a day or an hour"),
        field<"orders">(&SalesRow::orders,
                        "orders placed and paid, or settled, with tickets of it"),
        field<"tickets">(&SalesRow::tickets, "tickets sold, less those given back"),
        field<"face_value">(&SalesRow::face_value, "theirs, after offers; fees apart"),
        field<"taken">(&SalesRow::taken, "of it paid, or paid back"),
        field<"to_settle">(&SalesRow::to_settle, "of it settled later"),
    };
};

struct OrderBook : SoldFilter {
    static constexpr auto fields = sold_fields;
};

struct OrderBookRow {
    Id ticket;
    std::optional<std::string> number;
    Time placed;
    std::string channel;
    std::string seller;
    std::string actor;
    std::string event;
    std::string performance;
    std::optional<Time> starts;
    std::string ticket_type;
    Money price;
    TicketState state = TicketState::valid;
    std::string holder;
    std::string buyer;
    std::string buyer_email;
    std::optional<Id> facilitator_id;
    std::optional<std::string> facilitator_name;
    std::optional<std::string> facilitator_email;
    std::optional<Id> owner_id;
    std::optional<std::string> owner_name;
    std::optional<std::string> owner_email;
    std::string reference;

    static constexpr auto meaning = "a ticket with the order it was sold by";
    static constexpr auto fields = in_order{
        field<"ticket">(&OrderBookRow::ticket, "id of the ticket"),
        field<"number">(&OrderBookRow::number, "number of the order; absent: none was drawn"),
        field<"placed">(&OrderBookRow::placed, "when it was sold"),
        field<"channel">(&OrderBookRow::channel, "where it was sold"),
        field<"seller">(&OrderBookRow::seller, "whose sale it is"),
        field<"actor">(&OrderBookRow::actor, "who sold it"),
        field<"event">(&OrderBookRow::event, "key of the event"),
        field<"performance">(&OrderBookRow::performance, "key of the performance"),
        field<"starts">(&OrderBookRow::starts, "when the performance starts; a product does not"),
        field<"ticket_type">(&OrderBookRow::ticket_type, "key of the ticket type"),
        field<"price">(&OrderBookRow::price, "after offers"),
        field<"state">(&OrderBookRow::state, "how it stands"),
        field<"holder">(&OrderBookRow::holder, "name on the ticket"),
        field<"buyer">(&OrderBookRow::buyer, "name of who placed the order and was told"),
        field<"buyer_email">(&OrderBookRow::buyer_email, "where they were told"),
        field<"facilitator_id">(&OrderBookRow::facilitator_id, "who booked for another"),
        field<"facilitator_name">(&OrderBookRow::facilitator_name, "their name"),
        field<"facilitator_email">(&OrderBookRow::facilitator_email, "their email address"),
        field<"owner_id">(&OrderBookRow::owner_id, "whom it was booked for"),
        field<"owner_name">(&OrderBookRow::owner_name, "their name"),
        field<"owner_email">(&OrderBookRow::owner_email, "their email address"),
        field<"reference">(&OrderBookRow::reference, "the caller's own"),
    };
};

// The same of a table over payments.
struct TakenFilter : SoldFilter {
    std::optional<Means> means;
    std::optional<Id> shift;

    static constexpr auto taken_fields =
        joined(in_order{field<"means">(&TakenFilter::means, "only by these means"),
                        field<"shift">(&TakenFilter::shift, "only on this shift")},
               sold_fields);
};

struct PaymentBook : TakenFilter {
    static constexpr auto fields = taken_fields;
};

enum class PaymentLineKind { payment, registration };
constexpr std::array<const char*, 3> words_of(PaymentLineKind) {
    return {"payment", "registration", nullptr};
}

struct PaymentBookRow {
    PaymentLineKind kind = PaymentLineKind::payment;
    Id payment;
    Id order;
    std::optional<std::string> number;
    Time taken;
    std::optional<Means> means;
    Money amount;
    Money registered;
    std::string channel;
    std::string seller;
    std::string collector;
    std::optional<Id> shift;
    std::string buyer;

    static constexpr auto meaning = "a payment with the order it was for, or a registration";
    static constexpr auto fields = in_order{
        field<"kind">(&PaymentBookRow::kind,
                      "a registration moves no money, neither then nor when it is paid"),
        field<"payment">(&PaymentBookRow::payment, "its id; of a registration the order's"),
        field<"order">(&PaymentBookRow::order, "id of the order"),
        field<"number">(&PaymentBookRow::number,
                        "number of the order, or of its change; absent: none was drawn"),
        field<"taken">(&PaymentBookRow::taken, "when"),
        field<"means">(&PaymentBookRow::means, "how it was paid; absent: it was registered"),
        field<"amount">(&PaymentBookRow::amount, "how much; less than zero: paid back"),
        field<"registered">(&PaymentBookRow::registered,
                            "what a registration is for: no part of any balance"),
        field<"channel">(&PaymentBookRow::channel, "where it was sold"),
        field<"seller">(&PaymentBookRow::seller, "whose sale it is"),
        field<"collector">(&PaymentBookRow::collector, "who took the money"),
        field<"shift">(&PaymentBookRow::shift, "the shift that counts it"),
        field<"buyer">(&PaymentBookRow::buyer, "name of the buyer"),
    };
};

struct ReportTakings : TakenFilter {
    static constexpr auto fields = taken_fields;
};

struct TakingsRow {
    std::optional<Id> shift;
    std::optional<std::string> location;
    std::optional<Time> opened;
    std::optional<Time> closed;
    std::string collector;
    Means means = Means::cash;
    std::int64_t payments = 0;
    Money amount;

    static constexpr auto meaning = "what one user took on one shift by one means of payment";
    static constexpr auto fields = in_order{
        field<"shift">(&TakingsRow::shift, "its id; absent: taken without one"),
        field<"location">(&TakingsRow::location, "key of the location"),
        field<"opened">(&TakingsRow::opened, "when the shift began"),
        field<"closed">(&TakingsRow::closed, "when it ended; absent: it goes on"),
        field<"collector">(&TakingsRow::collector, "who took the money"),
        field<"means">(&TakingsRow::means, "how it was paid"),
        field<"payments">(&TakingsRow::payments, "how many"),
        field<"amount">(&TakingsRow::amount, "their sum"),
    };
};

struct ListTickets : SoldFilter {
    std::optional<Id> order;
    std::optional<TicketState> state;
    std::optional<Id> after;

    static constexpr auto fields =
        joined(sold_fields,
               in_order{field<"order">(&ListTickets::order, "only of this order"),
                        field<"state">(&ListTickets::state, "only those that stand so"),
                        field<"after">(&ListTickets::after, "the last id of the page before")});
};

struct TicketLine {
    Id id;
    Id order;
    std::string number;
    std::string performance;
    std::string ticket_type;
    Money price;
    std::string holder;
    TicketState state = TicketState::valid;
    std::int64_t issue = 1;
    std::optional<Time> admitted;

    static constexpr auto meaning = "the right of one person to one place, and how it stands";
    static constexpr auto fields = in_order{
        field<"id">(&TicketLine::id, "its id"),
        field<"order">(&TicketLine::order, "id of the order"),
        field<"number">(&TicketLine::number, "number of the order"),
        field<"performance">(&TicketLine::performance, "key of the performance"),
        field<"ticket_type">(&TicketLine::ticket_type, "key of the ticket type"),
        field<"price">(&TicketLine::price, "after offers"),
        field<"holder">(&TicketLine::holder, "name on the ticket"),
        field<"state">(&TicketLine::state, "how it stands"),
        field<"issue">(&TicketLine::issue, "the issue whose code is good; more than 1: re-issued"),
        field<"admitted">(&TicketLine::admitted, "when its bearer was let in"),
    };
};

struct ListDeliveries : SoldFilter {
    std::optional<DeliveryState> state;
    std::optional<Id> order;
    std::optional<Id> after;

    static constexpr auto fields =
        joined(sold_fields,
               in_order{field<"state">(&ListDeliveries::state, "only those that stand so"),
                        field<"order">(&ListDeliveries::order, "only of this order"),
                        field<"after">(&ListDeliveries::after, "the last id of the page before")});
};

struct ReportAttendance : SoldFilter {
    std::optional<TicketState> state;

    static constexpr auto fields = joined(
        sold_fields,
        in_order{field<"state">(&ReportAttendance::state,
                                "only tickets that stand so; left out: valid and used ones")});
};

struct AttendanceRow {
    std::string performance;
    Time starts;
    std::string ticket_type;
    Id ticket;
    TicketState state = TicketState::valid;
    std::string attendee;
    std::optional<Id> owner_id;
    std::optional<Id> facilitator_id;
    std::optional<std::string> facilitator_name;
    std::optional<std::string> number;

    static constexpr auto meaning = "somebody who attends, or may";
    static constexpr auto fields = in_order{
        field<"performance">(&AttendanceRow::performance, "key of the performance"),
        field<"starts">(&AttendanceRow::starts, "when it starts"),
        field<"ticket_type">(&AttendanceRow::ticket_type, "key of the ticket type"),
        field<"ticket">(&AttendanceRow::ticket, "id of the ticket"),
        field<"state">(&AttendanceRow::state, "`used` once they were let in"),
        field<"attendee">(&AttendanceRow::attendee,
                          "name on the ticket; without one the owner's, or the buyer's"),
        field<"owner_id">(&AttendanceRow::owner_id, "whom it was booked for"),
        field<"facilitator_id">(&AttendanceRow::facilitator_id, "who booked for another"),
        field<"facilitator_name">(&AttendanceRow::facilitator_name, "their name"),
        field<"number">(&AttendanceRow::number, "number of the order; absent: none was drawn"),
    };
};

struct ListPerformances {
    std::string event;

    static constexpr auto fields = in_order{
        field<"event">(&ListPerformances::event, "only this event", at_most(64), can_be_left_out),
    };
};

struct PerformanceRow {
    std::string key;
    std::string event;
    Time starts;
    Time ends;
    std::int64_t capacity = 0;
    std::int64_t sold = 0;
    std::int64_t held = 0;
    std::int64_t left = 0;
    std::int64_t overcommitted = 0;

    static constexpr auto meaning = "a performance and what is left of it";
    static constexpr auto fields = in_order{
        field<"key">(&PerformanceRow::key, "its key"),
        field<"event">(&PerformanceRow::event, "key of its event"),
        field<"starts">(&PerformanceRow::starts, "when it starts"),
        field<"ends">(&PerformanceRow::ends, "when it ends"),
        field<"capacity">(&PerformanceRow::capacity, "places"),
        field<"sold">(&PerformanceRow::sold, "tickets sold"),
        field<"held">(&PerformanceRow::held, "places held, and not past their time"),
        field<"left">(&PerformanceRow::left, "places that can still be sold"),
        field<"overcommitted">(&PerformanceRow::overcommitted,
                               "sold and held beyond a capacity lowered since"),
    };
};

}  // namespace willcall

#endif
