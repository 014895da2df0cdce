// Registrations paid and given up, refunds, exchanges.
#include "sales/changing.hpp"
#include "sales/place.hpp"
#include "sales/telling.hpp"

namespace willcall::sales {

namespace {

std::int64_t value_of(const std::vector<TicketRow>& tickets) {
    std::int64_t value = 0;
    for (const auto& ticket : tickets) value += ticket.price;
    return value;
}

std::int64_t counted(const std::vector<TicketRow>& tickets) {
    return static_cast<std::int64_t>(tickets.size());
}

void refuse_negative(const Money& fee) {
    if (fee.minor < 0) throw invalid("fee: must not be negative").at("fee");
}

// Only what is registered and not paid can be paid or given up.
std::optional<Refusal> refuse_unless_open(const OrderRows& rows) {
    if (!rows.registration || rows.registration->state == RegistrationState::paid)
        return refusal("orders.paid_already", "the order is not an unpaid registration");
    if (rows.registration->state == RegistrationState::cancelled)
        return refusal("orders.cancelled", "the registration was cancelled");
    if (rows.registration->state == RegistrationState::released)
        return refusal("orders.released", "the registration was released");
    return std::nullopt;
}

std::optional<Refusal> refuse_unpaid(const OrderRows& rows) {
    if (rows.registration && rows.registration->state != RegistrationState::paid)
        return refusal("orders.unpaid", "the order was never paid");
    return std::nullopt;
}

Answered<Order> pay(const Needs& needs, Call& call, const PayOrder& request) {
    Changing change(needs, call, request.id, TransactionKind::payment, "/orders/pay", {});
    const auto& rows = change.order();
    if (auto refused = refuse_unless_open(rows)) return std::move(*refused);
    if (auto refused = change.settle_terms(rows.order.tickets, rows.order.total))
        return std::move(*refused);
    if (auto refused = change.take_claims()) return std::move(*refused);
    change.sell(rows.order.total);
    if (auto refused = change.settle(request.payments)) return std::move(*refused);
    auto& turn = *call.connection;
    change.write();
    change.take_held();
    turn.execute("update registrations set state = ?, transaction_id = ? where order_id = ?",
                 static_cast<std::int64_t>(RegistrationState::paid), change.id(), rows.order.id);
    turn.execute("update tickets set state = ? where order_id = ?", TicketState::valid,
                 rows.order.id);
    delivery::cancel_registered(turn, rows.order.id);
    promise_anew(needs, call, rows.order.id, true);
    return change.finish();
}

Answered<Order> cancel(const Needs& needs, Call& call, const CancelOrder& request) {
    Changing change(needs, call, request.id, TransactionKind::cancellation, "/orders/cancel",
                    request.note);
    const auto& rows = change.order();
    if (auto refused = refuse_unless_open(rows)) return std::move(*refused);
    if (auto refused = change.settle_terms(rows.order.tickets, rows.order.total))
        return std::move(*refused);
    change.write();
    Telling(needs, call).of_tickets(rows.order, rows.tickets, NoticeReason::cancelled);
    end_registration(*call.connection, change.ledger(), rows.order.id, RegistrationState::cancelled,
                     change.id(), call.make_id);
    return change.finish();
}

Answered<Order> refund(const Needs& needs, Call& call, const RefundOrder& request) {
    refuse_negative(request.fee);
    Changing change(needs, call, request.id, TransactionKind::refund, "/orders/refund",
                    request.note);
    if (auto refused = refuse_unpaid(change.order())) return std::move(*refused);
    auto chosen = change.choose(request.tickets);
    if (auto* refused = std::get_if<Refusal>(&chosen)) return std::move(*refused);
    const auto& tickets = std::get<std::vector<TicketRow>>(chosen);
    const auto value = value_of(tickets);
    if (request.fee.minor > value)
        return refusal("refund.fee_too_large", "the fee is more than the tickets were",
                       {{"fee", request.fee.minor}, {"value", value}});
    if (auto refused = change.settle_terms(counted(tickets), value)) return std::move(*refused);
    change.end(tickets);
    change.keep(request.fee.minor);
    if (auto refused = change.settle(request.payments)) return std::move(*refused);
    change.write();
    Telling(needs, call)
        .of_tickets(change.order().order, tickets, NoticeReason::refunded, change.id());
    promise_anew(needs, call, request.id.number, false);
    return change.finish();
}

// The new tickets as a sale to the same buyer: channel, rules and prices as for any.
Asked asked_for(const OrderRows& rows, const ExchangeOrder& request, const Buyer& buyer,
                const DeliveryChoice& delivery) {
    Asked asked;
    asked.lines = &request.lines;
    asked.delivery = rows.order.delivery_method.empty() ? nullptr : &delivery;
    asked.buyer = &buyer;
    asked.owner = rows.order.owner.value_or(0);
    asked.facilitator = rows.order.facilitator.value_or(0);
    asked.complete = true;
    asked.promotion_codes = &request.promotion_codes;
    return asked;
}

// The tickets of the order that stay.
std::vector<TicketRow> rows_beside(const OrderRows& rows) {
    std::vector<TicketRow> beside;
    std::ranges::copy_if(rows.tickets, std::back_inserter(beside),
                         [](const TicketRow& ticket) { return ticket.state != TicketState::dead; });
    return beside;
}

std::optional<Refusal> refuse_over(const Quote& before, const std::vector<TicketRow>& tickets,
                                   std::int64_t now) {
    for (const auto& ticket : tickets) {
        const auto* performance = before.snapshot->catalogue->performance(ticket.performance);
        if (performance != nullptr && now >= performance->ends)
            return refusal("exchange.performance_over",
                           "`" + performance->key + "` is over, its tickets stay as they are",
                           {{"ended", performance->ends}});
    }
    return std::nullopt;
}

// Takes what the new lines claim, after what the old tickets gave back: the last two tickets of a
// performance can be exchanged for one another.
Answered<Quote> quote_in_turn(const Needs& needs, Call& call, Asked& asked, Changing& change) {
    for (;;) {
        auto quote = make_quote(call, needs.snapshot_of(call), *needs.world, asked);
        if (!quote.possible()) return Refusal{quote.reasons};
        auto& turn = *call.connection;
        change.ledger().load(turn, quotas_of(quote), limits_of(quote), call.make_id);
        const auto found = all_claims(quote, change.ledger());
        const auto claims = claims_of(found);
        const auto& aside = quote.set_aside;
        const auto* quota = change.ledger().take(claims, stock::Taken::sold, aside);
        while (quota != nullptr &&
               needs.placing->release_overdue(turn, change.ledger(), quota->id, call.now,
                                              needs.snapshot_of(call)))
            quota = change.ledger().take(claims, stock::Taken::sold, aside);
        if (quota == nullptr) return quote;
        auto [offer, reason] =
            short_of(found, *quota, change.ledger().set_aside(quota->id, aside, claims));
        if (offer.empty()) return Refusal{{std::move(reason)}};
        asked.left[said_key(quota->key)] = quota->left();
    }
}

// With seats, after those of the old tickets were given back: or why they can't all be had.
std::optional<Refusal> write_lines(const Needs& needs, Call& call, const Quote& quote,
                                   Changing& change) {
    auto& turn = *call.connection;
    const auto wanted = quote.seats(&change.ledger());
    stock::Halls halls;
    for (const auto& line : wanted)
        if (line.wanted != nullptr) halls.load(turn, *line.performance);
    SeatsTaken seats(halls, wanted);
    if (!seats.against().empty()) {
        for (const auto& claim : claims_of(quote.claims))
            if (needs.placing->release_overdue(turn, change.ledger(), claim.quota, call.now,
                                               needs.snapshot_of(call)))
                return write_lines(needs, call, quote, change);
        return Refusal{seats.against()};
    }
    OrderRows rows;
    rows.order = change.order().order;
    const auto first = static_cast<std::int64_t>(change.order().lines.size());
    add_lines(rows, quote, {TicketState::valid, first, change.id()}, seats, change.make_id());
    seats.keep();
    turn.insert_all(rows.lines);
    turn.insert_all(rows.effects);
    turn.insert_all(rows.taxes);
    turn.insert_all(rows.tickets);
    halls.write(turn, change.make_id());
    turn.insert_all(rows.commissions);
    turn.insert_all(rows.answers);
    std::vector<ClaimRow> claims;
    add_claims(claims, rows.order.id, first, all_claims(quote, change.ledger()));
    turn.insert_all(claims);
    return std::nullopt;
}

Answered<Order> exchange(const Needs& needs, Call& call, const ExchangeOrder& request) {
    refuse_negative(request.fee);
    Changing change(needs, call, request.id, TransactionKind::exchange, "/orders/exchange",
                    request.note);
    const auto& rows = change.order();
    if (auto refused = refuse_unpaid(rows)) return std::move(*refused);
    auto chosen = change.choose(request.tickets);
    if (auto* refused = std::get_if<Refusal>(&chosen)) return std::move(*refused);
    const auto& tickets = std::get<std::vector<TicketRow>>(chosen);
    if (auto refused = change.settle_terms(counted(tickets), value_of(tickets)))
        return std::move(*refused);
    change.end(tickets);
    const auto& head = rows.order;
    const Buyer buyer{head.buyer_name, head.buyer_email, head.buyer_postcode, head.buyer_language};
    const DeliveryChoice delivery{head.delivery_method, head.delivery_to};
    auto asked = asked_for(rows, request, buyer, delivery);
    const auto beside = rows_beside(rows);
    asked.beside = &beside;
    // What is given for it is not the owner's any more.
    asked.look = [&]() -> store::Connection& { return *call.connection; };
    asked.read_owner = [&] {
        auto owner = read_owner(*call.connection, asked.owner);
        std::erase_if(owner.products, [&](const HeldProduct& held) {
            return std::ranges::find(tickets, held.id, &TicketRow::id) != tickets.end();
        });
        return owner;
    };
    auto quoted = quote_in_turn(needs, call, asked, change);
    if (auto* refused = std::get_if<Refusal>(&quoted)) return std::move(*refused);
    const auto& quote = std::get<Quote>(quoted);
    if (auto refused = refuse_over(quote, tickets, call.now)) return std::move(*refused);
    change.sell(quote.total);
    change.keep(request.fee.minor);
    if (auto refused = change.settle(request.payments)) return std::move(*refused);
    change.write();
    if (auto refused = write_lines(needs, call, quote, change)) return std::move(*refused);
    Telling(needs, call).of_tickets(head, tickets, NoticeReason::exchanged);
    promise_anew(needs, call, head.id, true);
    return change.finish();
}

}  // namespace

std::vector<Operation> change_operations(const Needs& needs) {
    const auto moved_into = [&needs](auto handler) {
        return [needs, handler](Call& call, RegisterOrder request) {
            return handler(needs, call, std::move(request));
        };
    };
    return {
        begun_by<RegisterOrder>(
            operation<RegisterOrder, Order>("orders.register", "/orders/register",
                                            "holds tickets for a buyer who pays later",
                                            Handling::places, moved_into(place_registration)),
            moved_into(begin_registration)),
        operation<PayOrder, Order>("orders.pay", "/orders/pay",
                                   "takes the money for a registration; its tickets are handed out",
                                   Handling::writes, with(needs, pay)),
        operation<CancelOrder, Order>("orders.cancel", "/orders/cancel",
                                      "gives up a registration that was not paid", Handling::writes,
                                      with(needs, cancel)),
        operation<RefundOrder, Order>("orders.refund", "/orders/refund",
                                      "takes tickets back and pays their money out",
                                      Handling::writes, with(needs, refund)),
        operation<ExchangeOrder, Order>("orders.exchange", "/orders/exchange",
                                        "takes tickets back for others, and settles the difference",
                                        Handling::writes, with(needs, exchange)),
    };
}

}  // namespace willcall::sales
