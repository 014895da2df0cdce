#include "office.hpp"

namespace ticket_office {

using willcall::plugin::Occasion;

Office::Office(const Settings& settings, Host host)
    : key_(host.key()), settings_(settings), rules_(host.key(), settings, host) {}

void Office::quotas(const Quotas& quotas) const {
    const auto declare = [&](const std::optional<Limit>& limit) {
        if (limit) quotas.declare(limit->key, limit->quota);
    };
    for (const auto& [event, rules] : rules_.all()) {
        declare(rules.cap);
        for (const auto& [key, type] : rules.types) declare(type.cap);
    }
    const auto& credits = rules_.credits();
    if (!credits) return;
    if (settings_.refunds_return_credits) quotas.declare(credits->key, credits->quota);
    else quotas.declare_spent(credits->key, credits->quota);
}

bool Office::sells(const Line& line) const {
    const auto* const rules = rules_.find(line.event);
    const auto* const type = rules == nullptr ? nullptr : rules->type(line.ticket_type);
    const auto the_event = [&] { return "the event `" + std::string(line.event) + '`'; };
    if (rules != nullptr && !rules->on_sale)
        return line.refuse("ticket_office.withdrawn",
                           the_event() + " is withdrawn from this office");
    if (type != nullptr && !type->on_sale)
        return line.refuse("ticket_office.type_withdrawn",
                           "the ticket type `" + std::string(line.ticket_type) + "` of " +
                               the_event() + " is not sold at this office");
    if (rules != nullptr && !rules->codes && line.with_codes())
        return line.refuse("ticket_office.no_codes",
                           "this office takes no promotion codes for " + the_event());
    claim(line, rules, type);
    return true;
}

// A credit is used by a ticket that is issued: not by a registration until it is paid, and not by
// tickets for others, unless those give theirs back.
void Office::claim(const Line& line, const EventRules* rules, const TypeHere* type) const {
    if (rules != nullptr && rules->cap) line.claim(rules->cap->key, line.quantity);
    if (type != nullptr && type->cap) line.claim(type->cap->key, line.quantity);
    const auto& credits = rules_.credits();
    if (!credits) return;
    const auto occasion = line.occasion();
    if (occasion == Occasion::sale ||
        (occasion == Occasion::exchange && settings_.refunds_return_credits))
        line.claim(credits->key, line.quantity);
}

std::optional<Office::Terms> Office::terms(const Sale& sale) const {
    const auto most = settings_.tickets_per_order;
    if (most && sale.ticket_count > *most)
        return sale.refuse("ticket_office.too_many", "here an order has fewer tickets",
                           {{"asked", sale.ticket_count}, {"most", *most}});
    Terms terms{.payment = Payment::due, .shift = Shift::by_role, .location = settings_.location};
    terms.method = sale.method.empty() ? usual_method() : sale.method;
    if (terms.method == "none") terms.method = {};
    if (terms.method.empty()) return terms;
    terms.recipient = terms.method == "email" ? sale.address() : sale.recipient;
    if (terms.method != "email" || !terms.recipient.empty()) return terms;
    if (sale.parties().facilitator.empty())
        return sale.refuse("ticket_office.recipient_required",
                           "tickets go out by email, but no address is given");
    // Whoever books for another may have none: the order stands, and warns that nobody is told.
    terms.method = {};
    return terms;
}

std::optional<Office::ChangeTerms> Office::change(const Change& change) const {
    if (change.kind > ChangeKind::exchange)
        return change.refuse("ticket_office.no_transfers",
                             "tickets of this office stay with who bought them");
    const bool of_sold = change.kind == ChangeKind::refund || change.kind == ChangeKind::exchange;
    if (of_sold && !settings_.refunds)
        return change.refuse("ticket_office.no_refunds",
                             "this office neither refunds nor exchanges");
    if (!of_sold && !settings_.registrations)
        return change.refuse("ticket_office.no_registrations",
                             "this office takes no registrations");
    if (change.kind == ChangeKind::payment && rules_.credits())
        for (std::size_t line = 0; line < change.line_tickets.size(); ++line)
            change.claim(line, rules_.credits()->key, change.line_tickets[line]);
    return ChangeTerms{.payment = Payment::due, .location = settings_.location};
}

// What is as usual needs no row: a default that is changed later changes nothing of it either.
void Office::meet(std::span<const std::string_view> events, Turn turn) const {
    const auto& [on_sale, quota, codes] = settings_.new_events;
    if (settings_.new_events.are_as_usual()) return;
    std::vector<EventRule> rules;
    for (const auto event : events)
        rules.push_back({key_, std::string(event), on_sale, quota, codes});
    turn.put(std::span<const EventRule>(rules));
}

Office::Handing Office::closing(const Call&) const {
    return settings_.mail_closing ? Handing{"email", {}} : Handing{};
}

Office::SignIn Office::sign_in(const Call&) const {
    return {settings_.one_device, settings_.take_over, settings_.idle_minutes};
}

std::string_view Office::usual_method() const {
    return words_of(settings_.delivery)[static_cast<std::size_t>(settings_.delivery)];
}

}  // namespace ticket_office
