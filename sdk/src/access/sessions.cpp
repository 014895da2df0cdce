#include "access/sessions.hpp"

#include "catalogue/catalogue.hpp"
#include "operations/reading.hpp"
#include "operations/wording.hpp"
#include "operations/writing.hpp"

#include <algorithm>

namespace willcall::access {

namespace {

struct CustomerSession {
    std::int64_t id = 0;
    std::string name;
    static constexpr const char* table = "customers";
    static constexpr auto columns = in_order{store::column<"id">(&CustomerSession::id),
                                             store::column<"name">(&CustomerSession::name)};
};

struct ChannelKey {
    std::string key;
    static constexpr auto columns = in_order{store::column<"key">(&ChannelKey::key)};
};

struct Subject {
    std::int64_t id = 0;
    static constexpr auto columns = in_order{store::column<"subject">(&Subject::id)};
};

Refusal ended_then(const char* rule, std::int64_t ended, const std::string& why) {
    return refusal(rule, "the session ended at " + time_text(ended) + ": " + why,
                   {{"ended", ended}});
}

std::string who_took_over(store::Connection& connection, const SessionRow& row) {
    const auto user = catalogue::find_user(connection, row.subject);
    const auto other = connection.find<SessionRow>("where id = ?", row.ended_by);
    return (user ? '`' + user->login + '`' : std::string("its user")) + " signed in " +
           (other ? place_of(other->device) : "elsewhere");
}

}  // namespace

std::optional<std::int64_t> lapses(const SessionRow& row) {
    if (row.idle_seconds == 0) return std::nullopt;
    return row.used + row.idle_seconds * lapsed_after;
}

bool has_lapsed(const SessionRow& row, std::int64_t now) {
    const auto then = lapses(row);
    return then && now > *then;
}

bool end_session(store::Connection& turn, std::int64_t session, Ending ending, std::int64_t now,
                 std::int64_t by) {
    return turn.execute("update sessions set ended = ?, ending = ?, ended_by = ?, "
                        "version = version + 1 where id = ? and ended is null",
                        now, ending, by, session) != 0;
}

std::int64_t end_sessions_of(store::Connection& turn, std::int64_t user, Ending ending,
                             std::int64_t now, std::int64_t by) {
    return turn.execute("update sessions set ended = ?, ending = ?, ended_by = ?, "
                        "version = version + 1 where subject = ? and kind = ? and ended is null",
                        now, ending, by, user, SessionKind::user);
}

void end_sessions_of_disabled(Call& call) {
    if (std::ranges::find(call.moved, "access") == call.moved.end()) return;
    auto& turn = *call.connection;
    const auto signed_in = turn.query<Subject>(
        "select distinct subject from sessions where ended is null and kind = ?",
        SessionKind::user);
    for (const auto& subject : signed_in)
        if (const auto user = catalogue::find_user(turn, subject.id); !user || user->disabled)
            end_sessions_of(turn, subject.id, Ending::disabled, call.now, call.caller->session);
}

std::string place_of(const std::optional<std::string>& device) {
    if (!device) return "through the host program";
    return device->empty() ? "elsewhere" : "at " + quoted(*device);
}

Refusal why_ended(store::Connection& connection, const SessionRow& row) {
    const auto ended = row.ended ? *row.ended : lapses(row).value_or(0);
    switch (row.ended ? row.ending : Ending::idle) {
    case Ending::taken_over:
        return ended_then("sessions.taken_over", ended, who_took_over(connection, row));
    case Ending::idle:
        return ended_then("sessions.idle", ended,
                          "nobody had used it for " + std::to_string(row.idle_seconds / 60) +
                              " minutes");
    case Ending::revoked:
        return ended_then("sessions.revoked", ended, "somebody who may had it ended");
    case Ending::disabled: return ended_then("sessions.disabled", ended, "its user was disabled");
    case Ending::signed_out: break;
    }
    return ended_then("sessions.ended", ended, "signed out");
}

Caller as_if(const UserFacts& user) {
    Caller caller;
    caller.kind = SessionKind::user;
    caller.actor = user;
    caller.seller = user;
    return caller;
}

std::optional<Banner> banner_of(const Caller& caller) {
    if (!caller.acts_for_another()) return std::nullopt;
    return Banner{caller.actor.login, caller.actor.shown_name(), caller.seller.login,
                  caller.seller.shown_name(), Time{caller.acts_since}};
}

Answered<Caller> read_caller(store::Connection& connection, std::int64_t session) {
    const auto row = connection.find<SessionRow>("where id = ?", session);
    if (!row) return refusal("sessions.ended", "the session has ended, or never was");
    if (row->ended) return why_ended(connection, *row);
    Caller caller;
    caller.kind = row->kind;
    caller.session = row->id;
    caller.idle_seconds = row->idle_seconds;
    caller.used = row->used;
    if (row->kind == SessionKind::host) {
        caller.actor.login = "host";
    } else if (row->kind == SessionKind::customer) {
        // Of a record that is neither merged nor erased.
        const auto customer = connection.find<CustomerSession>(
            "where id = ? and online = 1 and state = 0", row->subject);
        if (!customer)
            return refusal("sessions.disabled",
                           "the session has ended: its customer is not active online");
        caller.customer = row->subject;
        caller.actor.id = row->subject;
        caller.actor.login = id_text(row->subject);
        caller.actor.name = customer->name;
        caller.actor.role = "customer";
        caller.actor.channel = catalogue::online_channel(connection);
        // A merge may have made the two one.
        if (row->books_for.value_or(row->subject) != row->subject) {
            caller.books_for = *row->books_for;
            caller.errand = row->errand;
        }
    } else {
        const auto user = catalogue::find_user(connection, row->subject);
        if (!user || user->disabled)
            return refusal("sessions.disabled", "the session has ended: its user is disabled");
        caller.actor = *user;
    }
    if (row->channel)
        caller.actor.channel =
            connection.query<ChannelKey>("select key from items where id = ?", *row->channel)
                .at(0)
                .key;
    caller.seller = caller.actor;
    if (row->acts_for && *row->acts_for != caller.actor.id) {
        const auto seller = catalogue::find_user(connection, *row->acts_for);
        if (!seller) throw invalid("the user the session acts for is gone");
        caller.seller = *seller;
        caller.acts_since = row->acts_since.value_or(0);
        caller.acts_by = row->acts_by;
        caller.banner = write_json(*banner_of(caller), 0);
    }
    return caller;
}

}  // namespace willcall::access
