// The database of one store: its connections, its schema, its writer number.
#ifndef WILLCALL_STORE_DATABASE_HPP
#define WILLCALL_STORE_DATABASE_HPP

#include "store/connection.hpp"
#include "store/identifiers.hpp"
#include "store/world.hpp"

#include <memory>
#include <string>

namespace willcall::store {

// A reading connection on loan, inside a reading transaction; gives itself back.
class Reading {
public:
    Reading(Connection& connection, std::function<void()> give_back);
    Reading(Reading&&) noexcept;
    Reading& operator=(Reading&&) = delete;
    ~Reading();
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_; }

private:
    Connection* connection_;
    std::function<void()> give_back_;
};

class Database {
public:
    struct Options {
        int readers = 8;        // most reading connections at once
        int streams = 8;        // besides, of tables that are being read
        int wait_seconds = 10;  // most waiting for another process's lock
    };
    // `url`: "sqlite:PATH", "postgresql://..." or "postgresql:CONNINFO". Creates an absent SQLite
    // file, brings the schema up to date (migrations are numbered, hashed and forward only, each in
    // a transaction) and refuses a store newer than this library, a changed migration, or a file
    // that is none.
    static std::unique_ptr<Database> open(const std::string& url, const World& world,
                                          Options options);
    static std::unique_ptr<Database> open(const std::string& url, const World& world) {
        return open(url, world, Options{});
    }
    virtual ~Database() = default;

    // The one connection that writes; whoever uses it holds the turn (turns.hpp).
    virtual Connection& writer() = 0;
    // UNAVAILABLE where all stay lent for `wait_seconds`.
    virtual Reading read() = 0;
    // One that may stay lent for long; UNAVAILABLE at once where `streams` are.
    virtual Reading read_slowly() = 0;

    // "sqlite" or "postgresql".
    virtual std::string kind() const = 0;
    // This engine's writer number, taken from the table `writers` when the store was opened and
    // given back when it closes: two engines on one store never share one.
    virtual Identifiers& identifiers() = 0;
};

// The embedded migrations, in order.
struct Migration {
    int version;
    const char* name;
    const char* sql;
};
std::span<const Migration> migrations();

}  // namespace willcall::store

#endif
