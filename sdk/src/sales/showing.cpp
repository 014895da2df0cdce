#include "sales/showing.hpp"

#include <unordered_map>

namespace willcall::sales {

namespace {

// Keys of things that have left the catalogue can't be: nothing is ever deleted from it.
template <class Item>
std::string key_of(const Item* item) {
    return item == nullptr ? std::string() : item->key;
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
                line.effects.push_back({effect.offer, effect.units, {effect.amount}});
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<Ticket> show_tickets(const OrderRows& rows, const std::vector<QuotedLine>& lines,
                                 const CodeOf& code_of) {
    std::vector<Ticket> tickets;
    tickets.reserve(rows.tickets.size());
    for (const auto& row : rows.tickets) {
        const auto& line = lines[static_cast<std::size_t>(row.line)];
        tickets.push_back({{row.id},
                           row.line,
                           line.performance,
                           line.ticket_type,
                           {row.price},
                           row.holder,
                           code_of ? code_of(row.id, row.issue) : std::string()});
    }
    return tickets;
}

}  // namespace

std::optional<OrderRows> load_order(store::Connection& connection, std::int64_t id) {
    auto order = connection.find<OrderRow>("where id = ?", id);
    if (!order) return std::nullopt;
    OrderRows rows;
    rows.order = std::move(*order);
    rows.lines = connection.select<LineRow>("where order_id = ? order by line", id);
    rows.effects = connection.select<EffectRow>("where order_id = ? order by line, position", id);
    rows.tickets = connection.select<TicketRow>("where order_id = ? order by id", id);
    rows.payments = connection.select<PaymentRow>("where order_id = ? order by id", id);
    return rows;
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
    order.placed = {head.placed};
    order.who.actor = login_of(head.actor);
    order.who.seller = head.seller == head.actor ? order.who.actor : login_of(head.seller);
    order.who.channel = key_of(catalogue.channel(head.channel));
    if (head.location) order.who.location = key_of(catalogue.location(*head.location));
    if (head.shift) order.who.shift = Id{*head.shift};
    if (head.facilitator) order.who.facilitator = Id{*head.facilitator};
    if (head.owner) order.who.owner = Id{*head.owner};
    order.buyer = head.buyer_name;
    order.reference = head.reference;
    order.lines = show_lines(rows, catalogue);
    order.tickets = show_tickets(rows, order.lines, code_of);
    for (const auto& payment : rows.payments)
        order.payments.push_back({payment.means, {payment.amount}});
    order.total = {head.total};
    order.paid = {head.paid};
    order.to_settle = {head.to_settle};
    if (!head.delivery_method.empty())
        order.delivery = DeliveryChoice{head.delivery_method, head.delivery_to};
    return order;
}

}  // namespace willcall::sales
