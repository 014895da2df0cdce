// Which orders and customers a caller may see, as a condition inside every query over them.
#ifndef WILLCALL_ACCESS_SCOPE_HPP
#define WILLCALL_ACCESS_SCOPE_HPP

#include "operations/call.hpp"

#include <willcall/plugin/policy.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace willcall::access {

// From wide to narrow. A subtree is oneself and whom one invited, whom these invited, and so on.
enum class Scope { all, channel, subtree, subtree_at_channel, own, own_at_channel, none };

constexpr const char* scope_word(Scope scope) {
    switch (scope) {
    case Scope::all: return "all";
    case Scope::channel: return "channel";
    case Scope::subtree: return "subtree";
    case Scope::subtree_at_channel: return "subtree_at_channel";
    case Scope::own: return "own";
    case Scope::own_at_channel: return "own_at_channel";
    case Scope::none: break;
    }
    return "none";
}

// As plugins say it; what is none of theirs shows nothing.
constexpr Scope scope_of(std::int32_t said) {
    switch (said) {
    case WILLCALL_SCOPE_ALL: return Scope::all;
    case WILLCALL_SCOPE_CHANNEL: return Scope::channel;
    case WILLCALL_SCOPE_SUBTREE: return Scope::subtree;
    case WILLCALL_SCOPE_OWN: return Scope::own;
    case WILLCALL_SCOPE_OWN_AT_CHANNEL: return Scope::own_at_channel;
    default: return Scope::none;
    }
}
constexpr bool is_of_tree(Scope scope) {
    return scope == Scope::subtree || scope == Scope::subtree_at_channel;
}
// What is in both: what is one's own elsewhere, or of one's subtree there, is not the channel's.
constexpr Scope narrower(Scope one, Scope other) {
    const auto wide = std::min(one, other);
    const auto narrow = std::max(one, other);
    const bool at_channel = wide == Scope::channel || wide == Scope::subtree_at_channel;
    if (at_channel && narrow == Scope::own) return Scope::own_at_channel;
    return wide == Scope::channel && narrow == Scope::subtree ? Scope::subtree_at_channel : narrow;
}
// As a plugin's own table is told: it knows no tree.
constexpr std::int32_t scope_of_table(Scope scope) {
    switch (scope) {
    case Scope::all: return WILLCALL_SCOPE_ALL;
    case Scope::channel: return WILLCALL_SCOPE_CHANNEL;
    case Scope::subtree:
    case Scope::own: return WILLCALL_SCOPE_OWN;
    case Scope::subtree_at_channel:
    case Scope::own_at_channel: return WILLCALL_SCOPE_OWN_AT_CHANNEL;
    case Scope::none: break;
    }
    return WILLCALL_SCOPE_NONE;
}

// The ids of a user's subtree, with one `?`: the user. Who was invited more than once belongs to
// whoever did so first.
inline constexpr const char* subtree_ids =
    "(with recursive below(id) as (select cast(? as bigint) union select i.item from invitations i "
    "join below on i.inviter = below.id where not exists (select 1 from invitations f "
    "where f.item = i.item and f.id < i.id)) select id from below)";

// How list operations come to the scope of a call's caller under a permission.
using FindScope = std::function<Scope(const Call&, std::string_view permission)>;

// What a query walks: orders in the order of their ids, which an index of their seller or channel
// has, too; or others, in whose order or span of time it finds its rows.
enum class Walk { orders, others };

// That a column of `orders` has a value. SQLite doesn't know how many orders a seller or a channel
// has, and would look them all up for the sake of an equality, rather than walk what was meant; it
// does not see one here, and PostgreSQL, which knows, does.
inline std::string equals(const std::string& column, Walk walk, const std::string& value = "?") {
    if (walk == Walk::orders) return column + " = " + value;
    return "not " + column + " <> " + value;
}

// Put into a query over the table `orders` (under this very name): it has exactly one `?`, so that
// the values a query is given don't depend on the scope.
struct ScopeCondition {
    std::string sql;
    std::int64_t value = 0;
};

// `channel` is the item of the caller's channel, 0 for none. The seller decides, not the actor: who
// sells for another sees what that one sees.
inline ScopeCondition scope_condition(Scope scope, const Caller& caller, std::int64_t channel,
                                      Walk walk = Walk::others) {
    // Ids are ours: they stand in the statement itself.
    const auto here = equals("orders.channel", Walk::others, std::to_string(channel)) + " and ";
    // No index has the orders of several sellers in the order of their ids; nor does SQLite look
    // up what stands behind a plus.
    const auto in_subtree = std::string("+orders.seller in ") + subtree_ids;
    switch (scope) {
    case Scope::all: return {"orders.id > ?", 0};
    case Scope::own:
        // A customer's are those they bought, were bought for or booked for another.
        if (caller.customer != 0)
            return {"orders.id in (select mine.id from (select cast(? as bigint) as who) asking "
                    "join orders mine on mine.seller = asking.who or mine.owner = asking.who or "
                    "mine.facilitator = asking.who)",
                    caller.customer};
        return {equals("orders.seller", walk), caller.seller.id};
    case Scope::subtree: return {in_subtree, caller.seller.id};
    case Scope::channel:
        if (channel != 0) return {equals("orders.channel", walk), channel};
        break;
    case Scope::subtree_at_channel: return {here + in_subtree, caller.seller.id};
    case Scope::own_at_channel: return {here + equals("orders.seller", walk), caller.seller.id};
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
        const auto by = [&](const std::string& column) {
            return is_of_tree(scope) ? '+' + column + " in " + subtree_ids
                                     : equals(column, Walk::others);
        };
        const auto here = [&](const std::string& of) {
            if (scope != Scope::own_at_channel && scope != Scope::subtree_at_channel)
                return std::string();
            return " and " + equals(of + ".channel", Walk::others, std::to_string(channel));
        };
        return '(' + by(table + '.' + made) + here(table) +
               " or exists (select 1 from orders where (orders.owner = " + table +
               ".id or orders.facilitator = " + table + ".id) and " +
               by(std::string("orders.") + sold) + here("orders") + "))";
    };
    const auto by_id = [&](const char* compared, const char* between) {
        const auto one = table + ".id " + compared + " ?";
        return '(' + one + between + one + ')';
    };
    if (scope == Scope::all) return {by_id(">", " and "), 0};
    if (caller.customer != 0 && scope != Scope::none) return {by_id("=", " or "), caller.customer};
    if (scope == Scope::own || scope == Scope::own_at_channel || is_of_tree(scope))
        return {made_or_sold("creator", "seller"), caller.seller.id};
    if (scope == Scope::channel && channel != 0)
        return {made_or_sold("channel", "channel"), channel};
    return {by_id("<", " and "), 0};
}

}  // namespace willcall::access

#endif
