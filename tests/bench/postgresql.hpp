// libpq with handles that close themselves, and a server of the benchmarks' own that flushes.
#ifndef WILLCALL_BENCH_POSTGRESQL_HPP
#define WILLCALL_BENCH_POSTGRESQL_HPP

#include "store/postgresql_process.hpp"
#include "usage.hpp"

#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace willcall::bench {

class PostgresqlResult {
public:
    explicit PostgresqlResult(PGresult* result) : result_(result) {}
    int rows() const { return PQntuples(result_.get()); }
    // Empty where it is null.
    std::string text(int row, int column) const { return PQgetvalue(result_.get(), row, column); }

private:
    struct Clear {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    std::unique_ptr<PGresult, Clear> result_;
};

class Postgresql {
public:
    explicit Postgresql(const std::string& url);

    PostgresqlResult ask(const std::string& sql);
    std::int64_t number(const std::string& sql);
    void prepare(const char* name, const std::string& sql);
    void run(const char* prepared, std::span<const char* const> values);

private:
    struct Close {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };
    PostgresqlResult checked(PGresult* result);
    std::unique_ptr<PGconn, Close> connection_;
};

// A server whose commits are flushed, at the time a flush was given.
class PostgresqlServer {
public:
    // Its counts lie in the folder, its data in memory.
    explicit PostgresqlServer(const std::string& folder);

    // For a new, empty schema.
    std::string make_schema(const std::string& name);
    std::string url(const std::string& schema) const { return process_.url(schema); }
    // What all of its processes have had of the disk, and this process of the processor.
    Usage used() const;

private:
    SharedUse counts_;
    tests::PostgresqlProcess process_;
};

}  // namespace willcall::bench

#endif
