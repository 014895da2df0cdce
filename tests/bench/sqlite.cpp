#include "sqlite.hpp"

#include <stdexcept>

namespace willcall::bench {

void throw_sqlite(sqlite3* database, const std::string& what) {
    throw std::runtime_error(what + ": " + sqlite3_errmsg(database));
}

Statement::Statement(sqlite3* database, const std::string& sql) : database_(database) {
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK)
        throw_sqlite(database, sql);
    statement_.reset(made);
}

bool Statement::step() {
    const auto code = sqlite3_step(statement_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        throw_sqlite(database_, sqlite3_sql(statement_.get()));
    return code == SQLITE_ROW;
}

void Statement::run() {
    step();
    sqlite3_reset(statement_.get());
}

std::string Statement::text(int column) const {
    const auto* text = sqlite3_column_text(statement_.get(), column);
    return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

Sqlite::Sqlite(const std::string& path) {
    sqlite3* opened = nullptr;
    const auto code =
        sqlite3_open_v2(path.c_str(), &opened,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    database_.reset(opened);
    if (code != SQLITE_OK) throw_sqlite(opened, path);
}

void Sqlite::execute(const std::string& sql) {
    if (sqlite3_exec(get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw_sqlite(get(), sql);
}

std::int64_t Sqlite::number(const std::string& sql) {
    Statement statement(get(), sql);
    if (!statement.step()) throw std::runtime_error(sql + ": no row");
    return statement.number(0);
}

void copy_store(Sqlite& from, Sqlite& to) {
    auto* backup = sqlite3_backup_init(to.get(), "main", from.get(), "main");
    if (backup == nullptr) throw_sqlite(to.get(), "backup");
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK) throw_sqlite(to.get(), "backup");
}

bool has_rowid(sqlite3* database, const std::string& table) {
    Statement without(database, "select wr from pragma_table_list('" + table + "')");
    return without.step() && without.number(0) == 0;
}

void set_up_as_engine(Sqlite& store) {
    for (const char* pragma :
         {"journal_mode = wal", "synchronous = full", "foreign_keys = on", "temp_store = memory",
          "wal_autocheckpoint = 4096", "trusted_schema = off"})
        store.execute(std::string("pragma ") + pragma);
}

std::string pragmas_of(sqlite3* database) {
    std::string all;
    for (const char* name :
         {"journal_mode", "synchronous", "fullfsync", "foreign_keys", "temp_store",
          "wal_autocheckpoint", "page_size", "cache_size", "mmap_size", "locking_mode",
          "auto_vacuum", "secure_delete", "trusted_schema", "encoding"}) {
        Statement pragma(database, std::string("pragma ") + name);
        if (pragma.step()) all += std::string(name) + '=' + pragma.text(0) + ' ';
    }
    return all;
}

}  // namespace willcall::bench
