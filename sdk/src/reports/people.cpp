// Who is signed in, and who there is to sign in.
#include "access/invitations.hpp"
#include "access/permissions.hpp"
#include "access/sessions.hpp"
#include "reports/looks.hpp"
#include "reports/operations.hpp"
#include "tables/memory.hpp"
#include "tables/operation.hpp"

#include <map>
#include <set>

namespace willcall::reports {

namespace {

using access::Scope;

// Who does not see all sees their own.
std::pair<std::string, Query> sessions(const Needs& needs, Call& call,
                                       const ListSessions& request) {
    auto scope = needs.find_scope(call, "/sessions/list");
    if (scope != Scope::all && scope != Scope::none) scope = Scope::own;
    Query query;
    query.column("sessions.id")
        .column("sessions.kind")
        .column("sessions.subject", login())
        .column("coalesce(sessions.device, '')")
        .column("coalesce(sessions.acts_for, sessions.subject)", login())
        .column("sessions.opened")
        .column("sessions.used")
        .from("sessions")
        .where("sessions.ended is null")
        .where("(sessions.idle_seconds = 0 or sessions.used + sessions.idle_seconds * ? >= ?)",
               access::lapsed_after, call.now)
        .order("sessions.id");
    if (scope == Scope::own) query.where("sessions.subject = ?", call.caller->actor.id);
    if (scope == Scope::none) query.where("sessions.id < ?", std::int64_t{0});
    if (!request.login.empty()) {
        const auto user = catalogue::find_user(*call.connection, request.login);
        if (!user) throw not_found("no user `" + request.login + "`").at("login");
        query.where("sessions.subject = ?", user->id);
    }
    if (request.after) query.where("sessions.id > ?", request.after->number);
    return {access::scope_word(scope), query};
}

struct WithPassword {
    std::int64_t item = 0;
    static constexpr auto columns = in_order{store::column<"item">(&WithPassword::item)};
};

// What the store says of all users at once: there may be very many.
struct Standings {
    explicit Standings(store::Connection& connection) {
        for (const auto& row : connection.query<WithPassword>("select item from credentials"))
            with_password.insert(row.item);
        for (const auto& row : connection.select<access::InvitationRow>("order by id")) {
            inviters.try_emplace(row.item, row.inviter);
            if (!row.accepted && !row.withdrawn) until[row.item] = row.expires;
        }
    }

    UserState of(const UserFacts& user) const {
        if (user.disabled) return UserState::disabled;
        const bool waits = inviters.contains(user.id) && !with_password.contains(user.id);
        return waits ? UserState::invited : UserState::active;
    }

    std::set<std::int64_t> with_password;
    std::map<std::int64_t, std::int64_t> inviters;
    std::map<std::int64_t, std::int64_t> until;
};

std::vector<UserLine> user_lines(const ListUsers& request, Scope scope, const Caller& caller,
                                 store::Connection& connection) {
    const Standings standings(connection);
    const access::SeenUsers seen(connection, caller, scope);
    std::vector<UserLine> lines;
    for (auto& user : catalogue::all_users(connection)) {
        const auto state = standings.of(user);
        if (!seen.has(user) || (request.after && user.id <= request.after->number) ||
            (!request.channel.empty() && user.channel != request.channel) ||
            (!request.role.empty() && user.role != request.role) ||
            (request.state && state != *request.state))
            continue;
        auto& line = lines.emplace_back();
        line.id = {user.id};
        line.login = std::move(user.login);
        line.name = std::move(user.name);
        line.role = std::move(user.role);
        line.channel = std::move(user.channel);
        line.state = state;
        const auto inviter = standings.inviters.find(user.id);
        if (inviter != standings.inviters.end())
            line.invited_by = login_of(inviter->second, connection);
        const auto until = standings.until.find(user.id);
        if (state == UserState::invited && until != standings.until.end())
            line.expires = Time{until->second};
    }
    return lines;
}

tables::Plan users(const Needs& needs, Call& call, const ListUsers& request) {
    const auto scope = needs.find_scope(call, "/users/list");
    return {
        access::scope_word(scope),
        tables::from_memory([request, scope, caller = *call.caller](store::Connection& connection) {
            return user_lines(request, scope, caller, connection);
        }),
        {}};
}

}  // namespace

std::vector<Operation> people_operations(const Needs& needs) {
    std::vector<Operation> operations;
    operations.push_back(tables::table_operation<ListSessions, SessionLine>(
        "sessions.list", "/sessions/list", "who is signed in, where and since when",
        {"sessions", "SessionList", false}, with(needs, sessions)));
    operations.push_back(tables::table_operation(
        "users.list", "/users/list", "users the caller may see, and whether they may come in",
        std::make_shared<const tables::Shapes>(tables::Face{"users", "UserList", false},
                                               *shape::of<ListUsers>(), *shape::of<UserLine>()),
        [needs](Call& call, const Value& value) {
            return users(needs, call, read<ListUsers>(value_service, &value));
        }));
    return operations;
}

}  // namespace willcall::reports
