// willcall for C++: willcall.h with handles that close themselves and errors that are thrown.
//
//     willcall::api::Engine engine("season.yaml");
//     auto desk = engine.session(R"({"login": "mira@example.org", "password": "…"})");
//     std::string order = desk.invoke("orders.place", request);
//
// Requests and answers are JSON, read and written with whatever library you use. Header only, C++17
// on; every rule of willcall.h about threads and forks holds.
#ifndef WILLCALL_WILLCALL_HPP
#define WILLCALL_WILLCALL_HPP

#include <willcall/willcall.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace willcall::api {

// A call that did not do what was asked; `what()` says why in one line.
class Error : public std::runtime_error {
public:
    explicit Error(const willcall_error* error)
        : std::runtime_error(willcall_error_message(error)),
          status_(willcall_error_status(error)),
          field_(willcall_error_field(error)),
          detail_(willcall_error_detail(error, nullptr)) {}

    willcall_status status() const { return status_; }
    // The part of the request or file it is about; empty: none.
    const std::string& field() const { return field_; }
    // All there is to know, as JSON; see willcall_error_detail.
    const std::string& detail() const { return detail_; }

private:
    willcall_status status_;
    std::string field_;
    std::string detail_;
};

// The answer was no: the detail lists the reasons.
class Refused : public Error {
public:
    using Error::Error;
};

namespace ends {
struct Engine {
    void operator()(willcall_engine* engine) const { willcall_engine_close(engine); }
};
struct Session {
    void operator()(willcall_session* session) const { willcall_session_close(session); }
};
struct Result {
    void operator()(willcall_result* result) const { willcall_result_free(result); }
};
struct Queue {
    void operator()(willcall_queue* queue) const { willcall_queue_close(queue); }
};
struct Error {
    void operator()(willcall_error* error) const { willcall_error_free(error); }
};
}  // namespace ends

// Throws what `error` says unless `status` is OK. By reference, since the call that gives the
// status also writes the error, in whichever order the arguments are evaluated.
inline void check(willcall_status status, willcall_error* const& error) {
    if (status == WILLCALL_OK) return;
    const std::unique_ptr<willcall_error, ends::Error> owned(error);
    if (status == WILLCALL_REFUSED) throw Refused(error);
    throw Error(error);
}

struct CallOptions {
    std::string key;            // idempotency key; empty: none
    std::int64_t deadline = 0;  // by the engine's clock, microseconds; 0: none
};

namespace inside {
// Borrows the key.
inline willcall_call_options options_of(const CallOptions& asked) {
    willcall_call_options options = WILLCALL_CALL_OPTIONS_INIT;
    if (!asked.key.empty()) {
        options.key = asked.key.data();
        options.key_size = asked.key.size();
    }
    options.deadline = asked.deadline;
    return options;
}

inline std::string json_of(const willcall_result* result) {
    std::uint64_t size = 0;
    const char* json = willcall_result_json(result, &size);
    return json == nullptr ? std::string() : std::string(json, static_cast<std::size_t>(size));
}

inline std::string banner_of(const willcall_result* result) {
    const char* banner = willcall_result_banner(result, nullptr);
    return banner == nullptr ? std::string() : banner;
}
}  // namespace inside

// An answer, and what stands above it while the session acts for another; see
// willcall_result_banner. Both are JSON; the banner is empty where the session acts for itself.
struct Answer {
    std::string json;
    std::string banner;
};

// The answer of an operation that answers with a table, to be read whole.
class Table {
public:
    explicit Table(willcall_result* owned) : result_(owned) {}

    // All rows; the caller releases the stream.
    ArrowArrayStream stream() const {
        ArrowArrayStream stream{};
        willcall_error* error = nullptr;
        check(willcall_result_table(result_.get(), &stream, &error), error);
        return stream;
    }
    // All rows as CSV, piece by piece; `write(text)` must not throw.
    template <class Write>
    void csv(Write write, bool byte_order_mark = false) const {
        const auto take = [](void* user, const char* data, std::uint64_t size)
                              WILLCALL_NOEXCEPT -> std::int32_t {
            (*static_cast<Write*>(user))(std::string_view(data, static_cast<std::size_t>(size)));
            return 0;
        };
        willcall_error* error = nullptr;
        check(willcall_result_csv(result_.get(), byte_order_mark ? WILLCALL_CSV_BYTE_ORDER_MARK : 0,
                                  take, &write, &error),
              error);
    }
    // The bytes of a document: "application/pdf".
    std::string report(const std::string& format) const {
        willcall_result* document = nullptr;
        willcall_error* error = nullptr;
        check(willcall_result_report(result_.get(), format.c_str(), &document, &error), error);
        const std::unique_ptr<willcall_result, ends::Result> owned(document);
        std::uint64_t size = 0;
        const char* bytes = willcall_result_text(document, &size);
        return std::string(bytes, static_cast<std::size_t>(size));
    }
    // The first rows, as JSON.
    std::string json() const { return inside::json_of(result_.get()); }
    std::string banner() const { return inside::banner_of(result_.get()); }

