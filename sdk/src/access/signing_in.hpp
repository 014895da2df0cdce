// Signing in: what credentials come to, and whether there is room for one more session.
#ifndef WILLCALL_ACCESS_SIGNING_IN_HPP
#define WILLCALL_ACCESS_SIGNING_IN_HPP

#include "access/sessions.hpp"
#include "plugins/instances.hpp"

namespace willcall::access {

// What credentials come to, found out before the turn: hashing a password takes tens of
// milliseconds, and nobody waits for that in a turn.
struct SignIn {
    SessionKind kind = SessionKind::user;
    std::int64_t subject = 0;
    std::optional<std::string> device;  // as SessionRow has it
    bool take_over = false;
    std::string throttled;           // key of the failures counted; empty: nothing to count
    std::optional<Refusal> refused;  // the credentials are wrong, or it is too early to try again
    std::optional<std::int64_t> resumes;  // the session a token belongs to
};

// Checks credentials on a reading connection. Throws where they are not one of the ways to sign in.
// After five failures each further one waits twice as long, up to fifteen minutes, whether the
// login exists or not; an unknown login costs the same time as a wrong password.
SignIn examine(store::Connection& connection, const Credentials& credentials, std::int64_t now);

// What the channel of a user says of signing in, as it is in the turn.
using RulesOf = std::function<plugins::SignInRules(const UserFacts& user)>;

// Settles a sign-in in the turn: counts the failure, or opens the session and says its token.
//
// Where a user may be signed in on one device at a time, a session on another is in the way: it
// refuses, or is ended where this one takes over and the channel lets it. Who comes back to a
// device that has a name ends the session before. What the host program vouches for without naming
// a device is on one of the host's: such sessions stand beside each other, in the way of others.
struct Opened {
    std::optional<Refusal> refused;
    std::int64_t session = 0;
    std::string token;
    std::vector<std::int64_t> taken_over;  // sessions that this one ended
    std::vector<std::int64_t> idle;        // that nobody had used, found on the way
};
Opened settle(store::Connection& turn, const SignIn& sign_in, const RulesOf& rules_of,
              std::int64_t now, const World& world, const std::function<std::int64_t()>& make_id);

}  // namespace willcall::access

#endif
