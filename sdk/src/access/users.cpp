// The operations about users beside the season file. Which roles somebody may hand out is a
// permission for each, and every decision is about one user: policies are asked with the login as
// the subject, and who does not see everybody sees the users of their own channel.
#include "access/invitations.hpp"
#include "access/operations.hpp"
#include "access/permissions.hpp"
#include "access/secrets.hpp"
#include "access/sessions.hpp"
#include "operations/email_address.hpp"
#include "operations/wording.hpp"

#include <algorithm>

namespace willcall::access {

namespace {

constexpr const char* may_invite = "/users/invite";
constexpr const char* may_disable = "/users/disable";

// What the caller may do with users, under one permission.
class Deciding {
public:
    Deciding(const Needs& needs, const Call& call, std::string_view permission)
        : needs_(needs),
          call_(call),
          permission_(permission),
          scope_(ask(permission, {}).scope),
          seen_(*call.connection, *call.caller, scope_) {}

    bool sees(const UserFacts& user) const { return seen_.has(user); }
    bool may_make_in(std::string_view channel) const { return seen_.would_have(channel); }
    bool sees_all() const { return scope_ == Scope::all; }

    // What is decided about a user: who may not gets the reasons.
    std::optional<Refusal> refuse(const std::string& login) const {
        return refuse_under(permission_, login);
    }
    // The same of a role that is handed out, or taken back.
    std::optional<Refusal> refuse_role(const std::string& role, const std::string& login) const {
        if (auto refused = refuse_under(permission_ + '/' + role, login)) return refused;
        return refuse(login);
    }

private:
    Decision ask(std::string_view permission, std::string_view login) const {
        return decide(call_, *needs_.snapshot(call_), *needs_.world, permission, login);
    }
    std::optional<Refusal> refuse_under(const std::string& permission,
                                        const std::string& login) const {
        auto decision = ask(permission, login);
        if (decision.permitted) return std::nullopt;
        return Refusal{std::move(decision.reasons)};
    }

