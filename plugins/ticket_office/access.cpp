#include "access.hpp"

#include <algorithm>
#include <array>

namespace ticket_office {

namespace {

using Scope = willcall::plugin::Policy::Scope;

// Where orders are seen or changed, one by one; a list of seats names who has them.
bool is_of_orders(std::string_view permission) {
    static constexpr std::array<std::string_view, 7> beginnings{
        "/orders/",          "/tickets/",         "/deliveries/",
        "/customers/orders", "/customers/booked", "/customers/purchased",
        "/seats/list"};
    return std::ranges::any_of(beginnings,
                               [&](auto beginning) { return permission.starts_with(beginning); });
}
// Reports that show orders, line by line.
bool is_book(std::string_view permission) {
    static constexpr std::array<std::string_view, 7> books{
        "/reports/order-book", "/reports/payment-book", "/reports/payment", "/reports/attendance",
        "/reports/analysis",   "/reports/sold-orders",  "/reports/holdings"};
    return std::ranges::find(books, permission) != books.end();
}
bool is_of_statistics(std::string_view permission) {
    return permission.starts_with("/reports/") || permission.starts_with("/sales/");
}

Orders as_orders(Statistics level) {
    switch (level) {
    case Statistics::office: return Orders::office;
    case Statistics::own: return Orders::own;
    case Statistics::none: break;
    }
    return Orders::none;
}

Scope scope_of(Orders level) {
    switch (level) {
    case Orders::all: return Scope::all;
    case Orders::office: return Scope::channel;
    case Orders::own: return Scope::own_at_channel;
    case Orders::none: break;
    }
    return Scope::none;
}

Access::Decision narrowed(std::optional<Orders> level) {
    if (!level) return {};
    return {Access::Opinion::none, scope_of(*level)};
}

}  // namespace

Access::Access(Host host) {
    for (const auto& [key, name, settings] : host.channels<Settings>())
        offices_.emplace(key, Levels{settings.orders, settings.statistics, settings.receipt});
}

Access::Decision Access::decide(const Question& question) const {
    const auto permission = question.permission;
    const bool of_orders = is_of_orders(permission);
    if (!of_orders && !is_of_statistics(permission) && permission != "/shifts/document") return {};
    const auto found = offices_.find(std::string(question.parties().channel));
    if (found == offices_.end()) return {};
    const auto& [orders, statistics, receipt] = found->second;
    if (of_orders) return narrowed(orders);
    if (permission == "/shifts/document") {
        if (receipt) return {};
        return question.forbid("ticket_office.no_receipt",
                               "this office gets no closing balance as a document");
    }
    if (statistics == Statistics::none)
        return question.forbid("ticket_office.no_statistics",
                               "this office shows its operators no statistics");
    std::optional<Orders> level;
    if (statistics) level = as_orders(*statistics);
    if (is_book(permission) && orders) level = std::max(level.value_or(*orders), *orders);
    return narrowed(level);
}

}  // namespace ticket_office
