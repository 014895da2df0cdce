// What the host does for every call, in this order: find, permit, validate, idempotency, handle,
// journal.
#include "engine/state.hpp"

#include "operations/digest.hpp"
#include "operations/hiding.hpp"
#include "sales/placing.hpp"

#include <utility>

namespace willcall {

namespace {

// The answer of a validated request.
EngineAnswer handled(const Operation& operation, Call& call, const Value& value) {
    willcall_writer writer(call.dialect.decimals);
    if (auto refused = operation.handle(call, value, writer))
        return refused_answer(*refused, call.dialect.decimals);
    return {false, std::move(writer.text), {}};
}

using Broken = plugins::Instances::Broken;

// What could not be made after a change, but could before, or failed otherwise then.
void refuse_newly_broken(const Call& call, const Broken& before, const Broken& after,
                         const std::string& path, const std::string& rest) {
    for (const auto& [name, failure] : after) {
        const auto known = before.find(name);
        if (known != before.end() && known->second.what() == std::string_view(failure.what()))
            continue;
        auto field = path;
        field += name;
        field += rest;
        if (!failure.field().empty()) field += '.' + failure.field();
        const auto place = call.place_of ? call.place_of(field) : Place{};
        throw Failure(failure).at(std::move(field)).in(place);
    }
}

// Settings that a plugin can't work with are no settings: with them in the store nobody would sell.
void refuse_newly_broken(const Call& call, const plugins::Instances& before,
                         const plugins::Instances& after) {
    refuse_newly_broken(call, before.broken_channels, after.broken_channels, "channels.",
                        ".settings");
    for (const auto broken : {&plugins::Instances::broken_policies,
                              &plugins::Instances::broken_rules, &plugins::Instances::broken})
        refuse_newly_broken(call, before.*broken, after.*broken, "plugins.", {});
}

}  // namespace

EngineAnswer refused_answer(const Refusal& refusal, int decimals) {
    EngineAnswer answer;
    answer.refused = true;
    answer.message = refusal.reasons.empty() ? "refused" : refusal.reasons.front().message;
    answer.json = write_json(refusal, decimals);
    return answer;
}

void OpenEngine::check_usable() const {
    if (forked()) throw invalid("the engine belongs to the process this one was forked from");
}

void OpenEngine::check_key(std::string_view key) {
    if (key.size() > 200 || !is_clean_text(key))
        throw invalid("the idempotency key must be at most 200 bytes of clean text");
}

const Operation& OpenEngine::find(std::string_view name) const {
    const std::shared_lock lock(operations_mutex_);
    return operations_.find(name);
}

std::optional<Refusal> OpenEngine::prepare(Invocation& call, std::int64_t session,
                                           std::string_view request, const CallOptions& options) {
    if (auto over = find_caller(call, session, nullptr)) return over;
    call.snapshot = current();
    call.now = world_.now();
    if (auto over = note_use(*call.caller, call.now)) return over;
    call.deadline = options.deadline;
    call.dialect.decimals = call.snapshot->catalogue->decimals;
    call.key = options.key;
    call.request = request;
    if (call.now > call.deadline)
        throw Failure(WILLCALL_UNAVAILABLE, "the deadline had passed before the call began");
    return std::nullopt;
}

std::optional<Refusal> OpenEngine::permit(const Operation& operation, Invocation& call) const {
    if (operation.permission.empty()) return std::nullopt;
    auto decision = access::decide(call, *call.snapshot, world_, operation.permission, {});
    call.permitted = {operation.permission, call.caller, call.snapshot.get(), decision.scope};
    if (decision.permitted) return std::nullopt;
    return Refusal{std::move(decision.reasons)};
}

// Before a turn: a refusal is said from the latest state only, since another process may have
// granted the right meanwhile. A permission is compared in the turn anyway.
std::optional<Refusal> OpenEngine::permit_before_turn(const Operation& operation,
                                                      Invocation& call) {
    auto refused = permit(operation, call);
    if (!refused) return std::nullopt;
    const auto reading = database_->read();
    if (access::read_epoch_sum(*reading) == call.snapshot->epoch_sum) return refused;
    refused = renew(call, *reading);
    return refused ? refused : permit(operation, call);
}

Value OpenEngine::validated(const Operation& operation, std::string_view request,
                            const Call& call) const {
    auto value = parse_json(request.empty() ? "{}" : request);
    validate(value, *operation.request, call.dialect);
    return value;
}

EngineAnswer OpenEngine::invoke(std::int64_t session, std::string_view name,
                                std::string_view request, const CallOptions& options) {
    check_usable();
    const auto& operation = find(name);
    check_key(options.key);
    Invocation call;
    auto answer = [&] {
        if (auto over = prepare(call, session, request, options))
            return refused_answer(*over, call.dialect.decimals);
        switch (operation.handling) {
        case Handling::places:
        case Handling::own_turns: return place(operation, call);
        case Handling::writes: return write(operation, call);
        case Handling::reads: break;
        }
        return read(operation, call);
    }();
    // Whom the session acted for at the end: what was done was done for that seller.
    if (call.caller != nullptr) answer.banner = call.caller->banner;
    return answer;
}

EngineAnswer OpenEngine::read(const Operation& operation, Invocation& call) {
    const auto reading = database_->read();
    call.connection = &*reading;
    // Another process may have changed what this call is decided from.
    if (access::read_epoch_sum(*reading) != call.snapshot->epoch_sum)
        if (auto refused = renew(call, *reading))
            return refused_answer(*refused, call.dialect.decimals);
    if (auto refused = permit(operation, call))
        return refused_answer(*refused, call.dialect.decimals);
    const auto value = validated(operation, call.request, call);
    return operation.table ? read_table(operation, call, value) : handled(operation, call, value);
}

EngineAnswer OpenEngine::place(const Operation& operation, Invocation& call) {
    if (auto refused = permit_before_turn(operation, call))
        return refused_answer(*refused, call.dialect.decimals);
    return handled(operation, call, validated(operation, call.request, call));
}

EngineAnswer OpenEngine::write(const Operation& operation, Invocation& call) {
    auto answer = write_alone(operation, call);
    if (answer.refused && operation.journals_refusals)
        note_alone(operation.name + "_refused", call);
    return answer;
}

EngineAnswer OpenEngine::write_alone(const Operation& operation, Invocation& call) {
    // Whoever may not, or asks nonsense, does not wait for a turn.
    if (auto refused = permit_before_turn(operation, call))
        return refused_answer(*refused, call.dialect.decimals);
    const auto asked = validated(operation, call.request, call);
    if (operation.prepare) call.prepared = operation.prepare(asked);
    EngineAnswer answer;
    Invocation run;
    turns_->exclusive([&](store::Connection& turn) {
        placing_->forget();
        // It may run again, and what an interrupted run has read and written is not so.
        run = call;
        const bool wrote = write_in_turn(operation, run, turn, answer);
        // A sale within it counted in memory, and what came after that was counted elsewhere.
        placing_->forget();
        return wrote;
    });
    if (!answer.refused && !run.moved.empty()) publish(run.snapshot);
    call.held_caller = run.held_caller;
    call.caller = run.caller;
    call.note.subject = run.note.subject;  // of a refusal that is journaled, too
    return answer;
}

bool OpenEngine::write_in_turn(const Operation& operation, Invocation& call,
                               store::Connection& turn, EngineAnswer& answer) {
    call.connection = &turn;
    call.in_turn = true;
    call.moved.clear();
    call.note = {};
    call.make_id = [this, &call] { return database_->identifiers().next(call.now); };
    std::optional<Refusal> refused;
    if (access::read_epoch_sum(turn) != call.snapshot->epoch_sum) {
        refused = renew(call, turn);
        if (!refused) refused = permit(operation, call);
    }
    if (!refused && answered_before(operation, call, turn, answer)) return false;
    willcall_writer writer(call.dialect.decimals);
    if (!refused)
        refused = operation.handle(call, validated(operation, call.request, call), writer);
    if (refused) {
        answer = refused_answer(*refused, call.dialect.decimals);
        return false;
    }
    // An operation that found all as it was asked to be leaves no trace.
    if (!call.note.nothing) settle(operation, call, turn, writer.text);
    answer = {false, std::move(writer.text), {}};
    return !call.note.nothing;
}

bool OpenEngine::answered_before(const Operation& operation, const Invocation& call,
                                 store::Connection& turn, EngineAnswer& answer) const {
    if (call.key.empty()) return false;
    const auto row =
        turn.find<sales::IdempotencyRow>("where key = ? and actor = ? and operation = ?", call.key,
                                         call.caller->actor.id, operation.name);
    if (!row) return false;
    if (row->request != digest(without_secrets(call.request, *operation.request)))
        throw sales::key_taken(call.key, row->request.empty());
    answer = {false, *row->answer, {}};
    return true;
}

// What follows from a writing operation, in its own transaction: epochs, quotas, journal, key.
void OpenEngine::settle(const Operation& operation, Invocation& call, store::Connection& turn,
                        const std::string& answer) {
    for (const auto& name : call.moved) access::raise_epoch(turn, name);
    if (!call.moved.empty()) {
        const auto before = std::exchange(call.snapshot, make_snapshot(turn));
        refuse_newly_broken(call, *before->instances, *call.snapshot->instances);
        introduce_events(call, *before, turn);
        keep_plugins(call, turn, call.snapshot->catalogue->wanted_quotas());
    }
    note(operation.name, call, turn);
    if (call.key.empty()) return;
    // Neither a password nor a token is kept in the open, nor a hash that is quick to guess from:
    // who asks again, is answered without.
    turn.insert(sales::IdempotencyRow{std::string(call.key), call.caller->actor.id, operation.name,
                                      digest(without_secrets(call.request, *operation.request)),
                                      std::nullopt, without_secrets(answer, *operation.answer),
                                      call.now});
}

void OpenEngine::note(const std::string& operation, const Call& call, store::Connection& turn) {
    journal::Happened happened;
    happened.at = call.now;
    happened.session = call.caller->session;
    happened.actor = call.caller->actor.id;
    happened.seller = call.caller->seller.id;
    happened.acts_since = call.caller->acts_since;
    happened.operation = operation;
    happened.subject = call.note.subject;
    happened.amount = call.note.amount;
    happened.content = call.note.content.empty() ? std::string(call.request) : call.note.content;
    chain_->append(turn, std::span(&happened, 1), call.make_id);
}

// In a turn that writes nothing else.
void OpenEngine::note_alone(const std::string& operation, Call& call) {
    turns_->exclusive([&](store::Connection& turn) {
        call.make_id = [this, &call] { return database_->identifiers().next(call.now); };
        note(operation, call, turn);
        return true;
    });
}

// An operation invoked from inside another: the same session, the same connection, the same turn.
// What a plugin asks on its own authority is asked by the same parties, who may do all of it.
Answered<Value> OpenEngine::invoke_inside(Call& outer, std::string_view name,
                                          std::string_view request, const std::string& authority) {
    const auto& operation = find(name);
    if (operation.handling != Handling::reads && !outer.in_turn)
        throw invalid("`" + operation.name + "` writes, and is invoked from one that only reads");
    if (operation.handling == Handling::own_turns)
        throw invalid("`" + operation.name + "` can't be invoked from inside another operation");
    Invocation call = static_cast<Invocation&>(outer);
    call.request = request;
    call.key = {};
    call.note = {};
    Caller lent;
    if (!authority.empty()) {
        lent = *call.caller;
        lent.authority = authority;
        call.caller = &lent;
    }
    if (auto refused = permit(operation, call)) return std::move(*refused);
    const auto value = validated(operation, request, call);
    if (operation.prepare) call.prepared = operation.prepare(value);
    willcall_writer writer(call.dialect.decimals);
    if (auto refused = handle_inside(operation, call, value, writer)) return std::move(*refused);
    if (operation.handling == Handling::writes && !call.note.nothing)
        note(operation.name, call, *call.connection);
    outer.moved = std::move(call.moved);
    auto answer = parse_json(writer.text);
    validate(answer, *operation.answer, call.dialect);
    return answer;
}

std::optional<Refusal> OpenEngine::handle_feature(const plugins::Module& module,
                                                  std::uint64_t number, Call& call,
                                                  const Value& request, willcall_writer& answer) {
    auto& invocation = static_cast<Invocation&>(call);
    // Whom the parties name, whoever acts afterwards.
    const auto caller = invocation.held_caller;
    const auto* const asking = invocation.caller;
    const auto& feature = feature_of(module, *invocation.snapshot);
    access::Questioning questioning(call, *invocation.snapshot, world_);
    auto& around = questioning.around;
    around.answer = &answer;
    around.invoke = [&](std::string_view operation, std::string_view inner) {
        return invoke_inside(call, operation, inner);
    };
    around.invoke_as_plugin = [&](std::string_view operation, std::string_view inner) {
        return invoke_inside(call, operation, inner, module.name);
    };
    around.require = [&](std::string_view permission, std::string_view subject) {
        auto decision = access::decide(call, *invocation.snapshot, world_, permission, subject);
        return decision.permitted ? std::nullopt
                                  : std::optional(Refusal{std::move(decision.reasons)});
    };
    around.stock = stock_of(call);
    const auto& codes = *invocation.snapshot->codes;
    around.sign = [&](std::string_view text) { return codes.sign_text(module.name, text); };
    around.verify = [&](std::string_view text) { return codes.verify_text(module.name, text); };
    if (call.in_turn) {
        around.act_for = [&](std::string_view seller) { act_for(module, invocation, seller); };
        around.enter = [&](std::string_view channel) { enter(call, channel); };
        around.sell_for = [&](std::string_view seller, std::string_view channel) {
            return sell_for(invocation, questioning, seller, channel);
        };
        around.book_for = [&](std::int64_t owner, std::string_view errand) {
            book_for(call, owner, errand);
        };
    }
    auto handled = plugins::handle(feature, around, number, request);
    if (handled.subject != 0) call.note.subject = handled.subject;
    if (handled.refusal) {
        invocation.held_caller = caller;
        invocation.caller = asking;
    }
    if (handled.wrote_tables) call.moved.push_back("plugin/" + module.name);
    return std::move(handled.refusal);
}

const plugins::Feature& OpenEngine::feature_of(const plugins::Module& module,
                                               const access::Snapshot& snapshot) const {
    for (const auto& feature : snapshot.instances->features)
        if (&feature.module() == &module) return feature;
    const auto broken = snapshot.instances->broken.find(module.name);
    if (broken != snapshot.instances->broken.end())
        plugins::Instances::throw_broken(broken->second);
    throw Failure(WILLCALL_PLUGIN, "the plugin `" + module.name + "` is not in use");
}

std::function<std::optional<willcall_stock>(const std::string&)>
OpenEngine::stock_of(const Call& call) {
    return [reading = call.connection,
            now = call.now](const std::string& key) -> std::optional<willcall_stock> {
        const auto found = stock::find_quota(*reading, key, now);
        if (!found) return std::nullopt;
        return willcall_stock{0, 0, found->capacity, found->sold, found->held, found->left()};
    };
}

}  // namespace willcall
