#include "store/postgresql_connection.hpp"

#include "store/interrupted.hpp"
#include "store/postgresql_arrays.hpp"
#include "store/postgresql_failures.hpp"
#include "store/sql_text.hpp"

#include <cstring>
#include <thread>

namespace willcall::store {

namespace {

// The first half of the advisory locks' key: "will".
constexpr const char* lock_class = "2003397740";
// A turn does nothing else than ask the store: who is silent for so long in the midst of one hangs,
// and the others shall not hang with it.
constexpr const char* silence_most = "60s";
constexpr auto pause = std::chrono::milliseconds(50);

constexpr int version_least = 130'000;  // pg_current_xact_id

// Statements prepared while the tables were empty would go on reading them from end to end.
constexpr const char* settings_of_writer =
    "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; "
    "set plan_cache_mode = force_generic_plan; "
    // A commit that was answered is on the disk.
    "select set_config('synchronous_commit', 'on', false) "
    "where current_setting('synchronous_commit') = 'off'; ";

std::exception_ptr failure_of_soci(const soci::soci_error& error) {
    const auto* const own = dynamic_cast<const soci::postgresql_soci_error*>(&error);
    return postgresql_failure(own != nullptr ? own->sqlstate() : " ", error.get_error_message());
}

// "unnest($1::bigint[], $2::text[])": rows from an array for each of their columns.
std::string unnested(std::span<const Cell> row) {
    std::string text = "unnest(";
    for (std::size_t i = 0; i < row.size(); ++i)
        text += (i == 0 ? "$" : ", $") + std::to_string(i + 1) + "::" + array_type(row[i]);
    return text + ')';
}

const SociConnection::Dialect& dialect() {
    static const SociConnection::Dialect one{
        soci::postgresql,
        [](std::string_view sql) { return with_named_values(with_ordered_texts(sql)); },
        failure_of_soci};
    return one;
}

}  // namespace

PostgresqlConnection::PostgresqlConnection(Options options)
    : SociConnection(dialect(), options.url), options_(std::move(options)) {
    settle();
}

PostgresqlConnection::~PostgresqlConnection() = default;

// SOCI does not export the type of its session: a sanitizer's check of the cast can't be linked.
__attribute__((no_sanitize("vptr"))) PGconn* PostgresqlConnection::native() {
    auto* const backend = session_.is_connected() ? session_.get_backend() : nullptr;
    return backend == nullptr ? nullptr
                              : static_cast<soci::postgresql_session_backend*>(backend)->conn_;
}

bool PostgresqlConnection::lost() { return PQstatus(native()) == CONNECTION_BAD; }

PostgresqlConnection::Result PostgresqlConnection::checked(PGresult* given) {
    Result result(given);
    const auto status = PQresultStatus(given);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
    const char* const state = PQresultErrorField(given, PG_DIAG_SQLSTATE);
    const char* const words =
        given != nullptr ? PQresultErrorMessage(given) : PQerrorMessage(native());
    std::rethrow_exception(postgresql_failure(state != nullptr ? state : " ", words));
}

PostgresqlConnection::Result PostgresqlConnection::ask(const std::string& sql) {
    return checked(PQexec(native(), sql.c_str()));
}

void PostgresqlConnection::settle() {
    // libpq would write the server's remarks to the error output.
    PQsetNoticeProcessor(
        native(), [](void*, const char*) {}, nullptr);
    if (PQserverVersion(native()) < version_least)
        throw Failure(WILLCALL_STORE, "PostgreSQL 13 or newer is needed");
    const auto wait = std::max(1, options_.wait_seconds * 1000);
    const auto result =
        ask("set client_encoding = 'UTF8'; set standard_conforming_strings = on; set jit = off; "
            "set lock_timeout = " +
            std::to_string(wait) + "; " +
            (options_.writes ? "set idle_in_transaction_session_timeout = '" +
                                   std::string(silence_most) + "'; " + settings_of_writer
                             : std::string()) +
            "select current_setting('server_encoding'), "
            "(select oid::integer from pg_namespace where nspname = current_schema())");
    if (std::strcmp(PQgetvalue(result.get(), 0, 0), "UTF8") != 0)
        throw Failure(WILLCALL_STORE, "the database's encoding is not UTF8 but " +
                                          std::string(PQgetvalue(result.get(), 0, 0)));
    if (PQgetisnull(result.get(), 0, 1) != 0)
        throw Failure(WILLCALL_STORE, "there is no schema to keep a store in: see `search_path`");
    schema_ = PQgetvalue(result.get(), 0, 1);
}

void PostgresqlConnection::reopen(Clock::time_point until) {
    forget_all();
    prepared_.clear();
    while (true) {
        try {
            session_.close();
            session_.open(soci::postgresql, options_.url);
            settle();
            return;
        } catch (const soci::soci_error& error) {
            if (Clock::now() >= until)
                throw Failure(WILLCALL_UNAVAILABLE,
                              "the store `" + options_.place +
                                  "` can't be reached: " + first_words(error.get_error_message()));
        } catch (const Interrupted&) {
            if (Clock::now() >= until) throw;
        }
        std::this_thread::sleep_for(pause);
    }
}

// Begins on a connection that lives: nothing is lost with one that died between two transactions.
void PostgresqlConnection::start(const std::string& sql) {
    const auto until = Clock::now() + std::chrono::seconds(options_.wait_seconds);
    while (true) {
        if (lost()) reopen(until);
        try {
            const auto result = ask(sql);
            transaction_ = PQgetvalue(result.get(), 0, 0);
            witness_.clear();
            in_batch_ = false;
            ++begun_;
            return;
        } catch (const Failure&) {
            rollback();
            if (!lost() || Clock::now() >= until) throw;
        }
    }
}

void PostgresqlConnection::start_writing(const std::string& lock) {
    // Read committed: what follows sees what was committed before the lock was had.
    start("begin isolation level read committed read write; select " + lock + '(' + lock_class +
          ", " + schema_ + "); select pg_current_xact_id()");
}

void PostgresqlConnection::begin() { start_writing("pg_advisory_xact_lock"); }

void PostgresqlConnection::begin_batch() {
    start_writing("pg_advisory_xact_lock_shared");
    in_batch_ = true;
}

void PostgresqlConnection::begin_reading() {
    // The snapshot is taken by the first statement.
    start("begin isolation level repeatable read read only; select ''");
}

void PostgresqlConnection::commit() {
    if (lost()) throw Interrupted(WILLCALL_UNAVAILABLE, "the connection to the store failed");
    if (PQtransactionStatus(native()) == PQTRANS_IDLE)
        throw Failure(WILLCALL_STORE, "there is nothing to commit");
    try {
        open_pipeline();
        sent(PQsendQueryParams(native(), "commit", 0, nullptr, nullptr, nullptr, nullptr, 0));
        const auto result = receive();
        // Said also of a transaction in which a statement had failed.
        if (std::strcmp(PQcmdStatus(result.get()), "ROLLBACK") == 0)
            throw Failure(WILLCALL_STORE, "a statement had failed: the turn was rolled back");
    } catch (const Interrupted&) {
        if (!lost()) throw;
        look_up_commit();
    }
}

// Nothing while the transaction is under way. A server that crashes gives the ids that it had not
// yet written down to others: that the one with ours is committed says little.
std::optional<bool> PostgresqlConnection::is_committed() {
    const auto result = ask("select pg_xact_status('" + transaction_ + "') where '" + transaction_ +
                            "'::xid8 < pg_current_xact_id()");
    const std::string_view said =
        PQntuples(result.get()) == 0 ? "aborted" : PQgetvalue(result.get(), 0, 0);
    if (said == "in progress") return std::nullopt;
    if (said == "aborted") return false;
    if (witness_.empty()) throw Failure(WILLCALL_STORE, "the store can't say for sure");
    return PQntuples(ask(witness_).get()) > 0;
}

// The server may have committed and died, or the network, before it could say so.
void PostgresqlConnection::look_up_commit() {
    const auto until = Clock::now() + std::chrono::seconds(options_.wait_seconds);
    const auto unknown = [&](const std::string& why) {
        return Unknown(WILLCALL_STORE,
                       "it is not known whether this was written; ask again with its idempotency "
                       "key: " +
                           why);
    };
    while (true) {
        std::optional<bool> committed;
        try {
            if (lost()) reopen(until);
            committed = is_committed();
        } catch (const Interrupted&) {
            if (Clock::now() >= until) throw unknown("the connection to the store failed");
        } catch (const Failure& failure) {
            throw unknown(failure.what());
        }
        if (committed == true) return;
        if (committed == false)
            throw Interrupted(WILLCALL_UNAVAILABLE, "the connection to the store failed");
        // The server has not noticed yet that we are gone.
        if (Clock::now() >= until) throw unknown("the store itself does not say");
        std::this_thread::sleep_for(pause);
    }
}

void PostgresqlConnection::rollback() noexcept {
    try {
        receive();
    } catch (...) {}  // whoever rolls back has a reason already
    const auto status = PQtransactionStatus(native());
    if (status == PQTRANS_IDLE || status == PQTRANS_UNKNOWN) return;
    PQclear(PQexec(native(), "rollback"));
}

std::vector<std::string> PostgresqlConnection::tables() {
    std::vector<std::string> names;
    const std::array<bool, 1> texts{true};
    run("select cast(tablename as text) from pg_tables where schemaname = current_schema() "
        "order by 1",
        {}, texts, [&](std::span<const Cell> cells) { names.emplace_back(cells[0].text); });
    return names;
}

std::int64_t PostgresqlConnection::run(std::string_view sql, std::span<const Cell> values,
                                       std::span<const bool> texts, const RowSink& sink) {
    receive();
    return SociConnection::run(sql, values, texts, sink);
}

void PostgresqlConnection::once(const std::string& sql) {
    receive();
    SociConnection::once(sql);
}

void PostgresqlConnection::insert_cells(std::string_view table, std::string_view columns,
                                        std::size_t width, std::span<const Cell> cells) {
    if (cells.empty()) return;
    auto text = "insert into " + std::string(table) + " (" + std::string(columns) +
                ") select * from " + unnested(cells.first(width));
    send(text, width, cells);
}

void PostgresqlConnection::update_cells(const Update& update, std::span<const Cell> cells) {
    if (cells.empty()) return;
    const auto width = update.set.size() + update.keys.size();
    const std::string table(update.table);
    std::size_t next = 0;
    const auto equals = [&](std::span<const std::string_view> columns, const std::string& owner,
                            std::string_view between) {
        std::string text;
        for (const auto column : columns)
            text.append(text.empty() ? "" : between)
                .append(owner)
                .append(column)
                .append(" = given.c")
                .append(std::to_string(++next));
        return text;
    };
    auto text = "update " + table + " set " + equals(update.set, "", ", ") + " from " +
                unnested(cells.first(width)) + " as given(c1";
    for (std::size_t column = 2; column <= width; ++column) text += ", c" + std::to_string(column);
    text += ") where " + equals(update.keys, table + '.', " and ");
    send(text, width, cells);
}

}  // namespace willcall::store
