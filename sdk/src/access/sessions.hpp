// Sessions: who is signed in. They live in the store and are resumed by token, from any process.
#ifndef WILLCALL_ACCESS_SESSIONS_HPP
#define WILLCALL_ACCESS_SESSIONS_HPP

#include "operations/call.hpp"
#include "operations/failure.hpp"
#include "store/connection.hpp"
#include "store/world.hpp"

#include <willcall/access.hpp>

#include <optional>

namespace willcall::access {

struct SessionRow {
    std::int64_t id = 0;
    std::string token;  // hash of it: the store alone opens no session
    SessionKind kind = SessionKind::user;
    std::int64_t subject = 0;  // user or customer; 0 for the host
    std::optional<std::int64_t> acts_for;
    std::optional<std::int64_t> acts_since;
    std::int64_t opened = 0;
    std::optional<std::int64_t> ended;
    std::int64_t version = 1;
    std::string acts_by;  // plugin that set whom it acts for
    static constexpr const char* table = "sessions";
    static constexpr auto columns = in_order{store::column<"id">(&SessionRow::id),
                                             store::column<"token">(&SessionRow::token),
                                             store::column<"kind">(&SessionRow::kind),
                                             store::column<"subject">(&SessionRow::subject),
                                             store::column<"acts_for">(&SessionRow::acts_for),
                                             store::column<"acts_since">(&SessionRow::acts_since),
                                             store::column<"opened">(&SessionRow::opened),
                                             store::column<"ended">(&SessionRow::ended),
                                             store::column<"version">(&SessionRow::version),
                                             store::column<"acts_by">(&SessionRow::acts_by)};
};

// What credentials come to, found out before the turn: hashing a password takes tens of
// milliseconds, and nobody waits for that in a turn.
struct SignIn {
    SessionKind kind = SessionKind::user;
    std::int64_t subject = 0;
    std::string throttled;           // key of the failures counted; empty: nothing to count
    std::optional<Refusal> refused;  // the credentials are wrong, or it is too early to try again
    std::optional<std::int64_t> resumes;  // the session a token belongs to
};

// Checks credentials on a reading connection. Throws where they are not one of the ways to sign in.
// After five failures each further one waits twice as long, up to fifteen minutes, whether the
// login exists or not; an unknown login costs the same time as a wrong password.
SignIn examine(store::Connection& connection, const Credentials& credentials, std::int64_t now);

// Settles a sign-in in the turn: counts the failure, or opens the session and says its token.
struct Opened {
    std::int64_t session = 0;
    std::string token;
};
Opened settle(store::Connection& turn, const SignIn& sign_in, std::int64_t now, const World& world,
              const std::function<std::int64_t()>& make_id);

// Who asks in a session; throws a Failure (INVALID) where it has ended or never was, and says
// `sessions.ended` where its user was disabled since.
Caller read_caller(store::Connection& connection, std::int64_t session);

// What is to be shown above the answers of a caller who acts for another; nothing for others.
std::optional<Banner> banner_of(const Caller& caller);

// An Argon2id hash for the store, at OWASP's least cost (19 MiB, two passes).
std::string hash_password(const std::string& password);

}  // namespace willcall::access

#endif
