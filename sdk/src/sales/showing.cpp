#include "sales/showing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace willcall::sales {

namespace {

struct NameRow {
    std::string name;
    static constexpr auto columns = in_order{column<"name">(&NameRow::name)};
};

// Keys of things that have left the catalogue can't be: nothing is ever deleted from it.
template <class Item>
std::string key_of(const Item* item) {
    return item == nullptr ? std::string() : item->key;
}

void show_commissions(const OrderRows& rows, std::vector<QuotedLine>& lines) {
    if (rows.commissions.empty()) return;
    std::unordered_map<std::int64_t, std::int64_t> line_of;
    for (const auto& ticket : rows.tickets) line_of.emplace(ticket.id, ticket.line);
    for (const auto& row : rows.commissions)
        add_commission(lines[static_cast<std::size_t>(line_of.at(row.ticket))].commissions,
                       row.name, row.amount);
}

std::vector<QuotedLine> show_lines(const OrderRows& rows, const catalogue::Catalogue& catalogue) {
    std::vector<QuotedLine> lines;
    for (const auto& row : rows.lines) {
        const auto* performance = catalogue.performance(row.performance);
        QuotedLine line;
        line.event = performance == nullptr ? std::string() : performance->event->key;
        line.performance = key_of(performance);
        line.ticket_type = key_of(catalogue.ticket_type(row.ticket_type));
        line.quantity = row.quantity;
        line.price = {row.price};
        line.total = {row.total};
        for (const auto& effect : rows.effects)
            if (effect.line == row.line)
                line.effects.push_back(
                    {effect.offer, effect.units, {effect.amount}, effect.reason});
        for (const auto& tax : rows.taxes)
            if (tax.line == row.line)
                line.tax = LineTax{
                    tax.name, catalogue::tax_rate_text(tax.rate), tax.on_top == 1, {tax.amount}};
        if (performance != nullptr && performance->event->product) name_product(line);
        lines.push_back(std::move(line));
    }
    show_commissions(rows, lines);
    return lines;
}

std::vector<Ticket> show_tickets(const OrderRows& rows, const std::vector<QuotedLine>& lines,
                                 const catalogue::Catalogue& catalogue, const CodeOf& code_of) {
    std::vector<Ticket> tickets;
    tickets.reserve(rows.tickets.size());
    for (const auto& row : rows.tickets) {
        const auto& line = lines[static_cast<std::size_t>(row.line)];
        const bool has_code = row.state != TicketState::dead && row.state != TicketState::held;
        tickets.push_back({{row.id},
                           row.line,
                           line.performance,
                           line.ticket_type,
                           {row.price},
                           {row.tax},
                           row.holder,
                           {},
                           row.state,
                           has_code && code_of ? code_of(row.id, row.issue) : std::string(),
                           show_seat(row.seat, catalogue.performance(row.performance)),
                           line.product});
        auto answer = std::ranges::lower_bound(rows.answers, row.id, {}, &TicketAnswerRow::ticket);
        for (; answer != rows.answers.end() && answer->ticket == row.id; ++answer)
            tickets.back().answers.emplace(answer->field, answer->answer);
    }
    return tickets;
}

// Who acted, for one row of an order or of a transaction.
template <class Row>
Attribution show_who(const Row& row, const OrderRow& order, const catalogue::Catalogue& catalogue,
                     const LoginOf& login_of) {
    Attribution who;
    who.actor = login_of(row.actor);
    who.seller = row.seller == row.actor ? who.actor : login_of(row.seller);
    who.channel = key_of(catalogue.channel(row.channel));
    if (row.location) who.location = key_of(catalogue.location(*row.location));
    if (row.shift) who.shift = Id{*row.shift};
    if (order.facilitator) who.facilitator = Id{*order.facilitator};
    if (order.owner) who.owner = Id{*order.owner};
    return who;
}

// Those of one transaction, or of the sale itself.
std::vector<PaymentTaken> show_payments(const OrderRows& rows,
                                        std::optional<std::int64_t> transaction,
                                        std::int64_t seller, const LoginOf& login_of) {
    std::vector<PaymentTaken> payments;
    for (const auto& payment : rows.payments) {
        if (payment.transaction != transaction) continue;
        payments.push_back({payment.means, {payment.amount}, {}, {}, {}});
        if (payment.collector != seller) payments.back().collected_by = login_of(payment.collector);
        const auto given = std::ranges::find(rows.tendered, payment.id, &TenderedRow::payment);
        if (given == rows.tendered.end()) continue;
        payments.back().tendered = Money{given->amount};
        payments.back().change = {given->amount - payment.amount};
    }
    return payments;
}

Transaction show_transaction(const OrderRows& rows, const TransactionRow& row,
                             const catalogue::Catalogue& catalogue, const LoginOf& login_of) {
    Transaction shown;
    shown.id = {row.id};
    shown.kind = row.kind;
    shown.number = row.number.value_or("");
    shown.at = {row.at};
    shown.who = show_who(row, rows.order, catalogue, login_of);
    for (const auto& ended : rows.ended)
        if (ended.transaction == row.id) shown.ended.push_back({ended.ticket});
    shown.sold = {row.sold};
    shown.given_back = {row.ended};
    shown.fee = {row.fee};
    shown.payments = show_payments(rows, row.id, row.seller, login_of);
    shown.paid = {row.paid};
    shown.to_settle = {row.to_settle};
    shown.note = row.note;
    return shown;
}

OrderState state_of(const OrderRows& rows) {
    if (rows.registration) switch (rows.registration->state) {
        case RegistrationState::open: return OrderState::registered;
        case RegistrationState::cancelled: return OrderState::cancelled;
        case RegistrationState::released: return OrderState::released;
        case RegistrationState::paid: break;
        }
    const bool ended = std::ranges::all_of(
        rows.tickets, [](const TicketRow& ticket) { return ticket.state == TicketState::dead; });
    return ended && !rows.tickets.empty() ? OrderState::ended : OrderState::sold;
}

}  // namespace