    willcall_result* handle() const { return result_.get(); }

private:
    std::unique_ptr<willcall_result, ends::Result> result_;
};

class Session {
public:
    explicit Session(willcall_session* owned) : session_(owned) {}

    // The answer as JSON. Throws Refused or Error. An empty request is the empty object.
    std::string invoke(const std::string& operation, std::string_view request = {},
                       const CallOptions& asked = {}) const {
        const std::unique_ptr<willcall_result, ends::Result> owned(ask(operation, request, asked));
        return inside::json_of(owned.get());
    }
    // The same with the banner above it.
    Answer answer(const std::string& operation, std::string_view request = {},
                  const CallOptions& asked = {}) const {
        const std::unique_ptr<willcall_result, ends::Result> owned(ask(operation, request, asked));
        return {inside::json_of(owned.get()), inside::banner_of(owned.get())};
    }
    // The same of an operation that answers with a table.
    Table table(const std::string& operation, std::string_view request = {}) const {
        return Table(ask(operation, request, {}));
    }

    // Resumes this session, from any process; as good as a password.
    std::string token() const {
        const char* token = willcall_session_token(session_.get(), nullptr);
        return token == nullptr ? std::string() : token;
    }

    willcall_session* handle() const { return session_.get(); }

private:
    willcall_result* ask(const std::string& operation, std::string_view request,
                         const CallOptions& asked) const {
        const auto options = inside::options_of(asked);
        willcall_result* result = nullptr;
        willcall_error* error = nullptr;
        check(willcall_invoke(session_.get(), operation.c_str(),
                              request.empty() ? nullptr : request.data(), request.size(), &options,
                              &result, &error),
              error);
        return result;
    }

    std::unique_ptr<willcall_session, ends::Session> session_;
};

// An operation of a queue that is done.
class Completion {
public:
    explicit Completion(const willcall_completion& owned)
        : tag_(owned.tag), status_(owned.status), result_(owned.result), error_(owned.error) {}

    std::uint64_t tag() const { return tag_; }
    willcall_status status() const { return status_; }
    // The answer as JSON. Throws Refused or Error where there is none, and the error only once.
    std::string answer() {
        check(status_, error_.release());
        return inside::json_of(result_.get());
    }
    // What stands above the answer; see Answer.
    std::string banner() const { return inside::banner_of(result_.get()); }
    // The same of an operation that answers with a table, once.
    Table table() {
        check(status_, error_.release());
        return Table(result_.release());
    }

private:
    std::uint64_t tag_;
    willcall_status status_;
    std::unique_ptr<willcall_result, ends::Result> result_;
    std::unique_ptr<willcall_error, ends::Error> error_;
};

// Many operations under way on one thread; see "Queues" in willcall.h.
class Queue {
public:
    explicit Queue(willcall_queue* owned) : queue_(owned) {}

    // False where the queue is full: take one first. Throws Error where the operation can't be
    // submitted at all.
    bool submit(std::uint64_t tag, const Session& session, const std::string& operation,
                std::string_view request = {}, const CallOptions& asked = {}) const {
        const auto options = inside::options_of(asked);
        willcall_error* error = nullptr;
        const auto status = willcall_submit(queue_.get(), tag, session.handle(), operation.c_str(),
                                            request.empty() ? nullptr : request.data(),
                                            request.size(), &options, &error);
        if (status == WILLCALL_UNAVAILABLE) {
            willcall_error_free(error);
            return false;
        }
        check(status, error);
        return true;
    }
    // The next one that is done; nothing where none was within so many microseconds. Below 0: waits
    // for as long as it takes.
    std::optional<Completion> next(std::int64_t timeout = -1) const {
        willcall_completion done = WILLCALL_COMPLETION_INIT;
        willcall_error* error = nullptr;
        const auto status = willcall_queue_next(queue_.get(), timeout, &done, &error);
        if (status == WILLCALL_UNAVAILABLE) {
            willcall_error_free(error);
            return std::nullopt;
        }
        check(status, error);
        return Completion(done);
    }
    // Submitted and not yet taken.
    std::uint64_t count() const { return willcall_queue_count(queue_.get()); }

    willcall_queue* handle() const { return queue_.get(); }

private:
    std::unique_ptr<willcall_queue, ends::Queue> queue_;
};

