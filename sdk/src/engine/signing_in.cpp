// Sessions begin, and end when nobody uses them.
#include "engine/state.hpp"

#include "access/signing_in.hpp"
#include "customers/customers.hpp"

namespace willcall {

namespace {

using access::Ending;

journal::Happened happened_to(std::int64_t session, const char* what, std::int64_t at) {
    journal::Happened happened;
    happened.at = at;
    happened.session = session;
    happened.subject = session;
    happened.operation = what;
    return happened;
}

// What a sign-in did, to whom.
std::vector<journal::Happened> all_happened(const access::SignIn& sign_in,
                                            const access::Opened& opened, std::int64_t now) {
    std::vector<journal::Happened> all{
        happened_to(opened.session, opened.refused ? "sessions.refused" : "sessions.open", now)};
    for (const auto session : opened.taken_over) {
        all.push_back(happened_to(session, "sessions.taken_over", now));
        all.back().session = opened.session;
    }
    for (const auto session : opened.idle)
        all.push_back(happened_to(session, "sessions.idle", now));
    for (auto& one : all) one.actor = one.seller = sign_in.subject;
    return all;
}

}  // namespace

// What the user's channel says, as it is now.
plugins::SignInRules OpenEngine::sign_in_rules(const UserFacts& user, store::Connection& turn,
                                               std::int64_t now) {
    auto snapshot = current();
    if (access::read_epoch_sum(turn) != snapshot->epoch_sum) snapshot = make_snapshot(turn);
    const auto& instances = *snapshot->instances;
    const auto broken = instances.broken_channels.find(user.channel);
    if (broken != instances.broken_channels.end()) plugins::Instances::throw_broken(broken->second);
    const auto channel = instances.channels.find(user.channel);
    if (channel == instances.channels.end()) return {};
    const auto caller = access::as_if(user);
    Call call;
    call.caller = &caller;
    call.connection = &turn;
    call.now = now;
    const access::Questioning questioning(call, *snapshot, world_);
    return plugins::ask_sign_in(channel->second, questioning.around);
}

EngineAnswer OpenEngine::open_session(std::string_view credentials, OpenSession& session) {
    check_usable();
    const auto asked = read_json<Credentials>(credentials, {});
    const auto now = world_.now();
    const auto sign_in = [&] {
        const auto reading = database_->read();
        return access::examine(*reading, asked, now);
    }();
    if (sign_in.resumes) {
        session = {*sign_in.resumes, asked.token};
        return {};
    }
    // What another process changed is taken in here: instances of plugins are made in the turn only
    // where it does so once more.
    if (sign_in.kind == SessionKind::user && !sign_in.refused) latest();
    access::Opened opened;
    std::shared_ptr<const access::Snapshot> renewed;
    turns_->exclusive([&](store::Connection& turn) {
        placing_->forget();
        renewed.reset();
        const auto make_id = [&] { return database_->identifiers().next(now); };
        const auto rules_of = [&](const UserFacts& user) { return sign_in_rules(user, turn, now); };
        opened = access::settle(turn, sign_in, rules_of, now, world_, make_id);
        chain_->append(turn, all_happened(sign_in, opened, now), make_id);
        if (opened.taken_over.empty() && opened.idle.empty()) return true;
        access::raise_epoch(turn, "access");
        renewed = make_snapshot(turn);
        return true;
    });
    if (renewed) publish(renewed);
    if (opened.refused) return refused_answer(*opened.refused, 2);
    session = {opened.session, opened.token};
    return {};
}

// The use that a call is of its session: most are known well enough, now and then one is told to
// the store, and one that comes too late finds the session over.
std::optional<Refusal> OpenEngine::note_use(const Caller& caller, std::int64_t now) {
    if (caller.idle_seconds == 0 || now - caller.used < caller.idle_seconds * access::told_every)
        return std::nullopt;
    std::optional<Refusal> over;
    std::shared_ptr<const access::Snapshot> renewed;
    turns_->exclusive([&](store::Connection& turn) {
        placing_->forget();
        over.reset();
        renewed.reset();
        const auto row = turn.find<access::SessionRow>("where id = ?", caller.session);
        if (!row || row->ended) return false;  // whoever reads it anew says so
        if (!access::has_lapsed(*row, now)) {
            // Of many calls at once one tells it.
            if (now - row->used < row->idle_seconds * access::told_every) return false;
            turn.execute("update sessions set used = ? where id = ?", now, row->id);
            return true;
        }
        over = access::why_ended(turn, *row);
        access::end_session(turn, row->id, Ending::idle, *access::lapses(*row), 0);
        auto happened = happened_to(row->id, "sessions.idle", now);
        happened.actor = happened.seller = row->subject;
        chain_->append(turn, std::span(&happened, 1),
                       [&] { return database_->identifiers().next(now); });
        access::raise_epoch(turn, "access");
        renewed = make_snapshot(turn);
        return true;
    });
    if (renewed) publish(renewed);
    const std::unique_lock lock(callers_mutex_);
    callers_.erase(caller.session);
    return over;
}

void OpenEngine::book_for(Call& call, std::int64_t owner, std::string_view errand) {
    if (call.caller->customer == 0)
        throw invalid("only a customer books for another in a session of their own");
    if (owner != 0 && !customers::find_active(*call.connection, owner))
        throw not_found("there is no customer `" + id_text(owner) + "`");
    const auto who = owner == 0 ? std::nullopt : std::optional(owner);
    call.connection->execute("update sessions set books_for = ?, errand = ?, version = version + 1 "
                             "where id = ?",
                             who, who ? std::string(errand) : std::string(), call.caller->session);
    call.moved.push_back("access");
}

}  // namespace willcall
