#include "access/permissions.hpp"

#include <algorithm>

namespace willcall::access {

namespace {

Reason engine_reason(std::string rule, std::string message) {
    Reason reason;
    reason.rule = std::move(rule);
    reason.message = std::move(message);
    return reason;
}

// A policy that fails is named, and must not let anything through.
plugins::PolicyAnswer ask_safely(const plugins::Policy& policy, const plugins::Surroundings& around,
                                 const willcall_permission_question& question) {
    try {
        return plugins::ask(policy, around, question);
    } catch (const Failure& failure) {
        plugins::PolicyAnswer answer;
        answer.decision = WILLCALL_FORBID;
        answer.scope = WILLCALL_SCOPE_NONE;
        answer.reasons.push_back(engine_reason("access.policy_failed", failure.what()));
        answer.reasons.back().plugin = policy.module().name;
        return answer;
    }
}

}  // namespace

Decision decide(const Call& call, const Snapshot& snapshot, const World& world,
                std::string_view permission, std::string_view subject) {
    Decision decision;
    if (call.caller->kind == SessionKind::host) {
        decision.permitted = true;
        decision.scope = Scope::all;
        decision.reasons.push_back(
            engine_reason("access.host", "the host program may do everything"));
        return decision;
    }
    if (!call.caller->authority.empty()) {
        decision.permitted = true;
        decision.scope = Scope::all;
        decision.reasons.push_back(engine_reason(
            "access.plugin", "on the authority of the plugin `" + call.caller->authority + "`"));
        return decision;
    }
    const Questioning questioning(call, snapshot, world);
    const willcall_permission_question question{as_text(permission), as_text(subject)};
    bool permitted = false;
    bool forbidden = false;
    std::optional<Scope> narrowest;
    bool left = false;
    for (const auto& policy : snapshot.instances->policies) {
        auto answer = ask_safely(policy, questioning.around, question);
        permitted |= answer.decision == WILLCALL_PERMIT;
        forbidden |= answer.decision == WILLCALL_FORBID;
        if (answer.scope == WILLCALL_SCOPE_LEFT) left = true;
        else if (answer.scope != WILLCALL_SCOPE_UNSAID)
            narrowest = narrower(narrowest.value_or(Scope::all), scope_of(answer.scope));
        std::ranges::move(answer.reasons, std::back_inserter(decision.reasons));
    }
    // A policy that could not even be made must not let anything through either.
    for (const auto& [plugin, failure] : snapshot.instances->broken_policies) {
        forbidden = true;
        decision.reasons.push_back(engine_reason("access.plugin_broken", failure.what()));
        decision.reasons.back().plugin = plugin;
    }
    if (left && !narrowest) narrowest = Scope::channel;
    decision.permitted = permitted && !forbidden;
    decision.scope = decision.permitted ? narrowest.value_or(Scope::none) : Scope::none;
    if (!permitted && !forbidden)
        decision.reasons.push_back(engine_reason(
            "access.not_permitted", "nobody permits `" + std::string(permission) + "`"));
    return decision;
}

bool is_denied_to_seller(const Call& call, const Snapshot& snapshot, const World& world,
                         std::string_view permission) {
    Questioning questioning(call, snapshot, world);
    questioning.parties.actor = questioning.parties.seller;
    questioning.parties.role = questioning.parties.seller_role;
    const willcall_permission_question question{as_text(permission), as_text(std::string_view())};
    return std::ranges::any_of(snapshot.instances->policies, [&](const plugins::Policy& policy) {
        try {
            return plugins::ask(policy, questioning.around, question).decision == WILLCALL_FORBID;
        } catch (const Failure&) {
            return false;
        }
    });
}

namespace {

struct BelowRow {
    std::int64_t id = 0;
    static constexpr auto columns = in_order{store::column<"id">(&BelowRow::id)};
};

}  // namespace

SeenUsers::SeenUsers(store::Connection& connection, const Caller& caller, Scope scope)
    : own_(caller.actor.id), channel_(caller.actor.channel), scope_(scope) {
    if (scope != Scope::subtree) return;
    const auto ids = std::string("select id from ") + subtree_ids + " seen";
    for (const auto& row : connection.query<BelowRow>(ids, own_)) subtree_.insert(row.id);
}

bool SeenUsers::has(const UserFacts& user) const {
    switch (scope_) {
    case Scope::all: return true;
    case Scope::channel: return !channel_.empty() && user.channel == channel_;
    case Scope::subtree: return subtree_.contains(user.id);
    case Scope::own:
    case Scope::own_at_channel: return user.id == own_;
    case Scope::none: break;
    }
    return false;
}

bool SeenUsers::would_have(std::string_view channel) const {
    if (scope_ == Scope::all) return true;
    return (scope_ == Scope::channel || scope_ == Scope::subtree) && !channel_.empty() &&
           channel == channel_;
}

}  // namespace willcall::access
