// A connection to an SQLite file. The one place that takes SOCI's native handle: where a statement
// writes SOCI costs a tenth of an order, where it reads half of a row. What runs just once, like
// pragmas and the schema, goes through SOCI.
#ifndef WILLCALL_STORE_SQLITE_CONNECTION_HPP
#define WILLCALL_STORE_SQLITE_CONNECTION_HPP

#include "store/soci_connection.hpp"

// Before this header nobody may include sqlite3.h: SOCI wants its names in `sqlite_api`.
#include <soci/sqlite3/soci-sqlite3.h>

#include <random>

namespace willcall::store {

class SqliteConnection final : public SociConnection {
public:
    SqliteConnection(const std::string& path, int wait_seconds);
    ~SqliteConnection() override;

    // Durable and strict, each setting read back; a file that is no database fails here.
    void settle_writer();
    void settle_reader();

    void begin() override;
    void begin_batch() override { begin(); }
    void begin_reading() override;
    void commit() override;
    void rollback() noexcept override;
    void witness(std::string /*query*/) override {}  // a commit here always answers
    std::int64_t data_version() override;
    std::string_view locking() const override { return {}; }
    std::vector<std::string> tables() override;
    void back_up(const std::string& path);  // sqlite_backup.cpp
    void define(const std::string& sql) override;
    std::int64_t run(std::string_view sql, std::span<const Cell> values,
                     std::span<const bool> texts, const RowSink& sink) override;
    std::unique_ptr<Cursor> open(std::string_view sql, std::span<const Cell> values,
                                 std::span<const bool> texts) override;
    void insert_cells(std::string_view table, std::string_view columns, std::size_t width,
                      std::span<const Cell> cells) override;
    void update_cells(const Update& update, std::span<const Cell> cells) override;

private:
    class Stepping;
    struct Finalize {
        void operator()(sqlite_api::sqlite3_stmt* statement) const;
    };
    using Statement = std::unique_ptr<sqlite_api::sqlite3_stmt, Finalize>;

    // The rows of one statement, by which the kept ones are found.
    static constexpr std::array<std::size_t, 5> chunks{64, 16, 4, 2, 1};
    struct Inserts {
        std::string columns;
        std::array<Statement, chunks.size()> statements;
    };

    void settle(const std::string& pragma, std::int64_t value);
    template <class Work>
    void retry(Work&& work);
    Inserts& inserts(std::string_view table, std::string_view columns);
    Statement prepare(std::string_view sql, unsigned flags);
    Statement prepare_insert(std::string_view table, std::string_view columns, std::size_t width,
                             std::size_t rows);
    sqlite_api::sqlite3_stmt* kept(std::string_view sql);
    void bind(sqlite_api::sqlite3_stmt* statement, std::span<const Cell> cells);
    // The row that it stands on; its texts live until the next step.
    void read_row(sqlite_api::sqlite3_stmt* statement, std::span<const bool> texts,
                  std::span<Cell> cells);
    void write(sqlite_api::sqlite3_stmt* statement, std::span<const Cell> cells);
    [[noreturn]] void fail(int code);
    void check_turn() const;

    sqlite_api::sqlite3* native_;
    int wait_seconds_;
    bool in_turn_ = false;
    std::minstd_rand jitter_;
    TextMap<std::vector<Inserts>> inserts_;
    TextMap<Statement> kept_;     // by their text
    std::string text_of_update_;  // its memory is kept
};

}  // namespace willcall::store

#endif
