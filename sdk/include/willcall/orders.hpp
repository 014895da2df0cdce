// Orders: what is asked, quoted, placed and read back.
#ifndef WILLCALL_ORDERS_HPP
#define WILLCALL_ORDERS_HPP

#include <willcall/lines.hpp>
#include <willcall/payments.hpp>
#include <willcall/reasons.hpp>
#include <willcall/seating.hpp>

namespace willcall {

struct DeliveryChoice {
    std::string method;
    std::string to;

    static constexpr auto meaning = "where the tickets go";
    static constexpr auto fields = in_order{
        field<"method">(&DeliveryChoice::method,
                        "email, print, …; the channel decides where it is "
                        "left out",
                        at_most(64), can_be_left_out),
        field<"to">(&DeliveryChoice::to, "recipient: an email address where the method is email",
                    at_most(254), can_be_left_out),
    };
};

struct Buyer {
    std::string name;
    std::string email;
    std::string postcode;
    std::string language;

    static constexpr auto meaning = "who buys, where no customer record is kept";
    static constexpr auto fields = in_order{
        field<"name">(&Buyer::name, "as printed", at_most(200)),
        field<"email">(&Buyer::email, "email address", at_most(254), can_be_left_out),
        field<"postcode">(&Buyer::postcode, "postal code", at_most(20), can_be_left_out),
        field<"language">(&Buyer::language,
                          "BCP 47 tag of documents and mails; the organisation's where it is left "
                          "out",
                          at_most(35), can_be_left_out),
    };
};

struct QuoteOrder {
    std::vector<OrderLine> lines;
    std::optional<DeliveryChoice> delivery;
    std::optional<Buyer> buyer;
    std::optional<Id> owner;
    std::vector<std::string> promotion_codes;
    bool explain = false;

