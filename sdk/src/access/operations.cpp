#include "access/operations.hpp"

#include "access/sessions.hpp"
#include "catalogue/catalogue.hpp"
#include "operations/reading.hpp"

namespace willcall::access {

namespace {

Answered<SessionFacts> current(Call& call, const Nothing&) {
    const auto& caller = *call.caller;
    SessionFacts facts;
    facts.kind = caller.kind == SessionKind::host   ? "host"
                 : caller.kind == SessionKind::user ? "user"
                                                    : "customer";
    facts.login = caller.actor.login;
    facts.name = caller.actor.name;
    facts.role = caller.actor.role;
    facts.channel = caller.seller.channel;
    facts.seller = caller.seller.login;
    facts.banner = banner_of(caller);
    if (auto row = call.connection->find<SessionRow>("where id = ?", caller.session)) {
        facts.opened = {row->opened};
        facts.device = std::move(row->device).value_or("");
    }
    return facts;
}

Answered<Nothing> end(Call& call, const Nothing&) {
    const auto session = call.caller->session;
    end_session(*call.connection, session, Ending::signed_out, call.now, session);
    call.note.subject = session;
    call.moved.push_back("access");
    return Nothing{};
}

std::optional<UserFacts> user_of(Call& call, const std::optional<SessionRow>& row) {
    if (!row || row->kind != SessionKind::user) return std::nullopt;
    return catalogue::find_user(*call.connection, row->subject);
}

Answered<SessionsEnded> revoke(const Needs& needs, Call& call, const RevokeSessions& request) {
    if (request.id.has_value() == !request.login.empty())
        throw invalid("give either the id of a session or the login of a user");
    auto& turn = *call.connection;
    std::optional<SessionRow> row;
    if (request.id) row = turn.find<SessionRow>("where id = ?", request.id->number);
    const auto user = request.id ? user_of(call, row) : catalogue::find_user(turn, request.login);
    const auto ask = [&](std::string_view login) {
        return decide(call, *needs.snapshot(call), *needs.world, "/sessions/revoke", login);
    };
    const auto scope = ask({}).scope;
    const bool seen = user ? SeenUsers(*call.connection, *call.caller, scope).has(*user)
                           : row && scope == Scope::all;
    if (!seen && request.id)
        throw not_found("there is no session `" + id_text(request.id->number) + "`").at("id");
    if (!seen) throw not_found("no user `" + request.login + "`").at("login");
    if (user)
        if (auto decision = ask(user->login); !decision.permitted)
            return Refusal{std::move(decision.reasons)};
    const auto by = call.caller->session;
    SessionsEnded answer;
    if (row) answer.ended = end_session(turn, row->id, Ending::revoked, call.now, by) ? 1 : 0;
    else answer.ended = end_sessions_of(turn, user->id, Ending::revoked, call.now, by);
    call.note.subject = row ? row->id : user->id;
    call.note.nothing = answer.ended == 0;
    if (answer.ended != 0) call.moved.push_back("access");
    return answer;
}

Answered<AccessExplained> explain(const Needs& needs, Call& call, const ExplainAccess& request) {
    const auto& operation = needs.operation(request.operation);
    Call asked = call;
    Caller other;
    if (!request.login.empty()) {
        const auto user = catalogue::find_user(*call.connection, request.login);
        if (!user) throw not_found("no user `" + request.login + "`").at("login");
        other = as_if(*user);
        asked.caller = &other;
    }
    auto decision = operation.permission.empty()
                        ? decided(true, "access.anybody", "whoever is signed in may do it")
                        : decide(asked, *needs.snapshot(call), *needs.world, operation.permission,
                                 request.subject);
    AccessExplained answer;
    answer.permitted = decision.permitted;
    answer.permission = operation.permission;
    answer.scope = scope_word(decision.scope);
    answer.reasons = std::move(decision.reasons);
    return answer;
}

}  // namespace

std::vector<Operation> access_operations(const Needs& needs) {
    std::vector<Operation> operations{
        operation<Nothing, SessionFacts>("sessions.current", "",
                                         "who is signed in, and whom the session acts for",
                                         Handling::reads, current),
        operation<Nothing, Nothing>("sessions.end", "", "signs out; the shift stays open",
                                    Handling::writes, end),
        operation<RevokeSessions, SessionsEnded>(
            "sessions.revoke", "/sessions/revoke",
            "ends a session, or all of a user's; shifts and baskets stay", Handling::writes,
            with(needs, revoke)),
        operation<ExplainAccess, AccessExplained>("access.explain", "/access/explain",
                                                  "whether somebody may do something, and why",
                                                  Handling::reads, with(needs, explain)),
    };
    for (auto& one : user_operations(needs)) operations.push_back(std::move(one));
    return operations;
}

}  // namespace willcall::access