void add_commission(std::vector<LineCommission>& all, const std::string& name,
                    std::int64_t amount) {
    const auto same = std::ranges::find(all, name, &LineCommission::name);
    if (same == all.end()) all.push_back({name, {amount}});
    else same->amount.minor += amount;
}

void name_product(QuotedLine& line) {
    line.product = std::exchange(line.event, {});
    line.performance.clear();
    line.ticket_type.clear();
}

std::optional<Seat> show_seat(const std::string& guid,
                              const catalogue::PerformanceItem* performance) {
    if (guid.empty()) return std::nullopt;
    const auto* plan = performance == nullptr ? nullptr : performance->plan.get();
    const auto seat = plan == nullptr ? std::nullopt : plan->find(guid);
    return seat ? plan->shown(*seat) : Seat{guid, {}, {}, {}, {}};
}

std::optional<OrderRows> load_order(store::Connection& connection, std::int64_t id) {
    auto order = connection.find<OrderRow>("where id = ?", id);
    if (!order) return std::nullopt;
    OrderRows rows;
    rows.order = std::move(*order);
    if (rows.order.facilitator)
        rows.names = read_names(connection, rows.order.owner.value_or(0), *rows.order.facilitator);
    rows.lines = connection.select<LineRow>("where order_id = ? order by line", id);
    rows.effects = connection.select<EffectRow>("where order_id = ? order by line, position", id);
    rows.taxes = connection.select<LineTaxRow>("where order_id = ? order by line", id);
    rows.tickets = connection.select<TicketRow>("where order_id = ? order by line, id", id);
    rows.answers = connection.select<TicketAnswerRow>(
        "where ticket in (select id from tickets where order_id = ?) order by ticket, field", id);
    rows.commissions = connection.select<CommissionRow>(
        "where ticket in (select id from tickets where order_id = ?) order by ticket, position",
        id);
    rows.payments = connection.select<PaymentRow>("where order_id = ? order by taken, id", id);
    rows.tendered = connection.select<TenderedRow>(
        "where payment in (select id from payments where order_id = ?)", id);
    rows.registration = connection.find<RegistrationRow>("where order_id = ?", id);
    rows.transactions =
        connection.select<TransactionRow>("where order_id = ? order by position", id);
    if (!rows.transactions.empty())
        rows.ended = connection.select<EndedTicketRow>(
            "where transaction_id in (select id from transactions where order_id = ?) "
            "order by ticket",
            id);
    return rows;
}

namespace {

// Whoever held a ticket before it was first given on.
void name_first_holders(store::Connection& reading, OrderRows& rows) {
    std::map<std::int64_t, std::string> holders;
    for (auto& given : reading.select<TransferRow>(
             "where ticket in (select id from tickets where order_id = ?) order by ticket, issue",
             rows.order.id))
        holders.try_emplace(given.ticket, std::move(given.before));
    for (auto& ticket : rows.tickets)
        if (const auto found = holders.find(ticket.id); found != holders.end())
            ticket.holder = std::move(found->second);
}

}  // namespace

