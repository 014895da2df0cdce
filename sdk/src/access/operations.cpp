#include "access/operations.hpp"

#include "access/sessions.hpp"

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
    if (const auto row = call.connection->find<SessionRow>("where id = ?", caller.session))
        facts.opened = {row->opened};
    return facts;
}

Answered<Nothing> end(Call& call, const Nothing&) {
    call.connection->execute(
        "update sessions set ended = ?, version = version + 1 where id = ? and ended is null",
        call.now, call.caller->session);
    call.note.subject = call.caller->session;
    call.moved.push_back("access");
    return Nothing{};
}

Answered<Nothing> set_password(Call& call, const SetPassword& request) {
    const auto user = catalogue::find_user(*call.connection, request.login);
    if (!user) throw not_found("no user `" + request.login + "`").at("login");
    const auto& hash = call.prepared;
    if (call.connection->execute("update credentials set password = ?, changed = ? where item = ?",
                                 hash, call.now, user->id) == 0)
        call.connection->execute(
            "insert into credentials (item, password, changed) values (?, ?, ?)", user->id, hash,
            call.now);
    call.note.subject = user->id;
    return Nothing{};
}

// A caller made up from a user, to ask what that user may do.
Caller as_if(const UserFacts& user) {
    Caller caller;
    caller.kind = SessionKind::user;
    caller.actor = user;
    caller.seller = user;
    return caller;
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
    auto decision =
        decide(asked, *needs.snapshot(call), *needs.world, operation.permission, request.subject);
    AccessExplained answer;
    answer.permitted = decision.permitted;
    answer.permission = operation.permission;
    answer.scope = scope_word(decision.scope);
    answer.reasons = std::move(decision.reasons);
    return answer;
}

}  // namespace

std::vector<Operation> access_operations(const Needs& needs) {
    return {
        operation<Nothing, SessionFacts>("sessions.current", "",
                                         "who is signed in, and whom the session acts for",
                                         Handling::reads, current),
        operation<Nothing, Nothing>("sessions.end", "", "signs out; the shift stays open",
                                    Handling::writes, end),
        prepared_by<SetPassword>(
            operation<SetPassword, Nothing>("users.set_password", "/users/set-password",
                                            "gives a user a password", Handling::writes,
                                            set_password),
            [](const SetPassword& request) { return hash_password(request.password); }),
        operation<ExplainAccess, AccessExplained>(
            "access.explain", "/access/explain", "whether somebody may do something, and why",
            Handling::reads,
            [needs](Call& call, const ExplainAccess& request) {
                return explain(needs, call, request);
            }),
    };
}

}  // namespace willcall::access
