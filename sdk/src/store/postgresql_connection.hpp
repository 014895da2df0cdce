// A connection to a PostgreSQL server, reopened when it was lost. The one place that takes SOCI's
// native handle: for rows written from arrays, one statement a table, and to see how transactions
// end.
//
// In a batch turn nobody waits for what comes of rows that are written: they go down one pipeline,
// and the next question, or the commit, reads all answers. So the rows and their commit are one
// round trip, and the server is at work while the next rows are put together.
#ifndef WILLCALL_STORE_POSTGRESQL_CONNECTION_HPP
#define WILLCALL_STORE_POSTGRESQL_CONNECTION_HPP

#include "store/soci_connection.hpp"

#include <soci/postgresql/soci-postgresql.h>

#include <chrono>
#include <memory>
#include <optional>

namespace willcall::store {

class PostgresqlConnection final : public SociConnection {
public:
    struct Options {
        std::string url;    // with everything libpq needs
        std::string place;  // what errors call it: no password
        int wait_seconds = 10;
        bool writes = false;
    };
    explicit PostgresqlConnection(Options options);
    ~PostgresqlConnection() override;

    // On the store an advisory lock stands for the turn: alone or, for batches, shared. Each waits
    // `wait_seconds` for it, and as long for a server that is away.
    void begin() override;
    void begin_batch() override;
    void begin_reading() override;
    // A commit whose answer was lost is looked up before anything is said: Interrupted where it did
    // not happen, Unknown where nobody can tell within `wait_seconds`, or where the turn has no
    // witness and the server says that it committed: one that crashed may speak of another.
    void commit() override;
    void rollback() noexcept override;
    void witness(std::string query) override { witness_ = std::move(query); }
    // Others' batch turns may have committed between any two of ours.
    std::int64_t data_version() override { return begun_; }
    std::string_view locking() const override { return " for no key update"; }
    std::vector<std::string> tables() override;
    std::int64_t run(std::string_view sql, std::span<const Cell> values,
                     std::span<const bool> texts, const RowSink& sink) override;
    void once(const std::string& sql) override;
    void insert_cells(std::string_view table, std::string_view columns, std::size_t width,
                      std::span<const Cell> cells) override;
    void update_cells(const Update& update, std::span<const Cell> cells) override;

private:
    using Clock = std::chrono::steady_clock;
    struct Clear {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    using Result = std::unique_ptr<PGresult, Clear>;

    PGconn* native();
    bool lost();
    Result ask(const std::string& sql);
    Result checked(PGresult* result);
    void settle();
    void start(const std::string& sql);
    void start_writing(const std::string& lock);
    void reopen(Clock::time_point until);
    void look_up_commit();
    std::optional<bool> is_committed();
    const std::string& prepared(std::string_view sql);
    void open_pipeline();
    void sent(int worked);
    // Sends a statement whose values are the columns of these cells.
    void send(std::string_view sql, std::size_t width, std::span<const Cell> cells);
    // Reads what came of all that was sent, and throws the first failure; else the last answer.
    Result receive();

    Options options_;
    std::string schema_;  // its number, for the lock
    std::string transaction_;
    std::string witness_;
    std::int64_t begun_ = 0;
    bool in_batch_ = false;
    TextMap<std::string> prepared_;  // names of statements, by their text
};

}  // namespace willcall::store

#endif
