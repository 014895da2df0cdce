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

// The narrowest wins; the numbers of WILLCALL_SCOPE_… grow as the scope narrows.
Scope to_scope(std::int32_t narrowest) {
    switch (narrowest) {
    case WILLCALL_SCOPE_ALL: return Scope::all;
    case WILLCALL_SCOPE_CHANNEL: return Scope::channel;
    case WILLCALL_SCOPE_OWN: return Scope::own;
    default: return Scope::none;
    }
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
    const Questioning questioning(call, snapshot, world);
    const willcall_permission_question question{as_text(permission), as_text(subject)};
    bool permitted = false;
    bool forbidden = false;
    std::int32_t narrowest = WILLCALL_SCOPE_UNSAID;
    for (const auto& policy : snapshot.instances->policies) {
        auto answer = ask_safely(policy, questioning.around, question);
        permitted |= answer.decision == WILLCALL_PERMIT;
        forbidden |= answer.decision == WILLCALL_FORBID;
        narrowest = std::max(narrowest, answer.scope);
        std::ranges::move(answer.reasons, std::back_inserter(decision.reasons));
    }
    // A policy that could not even be made must not let anything through either.
    for (const auto& [plugin, failure] : snapshot.instances->broken_policies) {
        forbidden = true;
        decision.reasons.push_back(engine_reason("access.plugin_broken", failure.what()));
        decision.reasons.back().plugin = plugin;
    }
    decision.permitted = permitted && !forbidden;
    decision.scope = decision.permitted ? to_scope(narrowest) : Scope::none;
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

bool sees_user(const Caller& caller, Scope scope, const UserFacts& user) {
    const auto& actor = caller.actor;
    switch (scope) {
    case Scope::all: return true;
    case Scope::channel: return !actor.channel.empty() && user.channel == actor.channel;
    case Scope::own: return user.id == actor.id;
    case Scope::none: break;
    }
    return false;
}

}  // namespace willcall::access