// Copies a store into an empty place and gives what was copied, as JSON; see willcall_store_copy.
inline std::string copy_store(const std::string& from, const std::string& to,
                              bool engines_gone = false) {
    willcall_copy_options options = WILLCALL_COPY_OPTIONS_INIT;
    options.engines_gone = engines_gone ? 1 : 0;
    willcall_result* result = nullptr;
    willcall_error* error = nullptr;
    check(willcall_store_copy(from.c_str(), to.c_str(), &options, &result, &error), error);
    const std::unique_ptr<willcall_result, ends::Result> owned(result);
    return inside::json_of(result);
}

struct QueueOptions {
    std::uint64_t capacity = 1024;  // most operations submitted and not yet taken
    std::int32_t workers = 4;       // threads that do them
};

struct Options {
    std::string store;  // "sqlite:PATH", "postgresql://HOST/NAME"; empty: beside the season file
    bool apply = true;  // bring the store to the season while opening
    std::vector<std::string> plugins;       // files to load besides the shipped ones
    std::vector<willcall_carried> carried;  // plugins of the program's own
    std::int32_t workers = 1;               // delivery threads
    std::uint64_t seed = 0;                 // of randomness; 0: the system's
    std::function<std::int64_t()> now;      // absent: the system's clock; must not throw
    std::function<void(int level, std::string_view line)> log;  // any thread; must not throw
};

class Engine {
public:
    // An empty season path: none, and the options must name a store.
    explicit Engine(const std::string& season_path, Options options = {})
        : options_(std::make_unique<Options>(std::move(options))) {
        std::vector<const char*> plugins;
        for (const auto& path : options_->plugins) plugins.push_back(path.c_str());
        willcall_engine_options given = WILLCALL_ENGINE_OPTIONS_INIT;
        given.apply = options_->apply ? 1 : 0;
        given.store = options_->store.empty() ? nullptr : options_->store.c_str();
        given.plugins = plugins.data();
        given.plugin_count = plugins.size();
        given.carried = options_->carried.data();
        given.carried_count = options_->carried.size();
        given.workers = options_->workers;
        given.seed = options_->seed;
        if (options_->now) given.now = now;
        if (options_->log) given.log = log;
        given.now_user = given.log_user = options_.get();
        willcall_engine* engine = nullptr;
        willcall_error* error = nullptr;
        check(willcall_engine_open(season_path.empty() ? nullptr : season_path.c_str(), &given,
                                   &engine, &error),
              error);
        engine_.reset(engine);
    }

    // `credentials` is JSON; see willcall_session_open. Throws Refused where a sign-in fails.
    Session session(std::string_view credentials) const {
        willcall_session* session = nullptr;
        willcall_error* error = nullptr;
        check(willcall_session_open(engine_.get(), credentials.data(), credentials.size(), &session,
                                    &error),
              error);
        return Session(session);
    }
    // The host program's own session: everything is permitted.
    Session host() const { return session(R"({"host": true})"); }

    Queue queue(QueueOptions asked = {}) const {
        willcall_queue_options options = WILLCALL_QUEUE_OPTIONS_INIT;
        options.capacity = asked.capacity;
        options.workers = asked.workers;
        willcall_queue* queue = nullptr;
        willcall_error* error = nullptr;
        check(willcall_queue_open(engine_.get(), &options, &queue, &error), error);
        return Queue(queue);
    }

    void load(const std::string& path) const {
        willcall_error* error = nullptr;
        check(willcall_engine_load(engine_.get(), path.c_str(), &error), error);
    }
    // Everything one can ask, as JSON; the same for people; the schema of season files.
    std::string describe() const { return told(willcall_engine_describe); }
    std::string reference() const { return told(willcall_engine_reference); }
    std::string season_schema() const { return told(willcall_engine_season_schema); }

    willcall_engine* handle() const { return engine_.get(); }

private:
    using Tell = willcall_status (*)(willcall_engine*, willcall_result**,
                                     willcall_error**) WILLCALL_NOEXCEPT;
    std::string told(Tell tell) const {
        willcall_result* result = nullptr;
        willcall_error* error = nullptr;
        check(tell(engine_.get(), &result, &error), error);
        const std::unique_ptr<willcall_result, ends::Result> owned(result);
        return willcall_result_text(result, nullptr);
    }
    static std::int64_t now(void* user) WILLCALL_NOEXCEPT {
        return static_cast<Options*>(user)->now();
    }
    static void log(void* user, std::int32_t level, const char* line,
                    std::uint64_t size) WILLCALL_NOEXCEPT {
        static_cast<Options*>(user)->log(level, {line, static_cast<std::size_t>(size)});
    }

    std::unique_ptr<Options> options_;  // outlives the engine, whose callbacks live in it
    std::unique_ptr<willcall_engine, ends::Engine> engine_;
};

}  // namespace willcall::api

#endif
