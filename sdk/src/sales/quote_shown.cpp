// What orders.quote answers: the quote, and the token of what it depended on.
#include "operations/digest.hpp"
#include "sales/quote.hpp"
#include "sales/showing.hpp"

#include <algorithm>

namespace willcall::sales {

OrderQuote show_quote(const Quote& quote, const Asked& asked, const Caller& caller) {
    OrderQuote shown;
    shown.possible = quote.possible();
    for (const auto& line : quote.lines) {
        shown.lines.push_back({line.performance->event->key,
                               line.performance->key,
                               line.ticket_type->key,
                               line.quantity,
                               {line.price},
                               {line.total},
                               line.effects,
                               {}});
        auto& last = shown.lines.back();
        if (line.performance->event->product) name_product(last);
        for (std::int64_t index = 0; index < line.quantity; ++index) {
            const auto kept = line.commissions_of(index);
            for (std::size_t one = 0; one < kept.size(); ++one)
                add_commission(last.commissions, line.commissions[one].name, kept[one]);
        }
        if (const auto& tax = line.ticket_type->tax)
            last.tax =
                LineTax{tax->name, catalogue::tax_rate_text(tax->rate), tax->on_top, {line.tax}};
    }
    shown.total = {quote.total - quote.to_settle};
    shown.to_settle = {quote.to_settle};
    shown.who.actor = caller.actor.login;
    shown.who.seller = caller.seller.login;
    shown.who.channel = caller.seller.channel;
    if (quote.location != nullptr) shown.who.location = quote.location->key;
    if (quote.shift && *quote.shift != 0) shown.who.shift = Id{*quote.shift};
    if (asked.facilitator != 0) shown.who.facilitator = Id{asked.facilitator};
    if (asked.owner != 0) shown.who.owner = Id{asked.owner};
    if (!quote.terms.method.empty())
        shown.delivery = DeliveryChoice{quote.terms.method, quote.terms.recipient};
    shown.reasons = quote.reasons;
    const bool told =
        !quote.terms.method.empty() || (asked.buyer != nullptr && !asked.buyer->email.empty());
    if (asked.facilitator != 0 && !told) shown.warnings.push_back(nobody_told());
    if (asked.explain) shown.explanations = quote.notes;
    shown.token = quote_token(quote, caller);
    return shown;
}

namespace {

std::string short_digest(const std::string& text) {
    constexpr std::size_t enough = 16;
    return digest(text).substr(0, enough);
}

// What is asked for: the same price for something else is another quote.
std::string lines_digest(const Quote& quote) {
    std::string text;
    for (const auto& line : quote.lines) {
        text.append(line.performance->key).append(" ").append(line.ticket_type->key).append(" ");
        text.append(std::to_string(line.quantity));
        if (line.seats) {
            text += line.seats->together ? " together" : " apart";
            for (const auto seat : line.seats->named)
                text.append(" ").append(line.performance->plan->seats[seat].guid);
        }
        text += '\n';
    }
    return short_digest(text);
}

// By which offers; empty: by none.
std::string offers_digest(const Quote& quote) {
    std::string text;
    for (std::size_t line = 0; line < quote.lines.size(); ++line)
        for (const auto& effect : quote.lines[line].effects)
            text.append(std::to_string(line))
                .append(" ")
                .append(effect.offer)
                .append(" ")
                .append(std::to_string(effect.units))
                .append("\n");
    return text.empty() ? text : short_digest(text);
}

std::string text_of(const PartySeen& party) {
    return std::to_string(party.id) + '.' + std::to_string(party.version);
}

}  // namespace

std::string quote_token(const Quote& quote, const Caller& caller) {
    std::string token;
    const auto add = [&](std::string_view name, const std::string& value) {
        token.append(name).append("=").append(value).append(";");
    };
    add("lines", lines_digest(quote));
    add("session", std::to_string(caller.actor.id) + '.' + std::to_string(caller.seller.id));
    for (const auto& [name, epoch] : quote.snapshot->epochs) add(name, std::to_string(epoch));
    // Always all of them: none, too, is something that may have changed.
    auto owner = text_of(quote.owner_seen);
    if (quote.owner) owner.append(".").append(quote.owner->digest());
    add("owner", owner);
    add("facilitator", text_of(quote.facilitator_seen));
    add("relation", quote.relation_seen);
    add("shift", std::to_string(quote.shift.value_or(0)));
    add("offers", offers_digest(quote));
    return token + "total=" + std::to_string(quote.total);
}

std::vector<std::string> token_changes(std::string_view before, std::string_view now) {
    const auto parts = [](std::string_view token) {
        std::vector<std::string_view> all;
        for (std::size_t begin = 0; begin <= token.size();) {
            const auto end = std::min(token.find(';', begin), token.size());
            all.push_back(token.substr(begin, end - begin));
            begin = end + 1;
        }
        return all;
    };
    const auto old = parts(before);
    std::vector<std::string> changes;
    for (const auto part : parts(now))
        if (std::ranges::find(old, part) == old.end())
            changes.emplace_back(part.substr(0, part.find('=')));
    return changes;
}

}  // namespace willcall::sales
