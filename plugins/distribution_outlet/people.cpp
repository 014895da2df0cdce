#include "people.hpp"

#include <algorithm>

namespace {

// The sums of a whole channel, whoever its sellers are.
constexpr std::string_view totals = "/sales/totals";
constexpr std::string_view invite = "/users/invite";

// Selling, and looking at what was sold.
bool is_selling(std::string_view permission) {
    static constexpr std::array selling = {
        std::string_view("/baskets/assign"), std::string_view("/baskets/drop"),
        std::string_view("/baskets/fill"),   std::string_view("/baskets/get"),
        std::string_view("/baskets/list"),   std::string_view("/baskets/open"),
        std::string_view("/catalogue/get"),  std::string_view("/deliveries/list"),
        std::string_view("/orders/get"),     std::string_view("/orders/list"),
        std::string_view("/orders/place"),   std::string_view("/orders/quote"),
        std::string_view("/outlets/list"),   std::string_view("/performances/list"),
        std::string_view("/seats/map")};
    return permission.starts_with("/reports/") || std::ranges::binary_search(selling, permission);
}

std::string quoted(std::string_view text) { return '`' + std::string(text) + '`'; }

}  // namespace

People::People(Host host) {
    for (const auto& outlet : host.channels<OutletSettings>())
        outlets_.emplace(outlet.key, outlet.settings.cashiers_see);
}

People::Decision People::decide(const Question& question) const {
    const auto who = question.parties();
    const auto outlet = outlets_.find(who.channel);
    if (outlet == outlets_.end()) return {};
    if (who.role == "cashier") return of_cashier(question, outlet->second);
    if (who.role == "supervisor") return of_supervisor(question);
    return {};
}

People::Decision People::of_cashier(const Question& question, Sums sums) {
    if (question.permission == totals)
        return question.permit(sums == Sums::outlet ? Scope::channel : Scope::own,
                               "distribution_outlet.cashier_sums",
                               sums == Sums::outlet ? "cashiers here see what the outlet sold"
                                                    : "cashiers here see what they sold");
    if (is_selling(question.permission))
        return question.permit(Scope::own, "distribution_outlet.cashier",
                               "a cashier of an outlet sells, and views reports");
    return question.forbid("distribution_outlet.cashier",
                           "a cashier of an outlet sells and views reports; " +
                               quoted(question.permission) + " is neither");
}

// What they may do besides is for others to say; of lists they see their own subtree, whoever says.
People::Decision People::of_supervisor(const Question& question) {
    const auto permission = question.permission;
    if (permission == totals)
        return question.permit(Scope::channel, "distribution_outlet.supervisor",
                               "a supervisor sees what the outlet sold in all");
    if (permission == invite || permission == "/users/invite/supervisor" ||
        permission == "/users/invite/cashier")
        return question.permit(Scope::subtree, "distribution_outlet.supervisor",
                               "a supervisor creates supervisors and cashiers of the outlet");
    if (permission.starts_with(invite))
        return question.forbid("distribution_outlet.roles",
                               "a supervisor creates supervisors and cashiers, and nobody with " +
                                   quoted(permission));
    if (is_selling(permission) || permission == "/users/list" || permission == "/users/disable")
        return question.permit(Scope::subtree, "distribution_outlet.supervisor",
                               "a supervisor of an outlet sells, and sees the own subtree");
    return {Opinion::none, Scope::subtree};
}
