// sell_on_behalf: a manager sells for an agent whose counter is offline. The sale is the agent's,
// and stands on the agent's shift; the manager's name stands beside it.
#include "candidates.hpp"
#include "rights.hpp"

namespace {

using willcall::field;

class SellOnBehalf final : public willcall::plugin::Feature {
public:
    using Tables = std::tuple<Grant>;
    // Whoever has both rights need not be one who may look through all users.
    static constexpr std::array authority = {"sellers.find"};

    struct Candidates {
        std::vector<Candidate> candidates;

        static constexpr auto meaning = "whom was meant";
        static constexpr auto fields = willcall::in_order{
            field<"candidates">(&Candidates::candidates, "all matches, by employee number"),
        };
    };

    struct Begin {
        std::string login;

        static constexpr auto fields = willcall::in_order{
            field<"login">(&Begin::login, "for whom", willcall::between(3, 254)),
        };
    };
    struct Begun {
        Candidate seller;
        Time since;
        bool shift_needed = false;

        static constexpr auto meaning = "for whom the session sells from now on";
        static constexpr auto fields = willcall::in_order{
            field<"seller">(&Begun::seller, "whose sales these are, and where shifts are opened"),
            field<"since">(&Begun::since, "as the banner of every answer says"),
            field<"shift_needed">(&Begun::shift_needed,
                                  "nothing is sold before `shifts.open` has opened one"),
        };
    };
    struct Exited {
        std::string seller;
        Time since;

        static constexpr auto meaning = "for whom the session sold until now";
        static constexpr auto fields = willcall::in_order{
            field<"seller">(&Exited::seller, "login of the user"),
            field<"since">(&Exited::since, "when it began"),
        };
    };

    struct NameRight {
        std::string login;
        Right permission = Right::impersonate;

        static constexpr auto fields = willcall::in_order{
            field<"login">(&NameRight::login, "of the user", willcall::between(3, 254)),
            field<"permission">(&NameRight::permission, "which of the two"),
        };
    };
    struct ListGrants {
        std::string login;

        static constexpr auto fields = willcall::in_order{
            field<"login">(&ListGrants::login, "only of this user", willcall::at_most(254),
                           willcall::can_be_left_out),
        };
    };

    Candidates candidates(const FindCandidates& request, Call call) const {
        return {find_candidates(call, request)};
    }

    Begun begin(const Begin& request, Turn turn) const {
        turn.require(to_impersonate);
        const auto seller = find_candidate(turn, request.login);
        refuse(turn.parties(), seller);
        turn.act_for(seller.login);
        return {seller, turn.now(), seller.uses_shifts && !seller.shift};
    }

    Exited exit(const Nothing&, Turn turn) const {
        const auto who = turn.parties();
        if (who.acts_by != plugin_name)
            throw Refusal("sell_on_behalf.not_active", "the session sells for nobody else");
        turn.act_for({});
        return {std::string(who.seller), who.acts_since};
    }

    Grant grant(const NameRight& request, Turn turn) const {
        const auto user = find_candidate(turn, request.login);
        turn.about(user.id);
        const auto by = turn.parties().actor;
        if (user.login == by)
            throw Refusal("sell_on_behalf.granted_to_oneself",
                          "nobody grants this to themselves: another administrator has to");
        const auto permission = permission_of(request.permission);
        if (const auto before = turn.get<Grant>(user.login, permission)) return *before;
        const Grant made{user.login, request.permission, std::string(by), turn.now()};
        turn.put(made);
        return made;
    }

    Nothing withdraw(const NameRight& request, Turn turn) const {
        const auto user = find_candidate(turn, request.login);
        turn.about(user.id);
        const auto permission = permission_of(request.permission);
        if (!turn.get<Grant>(user.login, permission))
            throw Refusal("sell_on_behalf.not_granted", '`' + std::string(permission) +
                                                            "` was not granted to `" + user.login +
                                                            '`');
        turn.remove<Grant>(user.login, permission);
        return {};
    }

    std::vector<Grant> grants(const ListGrants& filter, const Grant* last,
                              willcall::plugin::Listing listing) const {
        if (listing.scope != WILLCALL_SCOPE_ALL) return {};
        if (filter.login.empty()) return grants_after(listing, last);
        if (last != nullptr) return {};
        return listing.scan<Grant>(willcall::plugin::in_key(filter.login));
    }

    static constexpr auto operations = willcall::in_order{
        operation<"sell_on_behalf.candidates">(
            to_sell_for_others, "whom one may sell for, by one filter", &SellOnBehalf::candidates),
        operation<"sell_on_behalf.begin">(to_sell_for_others,
                                          "sells for another user from now on, on their shift",
                                          &SellOnBehalf::begin, journals_refusals),
        operation<"sell_on_behalf.exit">("", "sells for oneself again", &SellOnBehalf::exit),
        operation<"sell_on_behalf.grant">("/admin/users/grant",
                                          "gives another user a right that this takes",
                                          &SellOnBehalf::grant, journals_refusals),
        operation<"sell_on_behalf.withdraw">("/admin/users/withdraw",
                                             "takes a right back, at once for who is using it too",
                                             &SellOnBehalf::withdraw),
        table<"sell_on_behalf.grants">("/admin/users/grants", "who was granted what, and by whom",
                                       &SellOnBehalf::grants),
    };

private:
    static void refuse(const willcall::plugin::Parties& who, const Candidate& seller) {
        const auto named = '`' + seller.login + '`';
        if (who.role.empty())
            throw Refusal("sell_on_behalf.no_user", "only a user sells on behalf of another");
        if (seller.login == who.actor)
            throw Refusal("sell_on_behalf.oneself", named + " sells for themselves as it is");
        if (seller.disabled)
            throw Refusal("sell_on_behalf.disabled",
                          named + " is disabled, so nothing is sold for them");
        if (seller.channel.empty())
            throw Refusal("sell_on_behalf.no_channel", named + " has no channel to sell through");
        if (!seller.on_behalf)
            throw Refusal("sell_on_behalf.channel_unsupported",
                          named + " sells through `" + seller.channel + "`, whose kind `" +
                              seller.channel_kind + "` lets nobody act for its sellers");
    }
};

}  // namespace

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<Rights, SellOnBehalf>(
        plugin_name, "1.0.0", "a manager sells for an agent whose counter is offline");
}
