// Users beside the season file: who is invited, and whose invitation stands; who may not come in.
#ifndef WILLCALL_USERS_HPP
#define WILLCALL_USERS_HPP

#include <willcall/reasons.hpp>

namespace willcall {

struct InviteUser {
    std::string login;
    std::string name;
    std::string role;
    std::string channel;
    std::vector<std::string> locations;
    bool uses_shifts = true;
    std::int64_t valid_hours = 168;

    static constexpr auto fields = in_order{
        field<"login">(&InviteUser::login, "email address, unique; the user signs in with it",
                       between(3, 254)),
        field<"name">(&InviteUser::name, "as shown; the address where it is left out", at_most(200),
                      can_be_left_out),
        field<"role">(&InviteUser::role,
                      "what the roles plugin knows; may be left out of a user who is there",
                      at_most(64), can_be_left_out),
        field<"channel">(&InviteUser::channel, "the one channel the user sells through",
                         at_most(64), can_be_left_out),
        field<"locations">(&InviteUser::locations, "where the user may open a shift",
                           at_most(1'000)),
        field<"uses_shifts">(&InviteUser::uses_shifts, "whether a sale needs an open shift",
                             can_be_left_out),
        field<"valid_hours">(&InviteUser::valid_hours, "how long the invitation can be accepted",
                             between(1, 8'760), can_be_left_out),
    };
};

struct InvitationMade {
    Id id;
    std::string login;
    std::string token;
    Time expires;

    static constexpr auto meaning = "an invitation, to be handed to the user";
    static constexpr auto fields = in_order{
        field<"id">(&InvitationMade::id, "of the invitation"),
        field<"login">(&InvitationMade::login, "of the user"),
        field<"token">(&InvitationMade::token,
                       "for `users.accept_invitation`: said this once, only its hash is kept",
                       secret),
        field<"expires">(&InvitationMade::expires, "from when it can't be accepted"),
    };
};

struct AcceptInvitation {
    std::string token;
    std::string password;

    static constexpr auto fields = in_order{
        field<"token">(&AcceptInvitation::token, "of the invitation", between(1, 100), secret),
        field<"password">(&AcceptInvitation::password, "the user's own, at least 8 characters",
                          between(8, 1'000), secret),
    };
};

struct InvitationAccepted {
    std::string login;
    std::string name;

    static constexpr auto meaning = "who may sign in from now on";
    static constexpr auto fields = in_order{
        field<"login">(&InvitationAccepted::login, "of the user"),
        field<"name">(&InvitationAccepted::name, "as shown"),
    };
};

struct NameUser {
    std::string login;

    static constexpr auto fields = in_order{
        field<"login">(&NameUser::login, "which user", between(3, 254)),
    };
};

enum class UserState : std::uint8_t { active, invited, disabled };
constexpr std::array<const char*, 4> words_of(UserState) {
    return {"active", "invited", "disabled", nullptr};
}

struct ListUsers {
    std::string channel;
    std::string role;
    std::optional<UserState> state;
    std::optional<Id> after;

    static constexpr auto fields = in_order{
        field<"channel">(&ListUsers::channel, "only of this channel", at_most(64), can_be_left_out),
        field<"role">(&ListUsers::role, "only with this role", at_most(64), can_be_left_out),
        field<"state">(&ListUsers::state, "only those that stand so"),
        field<"after">(&ListUsers::after, "the last id of the page before"),
    };
};

struct UserLine {
    Id id;
    std::string login;
    std::string name;
    std::string role;
    std::string channel;
    UserState state = UserState::active;
    std::optional<std::string> invited_by;
    std::optional<Time> expires;

    static constexpr auto meaning = "a user, and whether they may come in";
    static constexpr auto fields = in_order{
        field<"id">(&UserLine::id, "its id"),
        field<"login">(&UserLine::login, "what the user signs in with"),
        field<"name">(&UserLine::name, "as shown"),
        field<"role">(&UserLine::role, "what the roles plugin knows"),
        field<"channel">(&UserLine::channel, "key of the channel it sells through"),
        field<"state">(&UserLine::state, "invited: has no password yet"),
        field<"invited_by">(&UserLine::invited_by,
                            "login of who invited them first; absent: the season named them"),
        field<"expires">(&UserLine::expires, "of who is invited: until when; absent: withdrawn"),
    };
};

}  // namespace willcall

#endif
