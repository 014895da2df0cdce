#include "rights.hpp"

namespace {

std::optional<Right> right_of(std::string_view permission) {
    for (const auto right : both_rights)
        if (permission_of(right) == permission) return right;
    return std::nullopt;
}

std::string quoted(std::string_view text) { return '`' + std::string(text) + '`'; }

}  // namespace

Rights::Rights(Host host) {
    for (auto page = grants_after(host); !page.empty(); page = grants_after(host, &page.back()))
        for (const auto& grant : page)
            granted_[grant.login][static_cast<std::size_t>(grant.permission)] = true;
}

bool Rights::has(std::string_view login, Right right) const {
    const auto found = granted_.find(std::string(login));
    return found != granted_.end() && found->second[static_cast<std::size_t>(right)];
}

// Both rights are a user's own, and no pattern of a role stands for them: what was not granted is
// forbidden, so that nobody comes by it unnoticed.
Rights::Decision Rights::decide(const Question& question) const {
    const auto who = question.parties();
    if (!who.acts_by.empty()) return while_acting(question, who);
    const auto right = right_of(question.permission);
    if (!right) return {};
    const auto to_whom = quoted(question.permission) + " was granted to " + quoted(who.actor);
    if (has(who.actor, *right))
        return question.permit(Scope::all, "sell_on_behalf.granted", to_whom);
    return question.forbid("sell_on_behalf.not_granted", quoted(question.permission) +
                                                             " was not granted to " +
                                                             quoted(who.actor));
}

// Selling, and only for as long as both rights last.
Rights::Decision Rights::while_acting(const Question& question,
                                      const willcall::plugin::Parties& who) const {
    if (right_of(question.permission))
        return question.forbid("sell_on_behalf.second_step",
                               "the session acts for " + quoted(who.seller) +
                                   ": it has to exit before it acts for another");
    if (who.acts_by != plugin_name) return {};
    for (const auto right : both_rights)
        if (!has(who.actor, right))
            return question.forbid("sell_on_behalf.withdrawn",
                                   quoted(permission_of(right)) + " was withdrawn from " +
                                       quoted(who.actor) + ": exit, and sell for yourself");
    if (question.permission.starts_with("/admin/"))
        return question.forbid("sell_on_behalf.selling_only",
                               "who acts for " + quoted(who.seller) +
                                   " sells for them, and does nothing else");
    return {};
}
