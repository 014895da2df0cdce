#include "facts.hpp"

#include <algorithm>
#include <span>
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
                date(ticket.starts_wall),
                time(ticket.starts_wall),
                time(ticket.ends_wall),
                ticket.ticket_type,
                price(ticket.price),
                ticket.holder,
                ticket.zone,
                ticket.row,
                ticket.seat,
                seats(std::vector{&ticket}),
                language_.which(number, count),
                number < count ? "1" : ""};
    }
    // Tickets that read the same.
    LineFacts line(const std::vector<const ContentTicket*>& tickets) const {
        const auto& ticket = *tickets.front();
        const auto count = static_cast<std::int64_t>(tickets.size());
        return {std::to_string(count),
                ticket.event,
                ticket.place,
                date(ticket.starts_wall),
                time(ticket.starts_wall),
                ticket.ticket_type,
                price(ticket.price),
                money(ticket.price * count),
                seats(tickets)};
    }
    NoticeLineFacts line(const willcall::NoticeLine& line) const {
        std::vector<const willcall::NoticeSeat*> seated;
        for (const auto& seat : line.seats) seated.push_back(&seat);
        return {
            std::to_string(line.quantity), line.event,       line.place,   date(line.starts_wall),
            time(line.starts_wall),        line.ticket_type, seats(seated)};
    }

private:
    // Nothing of what has no date.
    std::string date(const std::optional<willcall::LocalTime>& wall) const {
        return wall ? language_.date(*wall) : std::string();
    }
    std::string time(const std::optional<willcall::LocalTime>& wall) const {
        return wall ? language_.time(*wall) : std::string();
    }
    // "Stalls, Row 3, Seats 12, 13; Row 4, Seat 1", of tickets, or of whatever says its seat.
    template <class Seated>
    std::string seats(const std::vector<const Seated*>& tickets) const {
        const auto row_of = [](const Seated* ticket) {
            return std::tie(ticket->zone, ticket->row);
        };
        std::string text;
        for (auto next = tickets.begin(); next != tickets.end();) {
            const auto end = std::find_if(next, tickets.end(), [&](const Seated* ticket) {
                return row_of(ticket) != row_of(*next);
            });
            const auto part = seats_of_row(std::span<const Seated* const>(next, end));
            if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
            next = end;
        }
        return text;
    }
    template <class Seated>
    std::string seats_of_row(std::span<const Seated* const> tickets) const {
        const auto& first = *tickets.front();
        if (first.seat.empty()) return {};
        auto text = first.zone;
        const auto add = [&](const char* word, const std::string& said) {
            if (!text.empty()) text += ", ";
            text += language_.word(word) + ' ' + said;
        };
        if (!first.row.empty()) add("row", first.row);
        auto numbers = first.seat;
        for (const auto* ticket : tickets.subspan(1)) numbers += ", " + ticket->seat;
        add(tickets.size() == 1 ? "seat" : "seats", numbers);
        return text;
    }

    const Language& language_;
    const willcall::plugin::Organisation& organisation_;
};

// Tickets that read the same, in the order of their first one.
std::vector<std::vector<const ContentTicket*>> bundles(const DeliveryContent& order) {
    const auto looks = [](const ContentTicket& ticket) {
        return std::tie(ticket.event, ticket.starts, ticket.place, ticket.ticket_type,
                        ticket.price);
    };
    std::vector<std::vector<const ContentTicket*>> found;
    for (const auto& ticket : order.tickets) {
        const auto same = std::ranges::find_if(
            found, [&](const auto& bundle) { return looks(*bundle.front()) == looks(ticket); });
        if (same == found.end()) found.push_back({&ticket});
        else same->push_back(&ticket);
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
    auto facts = begun<OrderFacts>(order, tag, language);
    facts.number = order.number;
    facts.placed = language.moment(order.placed_wall);
    facts.buyer = order.buyer;
    facts.seller = order.seller.empty() ? order.channel : order.seller;
    facts.channel = order.channel;
    facts.total = wording.money(order.total);
    if (order.to_settle.minor != 0) facts.to_settle = wording.money(order.to_settle);
    facts.owner = customer(order.owner);
    facts.facilitator = customer(order.facilitator);
    for (const auto& bundle : bundles(order)) facts.lines.push_back(wording.line(bundle));
    for (const auto& [name, rate, amount] : order.taxes)
        facts.taxes.push_back({name, rate, wording.money(amount)});
    for (const auto& [means, amount, change] : order.payments) {
        facts.payments.push_back({language.in_words(means), wording.money(amount),
                                  change.minor == 0 ? std::string() : wording.money(change)});
    }
    for (const auto& ticket : order.tickets)
        facts.tickets.push_back(
            wording.ticket(ticket, facts.tickets.size() + 1, order.tickets.size()));
    return facts;
}

NoticeFacts facts_of(const willcall::NoticeContent& notice,
                     const willcall::plugin::Organisation& organisation, const std::string& tag,
                     const Language& language) {
    const Wording wording(language, organisation);
    auto facts = begun<NoticeFacts>(notice, tag, language);
    facts.number = notice.number;
    facts.whom = notice.whom;
    facts.title = language.in_words("notice_" + notice.reason);
    facts.reason = language.in_words("told_" + notice.reason);
    facts.at = language.moment(notice.at_wall);
    if (notice.paid_back) facts.paid_back = wording.money(*notice.paid_back);
    if (notice.until_wall) facts.until = language.moment(*notice.until_wall);
    for (const auto& line : notice.lines) facts.lines.push_back(wording.line(line));
    return facts;
}