    static constexpr auto fields = in_order{
        field<"lines">(&QuoteOrder::lines, "what is asked for", between(1, 1'000)),
        field<"delivery">(&QuoteOrder::delivery, "where the tickets would go"),
        field<"buyer">(&QuoteOrder::buyer, "who would buy"),
        field<"owner">(&QuoteOrder::owner, "customer it would be for"),
        field<"promotion_codes">(&QuoteOrder::promotion_codes, "as they were typed", at_most(20)),
        field<"explain">(&QuoteOrder::explain, "also say why offers do not apply", can_be_left_out),
    };
};

struct PlaceOrder {
    std::vector<OrderLine> lines;
    std::optional<Id> basket;
    std::vector<PaymentLine> payments;
    std::optional<DeliveryChoice> delivery;
    std::optional<Buyer> buyer;
    std::optional<Id> owner;
    std::string reference;
    std::string quote;
    bool codes = true;
    std::vector<std::string> promotion_codes;

    static constexpr auto fields = in_order{
        field<"lines">(&PlaceOrder::lines, "what is sold; or name a basket", at_most(1'000)),
        field<"basket">(&PlaceOrder::basket,
                        "sells what it holds, for its owner, with its buyer where none is given"),
        field<"payments">(&PlaceOrder::payments,
                          "how it is paid; empty where the channel skips payment", at_most(100)),
        field<"delivery">(&PlaceOrder::delivery,
                          "where the tickets go; the channel decides where it is left out"),
        field<"buyer">(&PlaceOrder::buyer, "who buys"),
        field<"owner">(&PlaceOrder::owner, "customer it is for"),
        field<"reference">(&PlaceOrder::reference, "the caller's own name for the order",
                           at_most(100), can_be_left_out),
        field<"quote">(&PlaceOrder::quote,
                       "token of a quote: place only if all it depended on is unchanged",
                       at_most(2'000), can_be_left_out),
        field<"codes">(&PlaceOrder::codes, "whether the answer carries the signed ticket codes",
                       can_be_left_out),
        field<"promotion_codes">(&PlaceOrder::promotion_codes,
                                 "as they were typed; none: those of the basket", at_most(20)),
    };
};

struct Attribution {
    std::string actor;
    std::string seller;
    std::string channel;
    std::string location;
    std::optional<Id> shift;
    std::optional<Id> facilitator;
    std::optional<Id> owner;

    static constexpr auto meaning = "who acted, and for whom";
    static constexpr auto fields = in_order{
        field<"actor">(&Attribution::actor, "login of the user who acted; host for the host"),
        field<"seller">(&Attribution::seller, "login of the user whose sale it is"),
        field<"channel">(&Attribution::channel, "key of the sales channel"),
        field<"location">(&Attribution::location, "key of the location; empty: none"),
        field<"shift">(&Attribution::shift, "shift it stands on"),
        field<"facilitator">(&Attribution::facilitator, "customer who booked for the owner"),
        field<"owner">(&Attribution::owner, "customer it is for"),
    };
};

struct OrderQuote {
    bool possible = false;
    std::vector<QuotedLine> lines;
    Money total;
    Money to_settle;
    Attribution who;
    std::optional<DeliveryChoice> delivery;
    std::vector<Reason> reasons;
    std::string token;
    std::vector<Reason> explanations;
    std::vector<Reason> warnings;

    static constexpr auto meaning = "what an order would be, without placing it";
    static constexpr auto fields = in_order{
        field<"possible">(&OrderQuote::possible, "whether it would be placed now"),
        field<"lines">(&OrderQuote::lines, "with prices"),
        field<"total">(&OrderQuote::total, "to pay now; zero where payment is skipped"),
        field<"to_settle">(&OrderQuote::to_settle, "face value that is settled later"),
        field<"who">(&OrderQuote::who, "who acts, and for whom"),
        field<"delivery">(&OrderQuote::delivery, "how the tickets would be handed out"),
        field<"reasons">(&OrderQuote::reasons, "every rule that decided, for or against"),
        field<"token">(&OrderQuote::token, "for orders.place: what the quote depended on"),
        field<"explanations">(&OrderQuote::explanations,
                              "where it was asked: why offers do not apply, and locks stay closed"),
        field<"warnings">(&OrderQuote::warnings, "what it would lack, and be placed all the same"),
    };
};

// Numbers are stored: append only. A dead ticket was refunded, exchanged or taken back; a held one
// belongs to a registration that is not paid.
enum class TicketState { valid, dead, used, held };
constexpr std::array<const char*, 5> words_of(TicketState) {
    return {"valid", "dead", "used", "held", nullptr};
}

struct Ticket {
    Id id;
    std::int64_t line = 0;
    std::string performance;
    std::string ticket_type;
    Money price;
    Money tax;
    std::string holder;
    std::map<std::string, std::string> answers;
    TicketState state = TicketState::valid;
    std::string code;
    std::optional<Seat> seat;
    std::string product;

    static constexpr auto meaning = "the right of one person to one place, or one of a product";
    static constexpr auto fields = in_order{
        field<"id">(&Ticket::id, "its id"),
        field<"line">(&Ticket::line, "line of the order, from 0"),
        field<"performance">(&Ticket::performance, "key of the performance"),
        field<"ticket_type">(&Ticket::ticket_type, "key of the ticket type"),
        field<"price">(&Ticket::price, "after offers, with all taxes"),
        field<"tax">(&Ticket::tax, "of the price it is tax"),
        field<"holder">(&Ticket::holder, "name on the ticket"),
        field<"answers">(&Ticket::answers, "to what the form asked, by its fields' keys"),
        field<"state">(&Ticket::state, "whether it lets anybody in"),
        field<"code">(&Ticket::code, "what a gate reads; empty where it was not asked for"),
        field<"seat">(&Ticket::seat, "where its holder sits; absent where there are no seats"),
        field<"product">(&Ticket::product, "key of the product; empty: it is for a performance"),
    };
};

// Numbers are stored: append only.
enum class TransactionKind { payment, cancellation, release, refund, exchange };
constexpr std::array<const char*, 6> words_of(TransactionKind) {
    return {"payment", "cancellation", "release", "refund", "exchange", nullptr};
}

struct Transaction {
    Id id;
    TransactionKind kind = TransactionKind::payment;
    std::string number;
    Time at;
    Attribution who;
    std::vector<Id> ended;
    Money sold;
    Money given_back;
    Money fee;
    std::vector<PaymentTaken> payments;
    Money paid;
    Money to_settle;
    std::string note;

    static constexpr auto meaning = "what happened to an order after it was placed";
    static constexpr auto fields = in_order{
        field<"id">(&Transaction::id, "its id"),
        field<"kind">(&Transaction::kind, "payment and cancellation are those of a registration"),
        field<"number">(&Transaction::number,
                        "from the location's series; empty without a location, or money"),
        field<"at">(&Transaction::at, "when"),
        field<"who">(&Transaction::who, "who acted, and for whom"),
        field<"ended">(&Transaction::ended, "tickets that are dead since"),
        field<"sold">(&Transaction::sold, "value of the tickets it made"),
        field<"given_back">(&Transaction::given_back, "value of the tickets it ended"),
        field<"fee">(&Transaction::fee, "kept back, or taken for it"),
        field<"payments">(&Transaction::payments, "money taken; less than zero: paid out"),
        field<"paid">(&Transaction::paid, "sum of the payments: sold - given back + fee - settled"),
        field<"to_settle">(&Transaction::to_settle, "change of what is settled later"),
        field<"note">(&Transaction::note, "why, in the caller's words"),
    };
};

// `ended`: no ticket of it is left. A registration that nobody paid is cancelled or released.
enum class OrderState { sold, registered, cancelled, released, ended };
constexpr std::array<const char*, 6> words_of(OrderState) {
    return {"sold", "registered", "cancelled", "released", "ended", nullptr};
}

struct Order {
    Id id;
    std::string number;
    OrderState state = OrderState::sold;
    Time placed;
    Attribution who;
    std::string buyer;
    std::string reference;
    std::vector<QuotedLine> lines;
    std::vector<Ticket> tickets;
    std::vector<PaymentTaken> payments;
    Money total;
    Money paid;
    Money to_settle;
    std::optional<DeliveryChoice> delivery;
    std::vector<Transaction> transactions;
    std::string facilitated_by;
    std::string on_behalf_of;
    std::vector<Reason> warnings;

    static constexpr auto meaning = "what was sold";
    static constexpr auto fields = in_order{
        field<"id">(&Order::id, "its id"),
        field<"number">(&Order::number,
                        "from the location's series; empty without a location, or unpaid"),
        field<"state">(&Order::state, "how it stands"),
        field<"placed">(&Order::placed, "when"),
        field<"who">(&Order::who, "who acted, and for whom"),
        field<"buyer">(&Order::buyer, "name of the buyer"),
        field<"reference">(&Order::reference, "the caller's own name for the order"),
        field<"lines">(&Order::lines, "with prices"),
        field<"tickets">(&Order::tickets, "one for each place"),
        field<"payments">(&Order::payments, "money taken"),
        field<"total">(&Order::total, "sum of the lines it was placed with"),
        field<"paid">(&Order::paid, "paid for it, less what was paid back"),
        field<"to_settle">(&Order::to_settle, "what the channel settles later"),
        field<"delivery">(&Order::delivery, "how the tickets are handed out"),
        field<"transactions">(&Order::transactions, "what happened to it since, oldest first"),
        field<"facilitated_by">(&Order::facilitated_by,
                                "name of who booked it for another; empty: nobody did"),
        field<"on_behalf_of">(&Order::on_behalf_of, "name of whom it was booked for"),
        field<"warnings">(&Order::warnings, "what it lacks, and stands all the same"),
    };
};

struct GetOrder {
    std::optional<Id> id;
    std::string number;
    std::string code;

    static constexpr auto fields = in_order{
        field<"id">(&GetOrder::id, "its id; or the number, or a code"),
        field<"number">(&GetOrder::number, "its number", at_most(40), can_be_left_out),
        field<"code">(&GetOrder::code, "of any of its tickets, as it was read", at_most(1'000),
                      can_be_left_out),
    };
};

struct OrderRow {
    Id id;
    std::string number;
    OrderState state = OrderState::sold;
    Time placed;
    std::string channel;
    std::string seller;
    std::string buyer;
    std::int64_t tickets = 0;
    Money total;
    Money paid;
    Money to_settle;

    static constexpr auto meaning = "an order in a list";
    static constexpr auto fields = in_order{
        field<"id">(&OrderRow::id, "its id"),
        field<"number">(&OrderRow::number, "its number"),
        field<"state">(&OrderRow::state, "how it stands"),
        field<"placed">(&OrderRow::placed, "when"),
        field<"channel">(&OrderRow::channel, "where it was sold"),
        field<"seller">(&OrderRow::seller, "whose sale it is"),
        field<"buyer">(&OrderRow::buyer, "name of the buyer"),
        field<"tickets">(&OrderRow::tickets, "how many it was placed with"),
        field<"total">(&OrderRow::total, "sum of the lines it was placed with"),
        field<"paid">(&OrderRow::paid, "paid for it, less what was paid back"),
        field<"to_settle">(&OrderRow::to_settle, "settled later"),
    };
};

}  // namespace willcall

#endif
