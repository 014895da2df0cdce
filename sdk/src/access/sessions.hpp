// Sessions: who is signed in. They live in the store and are resumed by token, from any process.
#ifndef WILLCALL_ACCESS_SESSIONS_HPP
#define WILLCALL_ACCESS_SESSIONS_HPP

#include "operations/call.hpp"
#include "operations/failure.hpp"
#include "store/connection.hpp"

#include <willcall/access.hpp>

#include <optional>

namespace willcall::access {

// What ended a session. Numbers are stored: append only.
enum class Ending : std::uint8_t { signed_out, taken_over, idle, revoked, disabled };

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
    std::optional<std::string> device;  // nothing: the host program vouched, and named none
    std::int64_t used = 0;              // when last, as the store was told
    std::int64_t idle_seconds = 0;      // that it may lie unused; 0: for ever
    Ending ending = Ending::signed_out;
    std::int64_t ended_by = 0;              // the session that did; 0: the engine
    std::optional<std::int64_t> channel;    // that it sells through, in place of the user's own
    std::string acts_by;                    // plugin that set whom it acts for
    std::optional<std::int64_t> books_for;  // of a customer: for whom
    std::string errand;
    static constexpr const char* table = "sessions";
    static constexpr auto columns =
        in_order{store::column<"id">(&SessionRow::id),
                 store::column<"token">(&SessionRow::token),
                 store::column<"kind">(&SessionRow::kind),
                 store::column<"subject">(&SessionRow::subject),
                 store::column<"acts_for">(&SessionRow::acts_for),
                 store::column<"acts_since">(&SessionRow::acts_since),
                 store::column<"opened">(&SessionRow::opened),
                 store::column<"ended">(&SessionRow::ended),
                 store::column<"version">(&SessionRow::version),
                 store::column<"device">(&SessionRow::device),
                 store::column<"used">(&SessionRow::used),
                 store::column<"idle_seconds">(&SessionRow::idle_seconds),
                 store::column<"ending">(&SessionRow::ending),
                 store::column<"ended_by">(&SessionRow::ended_by),
                 store::column<"channel">(&SessionRow::channel),
                 store::column<"acts_by">(&SessionRow::acts_by),
                 store::column<"books_for">(&SessionRow::books_for),
                 store::column<"errand">(&SessionRow::errand)};
};

// The store is told of a use when an eighth of the time that a session may lie unused has passed:
// every engine knows of each that early enough, and a session lapses that much later.
inline constexpr std::int64_t idle_parts = 8;
inline constexpr std::int64_t told_every = 1'000'000 / idle_parts;  // microseconds for each second
inline constexpr std::int64_t lapsed_after = 1'000'000 + told_every;
// When it ends unless it is used; nothing: never.
std::optional<std::int64_t> lapses(const SessionRow& row);
bool has_lapsed(const SessionRow& row, std::int64_t now);

// In a turn: ends a session; whether it was not over. `by` is the session that does, 0 the engine.
bool end_session(store::Connection& turn, std::int64_t session, Ending ending, std::int64_t now,
                 std::int64_t by);
// All of a user's; how many those were.
std::int64_t end_sessions_of(store::Connection& turn, std::int64_t user, Ending ending,
                             std::int64_t now, std::int64_t by);
// Those of users who were disabled by what this call has written.
void end_sessions_of_disabled(Call& call);

// Where a session is, as people are told: "at `window 2`".
std::string place_of(const std::optional<std::string>& device);
// Why a session that is over does nothing more, and since when.
Refusal why_ended(store::Connection& connection, const SessionRow& row);

// Who asks in a session, or why it is over: `sessions.ended`, `sessions.taken_over`,
// `sessions.idle`, `sessions.revoked`, `sessions.disabled`.
Answered<Caller> read_caller(store::Connection& connection, std::int64_t session);
// What is to be shown above the answers of a caller who acts for another; nothing for others.
std::optional<Banner> banner_of(const Caller& caller);
// Somebody made up from a user, to ask what that user may do.
Caller as_if(const UserFacts& user);

}  // namespace willcall::access

#endif
