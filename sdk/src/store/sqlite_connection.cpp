#include "store/sqlite_connection.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace willcall::store {

using namespace sqlite_api;

namespace {

Failure failure_of(int code, const std::string& words) {
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: return {WILLCALL_UNAVAILABLE, "the store is busy: " + words};
    case SQLITE_FULL: return {WILLCALL_STORE, "the disk is full: " + words};
    case SQLITE_READONLY: return {WILLCALL_STORE, "the store can't be written: " + words};
    case SQLITE_IOERR: return {WILLCALL_STORE, "the disk failed: " + words};
    case SQLITE_CORRUPT: return {WILLCALL_STORE, "the store is damaged: " + words};
    case SQLITE_NOTADB: return {WILLCALL_STORE, "the file is no store: " + words};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH: return {WILLCALL_STORE, "the store can't be opened: " + words};
    case SQLITE_CONSTRAINT: return {WILLCALL_STORE, "constraint: " + words};
    default: return {WILLCALL_STORE, "the database failed: " + words};
    }
}

// SOCI puts its own sentence before SQLite's: "Cannot prepare statement. no such table: x".
std::string own_words(const std::string& message) {
    for (const std::string_view start :
         {"sqlite3_statement_backend::prepare: ", "sqlite3_statement_backend::loadOne: ",
          "sqlite3_statement_backend::loadRS: ", "Cannot establish connection to the database. "})
        if (message.compare(0, start.size(), start) == 0) return message.substr(start.size());
    return message;
}

std::exception_ptr failure_of_soci(const soci::soci_error& error) {
    const auto* const own = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
    return std::make_exception_ptr(failure_of(own != nullptr ? own->result() : SQLITE_ERROR,
                                              own_words(error.get_error_message())));
}

const SociConnection::Dialect& dialect() {
    static const SociConnection::Dialect one{
        soci::sqlite3, [](std::string_view sql) { return std::string(sql); }, failure_of_soci};
    return one;
}

// "a = ? and b = ?"
void add_equals(std::string& text, std::span<const std::string_view> columns,
                std::string_view between) {
    for (const auto& column : columns)
        text.append(&column == columns.data() ? "" : between).append(column).append(" = ?");
}

// SOCI opens connections that lock themselves in every call. Who has the lock already passes these
// by: binding the values of one order would lock a hundred times.
class Locked {
public:
    explicit Locked(sqlite3* connection) : mutex_(sqlite3_db_mutex(connection)) {
        sqlite3_mutex_enter(mutex_);
    }
    Locked(const Locked&) = delete;
    Locked& operator=(const Locked&) = delete;
    ~Locked() { sqlite3_mutex_leave(mutex_); }

private:
    sqlite3_mutex* mutex_;
};

// SOCI does not export the type of its session: a sanitizer's check of the cast can't be linked.
__attribute__((no_sanitize("vptr"))) sqlite3* native_handle(soci::session& session) {
    return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

}  // namespace

void SqliteConnection::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

