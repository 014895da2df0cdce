#include "access/signing_in.hpp"

#include "access/invitations.hpp"
#include "access/secrets.hpp"
#include "catalogue/catalogue.hpp"
#include "operations/digest.hpp"
#include "operations/email_address.hpp"
#include "operations/reading.hpp"

#include <algorithm>

namespace willcall::access {

namespace {

constexpr std::int64_t failures_free = 5;
constexpr std::int64_t wait_most_seconds = 15 * 60;
constexpr std::int64_t second = 1'000'000;

struct FailureRow {
    std::string login;
    std::int64_t failures = 0;
    std::int64_t last = 0;
    static constexpr const char* table = "sign_ins";
    static constexpr auto columns = in_order{store::column<"login">(&FailureRow::login),
                                             store::column<"failures">(&FailureRow::failures),
                                             store::column<"last">(&FailureRow::last)};
};

struct CustomerSignIn {
    std::int64_t id = 0;
    std::optional<std::string> password;
    static constexpr const char* table = "customers";
    static constexpr auto columns = in_order{store::column<"id">(&CustomerSignIn::id),
                                             store::column<"password">(&CustomerSignIn::password)};
};

// How long after its last failure a login has to wait.
std::int64_t wait_seconds(std::int64_t failures) {
    if (failures < failures_free) return 0;
    const auto doublings = std::min<std::int64_t>(failures - failures_free, 20);
    return std::min(wait_most_seconds, std::int64_t{1} << doublings);
}

struct Candidate {
    std::int64_t subject = 0;
    std::optional<std::string> password;
};

Candidate find_user_candidate(store::Connection& connection, const std::string& login) {
    const auto user = catalogue::find_user(connection, login);
    if (!user || user->disabled) return {};
    return {user->id, kept_password(connection, user->id)};
}

// Of a record that is neither merged nor erased.
Candidate find_customer_candidate(store::Connection& connection, const std::string& email) {
    const auto row = connection.find<CustomerSignIn>("where email = ? and online = 1 and state = 0",
                                                     email_key(email));
    if (!row) return {};
    return {row->id, row->password};
}

SignIn examine_password(store::Connection& connection, SessionKind kind, const std::string& name,
                        const Credentials& credentials, std::int64_t now) {
    SignIn sign_in;
    sign_in.kind = kind;
    sign_in.device = credentials.device;
    sign_in.throttled =
        digest((kind == SessionKind::user ? "user:" : "customer:") + email_key(name));
    const auto failures = connection.find<FailureRow>("where login = ?", sign_in.throttled);
    if (failures) {
        const auto until = failures->last + wait_seconds(failures->failures) * second;
        if (now < until) {
            sign_in.refused = refusal("sessions.throttled", "too many failed sign-ins; wait",
                                      {{"seconds", (until - now) / second + 1}});
            sign_in.throttled.clear();  // asking too early is not another failure
            return sign_in;
        }
    }
    const auto candidate = kind == SessionKind::user ? find_user_candidate(connection, name)
                                                     : find_customer_candidate(connection, name);
    sign_in.subject = candidate.subject;
    if (!is_password(candidate.password, credentials.password))
        sign_in.refused = refusal("sessions.wrong", "unknown login or wrong password");
    return sign_in;
}

std::optional<Refusal> refuse_disabled(const std::optional<UserFacts>& user) {
    if (user && !user->disabled) return std::nullopt;
    const auto who = user ? "the user `" + user->login + "`" : std::string("the user");
    return refusal("sessions.disabled", who + " is disabled");
}

SignIn examine_token(store::Connection& connection, const std::string& token, std::int64_t now) {
    SignIn sign_in;
    const auto row = connection.find<SessionRow>("where token = ?", digest(token));
    if (!row) sign_in.refused = refusal("sessions.ended", "the session has ended, or never was");
    else if (row->ended || has_lapsed(*row, now)) sign_in.refused = why_ended(connection, *row);
    else if (row->kind == SessionKind::user)
        sign_in.refused = refuse_disabled(catalogue::find_user(connection, row->subject));
    if (!sign_in.refused) sign_in.resumes = row->id;
    return sign_in;
}

SignIn examine_vouched(store::Connection& connection, const Credentials& credentials) {
    SignIn sign_in;
    const auto user = catalogue::find_user(connection, credentials.vouch_for);
    if (!user) throw not_found("no user `" + credentials.vouch_for + "`").at("vouch_for");
    sign_in.refused = refuse_disabled(user);
    if (!sign_in.refused && is_invited(connection, user->id))
        sign_in.refused = refusal("sessions.invited", "the user `" + user->login +
                                                          "` has not accepted the invitation yet");
    sign_in.subject = user->id;
    if (!credentials.device.empty()) sign_in.device = credentials.device;
    return sign_in;
}

void check(const Credentials& given) {
    const bool user = !given.login.empty() || !given.vouch_for.empty();
    const int ways = !given.login.empty() + !given.customer.empty() + !given.token.empty() +
                     !given.vouch_for.empty() + given.host;
    if (ways != 1) throw invalid("give exactly one of login, customer, token, vouch_for and host");
    if (!user && !given.device.empty())
        throw invalid("device: is for a user's login, or vouch_for").at("device");
    if (!user && given.take_over)
        throw invalid("take_over: is for a user's login, or vouch_for").at("take_over");
}

bool is_same_device(const SessionRow& other, const SignIn& sign_in) {
    return other.device == sign_in.device && other.device != std::string();
}

std::optional<Refusal> refuse_elsewhere(const UserFacts& user, const SessionRow& other,
                                        const SignIn& sign_in, bool may_take_over) {
    if (is_same_device(other, sign_in) || (sign_in.take_over && may_take_over)) return std::nullopt;
    auto where = '`' + user.login + "` is signed in " + place_of(other.device) + " since " +
                 time_text(other.opened);
    const std::map<std::string, std::int64_t> numbers = {{"since", other.opened}};
    if (!sign_in.take_over) return refusal("sessions.elsewhere", std::move(where), numbers);
    return refusal("sessions.no_take_over", where + ", and no other device may take over here",
                   numbers);
}

// One device at a time: what is in the way refuses, or ends. What the host program vouches for
// without naming a device stands beside its like.
void make_room(store::Connection& turn, const SignIn& sign_in, const UserFacts& user,
               const plugins::SignInRules& rules, std::int64_t now, Opened& opened) {
    if (!rules.one_device) return;
    const bool on_host = !sign_in.device.has_value();
    auto others = turn.select<SessionRow>("where subject = ? and kind = ? and ended is null "
                                          "and (device is not null or ? = 0) order by id",
                                          user.id, SessionKind::user, on_host);
    for (const auto& other : others)
        if (has_lapsed(other, now) && end_session(turn, other.id, Ending::idle, *lapses(other), 0))
            opened.idle.push_back(other.id);
    std::erase_if(others, [&](const auto& other) { return has_lapsed(other, now); });
    for (const auto& other : others)
        if ((opened.refused = refuse_elsewhere(user, other, sign_in, rules.take_over))) return;
    for (const auto& other : others)
        if (end_session(turn, other.id, Ending::taken_over, now, opened.session))
            opened.taken_over.push_back(other.id);
}

// Whether there is room, and for how long the session may lie unused.
void admit(store::Connection& turn, const SignIn& sign_in, const RulesOf& rules_of,
           std::int64_t now, SessionRow& row, Opened& opened) {
    const auto user = catalogue::find_user(turn, sign_in.subject);
    opened.refused = refuse_disabled(user);
    if (opened.refused) return;
    const auto rules = rules_of(*user);
    row.idle_seconds = rules.idle_minutes * 60;
    make_room(turn, sign_in, *user, rules, now, opened);
}

}  // namespace

SignIn examine(store::Connection& connection, const Credentials& credentials, std::int64_t now) {
    check(credentials);
    SignIn sign_in;
    if (!credentials.login.empty())
        sign_in =
            examine_password(connection, SessionKind::user, credentials.login, credentials, now);
    else if (!credentials.customer.empty())
        sign_in = examine_password(connection, SessionKind::customer, credentials.customer,
                                   credentials, now);
    else if (!credentials.token.empty())
        sign_in = examine_token(connection, credentials.token, now);
    else if (!credentials.vouch_for.empty()) sign_in = examine_vouched(connection, credentials);
    else sign_in.kind = SessionKind::host;
    sign_in.take_over = credentials.take_over;
    return sign_in;
}

Opened settle(store::Connection& turn, const SignIn& sign_in, const RulesOf& rules_of,
              std::int64_t now, const World& world, const std::function<std::int64_t()>& make_id) {
    Opened opened;
    opened.refused = sign_in.refused;
    if (opened.refused) {
        if (!sign_in.throttled.empty() &&
            turn.execute("update sign_ins set failures = failures + 1, last = ? where login = ?",
                         now, sign_in.throttled) == 0)
            turn.insert(FailureRow{sign_in.throttled, 1, now});
        return opened;
    }
    if (!sign_in.throttled.empty())
        turn.execute("delete from sign_ins where login = ?", sign_in.throttled);
    SessionRow row;
    row.id = opened.session = make_id();
    if (sign_in.kind == SessionKind::user) admit(turn, sign_in, rules_of, now, row, opened);
    if (opened.refused) {
        opened.session = 0;
        return opened;
    }
    opened.token = new_token(world);
    row.token = digest(opened.token);
    row.kind = sign_in.kind;
    row.subject = sign_in.subject;
    row.opened = row.used = now;
    row.device = sign_in.device;
    turn.insert(row);
    return opened;
}

}  // namespace willcall::access
