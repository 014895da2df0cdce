// The engine: one open store with its plugins, its caches, its turn and its delivery workers. The
// C library stands on this header alone.
#ifndef WILLCALL_ENGINE_ENGINE_HPP
#define WILLCALL_ENGINE_ENGINE_HPP

#include "operations/failure.hpp"

#include <willcall/plugin/plugin.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace willcall {

namespace tables {
class Kept;
class Stream;
struct Head;
}  // namespace tables

struct EngineOptions {
    std::string season;  // path of a season file; empty: none is applied
    std::string store;   // "sqlite:PATH" or "postgresql://HOST/NAME"; empty: beside the season file
    bool apply = true;   // apply the season while opening
    int workers = 1;     // delivery threads; 0: the host calls deliveries.run
    std::vector<std::string> plugins;  // files to load besides the shipped ones
    // Modules the host program carries, with the context each is handed; they outlive the engine.
    std::vector<std::pair<const willcall_module*, void*>> carried;
    std::function<std::int64_t()> now;  // microseconds; absent: the system's clock
    std::uint64_t seed = 0;             // of randomness, for replay; 0: the system's
    std::function<void(int level, std::string_view line)> log;  // any thread; absent: silent
};

struct CallOptions {
    std::string_view key;  // idempotency key; empty: none
    std::int64_t deadline = std::numeric_limits<std::int64_t>::max();  // engine's clock
};

// The answer of an operation, as JSON; or, where it was refused, the reasons.
struct EngineAnswer {
    bool refused = false;
    std::string json;     // the answer, or {"reasons": […]}
    std::string message;  // of a refusal: its first reason in words
    std::string banner;   // JSON (willcall/banner.hpp); empty: the session acts for itself
    // Of an operation that answers with a table: what stands above it; and all its rows, where
    // `json` has them all. Both outlive the engine.
    std::shared_ptr<const tables::Head> head;
    std::shared_ptr<const tables::Kept> kept;
};

// A refusal of what has no answer to say it in: to read a table, to make a report.
class RefusedReading final : public Failure {
public:
    explicit RefusedReading(EngineAnswer refused)
        : Failure(WILLCALL_REFUSED, refused.message), refused_(std::move(refused)) {}
    const EngineAnswer& refused() const { return refused_; }

private:
    EngineAnswer refused_;
};

// One of several calls that are made together, and what came of it.
struct CallTogether {
    std::int64_t session = 0;
    std::string_view operation;
    std::string_view request;
    CallOptions options;
    EngineAnswer answer;         // where it did not fail
    std::exception_ptr failure;  // what `invoke` would have thrown
};

// A sign-in as the caller holds it: the token resumes it, from any process.
struct OpenSession {
    std::int64_t id = 0;
    std::string token;
};

class Engine {
public:
    // Throws a Failure: see the operations of the same name for causes.
    static std::unique_ptr<Engine> open(EngineOptions options);
    virtual ~Engine() = default;

    // Plugins come in before anything uses them; both throw and change nothing where they can't.
    virtual void load(const std::string& path) = 0;
    virtual void add(const willcall_module* module, void* context) = 0;

    // Everything one can ask, as JSON (schema.hpp). Any thread.
    virtual std::string describe() = 0;
    // The same for people, in Markdown.
    virtual std::string reference() = 0;
    // The JSON Schema of a season file.
    virtual std::string season_schema() = 0;

    // `credentials` is a JSON object with one of: {"login", "password"}, {"customer", "password"},
    // {"token"}, {"vouch_for": login}, {"host": true}. Throws a Failure; a refused sign-in answers
    // `refused` in `answer` and leaves `session` untouched.
    virtual EngineAnswer open_session(std::string_view credentials, OpenSession& session) = 0;
    virtual EngineAnswer invoke(std::int64_t session, std::string_view operation,
                                std::string_view request, const CallOptions& options) = 0;

    // Makes calls on one thread and waits for them together: those that join a batch turn share
    // one. Others are made one by one, in their order; see `joins_turns`.
    virtual void invoke_together(std::span<CallTogether> calls) = 0;
    // Whether calls of an operation gain by being made together.
    virtual bool joins_turns(std::string_view operation) const = 0;

    // A table to read, as it is now: permission, scope and filters are looked at anew. Throws a
    // Failure; RefusedReading where the session may no longer see it, UNAVAILABLE where too many
    // tables are open. It outlives the engine, and then says that it is closed.
    virtual std::shared_ptr<tables::Stream>
    open_table(std::int64_t session, std::string_view operation, std::string_view request) = 0;

    // A table as a document in this format (a media type), with its total, made by a plugin. Throws
    // what opening the table does; PLUGIN where none makes reports in that format.
    virtual std::string make_report(std::int64_t session, std::string_view operation,
                                    std::string_view request, std::string_view format) = 0;

    // True in a process forked from the one that opened it: nothing may be called then, and
    // destruction must not touch the store.
    virtual bool forked() const = 0;

    // Tells whoever is at work, plugins too, that the engine closes. Any thread, while others call.
    virtual void stop_soon() noexcept = 0;
};

}  // namespace willcall

#endif
