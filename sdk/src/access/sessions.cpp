#include "access/sessions.hpp"

#include "catalogue/catalogue.hpp"
#include "operations/digest.hpp"
#include "operations/email_address.hpp"
#include "operations/writing.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace willcall::access {

namespace {

constexpr std::int64_t failures_free = 5;
constexpr std::int64_t wait_most_seconds = 15 * 60;
constexpr std::int64_t second = 1'000'000;
constexpr std::size_t password_memory = 19 * 1024 * 1024;
constexpr unsigned long long password_passes = 2;

struct FailureRow {
    std::string login;
    std::int64_t failures = 0;
    std::int64_t last = 0;
    static constexpr const char* table = "sign_ins";
    static constexpr auto columns = in_order{store::column<"login">(&FailureRow::login),
                                             store::column<"failures">(&FailureRow::failures),
                                             store::column<"last">(&FailureRow::last)};
};

struct CredentialRow {
    std::int64_t item = 0;
    std::string password;
    static constexpr const char* table = "credentials";
    static constexpr auto columns = in_order{store::column<"item">(&CredentialRow::item),
                                             store::column<"password">(&CredentialRow::password)};
};

struct CustomerSignIn {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> password;
    static constexpr const char* table = "customers";
    static constexpr auto columns = in_order{store::column<"id">(&CustomerSignIn::id),
                                             store::column<"name">(&CustomerSignIn::name),
                                             store::column<"password">(&CustomerSignIn::password)};
};
// Of a record that is neither merged nor erased.
constexpr std::string_view online_by_id = "where id = ? and online = 1 and state = 0";
constexpr std::string_view online_by_email = "where email = ? and online = 1 and state = 0";

// How long after its last failure a login has to wait.
std::int64_t wait_seconds(std::int64_t failures) {
    if (failures < failures_free) return 0;
    const auto doublings = std::min<std::int64_t>(failures - failures_free, 20);
    return std::min(wait_most_seconds, std::int64_t{1} << doublings);
}

// Verifies against a stored hash, or, where there is none, against a hash nobody has the password
// of: the answer takes as long either way.
bool verify(const std::optional<std::string>& stored, const std::string& password) {
    static const std::string nobody = hash_password("nobody has this password");
    const auto& hash = stored ? *stored : nobody;
    const bool right =
        crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    return right && stored.has_value();
}

struct Candidate {
    std::int64_t subject = 0;
    std::optional<std::string> password;
};

Candidate find_user_candidate(store::Connection& connection, const std::string& login) {
    const auto user = catalogue::find_user(connection, login);
    if (!user || user->disabled) return {};
    const auto row = connection.find<CredentialRow>("where item = ?", user->id);
    if (!row) return {user->id, std::nullopt};
    return {user->id, row->password};
}

Candidate find_customer_candidate(store::Connection& connection, const std::string& email) {
    const auto row = connection.find<CustomerSignIn>(online_by_email, email_key(email));
    if (!row) return {};
    return {row->id, row->password};
}

SignIn examine_password(store::Connection& connection, SessionKind kind, const std::string& name,
                        const std::string& password, std::int64_t now) {
    SignIn sign_in;
    sign_in.kind = kind;
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
    if (!verify(candidate.password, password))
        sign_in.refused = refusal("sessions.wrong", "unknown login or wrong password");
    return sign_in;
}

std::optional<Refusal> refuse_disabled(const std::optional<UserFacts>& user) {
    if (user && !user->disabled) return std::nullopt;
    const auto who = user ? "the user `" + user->login + "`" : std::string("the user");
    return refusal("sessions.disabled", who + " is disabled");
}

SignIn examine_token(store::Connection& connection, const std::string& token) {
    SignIn sign_in;
    const auto row = connection.find<SessionRow>("where token = ?", digest(token));
    if (!row || row->ended)
        sign_in.refused = refusal("sessions.ended", "the session has ended, or never was");
    else if (row->kind == SessionKind::user)
        sign_in.refused = refuse_disabled(catalogue::find_user(connection, row->subject));
    if (!sign_in.refused) sign_in.resumes = row->id;
    return sign_in;
}

SignIn examine_vouched(store::Connection& connection, const std::string& login) {
    SignIn sign_in;
    const auto user = catalogue::find_user(connection, login);
    if (!user) throw not_found("no user `" + login + "`").at("vouch_for");
    sign_in.refused = refuse_disabled(user);
    sign_in.subject = user->id;
    return sign_in;
}

}  // namespace

