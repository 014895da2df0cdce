// What happens to an order after it was placed: registrations paid or given up, refunds, exchanges.
//
// An order is never rewritten. Each change is a transaction with a number of its own, so that
// tickets less refunds equal transactions (BTZ-37), whenever one looks.
#ifndef WILLCALL_CHANGES_HPP
#define WILLCALL_CHANGES_HPP

#include <willcall/orders.hpp>

namespace willcall {

struct RegisterOrder {
    std::vector<OrderLine> lines;
    std::optional<Id> basket;
    std::optional<DeliveryChoice> delivery;
    std::optional<Buyer> buyer;
    std::optional<Id> owner;
    std::string reference;
    std::vector<std::string> promotion_codes;

    static constexpr auto fields = in_order{
        field<"lines">(&RegisterOrder::lines, "what is kept for the buyer; or name a basket",
                       at_most(1'000)),
        field<"basket">(&RegisterOrder::basket, "keeps what this basket holds"),
        field<"delivery">(&RegisterOrder::delivery, "where the tickets go once it is paid"),
        field<"buyer">(&RegisterOrder::buyer, "who registers"),
        field<"owner">(&RegisterOrder::owner, "customer it is for"),
        field<"reference">(&RegisterOrder::reference, "the caller's own name for the order",
                           at_most(100), can_be_left_out),
        field<"promotion_codes">(&RegisterOrder::promotion_codes,
                                 "as they were typed; none: those of the basket", at_most(20)),
    };
};

struct PayOrder {
    Id id;
    std::vector<PaymentLine> payments;

    static constexpr auto fields = in_order{
        field<"id">(&PayOrder::id, "an unpaid registration"),
        field<"payments">(&PayOrder::payments,
                          "how it is paid, all of it; empty where the channel skips payment",
                          at_most(100)),
    };
};

struct CancelOrder {
    Id id;
    std::string note;

    static constexpr auto fields = in_order{
        field<"id">(&CancelOrder::id, "an unpaid registration"),
        field<"note">(&CancelOrder::note, "why, as the order's history shows it", at_most(500),
                      can_be_left_out),
    };
};

struct RefundOrder {
    Id id;
    std::vector<Id> tickets;
    Money fee;
    std::vector<PaymentLine> payments;
    std::string note;

    static constexpr auto fields = in_order{
        field<"id">(&RefundOrder::id, "the order"),
        field<"tickets">(&RefundOrder::tickets, "which of its tickets; none named: all still valid",
                         at_most(10'000)),
        field<"fee">(&RefundOrder::fee, "kept back of their value", can_be_left_out),
        field<"payments">(&RefundOrder::payments,
                          "how the money goes back; left out: by the means it came", at_most(100)),
        field<"note">(&RefundOrder::note, "why, as the order's history shows it", at_most(500),
                      can_be_left_out),
    };
};

struct ExchangeOrder {
    Id id;
    std::vector<Id> tickets;
    std::vector<OrderLine> lines;
    Money fee;
    std::vector<PaymentLine> payments;
    std::string note;
    std::vector<std::string> promotion_codes;

    static constexpr auto fields = in_order{
        field<"id">(&ExchangeOrder::id, "the order"),
        field<"tickets">(&ExchangeOrder::tickets, "which of its tickets are given back",
                         between(1, 10'000)),
        field<"lines">(&ExchangeOrder::lines, "what is taken for them", between(1, 1'000)),
        field<"fee">(&ExchangeOrder::fee, "taken for the exchange", can_be_left_out),
        field<"payments">(&ExchangeOrder::payments,
                          "how a difference is paid, or goes back where the new tickets cost less "
                          "(left out: by the means it came)",
                          at_most(100)),
        field<"note">(&ExchangeOrder::note, "why, as the order's history shows it", at_most(500),
                      can_be_left_out),
        field<"promotion_codes">(&ExchangeOrder::promotion_codes, "as they were typed",
                                 at_most(20)),
    };
};

}  // namespace willcall

#endif
