#include "postgresql.hpp"

#include <stdexcept>

namespace willcall::bench {

Postgresql::Postgresql(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
    if (PQstatus(connection_.get()) != CONNECTION_OK)
        throw std::runtime_error(PQerrorMessage(connection_.get()));
    PQsetNoticeProcessor(
        connection_.get(), [](void*, const char*) {}, nullptr);
}

PostgresqlResult Postgresql::checked(PGresult* given) {
    PostgresqlResult result(given);
    const auto status = PQresultStatus(given);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw std::runtime_error(PQerrorMessage(connection_.get()));
    return result;
}

PostgresqlResult Postgresql::ask(const std::string& sql) {
    return checked(PQexec(connection_.get(), sql.c_str()));
}

std::int64_t Postgresql::number(const std::string& sql) { return std::stoll(ask(sql).text(0, 0)); }

void Postgresql::prepare(const char* name, const std::string& sql) {
    checked(PQprepare(connection_.get(), name, sql.c_str(), 0, nullptr));
}

void Postgresql::run(const char* prepared, std::span<const char* const> values) {
    checked(PQexecPrepared(connection_.get(), prepared, static_cast<int>(values.size()),
                           values.data(), nullptr, nullptr, 0));
}

// No checkpoint falls into a slice: their cost would meet one side or the other.
PostgresqlServer::PostgresqlServer(const std::string& folder)
    : counts_(folder + "/flushes"),
      process_({"fsync=on", "synchronous_commit=on", "shared_buffers=512MB", "max_wal_size=8GB",
                "checkpoint_timeout=1h"}) {
    SharedUse::stop();
    Postgresql connection(url({}));
    const auto before = counts_.now();
    connection.ask("checkpoint");
    if (counts_.now().flushes == before.flushes)
        throw std::runtime_error("the server's flushes don't go through the preloaded library");
}

std::string PostgresqlServer::make_schema(const std::string& name) {
    Postgresql(url({})).ask("create schema " + name);
    return url(name);
}

Usage PostgresqlServer::used() const {
    auto used = counts_.now();
    used.processor_seconds = Usage::now().processor_seconds;
    return used;
}

}  // namespace willcall::bench
