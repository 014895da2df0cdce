// The PostgreSQL server of this run of the tests: started when first needed, gone when they end.
#ifndef WILLCALL_TESTS_STORE_POSTGRESQL_SERVER_HPP
#define WILLCALL_TESTS_STORE_POSTGRESQL_SERVER_HPP

#include <string>

namespace willcall::tests {

// A schema of the test's own, empty, and dropped with this object. Throws where no server can be
// started: the tests fail, they are not skipped.
class PostgresqlSchema {
public:
    PostgresqlSchema();
    PostgresqlSchema(const PostgresqlSchema&) = delete;
    PostgresqlSchema& operator=(const PostgresqlSchema&) = delete;
    ~PostgresqlSchema();
    std::string url() const;

private:
    std::string name_;
};

}  // namespace willcall::tests

#endif
