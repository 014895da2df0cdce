// Which orders and customers a caller may see, as a condition inside every query over them.
#ifndef WILLCALL_ACCESS_SCOPE_HPP
#define WILLCALL_ACCESS_SCOPE_HPP

#include "operations/call.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace willcall::access {

// From wide to narrow.
enum class Scope { all, channel, own, none };

constexpr const char* scope_word(Scope scope) {
    switch (scope) {
    case Scope::all: return "all";
    case Scope::channel: return "channel";
    case Scope::own: return "own";
    case Scope::none: break;
    }
    return "none";
}

// How list operations come to the scope of a call's caller under a permission.
using FindScope = std::function<Scope(const Call&, std::string_view permission)>;

// Put into a query over the table `orders` (under this very name): it has exactly one `?`, so that
// the values a query is given don't depend on the scope.
struct ScopeCondition {
    std::string sql;
    std::int64_t value = 0;
};

// `channel` is the item of the caller's channel, 0 for none. The seller decides, not the actor: who
// sells for another sees what that one sees.
inline ScopeCondition scope_condition(Scope scope, const Caller& caller, std::int64_t channel) {
    switch (scope) {
    case Scope::all: return {"orders.id > ?", 0};
    case Scope::own: return {"orders.seller = ?", caller.seller.id};
    case Scope::channel:
        if (channel != 0) return {"orders.channel = ?", channel};
        break;
    case Scope::none: break;
    }
    return {"orders.id < ?", 0};
}

// The same over `customers`, by whatever name a query has them: those that the caller, or the
// caller's channel, made the record of or sold to; a customer sees themselves. It has exactly two
// `?`, both for the value.
inline ScopeCondition customer_condition(Scope scope, const Caller& caller, std::int64_t channel,
                                         const std::string& table = "customers") {
    const auto made_or_sold = [&](const char* made, const char* sold) {
        return '(' + table + '.' + made + " = ? or exists (select 1 from orders where (" +
               "orders.owner = " + table + ".id or orders.facilitator = " + table +
               ".id) and orders." + sold + " = ?))";
    };
    const auto by_id = [&](const char* compared, const char* between) {
        const auto one = table + ".id " + compared + " ?";
        return '(' + one + between + one + ')';
    };
    if (scope == Scope::all) return {by_id(">", " and "), 0};
    if (caller.customer != 0 && scope != Scope::none) return {by_id("=", " or "), caller.customer};
    if (scope == Scope::own) return {made_or_sold("creator", "seller"), caller.seller.id};
    if (scope == Scope::channel && channel != 0)
        return {made_or_sold("channel", "channel"), channel};
    return {by_id("<", " and "), 0};
}

}  // namespace willcall::access

#endif