std::string hash_password(const std::string& password) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), password_passes,
                          password_memory) != 0)
        throw Failure(WILLCALL_UNAVAILABLE, "not enough memory to hash a password");
    return hash.data();
}

SignIn examine(store::Connection& connection, const Credentials& credentials, std::int64_t now) {
    const int ways = !credentials.login.empty() + !credentials.customer.empty() +
                     !credentials.token.empty() + !credentials.vouch_for.empty() + credentials.host;
    if (ways != 1) throw invalid("give exactly one of login, customer, token, vouch_for and host");
    if (!credentials.login.empty())
        return examine_password(connection, SessionKind::user, credentials.login,
                                credentials.password, now);
    if (!credentials.customer.empty())
        return examine_password(connection, SessionKind::customer, credentials.customer,
                                credentials.password, now);
    if (!credentials.token.empty()) return examine_token(connection, credentials.token);
    if (!credentials.vouch_for.empty()) return examine_vouched(connection, credentials.vouch_for);
    SignIn sign_in;
    sign_in.kind = SessionKind::host;
    return sign_in;
}

Opened settle(store::Connection& turn, const SignIn& sign_in, std::int64_t now, const World& world,
              const std::function<std::int64_t()>& make_id) {
    if (sign_in.refused) {
        if (!sign_in.throttled.empty() &&
            turn.execute("update sign_ins set failures = failures + 1, last = ? where login = ?",
                         now, sign_in.throttled) == 0)
            turn.insert(FailureRow{sign_in.throttled, 1, now});
        return {};
    }
    if (!sign_in.throttled.empty())
        turn.execute("delete from sign_ins where login = ?", sign_in.throttled);
    std::array<unsigned char, 24> secret{};
    world.random(secret.data(), secret.size());
    std::array<char, sodium_base64_ENCODED_LEN(24, sodium_base64_VARIANT_URLSAFE_NO_PADDING)>
        text{};
    sodium_bin2base64(text.data(), text.size(), secret.data(), secret.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    SessionRow row;
    row.id = make_id();
    row.token = digest(text.data());
    row.kind = sign_in.kind;
    row.subject = sign_in.subject;
    row.opened = now;
    turn.insert(row);
    return {row.id, text.data()};
}

std::optional<Banner> banner_of(const Caller& caller) {
    if (!caller.acts_for_another()) return std::nullopt;
    const auto& [actor, seller] = std::tie(caller.actor, caller.seller);
    return Banner{
        actor.login, actor.shown_name(), seller.login, seller.shown_name(), {caller.acts_since}};
}

Caller read_caller(store::Connection& connection, std::int64_t session) {
    const auto row = connection.find<SessionRow>("where id = ?", session);
    if (!row || row->ended) throw invalid("the session has ended");
    Caller caller;
    caller.kind = row->kind;
    caller.session = row->id;
    caller.session_version = row->version;
    if (row->kind == SessionKind::host) {
        caller.actor.login = "host";
    } else if (row->kind == SessionKind::customer) {
        const auto customer = connection.find<CustomerSignIn>(online_by_id, row->subject);
        if (!customer) throw invalid("the session has ended: its customer is not active online");
        caller.customer = row->subject;
        caller.actor.id = row->subject;
        caller.actor.login = id_text(row->subject);
        caller.actor.name = customer->name;
    } else {
        const auto user = catalogue::find_user(connection, row->subject);
        if (!user || user->disabled) throw invalid("the session has ended: its user is disabled");
        caller.actor = *user;
    }
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
