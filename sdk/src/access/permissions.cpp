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

// As if the seller acted for themselves.
void ask_as_seller(Questioning& questioning) {
    auto& parties = questioning.parties;
    parties.actor = parties.seller;
    parties.role = parties.seller_role;
    parties.acts_by = as_text("");
    parties.acts_since = 0;
}

// What all policies say together. The reasons of those who forbid come first.
Decision ask_all(const Snapshot& snapshot, const Questioning& questioning,
                 const willcall_permission_question& question) {
    Decision decision;
    std::vector<Reason> others;
    bool permitted = false;
    bool forbidden = false;
    std::optional<Scope> narrowest;
    bool left = false;
    for (const auto& policy : snapshot.instances->policies) {
        auto answer = ask_safely(policy, questioning.around, question);
        const bool forbids = answer.decision == WILLCALL_FORBID;
        permitted |= answer.decision == WILLCALL_PERMIT;
        forbidden |= forbids;
        if (answer.scope == WILLCALL_SCOPE_LEFT) left = true;
        else if (answer.scope != WILLCALL_SCOPE_UNSAID)
            narrowest = narrower(narrowest.value_or(Scope::all), scope_of(answer.scope));
        std::ranges::move(answer.reasons, std::back_inserter(forbids ? decision.reasons : others));
    }
    // A policy that could not even be made must not let anything through either.
    for (const auto& [plugin, failure] : snapshot.instances->broken_policies) {
        forbidden = true;
        decision.reasons.push_back(engine_reason("access.plugin_broken", failure.what()));
        decision.reasons.back().plugin = plugin;
    }
    std::ranges::move(others, std::back_inserter(decision.reasons));
    if (left && !narrowest) narrowest = Scope::channel;
    decision.permitted = permitted && !forbidden;
    decision.scope = decision.permitted ? narrowest.value_or(Scope::none) : Scope::none;
    if (!permitted && !forbidden)
        decision.reasons.push_back(
            engine_reason("access.not_permitted",
                          "nobody permits `" + std::string(as_view(question.permission)) + "`"));
    return decision;
}

// Whoever acts for a seller may do what both may, and sees what both see (decision 9).
Decision ask_for_seller(Decision decision, const UserFacts& seller, const Snapshot& snapshot,
                        Questioning& questioning, const willcall_permission_question& question) {
    ask_as_seller(questioning);
    auto sellers = ask_all(snapshot, questioning, question);
    if (sellers.permitted) {
        decision.scope = narrower(decision.scope, sellers.scope);
        return decision;
    }
    auto both =
        decided(false, "access.not_of_seller",
                '`' + seller.login + "` has no permission `" +
                    std::string(as_view(question.permission)) + "`, so nobody has it for them");
    std::ranges::move(sellers.reasons, std::back_inserter(both.reasons));
    return both;
}

}  // namespace

Decision decided(bool permitted, std::string rule, std::string message) {
    Decision decision;
    decision.permitted = permitted;
    decision.scope = permitted ? Scope::all : Scope::none;
    decision.reasons.push_back(engine_reason(std::move(rule), std::move(message)));
    return decision;
}

Decision decide(const Call& call, const Snapshot& snapshot, const World& world,
                std::string_view permission, std::string_view subject) {
    const auto& caller = *call.caller;
    if (caller.kind == SessionKind::host)
        return decided(true, "access.host", "the host program may do everything");
    if (!caller.authority.empty())
        return decided(true, "access.plugin",
                       "on the authority of the plugin `" + caller.authority + "`");
    if (caller.acts_for_another() && caller.seller.disabled)
        return decided(false, "access.seller_disabled",
                       '`' + caller.seller.login + "` is disabled, so nobody acts for them");
    Questioning questioning(call, snapshot, world);
    const willcall_permission_question question{as_text(permission), as_text(subject)};
    auto decision = ask_all(snapshot, questioning, question);
    if (!caller.acts_for_another() || !decision.permitted) return decision;
    return ask_for_seller(std::move(decision), caller.seller, snapshot, questioning, question);
}

bool is_denied_to_seller(const Call& call, const Snapshot& snapshot, const World& world,
                         std::string_view permission) {
    Questioning questioning(call, snapshot, world);
    ask_as_seller(questioning);
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

bool is_in_subtree(store::Connection& connection, std::int64_t who, std::int64_t user) {
    return connection
        .number(std::string("select id from ") + subtree_ids + " seen where id = ?", who, user)
        .has_value();
}

SeenUsers::SeenUsers(store::Connection& connection, const Caller& caller, Scope scope)
    : own_(caller.actor.id), channel_(caller.actor.channel), scope_(scope) {
    if (!is_of_tree(scope)) return;
    const auto ids = std::string("select id from ") + subtree_ids + " seen";
    for (const auto& row : connection.query<BelowRow>(ids, own_)) subtree_.insert(row.id);
}

bool SeenUsers::has(const UserFacts& user) const {
    const bool here = !channel_.empty() && user.channel == channel_;
    switch (scope_) {
    case Scope::all: return true;
    case Scope::channel: return here;
    case Scope::subtree: return subtree_.contains(user.id);
    case Scope::subtree_at_channel: return here && subtree_.contains(user.id);
    case Scope::own:
    case Scope::own_at_channel: return user.id == own_;
    case Scope::none: break;
    }
    return false;
}

bool SeenUsers::would_have(std::string_view channel) const {
    if (scope_ == Scope::all) return true;
    const bool of_some = scope_ == Scope::channel || is_of_tree(scope_);
    return of_some && !channel_.empty() && channel == channel_;
}

}  // namespace willcall::access
