// What one can ask: every operation of the engine and of plugins, by name.
#ifndef WILLCALL_OPERATIONS_OPERATION_HPP
#define WILLCALL_OPERATIONS_OPERATION_HPP

#include "operations/failure.hpp"
#include "operations/writing.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace willcall {

class Call;  // call.hpp: who asks, and what the handler may use

namespace store {
struct Waiting;
}  // namespace store

// A call that is under way: it stops where it has to wait for a batch turn, so that one thread can
// wait for many.
class UnderWay {
public:
    virtual ~UnderWay() = default;
    // Goes on from where it stopped. What has to join a batch turn before the next step; null where
    // the call is done. Throws what kept that from its turn.
    virtual store::Waiting* step() = 0;
    // Of a call that is done, once: writes the answer, or returns why not.
    virtual std::optional<Refusal> answer(willcall_writer& writer) = 0;
};

namespace tables {
class Shapes;
struct Table;
}  // namespace tables

// How an operation treats the store.
enum class Handling {
    reads,      // beside the writer, on a connection of its own
    writes,     // in one exclusive turn, with idempotency and a journal entry by the host
    places,     // leads or joins a batch turn by itself (orders.place)
    own_turns,  // takes readings and turns itself, as often as it needs (deliveries.run)
};

struct Operation {
    std::string name;
    std::string permission;  // empty: anybody signed in
    std::string summary;
    std::string plugin;  // empty for the engine's own
    Handling handling = Handling::reads;
    bool journals_refusals = false;  // of one that writes
    const willcall_shape* request = nullptr;
    const willcall_shape* answer = nullptr;
    // Handles a validated request: writes the answer, or returns why not.
    std::function<std::optional<Refusal>(Call&, const Value&, willcall_writer&)> handle;
    // What takes long and touches nothing (hashing a password): done before the turn, found by the
    // handler in `call.prepared`. Absent for most.
    std::function<std::string(const Value&)> prepare;
    // The same as `handle`, for one thread with many calls; they outlive neither the operation nor
    // their call. Absent for what does not join batch turns.
    std::function<std::unique_ptr<UnderWay>(Call&, const Value&)> begin;
    // Of one that answers with a table (tables/operation.hpp): how to come to it without reading
    // it. `handle` then answers with its first rows.
    std::function<std::shared_ptr<tables::Table>(Call&, const Value&)> table;
    std::shared_ptr<const tables::Shapes> shapes;
};

// An operation from a described request, a described answer and a function
// `Answered<Answer>(Call&, const Request&)`.
template <Described Request, Described Answer, class Handler>
Operation operation(std::string name, std::string permission, std::string summary,
                    Handling handling, Handler handler) {
    auto handle = [handler](Call& call, const Value& value,
                            willcall_writer& writer) -> std::optional<Refusal> {
        Answered<Answer> answered = handler(call, read<Request>(value_service, &value));
        if (auto* refused = std::get_if<Refusal>(&answered)) return std::move(*refused);
        write_to(writer, std::get<Answer>(answered));
        return std::nullopt;
    };
    Operation made;
    made.name = std::move(name);
    made.permission = std::move(permission);
    made.summary = std::move(summary);
    made.handling = handling;
    made.request = shape::of<Request>();
    made.answer = shape::of<Answer>();
    made.handle = std::move(handle);
    return made;
}

// A function of what it needs of the engine, the call and the request, as an operation's handler.
template <class Needs, class Handler>
auto with(const Needs& needs, Handler handler) {
    return
        [needs, handler](Call& call, const auto& request) { return handler(needs, call, request); };
}

// The same, with something to prepare before the turn.
template <Described Request, class Prepare>
Operation prepared_by(Operation operation, Prepare prepare) {
    operation.prepare = [prepare](const Value& value) {
        return prepare(read<Request>(value_service, &value));
    };
    return operation;
}

// The same, with a way to have many calls under way.
template <Described Request, class Begin>
Operation begun_by(Operation operation, Begin begin) {
    operation.begin = [begin](Call& call, const Value& value) -> std::unique_ptr<UnderWay> {
        return begin(call, read<Request>(value_service, &value));
    };
    return operation;
}

// All operations of an engine. Filled while it opens, read from any thread afterwards.
class Operations {
public:
    // Throws where the name is taken or not of the form `subject.verb`.
    void add(Operation operation);
    // Throws NOT_FOUND with the nearest names.
    const Operation& find(std::string_view name) const;
    const std::map<std::string, Operation, std::less<>>& all() const { return all_; }

private:
    std::map<std::string, Operation, std::less<>> all_;
};

}  // namespace willcall

#endif
