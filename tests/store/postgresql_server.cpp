#include "store/postgresql_server.hpp"

#include "store/driver.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>

namespace willcall::tests {

namespace {

class Server {
public:
    Server() {
        int orders[2];
        int answers[2];
        // Nobody else may inherit the end that keeps the server alive.
        if (pipe2(orders, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0)
            throw std::runtime_error("no pipe");
        script_ = fork();
        if (script_ == 0) {
            dup2(orders[0], STDIN_FILENO);
            dup2(answers[1], STDOUT_FILENO);
            execl(WILLCALL_SOURCE_DIR "/tests/store/postgresql_server.sh", "postgresql_server.sh",
                  nullptr);
            _exit(127);
        }
        close(orders[0]);
        close(answers[1]);
        alive_ = orders[1];
        char letter = '\0';
        while (read(answers[0], &letter, 1) == 1 && letter != '\n') folder_ += letter;
        close(answers[0]);
        if (letter != '\n') throw std::runtime_error("no PostgreSQL server could be started");
        admin_ = store::postgresql_driver(url({}), {}).connect_writer();
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server() {
        admin_.reset();
        close(alive_);
        waitpid(script_, nullptr, 0);
    }

    std::string url(const std::string& schema) const {
        auto text = "postgresql:///postgres?user=willcall&host=" + folder_;
        if (!schema.empty()) text += "&options=-csearch_path%3D" + schema;
        return text;
    }
    store::SociConnection& admin() { return *admin_; }

private:
    pid_t script_ = -1;
    int alive_ = -1;
    std::string folder_;
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
