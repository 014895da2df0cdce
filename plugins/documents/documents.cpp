// documents: tickets and confirmations as plain text, one page of about A5 for each ticket.
#include "page.hpp"

#include <willcall/plugin/plugin.hpp>

namespace {

using willcall::ContentTicket;
using willcall::DeliveryContent;

std::string ticket_page(const DeliveryContent& order, std::size_t number) {
    const auto& ticket = order.tickets[number];
    Page page;
    page.rule("═");
    page.paragraph(order.organiser);
    page.rule("─");
    page.gap();
    page.paragraph(ticket.event);
    page.gap();
    page.entry("When", ticket.starts_text);
    page.entry("Where", ticket.place);
    page.entry("Ticket", ticket.ticket_type);
    page.entry("Price", ticket.price_text);
    page.entry("Holder", ticket.holder);
    page.entry("Order", order.number);
    page.gap();
    page.rule("─");
    page.paragraph("Ticket " + std::to_string(number + 1) + " of " +
                   std::to_string(order.tickets.size()));
    // Whoever copies the code needs it in one piece, however long it is.
    if (!ticket.code.empty()) page.unbroken(ticket.code);
    page.rule("═");
    return page.text();
}

std::string tickets(const DeliveryContent& order) {
    std::string pages;
    for (std::size_t number = 0; number < order.tickets.size(); ++number) {
        if (number > 0) pages += '\f';
        pages += ticket_page(order, number);
    }
    return pages;
}

// Tickets that read the same, in the order of their first one.
struct Bundle {
    const ContentTicket* ticket;
    std::size_t count;
};
std::vector<Bundle> bundles(const DeliveryContent& order) {
    const auto looks = [](const ContentTicket& ticket) {
        return std::tie(ticket.event, ticket.starts_text, ticket.place, ticket.ticket_type,
                        ticket.price_text);
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

std::string confirmation(const DeliveryContent& order) {
    Page page;
    page.paragraph(order.organiser);
    page.gap();
    page.entry("Order", order.number);
    page.entry("Placed", order.placed_text);
    page.entry("Buyer", order.buyer);
    page.entry("Sold by", order.seller.empty() ? order.channel : order.seller);
    for (const auto& [ticket, count] : bundles(order)) {
        page.gap();
        page.paragraph(std::to_string(count) + " × " + ticket->ticket_type + ", " +
                       ticket->price_text);
        page.paragraph(ticket->event);
        page.paragraph(ticket->place.empty() ? ticket->starts_text
                                             : ticket->starts_text + ", " + ticket->place);
    }
    page.gap();
    page.entry("Total", order.total_text);
    return page.text();
}

class Documents final : public willcall::plugin::Document {
public:
    static constexpr auto makes =
        std::array{document("ticket", "text/plain"), document("confirmation", "text/plain")};

    std::string make(const Wanted& wanted) const override {
        const auto order = wanted.content();
        return wanted.kind == "ticket" ? tickets(order) : confirmation(order);
    }
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Documents>("documents", "1.0.0",
                                               "tickets and confirmations as plain text");
}