OrderRows as_placed(store::Connection& reading, OrderRows rows) {
    std::erase_if(rows.lines, [](const LineRow& line) { return line.transaction.has_value(); });
    const auto lines = static_cast<std::int64_t>(rows.lines.size());
    std::erase_if(rows.effects, [=](const EffectRow& effect) { return effect.line >= lines; });
    std::erase_if(rows.taxes, [=](const LineTaxRow& tax) { return tax.line >= lines; });
    std::erase_if(rows.tickets, [=](const TicketRow& ticket) { return ticket.line >= lines; });
    std::set<std::int64_t> tickets;
    for (const auto& ticket : rows.tickets) tickets.insert(ticket.id);
    std::erase_if(rows.commissions,
                  [&](const CommissionRow& one) { return !tickets.contains(one.ticket); });
    std::erase_if(rows.payments,
                  [](const PaymentRow& payment) { return payment.transaction.has_value(); });
    if (std::ranges::any_of(rows.tickets, [](const auto& ticket) { return ticket.issue != 1; }))
        name_first_holders(reading, rows);
    for (auto& ticket : rows.tickets) {
        ticket.state = rows.registration ? TicketState::held : TicketState::valid;
        ticket.issue = 1;
    }
    if (rows.registration) rows.registration->state = RegistrationState::open;
    rows.transactions.clear();
    rows.ended.clear();
    return rows;
}

PartyNames read_names(store::Connection& connection, std::int64_t owner, std::int64_t facilitator) {
    const auto name = [&](std::int64_t id) {
        const auto rows = connection.query<NameRow>("select name from customers where id = ?", id);
        return rows.empty() ? std::string() : rows.front().name;
    };
    return {name(facilitator), name(owner)};
}

Reason nobody_told() {
    Reason reason;
    reason.rule = "facilitator.not_told";
    reason.message = "the facilitator has no email address, so nobody is sent a confirmation";
    return reason;
}

Standing standing_of(const OrderRows& rows) {
    Standing standing{rows.order.paid, rows.order.to_settle};
    for (const auto& transaction : rows.transactions) {
        standing.paid += transaction.paid;
        standing.to_settle += transaction.to_settle;
    }
    return standing;
}

LoginOf logins_from(store::Connection& connection) {
    // A page of orders asks for the same few users again and again.
    auto known = std::make_shared<std::unordered_map<std::int64_t, std::string>>();
    return [&connection, known](std::int64_t user) -> std::string {
        if (user == 0) return "host";
        const auto [found, fresh] = known->try_emplace(user);
        if (fresh) {
            const auto facts = catalogue::find_user(connection, user);
            found->second = facts ? facts->login : id_text(user);
        }
        return found->second;
    };
}

Order show_order(const OrderRows& rows, const catalogue::Catalogue& catalogue,
                 const LoginOf& login_of, const CodeOf& code_of) {
    const auto& head = rows.order;
    Order order;
    order.id = {head.id};
    order.number = head.number.value_or("");
    for (const auto& transaction : rows.transactions) {
        order.transactions.push_back(show_transaction(rows, transaction, catalogue, login_of));
        if (transaction.kind == TransactionKind::payment)
            order.number = transaction.number.value_or("");
    }
    order.state = state_of(rows);
    order.placed = {head.placed};
    order.who = show_who(head, head, catalogue, login_of);
    order.buyer = head.buyer_name;
    order.reference = head.reference;
    order.lines = show_lines(rows, catalogue);
    order.tickets = show_tickets(rows, order.lines, catalogue, code_of);
    order.payments = show_payments(rows, std::nullopt, head.seller, login_of);
    const auto standing = standing_of(rows);
    order.total = {head.total};
    order.paid = {standing.paid};
    order.to_settle = {standing.to_settle};
    if (!head.delivery_method.empty())
        order.delivery = DeliveryChoice{head.delivery_method, head.delivery_to};
    if (!head.facilitator) return order;
    order.facilitated_by = rows.names.facilitator;
    order.on_behalf_of = rows.names.owner;
    if (head.buyer_email.empty() && head.delivery_method.empty())
        order.warnings.push_back(nobody_told());
    return order;
}

}  // namespace willcall::sales
