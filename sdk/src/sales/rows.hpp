// The rows of an order, as they stand in the store.
#ifndef WILLCALL_SALES_ROWS_HPP
#define WILLCALL_SALES_ROWS_HPP

#include "sales/change_rows.hpp"
#include "sales/shift_rows.hpp"
#include "store/row.hpp"

#include <willcall/orders.hpp>

#include <optional>
#include <string>
#include <vector>

namespace willcall::sales {

using store::column;

// Of the parties of a facilitated order, as their records say them now.
struct PartyNames {
    std::string facilitator, owner;
};

struct OrderRow {
    std::int64_t id = 0;
    std::optional<std::string> number;
    std::optional<std::int64_t> serial;  // the number without its prefix
    std::int64_t placed = 0;
    std::int64_t session = 0;
    std::int64_t actor = 0;  // 0: the host
    std::int64_t seller = 0;
    std::int64_t channel = 0;
    std::optional<std::int64_t> location;
    std::optional<std::int64_t> shift;
    std::optional<std::int64_t> facilitator;
    std::optional<std::int64_t> owner;
    std::string buyer_name;
    std::string buyer_email;
    std::string buyer_postcode;
    std::string buyer_language;
    std::string reference;
    std::int64_t tickets = 0;
    std::int64_t total = 0;
    std::int64_t paid = 0;
    std::int64_t to_settle = 0;
    std::string delivery_method;  // empty: nothing is handed out
    std::string delivery_to;
    static constexpr const char* table = "orders";
    static constexpr auto columns = in_order{column<"id">(&OrderRow::id),
                                             column<"number">(&OrderRow::number),
                                             column<"serial">(&OrderRow::serial),
                                             column<"placed">(&OrderRow::placed),
                                             column<"session">(&OrderRow::session),
                                             column<"actor">(&OrderRow::actor),
                                             column<"seller">(&OrderRow::seller),
                                             column<"channel">(&OrderRow::channel),
                                             column<"location">(&OrderRow::location),
                                             column<"shift">(&OrderRow::shift),
                                             column<"facilitator">(&OrderRow::facilitator),
                                             column<"owner">(&OrderRow::owner),
                                             column<"buyer_name">(&OrderRow::buyer_name),
                                             column<"buyer_email">(&OrderRow::buyer_email),
                                             column<"buyer_postcode">(&OrderRow::buyer_postcode),
                                             column<"buyer_language">(&OrderRow::buyer_language),
                                             column<"reference">(&OrderRow::reference),
                                             column<"tickets">(&OrderRow::tickets),
                                             column<"total">(&OrderRow::total),
                                             column<"paid">(&OrderRow::paid),
                                             column<"to_settle">(&OrderRow::to_settle),
                                             column<"delivery_method">(&OrderRow::delivery_method),
                                             column<"delivery_to">(&OrderRow::delivery_to)};
};

struct LineRow {
    std::int64_t order = 0;
    std::int64_t line = 0;
    std::int64_t performance = 0;
    std::int64_t ticket_type = 0;
    std::int64_t quantity = 0;
    std::int64_t price = 0;
    std::int64_t total = 0;
    std::optional<std::int64_t> transaction;  // the exchange it came with; absent: the sale
    static constexpr const char* table = "order_lines";
    static constexpr auto columns = in_order{column<"order_id">(&LineRow::order),
                                             column<"line">(&LineRow::line),
                                             column<"performance">(&LineRow::performance),
                                             column<"ticket_type">(&LineRow::ticket_type),
                                             column<"quantity">(&LineRow::quantity),
                                             column<"price">(&LineRow::price),
                                             column<"total">(&LineRow::total),
                                             column<"transaction_id">(&LineRow::transaction)};
};

struct EffectRow {
    std::int64_t order = 0;
    std::int64_t line = 0;
    std::int64_t position = 0;
    std::string offer;
    std::int64_t units = 0;
    std::int64_t amount = 0;
    std::string reason;
    static constexpr const char* table = "line_effects";
    static constexpr auto columns =
        in_order{column<"order_id">(&EffectRow::order),    column<"line">(&EffectRow::line),
                 column<"position">(&EffectRow::position), column<"offer">(&EffectRow::offer),
                 column<"units">(&EffectRow::units),       column<"amount">(&EffectRow::amount),
                 column<"reason">(&EffectRow::reason)};
};

// Of a line that is taxed.
struct LineTaxRow {
    std::int64_t order = 0;
    std::int64_t line = 0;
    std::string name;
    std::int64_t rate = 0;    // thousandths of a per cent
    std::int64_t on_top = 0;  // 1: came on top of the price
    std::int64_t amount = 0;
    static constexpr const char* table = "line_taxes";
    static constexpr auto columns =
        in_order{column<"order_id">(&LineTaxRow::order), column<"line">(&LineTaxRow::line),
                 column<"name">(&LineTaxRow::name),      column<"rate">(&LineTaxRow::rate),
                 column<"on_top">(&LineTaxRow::on_top),  column<"amount">(&LineTaxRow::amount)};
};

struct ClaimRow {
    std::int64_t order = 0;
    std::int64_t line = 0;
    std::int64_t quota = 0;
    std::int64_t units = 0;
    std::string offer;  // only its tickets took of the quota; empty: all of the line
    static constexpr const char* table = "claims";
    static constexpr auto columns =
        in_order{column<"order_id">(&ClaimRow::order), column<"line">(&ClaimRow::line),
                 column<"quota">(&ClaimRow::quota), column<"units">(&ClaimRow::units),
                 column<"offer">(&ClaimRow::offer)};
};

struct TicketRow {
    std::int64_t id = 0;
    std::int64_t order = 0;
    std::int64_t line = 0;
    std::int64_t performance = 0;
    std::int64_t ticket_type = 0;
    std::int64_t price = 0;
    std::string holder;
    std::int64_t issue = 1;  // raised when it is issued anew: older codes are dead
    TicketState state = TicketState::valid;
    std::int64_t tax = 0;  // in the price
    std::string seat;      // guid in the plan; empty: none
    static constexpr const char* table = "tickets";
    static constexpr auto columns = in_order{column<"id">(&TicketRow::id),
                                             column<"order_id">(&TicketRow::order),
                                             column<"line">(&TicketRow::line),
                                             column<"performance">(&TicketRow::performance),
                                             column<"ticket_type">(&TicketRow::ticket_type),
                                             column<"price">(&TicketRow::price),
                                             column<"holder">(&TicketRow::holder),
                                             column<"issue">(&TicketRow::issue),
                                             column<"state">(&TicketRow::state),
                                             column<"tax">(&TicketRow::tax),
                                             column<"seat">(&TicketRow::seat)};
};

// What who sold a ticket keeps of it.
struct CommissionRow {
    std::int64_t ticket = 0;
    std::int64_t position = 0;
    std::string name;
    std::int64_t amount = 0;
    static constexpr const char* table = "commissions";
    static constexpr auto columns = in_order{
        column<"ticket">(&CommissionRow::ticket), column<"position">(&CommissionRow::position),
        column<"name">(&CommissionRow::name), column<"amount">(&CommissionRow::amount)};
};

struct TicketAnswerRow {
    std::int64_t ticket = 0;
    std::string field;
    std::string answer;
    static constexpr const char* table = "ticket_answers";
    static constexpr auto columns = in_order{column<"ticket">(&TicketAnswerRow::ticket),
                                             column<"field">(&TicketAnswerRow::field),
                                             column<"answer">(&TicketAnswerRow::answer)};
};

// A ticket that was given to somebody else after it was handed out.
struct TransferRow {
    std::int64_t ticket = 0;
    std::int64_t issue = 0;  // the one since then
    std::int64_t at = 0;
    std::int64_t actor = 0;  // 0: the host
    std::int64_t seller = 0;
    std::string before;    // the holder until then
    std::string language;  // of the new one; empty: the organisation's
    static constexpr const char* table = "transfers";
    static constexpr auto columns = in_order{column<"ticket">(&TransferRow::ticket),
                                             column<"issue">(&TransferRow::issue),
                                             column<"at">(&TransferRow::at),
                                             column<"actor">(&TransferRow::actor),
                                             column<"seller">(&TransferRow::seller),
                                             column<"before">(&TransferRow::before),
                                             column<"language">(&TransferRow::language)};
};

// A ticket with a new code.
struct ReissueRow {
    std::int64_t ticket = 0;
    std::int64_t issue = 0;  // the new one
    std::int64_t at = 0;
    static constexpr const char* table = "reissues";
    static constexpr auto columns =
        in_order{column<"ticket">(&ReissueRow::ticket), column<"issue">(&ReissueRow::issue),
                 column<"at">(&ReissueRow::at)};
};

struct PaymentRow {
    std::int64_t id = 0;
    std::int64_t order = 0;
    std::optional<std::int64_t> shift;
    std::int64_t collector = 0;
    Means means = Means::cash;
    std::int64_t amount = 0;
    std::int64_t taken = 0;
    std::optional<std::int64_t> transaction;  // the change it came with; absent: the sale
    static constexpr const char* table = "payments";
    static constexpr auto columns = in_order{
        column<"id">(&PaymentRow::id),       column<"order_id">(&PaymentRow::order),
        column<"shift">(&PaymentRow::shift), column<"collector">(&PaymentRow::collector),
        column<"means">(&PaymentRow::means), column<"amount">(&PaymentRow::amount),
        column<"taken">(&PaymentRow::taken), column<"transaction_id">(&PaymentRow::transaction)};
};

// Cash that was handed over for a payment, where somebody said.
struct TenderedRow {
    std::int64_t payment = 0;
    std::int64_t amount = 0;
    static constexpr const char* table = "tendered";
    static constexpr auto columns =
        in_order{column<"payment">(&TenderedRow::payment), column<"amount">(&TenderedRow::amount)};
};

struct IdempotencyRow {
    std::string key;
    std::int64_t actor = 0;
    std::string operation;
    std::string request;  // hash of it
    std::optional<std::int64_t> order;
    std::optional<std::string> answer;
    std::int64_t at = 0;
    static constexpr const char* table = "idempotency";
    static constexpr auto columns = in_order{column<"key">(&IdempotencyRow::key),
                                             column<"actor">(&IdempotencyRow::actor),
                                             column<"operation">(&IdempotencyRow::operation),
                                             column<"request">(&IdempotencyRow::request),
                                             column<"order_id">(&IdempotencyRow::order),
                                             column<"answer">(&IdempotencyRow::answer),
                                             column<"at">(&IdempotencyRow::at)};
};

// An order with everything that belongs to it.
struct OrderRows {
    OrderRow order;
    PartyNames names;  // of a facilitated order
    std::vector<LineRow> lines;
    std::vector<EffectRow> effects;
    std::vector<LineTaxRow> taxes;
    std::vector<TicketRow> tickets;
    std::vector<CommissionRow> commissions;
    std::vector<TicketAnswerRow> answers;
    std::vector<PaymentRow> payments;
    std::vector<TenderedRow> tendered;
    std::vector<CollectionRow> collections;
    std::optional<RegistrationRow> registration;  // of one that was not paid when it was placed
    std::vector<TransactionRow> transactions;     // what happened to it since
    std::vector<EndedTicketRow> ended;
};

}  // namespace willcall::sales

#endif
