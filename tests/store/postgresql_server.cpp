#include "store/postgresql_server.hpp"

#include "store/driver.hpp"
#include "store/postgresql_process.hpp"

#include <atomic>

namespace willcall::tests {

namespace {

class Server {
public:
    Server() : admin_(store::postgresql_driver(process_.url(), {}).connect_writer()) {}

    std::string url(const std::string& schema) const { return process_.url(schema); }
    store::SociConnection& admin() { return *admin_; }

private:
    PostgresqlProcess process_;
    std::unique_ptr<store::SociConnection> admin_;
};

Server& server() {
    static Server one;
    return one;
}

}  // namespace

PostgresqlSchema::PostgresqlSchema() {
    static std::atomic<int> count{0};
    name_ = "test_" + std::to_string(++count);
    server().admin().once("create schema " + name_);
}

PostgresqlSchema::~PostgresqlSchema() {
    try {
        server().admin().once("drop schema " + name_ + " cascade");
    } catch (...) {}
}

std::string PostgresqlSchema::url() const { return server().url(name_); }

}  // namespace willcall::tests
