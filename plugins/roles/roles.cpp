// roles: what each role may do, and which part of a list it sees.
#include "patterns.hpp"

#include <willcall/plugin/plugin.hpp>

#include <unordered_map>

namespace {

using willcall::field;

enum class Sees { all, channel, own, none, as_channel_says };
constexpr std::array<const char*, 6> words_of(Sees) {
    return {"all", "channel", "own", "none", "as_channel_says", nullptr};
}

struct RoleSettings {
    std::vector<std::string> permits;
    std::vector<std::string> forbids;
    Sees sees = Sees::own;

    static constexpr auto meaning = "what a role may do";
    static constexpr auto fields = willcall::in_order{
        field<"permits">(&RoleSettings::permits, "patterns of permissions it has",
                         willcall::at_most(100'000)),
        field<"forbids">(&RoleSettings::forbids, "patterns it is denied, whoever permits them",
                         willcall::at_most(100'000)),
        field<"sees">(&RoleSettings::sees, "the part of lists it sees", willcall::can_be_left_out),
    };
};

struct RolesSettings {
    std::map<std::string, RoleSettings> roles;

    static constexpr auto meaning = "the roles that users may have";
    static constexpr auto fields = willcall::in_order{
        field<"roles">(&RolesSettings::roles, "each role by its name; left out: the built-in ones"),
    };
};

std::vector<std::string> both(std::vector<std::string> some,
                              const std::vector<std::string>& others) {
    some.insert(some.end(), others.begin(), others.end());
    return some;
}

// The roles of a store that says nothing: the words of the box office. Only the administrator
// applies seasons: they name users and their roles, and nobody grants rights to themselves.
std::map<std::string, RoleSettings> built_in() {
    // Not `/baskets/facilitate`: who may book for whom is for a policy to say.
    const std::vector<std::string> baskets = {"/baskets/open", "/baskets/fill", "/baskets/assign",
                                              "/baskets/get",  "/baskets/list", "/baskets/drop"};
    const auto selling =
        both(baskets, {"/orders/quote", "/orders/place", "/orders/get", "/orders/list",
                       "/seats/map", "/seats/list", "/reports/**"});
    return {
        {"administrator", {{"/**"}, {}, Sees::all}},
        {"manager",
         {both(baskets,
               {"/orders/**", "/shifts/**", "/tickets/**", "/paper-tickets/**", "/customers/**",
                "/reports/**", "/deliveries/**", "/catalogue/get", "/performances/list",
                "/seats/**", "/journal/**", "/access/explain", "/roles/list", "/outlets/list",
                "/promotions/**", "/memberships/**", "/sessions/**", "/ticket-office/**"}),
          {},
          Sees::all}},
        {"operator",
         {both(baskets, {"/orders/**",           "/shifts/*",
                         "/shifts/summary/*",    "/tickets/**",
                         "/paper-tickets/*",     "/customers/create",
                         "/customers/change",    "/customers/get",
                         "/customers/list",      "/customers/duplicates",
                         "/customers/changes",   "/customers/orders",
                         "/customers/merges",    "/customers/relate",
                         "/customers/unrelate",  "/customers/relations",
                         "/customers/products",  "/memberships/**",
                         "/reports/**",          "/deliveries/list",
                         "/catalogue/get",       "/performances/list",
                         "/seats/map",           "/seats/list",
                         "/promotions/explain",  "/ticket-office/offices",
                         "/ticket-office/events"}),
          {"/paper-tickets/assign"},
          Sees::as_channel_says}},
        {"supervisor", {selling, {}, Sees::channel}},
        {"cashier", {selling, {}, Sees::own}},
        {"relay",
         {{"/distribution-cart/**", "/orders/get", "/orders/list", "/tickets/list", "/seats/map",
           "/seats/list", "/catalogue/get", "/performances/list", "/deliveries/list"},
          {},
          Sees::channel}},
        // Whoever buys online: what it says is the role of every customer who signs in.
        {"customer",
         {both(baskets,
               {"/orders/quote", "/orders/place", "/orders/get", "/orders/list", "/seats/map",
                "/catalogue/get", "/performances/list", "/customers/get", "/customers/orders",
                "/customers/products", "/memberships/held", "/facilitated-booking/attendees",
                "/facilitated-booking/choose", "/facilitated-booking/texts"}),
          {},
          Sees::own}},
    };
}

std::map<std::string, RoleSettings> roles_of(const RolesSettings& settings) {
    return settings.roles.empty() ? built_in() : settings.roles;
}

class RolesPolicy final : public willcall::plugin::Policy {
public:
    using Settings = RolesSettings;

    explicit RolesPolicy(const Settings& settings) {
        for (const auto& [name, role] : roles_of(settings)) {
            auto& made = roles_[name];
            made.permits = patterns(role.permits, "roles." + name + ".permits");
            made.forbids = patterns(role.forbids, "roles." + name + ".forbids");
            made.sees = scope(role.sees);
        }
    }

    Decision decide(const Question& question) const override {
        const auto role = roles_.find(std::string(question.parties().role));
        if (role == roles_.end()) return {};
        const auto says = [&](const char* verb, const std::string& pattern) {
            return "the role `" + role->first + "` " + verb + " `" + pattern + "`";
        };
        if (const auto* pattern = role->second.forbids.match(question.permission))
            return question.forbid("roles.forbidden", says("is denied", *pattern));
        if (const auto* pattern = role->second.permits.match(question.permission))
            return question.permit(role->second.sees, "roles.permitted", says("has", *pattern));
        return {};
    }

private:
    struct Role {
        Patterns permits;
        Patterns forbids;
        Scope sees = Scope::none;
    };

    static Patterns patterns(const std::vector<std::string>& texts, const std::string& path) {
        Patterns made;
        for (std::size_t index = 0; index < texts.size(); ++index) {
            const auto fault = Patterns::fault(texts[index]);
            if (!fault.empty())
                throw Failure(WILLCALL_INVALID,
                              "the pattern `" + texts[index] + "` " + std::string(fault),
                              path + "[" + std::to_string(index) + "]");
            made.add(texts[index]);
        }
        return made;
    }
    static Scope scope(Sees sees) {
        switch (sees) {
        case Sees::all: return Scope::all;
        case Sees::channel: return Scope::channel;
        case Sees::own: return Scope::own;
        case Sees::as_channel_says: return Scope::left;
        case Sees::none: break;
        }
        return Scope::none;
    }

    std::unordered_map<std::string, Role> roles_;
};

class RolesFeature final : public willcall::plugin::Feature {
public:
    using Settings = RolesSettings;

    struct ListRoles {
        static constexpr auto fields = willcall::in_order{};
    };
    struct ListedRole {
        std::string name;
        std::vector<std::string> permits;
        std::vector<std::string> forbids;
        Sees sees = Sees::own;

        static constexpr auto meaning = "a role and what it may do";
        static constexpr auto fields = willcall::in_order{
            field<"name">(&ListedRole::name, "what users are given"),
            field<"permits">(&ListedRole::permits, "patterns of permissions it has"),
            field<"forbids">(&ListedRole::forbids, "patterns it is denied"),
            field<"sees">(&ListedRole::sees, "the part of lists it sees"),
        };
    };
    struct RoleList {
        std::vector<ListedRole> roles;

        static constexpr auto meaning = "every role, by name";
        static constexpr auto fields = willcall::in_order{
            field<"roles">(&RoleList::roles, "by name"),
        };
    };

    explicit RolesFeature(const Settings& settings) : roles_(roles_of(settings)) {}

    RoleList list(const ListRoles&, Call) const {
        RoleList list;
        for (const auto& [name, role] : roles_)
            list.roles.push_back({name, role.permits, role.forbids, role.sees});
        return list;
    }

    static constexpr auto operations = willcall::in_order{
        operation<"roles.list">("/roles/list", "the roles and what they may do",
                                &RolesFeature::list),
    };

private:
    std::map<std::string, RoleSettings> roles_;
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<RolesPolicy, RolesFeature>("roles", "1.0.0",
                                                               "what each role may do and see");
}
