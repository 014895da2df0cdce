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
    shown.token = quote_token(quote);
    return shown;
}

namespace {

// What is asked for: the same price for something else is another quote.
std::string lines_digest(const Quote& quote) {
    std::string text;
    for (const auto& line : quote.lines) {
        text += line.performance->key + ' ' + line.ticket_type->key + ' ' +
                std::to_string(line.quantity);
        if (line.seats) {
            text += line.seats->together ? " together" : " apart";
            for (const auto seat : line.seats->named)
                text += ' ' + line.performance->plan->seats[seat].guid;
        }
        text += '\n';
    }
    constexpr std::size_t enough = 16;
    return digest(text).substr(0, enough);
}

}  // namespace

std::string quote_token(const Quote& quote) {
    std::string token = "lines=" + lines_digest(quote) + ';';
    for (const auto& [name, epoch] : quote.snapshot->epochs)
        token += name + '=' + std::to_string(epoch) + ';';
    if (quote.owner) token += "owner=" + quote.owner->digest() + ';';
    if (quote.relations) token += "relations=" + digest_of(*quote.relations) + ';';
    if (quote.shift) token += "shift=" + std::to_string(*quote.shift) + ';';
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
