// What was decided in a turn, as rows: an order written down from its quote, and all of a turn's
// orders written at once.
#include "sales/drawers.hpp"
#include "sales/payments.hpp"
#include "sales/placing.hpp"

#include <algorithm>

namespace willcall::sales {

namespace {

template <store::Stored Row>
std::span<const Row> as_rows(const Row& row) {
    return {&row, 1};
}
template <store::Stored Row>
std::span<const Row> as_rows(const std::optional<Row>& row) {
    return {row ? &*row : nullptr, row ? 1U : 0U};
}
template <store::Stored Row>
std::span<const Row> as_rows(const std::vector<Row>& rows) {
    return rows;
}

// Writes one kind of row of all orders, from where they answer with it: nothing is copied.
template <store::Stored Row, class Member>
void insert_each(store::Connection& turn, std::span<const OrderToPlace* const> placed,
                 Member OrderRows::*member) {
    std::vector<store::Cell> cells;
    cells.reserve(placed.size() * store::column_count<Row>());
    for (const auto* const order : placed)
        for (const Row& row : as_rows(std::get<OrderRows>(order->outcome).*member))
            Row::columns.each(
                [&](const auto& one) { cells.push_back(store::to_cell(row.*one.member)); });
    turn.insert_cells(Row::table, store::column_list<Row>(), store::column_count<Row>(), cells);
}

}  // namespace

void Placing::forget_rows() {
    placed_.clear();
    claims_.clear();
    holds_.clear();
    keys_.clear();
    seen_.clear();
    deliveries_.clear();
    notices_.clear();
    registered_.clear();
    happened_.clear();
    baskets_.clear();
    owners_.clear();
    ended_.clear();
    expired_ = false;
}

OrderRows Placing::write_down(const OrderToPlace& order, const ShiftRow* shift, SeatsTaken& seats) {
    const auto& quote = *order.quote;
    const auto& caller = *order.caller;
    OrderRows rows;
    auto& head = rows.order;
    head.id = identifiers_.next(order.now);
    head.placed = order.now;
    head.session = caller.session;
    head.actor = caller.kind == SessionKind::host ? 0 : caller.actor.id;
    head.seller = caller.seller.id;
    head.channel = quote.channel->id;
    if (shift != nullptr) head.shift = shift->id;
    if (const auto* location = location_of(order)) {
        head.location = location->id;
        auto drawn = counters_.draw(*location);
        head.serial = drawn.serial;
        head.number = std::move(drawn.text);
    }
    if (order.asked->facilitator != 0) {
        head.facilitator = order.asked->facilitator;
        rows.names = order.asked->names;
    }
    if (order.asked->owner != 0) head.owner = order.asked->owner;
    if (const auto* buyer = order.asked->buyer) {
        head.buyer_name = buyer->name;
        head.buyer_email = buyer->email;
        head.buyer_postcode = buyer->postcode;
        head.buyer_language = buyer->language;
    }
    head.reference = order.asked->reference;
    head.tickets = quote.ticket_count;
    head.total = quote.total;
    head.to_settle = quote.to_settle;
    head.delivery_method = quote.terms.method;
    head.delivery_to = quote.terms.method.empty() ? std::string() : quote.terms.recipient;
    add_tickets(rows, order, seats);
    add_payments(rows, order);
    return rows;
}

void Placing::add_tickets(OrderRows& rows, const OrderToPlace& order, SeatsTaken& seats) {
    const auto& quote = *order.quote;
    const auto make_id = [&] { return identifiers_.next(order.now); };
    if (!order.asked->registration) {
        add_lines(rows, quote, {}, seats, make_id);
        add_claims(claims_, rows.order.id, 0, order.claims);
        return;
    }
    rows.registration =
        RegistrationRow{rows.order.id, RegistrationState::open, quote.held_until, std::nullopt};
    add_lines(rows, quote, {.state = TicketState::held}, seats, make_id);
    add_holds(holds_, *rows.registration, order.claims);
}

void Placing::add_payments(OrderRows& rows, const OrderToPlace& order) {
    if (order.asked->payments == nullptr) return;
    for (const auto& payment : *order.asked->payments) {
        PaymentRow row;
        row.id = identifiers_.next(order.now);
        row.order = rows.order.id;
        row.shift = rows.order.shift;
        row.collector = collector_of(payment, *order.caller);
        row.means = payment.means;
        row.amount = payment.amount.minor;
        row.taken = order.now;
        rows.order.paid += row.amount;
        if (row.shift) counters_.take(*row.shift, row.means, row.amount);
        add_payment(row, payment, rows.payments, rows.tendered);
        const auto* drawer = counters_.open_shift(row.collector);
        if (auto collection = collected(row, order.caller->seller.id, drawer))
            rows.collections.push_back(*collection);
    }
}

// Keeps what was decided until the turn writes all of it at once.
void Placing::remember(const OrderToPlace& order) {
    const auto& head = std::get<OrderRows>(order.outcome).order;
    placed_.push_back(&order);
    if (!order.key.empty()) {
        // The same key may stand in one batch twice.
        seen_[{order.key, order.caller->actor.id, order.operation}] =
            Seen{order.request_hash, head.id};
        keys_.push_back({order.key, order.caller->actor.id, order.operation, order.request_hash,
                         head.id, std::nullopt, order.now});
    }
    // A registration hands out nothing before it is paid.
    if (order.asked->registration) tell_registered(order);
    else if (!head.delivery_method.empty())
        deliveries_.push_back(
            delivery::promise(identifiers_.next(order.now),
                              {head.id, head.delivery_method, std::span(&order.quote->carrier, 1),
                               head.delivery_to, head.tickets},
                              order.now));
    happened_.push_back({std::max(order.now, order.booked), head.session, head.actor, head.seller,
                         order.operation, head.id, head.total, order.request_hash,
                         order.caller->acts_since});
}

// By the way that will bring the tickets, if notices go that way.
void Placing::tell_registered(const OrderToPlace& order) {
    const auto& rows = std::get<OrderRows>(order.outcome);
    const auto& head = rows.order;
    if (!order.quote->channel->notices || head.delivery_method.empty()) return;
    const auto& snapshot = *order.quote->snapshot;
    const auto carriers =
        delivery::notice_carriers(*snapshot.catalogue, *snapshot.instances, head.delivery_method);
    if (carriers.empty()) return;
    const auto id = identifiers_.next(order.now);
    deliveries_.push_back(delivery::promise(
        id, {std::nullopt, head.delivery_method, carriers, head.delivery_to, head.tickets},
        order.now));
    delivery::NoticeRow notice;
    notice.delivery = id;
    notice.reason = NoticeReason::registered;
    notice.at = order.now;
    notice.order = head.id;
    notices_.push_back(std::move(notice));
    for (const auto& ticket : rows.tickets) registered_.push_back({id, ticket.id, ticket.issue});
}

void Placing::flush(store::Connection& turn) {
    if (placed_.empty()) {
        forget_rows();
        return ledger_.forget_limits();
    }
    // Two engines that write the same keys wait for each other in one order, too.
    std::ranges::sort(keys_, {}, &IdempotencyRow::key);
    ledger_.write(turn);
    ledger_.forget_limits();
    counters_.write(turn);
    insert_each<OrderRow>(turn, placed_, &OrderRows::order);
    insert_each<LineRow>(turn, placed_, &OrderRows::lines);
    insert_each<EffectRow>(turn, placed_, &OrderRows::effects);
    insert_each<LineTaxRow>(turn, placed_, &OrderRows::taxes);
    for (const auto& [basket, order] : ended_)
        end_basket(turn, basket, BasketState::ordered, order);
    turn.insert_all(claims_);
    turn.insert_all(holds_);
    insert_each<RegistrationRow>(turn, placed_, &OrderRows::registration);
    insert_each<TicketRow>(turn, placed_, &OrderRows::tickets);
    insert_each<CommissionRow>(turn, placed_, &OrderRows::commissions);
    insert_each<TicketAnswerRow>(turn, placed_, &OrderRows::answers);
    const auto now = placed_.back()->now;
    halls_.write(turn, [&] { return identifiers_.next(now); });
    insert_each<PaymentRow>(turn, placed_, &OrderRows::payments);
    insert_each<TenderedRow>(turn, placed_, &OrderRows::tendered);
    insert_each<CollectionRow>(turn, placed_, &OrderRows::collections);
    turn.insert_all(keys_);
    turn.insert_all(deliveries_);
    turn.insert_all(notices_);
    turn.insert_all(registered_);
    chain_.append(turn, happened_, [&] { return identifiers_.next(now); });
    forget_rows();
}

}  // namespace willcall::sales
