#include "facts.hpp"

#include <algorithm>
#include <tuple>

namespace {

using willcall::ContentTicket;
using willcall::DeliveryContent;
using willcall::Money;
using willcall::short_text;

class Wording {
public:
    Wording(const Language& language, const willcall::plugin::Organisation& organisation)
        : language_(language), organisation_(organisation) {}

    std::string money(Money amount) const { return language_.money(amount, organisation_); }
    std::string price(Money amount) const {
        return amount.minor == 0 ? language_.word("free") : money(amount);
    }

    TicketFacts ticket(const ContentTicket& ticket, std::size_t number, std::size_t count) const {
        return {short_text(ticket.id),
                ticket.code,
                ticket.event,
                ticket.place,
                language_.date(ticket.starts_wall),
                language_.time(ticket.starts_wall),
                language_.time(ticket.ends_wall),
                ticket.ticket_type,
                price(ticket.price),
                ticket.holder,
                language_.which(number, count),
                number < count ? "1" : ""};
    }
    LineFacts line(const ContentTicket& ticket, std::int64_t count) const {
        return {std::to_string(count),
                ticket.event,
                ticket.place,
                language_.date(ticket.starts_wall),
                language_.time(ticket.starts_wall),
                ticket.ticket_type,
                price(ticket.price),
                money(ticket.price * count)};
    }

private:
    const Language& language_;
    const willcall::plugin::Organisation& organisation_;
};

// Tickets that read the same, in the order of their first one.
struct Bundle {
    const ContentTicket* ticket;
    std::int64_t count;
};
std::vector<Bundle> bundles(const DeliveryContent& order) {
    const auto looks = [](const ContentTicket& ticket) {
        return std::tie(ticket.event, ticket.starts, ticket.place, ticket.ticket_type,
                        ticket.price);
    };
    std::vector<Bundle> found;
    for (const auto& ticket : order.tickets) {
        const auto same = std::ranges::find_if(
            found, [&](const Bundle& bundle) { return looks(*bundle.ticket) == looks(ticket); });
        if (same == found.end()) found.push_back({&ticket, 1});
        else ++same->count;
    }
    return found;
}

std::optional<CustomerFacts> customer(const willcall::ContentCustomer& customer) {
    if (customer.name.empty()) return std::nullopt;
    return CustomerFacts{customer.name, customer.email};
}

}  // namespace

OrderFacts facts_of(const DeliveryContent& order,
                    const willcall::plugin::Organisation& organisation, const std::string& tag,
                    const Language& language) {
    const Wording wording(language, organisation);
    OrderFacts facts;
    facts.language = tag;
    facts.direction = language.word("direction");
    facts.organiser = order.organiser;
    facts.number = order.number;
    facts.placed = language.date(order.placed_wall) + ", " + language.time(order.placed_wall);
    facts.buyer = order.buyer;
    facts.seller = order.seller.empty() ? order.channel : order.seller;
    facts.channel = order.channel;
    facts.total = wording.money(order.total);
    if (order.to_settle.minor != 0) facts.to_settle = wording.money(order.to_settle);
    facts.owner = customer(order.owner);
    facts.facilitator = customer(order.facilitator);
    for (const auto& [ticket, count] : bundles(order))
        facts.lines.push_back(wording.line(*ticket, count));
    for (const auto& [means, amount] : order.payments) {
        const auto word = language.words().find(means);
        facts.payments.push_back(
            {word == language.words().end() ? means : word->second, wording.money(amount)});
    }
    for (const auto& ticket : order.tickets)
        facts.tickets.push_back(
            wording.ticket(ticket, facts.tickets.size() + 1, order.tickets.size()));
    facts.words = language.words();
    return facts;
}
