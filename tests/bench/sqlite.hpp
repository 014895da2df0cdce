// SQLite's C API with handles that close themselves, and nothing else between.
#ifndef WILLCALL_BENCH_SQLITE_HPP
#define WILLCALL_BENCH_SQLITE_HPP

#include <sqlite3.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

namespace willcall::bench {

[[noreturn]] void throw_sqlite(sqlite3* database, const std::string& what);

class Statement {
public:
    Statement() = default;
    Statement(sqlite3* database, const std::string& sql);

    sqlite3_stmt* get() const { return statement_.get(); }
    // Whether there is a row.
    bool step();
    // Steps a statement that answers nothing, and makes it ready for the next time.
    void run();
    void bind(int position, std::int64_t value) {
        sqlite3_bind_int64(statement_.get(), position, value);
    }
    std::int64_t number(int column) const { return sqlite3_column_int64(statement_.get(), column); }
    std::string text(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    sqlite3* database_ = nullptr;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// What a column has: a number, a text that its reader keeps, or nothing.
struct Value {
    int type = SQLITE_NULL;
    std::int64_t number = 0;
    std::string_view text;
};

// Of the row that the statement is at; a text is kept in `texts`.
inline Value value_in(const Statement& row, int column, std::deque<std::string>& texts) {
    Value value{sqlite3_column_type(row.get(), column), 0, {}};
    if (value.type == SQLITE_INTEGER) value.number = row.number(column);
    else if (value.type == SQLITE_TEXT) value.text = texts.emplace_back(row.text(column));
    return value;
}

// The text has to outlive what the statement does with it.
inline void bind(sqlite3_stmt* statement, int position, const Value& value) {
    if (value.type == SQLITE_INTEGER) sqlite3_bind_int64(statement, position, value.number);
    else if (value.type == SQLITE_TEXT)
        sqlite3_bind_text(statement, position, value.text.data(),
                          static_cast<int>(value.text.size()), SQLITE_STATIC);
    else sqlite3_bind_null(statement, position);
}

class Sqlite {
public:
    explicit Sqlite(const std::string& path);

    sqlite3* get() const { return database_.get(); }
    void execute(const std::string& sql);
    std::int64_t number(const std::string& sql);

private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close(database); }
    };
    std::unique_ptr<sqlite3, Close> database_;
};

// Page by page, so that both begin alike.
void copy_store(Sqlite& from, Sqlite& to);

// Whether the rows of a table have a place of their own, apart from their key.
bool has_rowid(sqlite3* database, const std::string& table);

// Sets up a connection as the engine sets up its own: what a commit costs and promises is the same.
void set_up_as_engine(Sqlite& store);

// The pragmas that decide what a commit costs and promises, as this connection has them.
std::string pragmas_of(sqlite3* database);

}  // namespace willcall::bench

#endif
