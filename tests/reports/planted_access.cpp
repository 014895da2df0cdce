#include "reports/planted_faults.hpp"

namespace willcall::tests {

namespace {

// Mira's invitation by the host, made at 1 and good until 9, but for when it was accepted, or
// withdrawn.
std::string invitation(int id, const std::string& ended = "null, null", int made = 1,
                       const std::string& who = "14, 0") {
    return "insert into invitations values (" + std::to_string(id) + ", " + who + ", 'token " +
           std::to_string(id) + "', " + std::to_string(made) + ", 9, " + ended + ")";
}
const std::string has_password = "insert into credentials values (14, 'hash', 4)";

Planted session(const char* name, const std::string& is) {
    return {name, "session", {"update sessions set " + is}};
}

}  // namespace

const std::vector<Planted> planted_access = {
    session("session.kind", "kind = 3"),
    session("session.kind", "subject = 0"),
    session("session.kind", "kind = 0"),
    session("session.ending", "ending = 9"),
    session("session.ending", "ending = 3"),
    session("session.ending", "ended_by = 999"),
    session("session.ending", "ended = opened + 1, ended_by = 0"),
    session("session.ending", "ended = opened + 1, ending = 2, ended_by = id, idle_seconds = 60"),
    session("session.ending", "ended = opened + 1, ending = 2"),
    session("session.ended_by_none", "ended = opened + 1, ending = 3, ended_by = 999"),
    session("session.taken_over", "ended = opened + 1, ending = 1, ended_by = id"),
    session("session.taken_over", "ended = opened + 1, ending = 1"),
    session("session.used", "used = opened - 1"),
    session("session.used", "idle_seconds = -1"),
    {"session.of_disabled",
     "session",
     {"update items set content = replace(content, '\"disabled\":false', '\"disabled\":true') "
      "where id = 14"}},
    session("session.acts_differ", "acts_for = 14, acts_since = 1"),
    session("session.acts_differ", "acts_since = 1"),
    session("session.acts_differ", "acts_by = 'sell_on_behalf'"),
    session("session.errand", "errand = 'a visit'"),
    session("session.errand", "books_for = 41"),
    {"invitation.unknown_user", "invitation", {invitation(401, "null, null", 1, "15, 0")}},
    {"invitation.unknown_user", "invitation", {invitation(401, "null, null", 1, "14, 15")}},
    {"invitation.state", "invitation", {has_password, invitation(401, "2, 3")}},
    {"invitation.too_late", "invitation", {has_password, invitation(401, "9, null")}},
    {"invitation.too_late", "invitation", {invitation(401, "null, null", 9)}},
    {"invitation.beside_another", "invitation", {invitation(401), invitation(402)}},
    {"invitation.beside_another",
     "invitation",
     {has_password, invitation(401, "2, null"), invitation(402, "null, null", 5)}},
    {"invitation.without_password", "invitation", {invitation(401, "2, null")}},
    {"invitation.beside_password", "invitation", {has_password, invitation(401)}},
};

}  // namespace willcall::tests