SqliteConnection::SqliteConnection(const std::string& path, int wait_seconds)
    : SociConnection(dialect(), "db=\"" + path + "\""),
      native_(native_handle(session_)),
      wait_seconds_(wait_seconds),
      jitter_(static_cast<std::uint_fast32_t>(reinterpret_cast<std::uintptr_t>(this) >> 4)) {
    // SQLite's own waiting backs off up to a tenth of a second, and so starves who waits longest.
    sqlite3_busy_timeout(native_, 0);
    sqlite3_db_config(native_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

SqliteConnection::~SqliteConnection() = default;

void SqliteConnection::fail(int code) { throw failure_of(code, sqlite3_errmsg(native_)); }

// Until it works or has waited long enough. In short and uneven steps: nobody always comes late.
template <class Work>
void SqliteConnection::retry(Work&& work) {
    using Clock = std::chrono::steady_clock;
    std::optional<Clock::time_point> until;
    std::uniform_int_distribution<int> microseconds(100, 300);
    while (true) {
        try {
            return work();
        } catch (const Failure& failure) {
            if (failure.status() != WILLCALL_UNAVAILABLE) throw;
            if (!until) until = Clock::now() + std::chrono::seconds(wait_seconds_);
            if (Clock::now() >= *until)
                throw Failure(WILLCALL_UNAVAILABLE, std::string(failure.what()) + ", waited " +
                                                        std::to_string(wait_seconds_) +
                                                        " s for another process");
        }
        std::this_thread::sleep_for(std::chrono::microseconds(microseconds(jitter_)));
    }
}

void SqliteConnection::settle(const std::string& pragma, std::int64_t value) {
    once("pragma " + pragma + " = " + std::to_string(value));
    if (number("pragma " + pragma) != value)
        throw Failure(WILLCALL_STORE, "SQLite does not keep `" + pragma + "`");
}

void SqliteConnection::settle_writer() {
    retry([&] {
        once("pragma journal_mode = wal");
        if (text("pragma journal_mode") != "wal")
            throw Failure(WILLCALL_STORE, "the store can't be kept with a write-ahead log here");
        // FULL: a commit that was answered is on the disk.
        settle("synchronous", 2);
        settle("foreign_keys", 1);
        // Memory: a temporary file per transaction halves the throughput.
        settle("temp_store", 2);
        settle("wal_autocheckpoint", 4096);
        settle("trusted_schema", 0);
    });
}

void SqliteConnection::settle_reader() {
    retry([&] {
        settle("temp_store", 2);
        settle("trusted_schema", 0);
        settle("query_only", 1);
    });
}

void SqliteConnection::begin() {
    retry([&] { execute("begin immediate"); });
    in_turn_ = true;
}

// Where the disk is full or fails SQLite rolls back the whole turn by itself, and each statement
// after that would be committed alone.
void SqliteConnection::check_turn() const {
    if (in_turn_ && sqlite3_get_autocommit(native_) != 0)
        throw Failure(WILLCALL_STORE, "the turn has failed already, and nothing of it is kept");
}

void SqliteConnection::begin_reading() {
    retry([&] {
        execute("begin");
        try {
            // The snapshot is taken by the first read.
            execute("select 1 from schema_versions");
        } catch (...) {
            rollback();
            throw;
        }
    });
}

void SqliteConnection::commit() {
    execute("commit");
    in_turn_ = false;
}

void SqliteConnection::rollback() noexcept {
    in_turn_ = false;
    // SQLite itself has rolled back where the disk was full or failed.
    if (sqlite3_get_autocommit(native_) != 0) return;
    try {
        execute("rollback");
    } catch (...) {}
}

std::int64_t SqliteConnection::data_version() { return number("pragma data_version").value_or(0); }

std::vector<std::string> SqliteConnection::tables() {
    std::vector<std::string> names;
    const std::array<bool, 1> texts{true};
    run("select name from sqlite_master where type = 'table' and name not like 'sqlite%' "
        "order by name",
        {}, texts, [&](std::span<const Cell> cells) { names.emplace_back(cells[0].text); });
    return names;
}

// Rows lie by their key: BIGINT is no INTEGER to SQLite, so a primary key would be an index beside
// rows that lie in another order, and each row be written to two places.
void SqliteConnection::define(const std::string& sql) {
    const bool has_key =
        sql.starts_with("create table") && sql.find("primary key") != std::string::npos;
    once(has_key ? sql + " without rowid" : sql);
}

SqliteConnection::Inserts& SqliteConnection::inserts(std::string_view table,
                                                     std::string_view columns) {
    auto found = inserts_.find(table);
    if (found == inserts_.end()) found = inserts_.try_emplace(std::string(table)).first;
    for (auto& one : found->second)
        if (one.columns == columns) return one;
    auto& made = found->second.emplace_back();
    made.columns = columns;
    return made;
}

SqliteConnection::Statement SqliteConnection::prepare_insert(std::string_view table,
                                                             std::string_view columns,
                                                             std::size_t width, std::size_t rows) {
    std::string row = "(?";
    for (std::size_t i = 1; i < width; ++i) row += ",?";
    row += ')';
    auto sql =
        "insert into " + std::string(table) + " (" + std::string(columns) + ") values " + row;
    for (std::size_t i = 1; i < rows; ++i) sql += ',' + row;
    return prepare(sql, SQLITE_PREPARE_PERSISTENT);
}

SqliteConnection::Statement SqliteConnection::prepare(std::string_view sql, unsigned flags) {
    sqlite3_stmt* statement = nullptr;
    const auto code = sqlite3_prepare_v3(native_, sql.data(), static_cast<int>(sql.size()), flags,
                                         &statement, nullptr);
    if (code != SQLITE_OK) fail(code);
    return Statement(statement);
}

// The texts are borrowed: they live until the statement has run.
void SqliteConnection::bind(sqlite3_stmt* statement, std::span<const Cell> cells) {
    int code = SQLITE_OK;
    int position = 0;
    for (const auto& cell : cells) {
        ++position;
        if (cell.type == Cell::Type::number)
            code = sqlite3_bind_int64(statement, position, cell.number);
        else if (cell.type == Cell::Type::text)
            code = sqlite3_bind_text(statement, position,
                                     cell.text.data() != nullptr ? cell.text.data() : "",
                                     static_cast<int>(cell.text.size()), nullptr);
        else code = sqlite3_bind_null(statement, position);
        if (code != SQLITE_OK) fail(code);
    }
}

void SqliteConnection::write(sqlite3_stmt* statement, std::span<const Cell> cells) {
    check_turn();
    const Locked locked(native_);
    bind(statement, cells);
    auto code = sqlite3_step(statement);
    if (code == SQLITE_DONE || code == SQLITE_ROW) code = SQLITE_OK;
    const auto again = sqlite3_reset(statement);
    if (code != SQLITE_OK || again != SQLITE_OK) fail(again != SQLITE_OK ? again : code);
}

sqlite3_stmt* SqliteConnection::kept(std::string_view sql) {
    auto found = kept_.find(sql);
    if (found == kept_.end()) {
        if (kept_.size() >= kept_count_max) kept_.clear();
        found = kept_.emplace(sql, prepare(sql, SQLITE_PREPARE_PERSISTENT)).first;
    }
    return found->second.get();
}

void SqliteConnection::read_row(sqlite3_stmt* statement, std::span<const bool> texts,
                                std::span<Cell> cells) {
    for (std::size_t column = 0; column < texts.size(); ++column) {
        // The value is asked, not the statement: that would take a lock for every question.
        auto* const value = sqlite3_column_value(statement, static_cast<int>(column));
        auto& cell = cells[column];
        cell.is_text = texts[column];
        if (sqlite3_value_type(value) == SQLITE_NULL) {
            // Nothing of the row before: that would be read where a field can't be absent.
            cell = {Cell::Type::null, texts[column], 0, {}};
        } else if (texts[column]) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
            if (text == nullptr) fail(SQLITE_NOMEM);
            cell.type = Cell::Type::text;
            cell.text = {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
        } else {
            cell.type = Cell::Type::number;
            cell.number = sqlite3_value_int64(value);
        }
    }
}

std::int64_t SqliteConnection::run(std::string_view sql, std::span<const Cell> values,
                                   std::span<const bool> texts, const RowSink& sink) {
    auto* const statement = kept(sql);
    if (texts.empty()) {
        write(statement, values);
        return sqlite3_changes(native_);
    }
    const Locked locked(native_);
    // Half read, or failed, it would hold locks.
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_reset)> reset(statement, sqlite3_reset);
    bind(statement, values);
    std::vector<Cell> cells(texts.size());
    auto code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
        read_row(statement, texts, cells);
        sink(cells);
    }
    if (code != SQLITE_DONE) fail(code);
    return 0;
}

