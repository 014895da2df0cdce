// Who is asking: sessions, users' passwords, and why somebody may or may not do something.
#ifndef WILLCALL_ACCESS_HPP
#define WILLCALL_ACCESS_HPP

#include <willcall/banner.hpp>
#include <willcall/reasons.hpp>

namespace willcall {

struct Nothing {
    static constexpr auto meaning = "nothing to say";
    static constexpr auto fields = in_order{};
};

// What opens a session: exactly one way.
struct Credentials {
    std::string login;
    std::string customer;
    std::string password;
    std::string token;
    std::string vouch_for;
    bool host = false;
    std::string device;
    bool take_over = false;

    static constexpr auto meaning = "one way to sign in";
    static constexpr auto fields = in_order{
        field<"login">(&Credentials::login, "a user's login, with the password", at_most(254),
                       can_be_left_out),
        field<"customer">(&Credentials::customer, "a customer's email address, with the password",
                          at_most(254), can_be_left_out),
        field<"password">(&Credentials::password, "the password", at_most(1'000), can_be_left_out,
                          secret),
        field<"token">(&Credentials::token, "of a session to resume", at_most(100), can_be_left_out,
                       secret),
        field<"vouch_for">(&Credentials::vouch_for,
                           "login of a user the host program has itself signed in", at_most(254),
                           can_be_left_out),
        field<"host">(&Credentials::host, "true: the host program itself", can_be_left_out),
        field<"device">(&Credentials::device,
                        "where a user signs in, as whoever comes later is told", at_most(100),
                        can_be_left_out),
        field<"take_over">(&Credentials::take_over,
                           "true: ends the user's session on another device, where the channel "
                           "allows one at a time",
                           can_be_left_out),
    };
};

struct SessionFacts {
    std::string kind;
    std::string login;
    std::string name;
    std::string role;
    std::string channel;
    std::string seller;
    Time opened;
    std::string device;
    std::optional<Banner> banner;

    static constexpr auto meaning = "who is signed in, and whom the session acts for";
    static constexpr auto fields = in_order{
        field<"kind">(&SessionFacts::kind, "user, customer or host"),
        field<"login">(&SessionFacts::login, "of the user; host for the host"),
        field<"name">(&SessionFacts::name, "of the user or customer"),
        field<"role">(&SessionFacts::role, "of the user"),
        field<"channel">(&SessionFacts::channel, "key of the channel it sells through"),
        field<"seller">(&SessionFacts::seller, "login of the user whose sales these are"),
        field<"opened">(&SessionFacts::opened, "since when"),
        field<"device">(&SessionFacts::device, "where, as it was said; empty: not said"),
        field<"banner">(&SessionFacts::banner,
                        "that it acts for another; absent: it acts for itself"),
    };
};

struct ListSessions {
    std::string login;
    std::optional<Id> after;

    static constexpr auto fields = in_order{
        field<"login">(&ListSessions::login, "only of this user", at_most(254), can_be_left_out),
        field<"after">(&ListSessions::after, "the last id of the page before"),
    };
};

enum class SignedIn : std::uint8_t { host, user, customer };
constexpr std::array<const char*, 4> words_of(SignedIn) {
    return {"host", "user", "customer", nullptr};
}

struct SessionLine {
    Id id;
    SignedIn kind = SignedIn::user;
    std::string login;
    std::string device;
    std::string seller;
    Time opened;
    Time used;

    static constexpr auto meaning = "a session that is not over";
    static constexpr auto fields = in_order{
        field<"id">(&SessionLine::id, "for `sessions.revoke`"),
        field<"kind">(&SessionLine::kind, "user, customer or host"),
        field<"login">(&SessionLine::login, "of the user; a customer's id; host"),
        field<"device">(&SessionLine::device, "where, as it was said; empty: not said"),
        field<"seller">(&SessionLine::seller, "login of the user whose sales these are"),
        field<"opened">(&SessionLine::opened, "since when"),
        field<"used">(&SessionLine::used,
                      "when last, where it may end for want of use: an eighth of that time may "
                      "be missing"),
    };
};

struct RevokeSessions {
    std::optional<Id> id;
    std::string login;

    static constexpr auto fields = in_order{
        field<"id">(&RevokeSessions::id, "this session; or all of a user"),
        field<"login">(&RevokeSessions::login, "all of this user", at_most(254), can_be_left_out),
    };
};

struct SessionsEnded {
    std::int64_t ended = 0;

    static constexpr auto meaning = "sessions that are over now";
    static constexpr auto fields = in_order{
        field<"ended">(&SessionsEnded::ended, "how many"),
    };
};

struct SetPassword {
    std::string login;
    std::string password;

    static constexpr auto fields = in_order{
        field<"login">(&SetPassword::login, "whose", between(3, 254)),
        field<"password">(&SetPassword::password, "at least 8 characters", between(8, 1'000),
                          secret),
    };
};

struct ExplainAccess {
    std::string operation;
    std::string login;
    std::string subject;

    static constexpr auto fields = in_order{
        field<"operation">(&ExplainAccess::operation, "name of the operation", between(1, 100)),
        field<"login">(&ExplainAccess::login, "of which user; the caller where it is left out",
                       at_most(254), can_be_left_out),
        field<"subject">(&ExplainAccess::subject, "to what", at_most(254), can_be_left_out),
    };
};

struct AccessExplained {
    bool permitted = false;
    std::string permission;
    std::string scope;
    std::vector<Reason> reasons;

    static constexpr auto meaning = "a permission decision with every rule that decided";
    static constexpr auto fields = in_order{
        field<"permitted">(&AccessExplained::permitted, "the decision"),
        field<"permission">(&AccessExplained::permission, "the permission asked for"),
        field<"scope">(&AccessExplained::scope,
                       "of lists: all, channel, subtree, subtree_at_channel, own, own_at_channel, "
                       "none"),
        field<"reasons">(&AccessExplained::reasons, "what decided"),
    };
};

}  // namespace willcall

#endif
