// A PostgreSQL server as a process of the caller's own: a socket in a new folder in memory, and
// gone with the folder when this object or its process ends, however that does.
#ifndef WILLCALL_TESTS_STORE_POSTGRESQL_PROCESS_HPP
#define WILLCALL_TESTS_STORE_POSTGRESQL_PROCESS_HPP

#include <sys/types.h>

#include <string>
#include <vector>

namespace willcall::tests {

class PostgresqlProcess {
public:
    // Returns when the server answers. The settings, "name=value", follow the tests' own, which do
    // without flushes. Throws where no server can be started.
    explicit PostgresqlProcess(const std::vector<std::string>& settings = {});
    PostgresqlProcess(const PostgresqlProcess&) = delete;
    PostgresqlProcess& operator=(const PostgresqlProcess&) = delete;
    ~PostgresqlProcess();

    // For connections whose tables are those of this schema.
    std::string url(const std::string& schema = {}) const;

private:
    pid_t script_ = -1;
    int alive_ = -1;
    std::string folder_;
};

}  // namespace willcall::tests

#endif
