// Open tables: each is read on a connection of its own, beside the writer. There are only so many
// at once, and none lives for long, so that a forgotten one can't keep the store from tidying up.
#ifndef WILLCALL_TABLES_STREAM_HPP
#define WILLCALL_TABLES_STREAM_HPP

#include "operations/failure.hpp"
#include "store/database.hpp"
#include "tables/table.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace willcall::tables {

using Clock = std::function<std::int64_t()>;  // microseconds
using Take = std::function<void(std::span<const store::Cell>)>;

// A table while it is read. From any thread, one at a time; other threads wait.
class Stream {
public:
    // Rows that were read before.
    Stream(Head head, std::shared_ptr<const Kept> kept);
    // Rows of the store.
    Stream(Table table, store::Reading reading, Clock now);

    const Head& head() const { return head_; }
    // Hands over rows until `take` has had enough, or the last has come: false then. Throws a
    // Failure, and the same one ever after.
    bool read(const Take& take, const std::function<bool()>& enough);

    // From now on reading fails with this; nothing of the store is held any more. An engine that
    // closes meanwhile waits for that.
    void end(const Failure& why);
    bool holds() const { return holds_; }
    // Ends it where nobody has read it for too long, or it lives too long.
    void end_if_old(std::int64_t now);

private:
    struct Held {
        store::Reading reading;
        std::unique_ptr<Rows> rows;
        std::vector<store::Cell> cells;
    };
    bool read_held(const Take& take, const std::function<bool()>& enough);
    bool read_kept(const Take& take, const std::function<bool()>& enough);
    void let_go();
    bool is_old(std::int64_t now) const;

    Head head_;
    std::shared_ptr<const Kept> kept_;
    std::size_t kept_at_ = 0;
    Clock now_;
    std::int64_t opened_ = 0;
    std::atomic<std::int64_t> read_{0};  // when rows were last handed over
    std::atomic<int> reading_{0};        // threads that read just now
    std::mutex mutex_;
    std::unique_ptr<Held> held_;  // gone at the end
    std::atomic<bool> holds_{false};
    std::optional<Failure> failed_;
};

// All streams of an engine.
class Streams {
public:
    static constexpr std::int64_t idle_seconds_most = 60;
    static constexpr std::int64_t open_seconds_most = 600;

    Streams(store::Database& database, Clock now) : database_(database), now_(std::move(now)) {}
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;
    // Ends them all: whoever still holds one is told that the engine is closed.
    ~Streams();

    // `plan` comes to the table on the connection that it will be read on. UNAVAILABLE where too
    // many are open. Whoever lets go of what is returned ends it.
    std::shared_ptr<Stream> open(const std::function<Table(store::Connection&)>& plan);

private:
    void watch(const std::stop_token& stopping);
    std::vector<std::shared_ptr<Stream>> those_open();

    store::Database& database_;
    Clock now_;
    std::mutex mutex_;
    std::condition_variable_any opened_;
    std::vector<std::shared_ptr<Stream>> streams_;  // that hold something
    std::jthread watching_;                         // while there may be one to forget
};

}  // namespace willcall::tables

#endif