    const Needs& needs_;
    const Call& call_;
    std::string permission_;
    Scope scope_;
    SeenUsers seen_;
};

Failure no_user(const std::string& login) {
    return not_found("login: there is no user " + quoted(login)).at("login");
}

Refusal taken(const std::string& login) {
    return refusal("users.taken", "the login `" + login + "` is another user's already");
}

// Where somebody may open a shift is given by who may do so themselves.
std::optional<Refusal> refuse_locations(const Deciding& deciding, const Call& call,
                                        const std::vector<std::string>& locations) {
    if (deciding.sees_all()) return std::nullopt;
    const auto& own = call.caller->actor.locations;
    for (const auto& location : locations)
        if (std::ranges::find(own, location) == own.end())
            return refusal("users.other_location",
                           "the location `" + location + "` is not yours to give");
    return std::nullopt;
}

// A user whom nobody has named yet.
Answered<UserFacts> make_user(const Deciding& deciding, Call& call, const InviteUser& request,
                              const std::string& login) {
    if (request.role.empty())
        throw invalid("role: is needed for a user who is not there yet").at("role");
    if (auto refused = deciding.refuse_role(request.role, login)) return std::move(*refused);
    UserSettings user;
    user.login = login;
    user.name = request.name.empty() ? login : request.name;
    user.role = request.role;
    user.channel = request.channel;
    if (user.channel.empty() && !deciding.sees_all()) user.channel = call.caller->actor.channel;
    user.locations = request.locations;
    user.uses_shifts = request.uses_shifts;
    if (!deciding.may_make_in(user.channel))
        return refusal("users.other_channel", "only users of your own channel are yours to invite");
    if (auto refused = refuse_locations(deciding, call, user.locations)) return std::move(*refused);
    catalogue::add_user(*call.connection, user, call.make_id());
    return *catalogue::find_user(*call.connection, login);
}

// One who is there may be invited anew for as long as no password was set.
std::optional<Refusal> refuse_again(const Deciding& deciding, Call& call, const InviteUser& request,
                                    const UserFacts& user) {
    const bool another = (!request.role.empty() && request.role != user.role) ||
                         (!request.channel.empty() && request.channel != user.channel);
    if (another || !deciding.sees(user) || kept_password(*call.connection, user.id))
        return taken(user.login);
    if (auto refused = deciding.refuse_role(user.role, user.login)) return refused;
    if (!user.disabled) return std::nullopt;
    return refusal("users.disabled", "the user `" + user.login + "` is disabled");
}

Answered<InvitationMade> invite_user(const Needs& needs, Call& call, const InviteUser& request) {
    const Deciding deciding(needs, call, may_invite);
    const auto login = email_key(request.login);
    auto user = catalogue::find_user(*call.connection, login);
    if (user) {
        if (auto refused = refuse_again(deciding, call, request, *user)) return std::move(*refused);
    } else {
        auto made = make_user(deciding, call, request, login);
        if (auto* const refused = std::get_if<Refusal>(&made)) return std::move(*refused);
        user = std::get<UserFacts>(std::move(made));
    }
    call.note.subject = user->id;
    return invite(call, *user, request.valid_hours, *needs.world);
}

Answered<Nothing> withdraw_invitation(const Needs& needs, Call& call, const NameUser& request) {
    const Deciding deciding(needs, call, may_invite);
    const auto user = catalogue::find_user(*call.connection, request.login);
    if (!user || !deciding.sees(*user)) throw no_user(request.login);
    if (auto refused = deciding.refuse_role(user->role, user->login)) return std::move(*refused);
    if (withdraw(*call.connection, user->id, call.now) == 0)
        return refusal("invitations.none",
                       "no invitation of `" + user->login + "` stands any more");
    call.note.subject = user->id;
    return Nothing{};
}

Answered<InvitationAccepted> accept_invitation(Call& call, const AcceptInvitation& request) {
    auto accepted = accept(call, request.token, call.prepared);
    if (auto* const refused = std::get_if<Refusal>(&accepted)) return std::move(*refused);
    const auto& user = std::get<UserFacts>(accepted);
    call.note.subject = user.id;
    call.note.content = call.prepared;
    return InvitationAccepted{user.login, user.name};
}

// The user whom somebody means to disable, or not to.
Answered<UserFacts> find_for_disabling(const Needs& needs, Call& call, const std::string& login) {
    const Deciding deciding(needs, call, may_disable);
    const auto user = catalogue::find_user(*call.connection, login);
    if (!user || !deciding.sees(*user)) throw no_user(login);
    if (auto refused = deciding.refuse(user->login)) return std::move(*refused);
    call.note.subject = user->id;
    return *user;
}

Answered<SessionsEnded> disable(const Needs& needs, Call& call, const NameUser& request) {
    auto found = find_for_disabling(needs, call, request.login);
    if (auto* const refused = std::get_if<Refusal>(&found)) return std::move(*refused);
    const auto& user = std::get<UserFacts>(found);
    if (user.id == call.caller->actor.id)
        return refusal("users.oneself", "nobody disables themselves");
    call.note.nothing = user.disabled;
    if (user.disabled) return SessionsEnded{};
    catalogue::set_disabled(*call.connection, user.id, true);
    call.moved.push_back("access");
    return SessionsEnded{end_sessions_of(*call.connection, user.id, Ending::disabled, call.now,
                                         call.caller->session)};
}

Answered<Nothing> enable(const Needs& needs, Call& call, const NameUser& request) {
    auto found = find_for_disabling(needs, call, request.login);
    if (auto* const refused = std::get_if<Refusal>(&found)) return std::move(*refused);
    const auto& user = std::get<UserFacts>(found);
    call.note.nothing = !user.disabled;
    if (!user.disabled) return Nothing{};
    catalogue::set_disabled(*call.connection, user.id, false);
    call.moved.push_back("access");
    return Nothing{};
}

Answered<Nothing> set_password(Call& call, const SetPassword& request) {
    auto& turn = *call.connection;
    const auto user = catalogue::find_user(turn, request.login);
    if (!user) throw not_found("no user `" + request.login + "`").at("login");
    keep_password(turn, user->id, call.prepared, call.now);
    withdraw(turn, user->id, call.now);
    call.note.subject = user->id;
    call.note.content = call.prepared;
    return Nothing{};
}

}  // namespace

std::vector<Operation> user_operations(const Needs& needs) {
    const auto hashed = [](const auto& request) { return hash_password(request.password); };
    return {
        operation<InviteUser, InvitationMade>(
            "users.invite", may_invite,
            "invites a user by email address, and makes the user; again: with a new token",
            Handling::writes, with(needs, invite_user)),
        operation<NameUser, Nothing>("users.withdraw_invitation", may_invite,
                                     "takes an invitation back that was not accepted",
                                     Handling::writes, with(needs, withdraw_invitation)),
        prepared_by<AcceptInvitation>(operation<AcceptInvitation, InvitationAccepted>(
                                          "users.accept_invitation", "/users/accept-invitation",
                                          "sets the password of whoever was invited, once",
                                          Handling::writes, accept_invitation),
                                      hashed),
        operation<NameUser, SessionsEnded>(
            "users.disable", may_disable,
            "lets a user in no more, and ends their sessions; what they sold stays",
            Handling::writes, with(needs, disable)),
        operation<NameUser, Nothing>("users.enable", may_disable, "lets a disabled user in again",
                                     Handling::writes, with(needs, enable)),
        prepared_by<SetPassword>(operation<SetPassword, Nothing>(
                                     "users.set_password", "/users/set-password",
                                     "gives a user a password", Handling::writes, set_password),
                                 hashed),
    };
}

}  // namespace willcall::access
