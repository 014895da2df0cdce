// The limit on PostgreSQL: the orders an engine has written, written again by a function in the
// server, one call and one transaction an order.
//
// Literally the same rows, ids and hashes and all; the counters by one conditional update for each
// claim, number and payment, last and in one order, so that they are locked as shortly as can be.
#ifndef WILLCALL_BENCH_POSTGRESQL_ORDERS_HPP
#define WILLCALL_BENCH_POSTGRESQL_ORDERS_HPP

#include "crowd.hpp"
#include "postgresql.hpp"

#include <array>
#include <map>
#include <vector>

namespace willcall::bench {

class PostgresqlOrders {
public:
    // Takes orders from one schema to the other, which becomes a copy of it.
    PostgresqlOrders(const PostgresqlServer& server, std::string from, std::string to,
                     std::size_t connections);

    // Takes up what the engine has written since; the number of orders. Throws where one is not
    // complete.
    std::size_t read();
    // Writes all of that, an order a transaction, each connection the next one; the seconds.
    double write();

    // Compares every row of every table: the first table that differs, else empty.
    std::string difference(std::map<std::string, std::int64_t>& rows);

private:
    // The rows of an order by kind, as PostgreSQL writes values of their types.
    using Order = std::array<std::string, 8>;

    void copy_store();
    std::vector<std::string> tables();

    std::string from_, to_;
    Postgresql reader_;
    std::vector<Postgresql> writers_;
    Crowd crowd_;
    std::string last_ = "0";
    std::vector<Order> orders_;
};

}  // namespace willcall::bench

#endif
