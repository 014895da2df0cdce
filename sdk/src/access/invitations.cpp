#include "access/invitations.hpp"

#include "access/secrets.hpp"
#include "catalogue/catalogue.hpp"
#include "operations/digest.hpp"
#include "operations/reading.hpp"

namespace willcall::access {

namespace {

constexpr std::int64_t hour = 3'600'000'000;

// Why an invitation can't be accepted any more.
std::optional<Refusal> refuse_over(const InvitationRow& row, std::int64_t now) {
    if (row.accepted)
        return refusal("invitations.used",
                       "the invitation was accepted at " + time_text(*row.accepted),
                       {{"used", *row.accepted}});
    if (row.withdrawn)
        return refusal("invitations.withdrawn",
                       "the invitation was withdrawn at " + time_text(*row.withdrawn),
                       {{"withdrawn", *row.withdrawn}});
    if (now >= row.expires)
        return refusal("invitations.expired",
                       "the invitation could be accepted until " + time_text(row.expires),
                       {{"expired", row.expires}});
    return std::nullopt;
}

}  // namespace

bool is_invited(store::Connection& connection, std::int64_t user) {
    return connection.number("select id from invitations where item = ? limit 1", user) &&
           !kept_password(connection, user);
}

InvitationMade invite(Call& call, const UserFacts& user, std::int64_t valid_hours,
                      const World& world) {
    auto& turn = *call.connection;
    withdraw(turn, user.id, call.now);
    const auto token = new_token(world);
    InvitationRow row;
    row.id = call.make_id();
    row.item = user.id;
    row.inviter = call.caller->actor.id;
    row.token = digest(token);
    row.made = call.now;
    row.expires = call.now + valid_hours * hour;
    turn.insert(row);
    return {{row.id}, user.login, token, {row.expires}};
}

std::int64_t withdraw(store::Connection& turn, std::int64_t user, std::int64_t now) {
    return turn.execute("update invitations set withdrawn = ? where item = ? and "
                        "accepted is null and withdrawn is null and expires > ?",
                        now, user, now);
}

Answered<UserFacts> accept(Call& call, const std::string& token, const std::string& password) {
    auto& turn = *call.connection;
    const auto row = turn.find<InvitationRow>("where token = ?", digest(token));
    if (!row) return refusal("invitations.unknown", "there is no such invitation");
    if (auto over = refuse_over(*row, call.now)) return std::move(*over);
    const auto user = catalogue::find_user(turn, row->item);
    if (!user || user->disabled)
        return refusal("invitations.disabled", "the user who was invited is disabled");
    keep_password(turn, user->id, password, call.now);
    turn.execute("update invitations set accepted = ? where id = ?", call.now, row->id);
    return *user;
}

}  // namespace willcall::access