void SqliteConnection::insert_cells(std::string_view table, std::string_view columns,
                                    std::size_t width, std::span<const Cell> cells) {
    if (cells.empty()) return;
    auto& kept = inserts(table, columns);
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        const auto size = chunks[i] * width;
        while (cells.size() >= size) {
            if (!kept.statements[i])
                kept.statements[i] = prepare_insert(table, columns, width, chunks[i]);
            write(kept.statements[i].get(), cells.first(size));
            cells = cells.subspan(size);
        }
    }
}

// Row by row: an update from a list of rows takes SQLite half as long again.
void SqliteConnection::update_cells(const Update& update, std::span<const Cell> cells) {
    const auto width = update.set.size() + update.keys.size();
    auto& sql = text_of_update_;
    sql.assign("update ").append(update.table).append(" set ");
    add_equals(sql, update.set, ", ");
    add_equals(sql.append(" where "), update.keys, " and ");
    for (; !cells.empty(); cells = cells.subspan(width)) run(sql, cells.first(width), {}, {});
}

// One step for each row that is asked for.
class SqliteConnection::Stepping final : public Cursor {
public:
    Stepping(SqliteConnection& connection, std::string_view sql, std::span<const Cell> values,
             std::span<const bool> texts)
        : connection_(connection),
          width_(texts.size()),
          texts_(std::make_unique<bool[]>(texts.size())) {
        std::ranges::copy(texts, texts_.get());
        // The statement outlives the texts that it is given.
        kept_.reserve(values.size());
        std::vector<Cell> cells(values.begin(), values.end());
        for (auto& cell : cells)
            if (cell.type == Cell::Type::text) cell.text = kept_.emplace_back(cell.text);
        statement_ = connection.prepare(sql, 0);
        connection.bind(statement_.get(), cells);
    }

    bool next(std::span<Cell> cells) override {
        const Locked locked(connection_.native_);  // once for the row: again is cheap
        const auto code = sqlite3_step(statement_.get());
        if (code == SQLITE_DONE) return false;
        if (code != SQLITE_ROW) connection_.fail(code);
        connection_.read_row(statement_.get(), {texts_.get(), width_}, cells);
        return true;
    }

private:
    SqliteConnection& connection_;
    std::size_t width_;
    std::unique_ptr<bool[]> texts_;
    std::vector<std::string> kept_;
    Statement statement_;
};

std::unique_ptr<Cursor> SqliteConnection::open(std::string_view sql, std::span<const Cell> values,
                                               std::span<const bool> texts) {
    return std::make_unique<Stepping>(*this, sql, values, texts);
}

}  // namespace willcall::store
