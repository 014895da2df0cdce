#include "store/postgresql_process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

namespace willcall::tests {

PostgresqlProcess::PostgresqlProcess(const std::vector<std::string>& settings) {
    int orders[2];
    int answers[2];
    // Nobody else may inherit the end that keeps the server alive.
    if (pipe2(orders, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    std::vector<std::string> words{WILLCALL_SOURCE_DIR "/tests/store/postgresql_server.sh"};
    words.insert(words.end(), settings.begin(), settings.end());
    std::vector<char*> given;
    for (auto& word : words) given.push_back(word.data());
    given.push_back(nullptr);
    script_ = fork();
    if (script_ == 0) {
        dup2(orders[0], STDIN_FILENO);
        dup2(answers[1], STDOUT_FILENO);
        execv(given.front(), given.data());
        _exit(127);
    }
    close(orders[0]);
    close(answers[1]);
    alive_ = orders[1];
    char letter = '\0';
    while (read(answers[0], &letter, 1) == 1 && letter != '\n') folder_ += letter;
    close(answers[0]);
    if (letter != '\n') throw std::runtime_error("no PostgreSQL server could be started");
}

PostgresqlProcess::~PostgresqlProcess() {
    close(alive_);
    waitpid(script_, nullptr, 0);
}

std::string PostgresqlProcess::url(const std::string& schema) const {
    auto text = "postgresql:///postgres?user=willcall&host=" + folder_;
    if (!schema.empty()) text += "&options=-csearch_path%3D" + schema;
    return text;
}

}  // namespace willcall::tests
