// Invitations: how a user of whom only an email address is known comes to a password.
#ifndef WILLCALL_ACCESS_INVITATIONS_HPP
#define WILLCALL_ACCESS_INVITATIONS_HPP

#include "operations/call.hpp"
#include "operations/failure.hpp"
#include "store/connection.hpp"
#include "store/world.hpp"

#include <willcall/users.hpp>

#include <optional>

namespace willcall::access {

struct InvitationRow {
    std::int64_t id = 0;
    std::int64_t item = 0;     // the user
    std::int64_t inviter = 0;  // 0: the host
    std::string token;         // hash of it
    std::int64_t made = 0;
    std::int64_t expires = 0;
    std::optional<std::int64_t> accepted;
    std::optional<std::int64_t> withdrawn;
    static constexpr const char* table = "invitations";
    static constexpr auto columns = in_order{store::column<"id">(&InvitationRow::id),
                                             store::column<"item">(&InvitationRow::item),
                                             store::column<"inviter">(&InvitationRow::inviter),
                                             store::column<"token">(&InvitationRow::token),
                                             store::column<"made">(&InvitationRow::made),
                                             store::column<"expires">(&InvitationRow::expires),
                                             store::column<"accepted">(&InvitationRow::accepted),
                                             store::column<"withdrawn">(&InvitationRow::withdrawn)};
};

// Whether a user was invited and has no password yet: then nobody comes in.
bool is_invited(store::Connection& connection, std::int64_t user);

// In a turn: invites a user; who was invited before goes by the new token only.
InvitationMade invite(Call& call, const UserFacts& user, std::int64_t valid_hours,
                      const World& world);
// In a turn: how many of the user's invitations stood, and stand no more.
std::int64_t withdraw(store::Connection& turn, std::int64_t user, std::int64_t now);

// In a turn: the password of whom a token invites, hashed, and whose that is. Refuses as
// `invitations.unknown`, `.used`, `.withdrawn`, `.expired` or `.disabled`.
Answered<UserFacts> accept(Call& call, const std::string& token, const std::string& password);

}  // namespace willcall::access

#endif
