#include "server.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace willcall::bench {

Server::Server(std::vector<std::string> command) {
    std::array<int, 2> in{}, out{};
    if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    std::vector<char*> arguments;
    for (auto& argument : command) arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    const auto failed =
        posix_spawn(&process_, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    ending_ = in[1];
    said_ = out[0];
    if (failed != 0) throw std::runtime_error(command[0] + ": " + std::strerror(failed));
}

Server::~Server() {
    close(ending_);
    waitpid(process_, nullptr, 0);
    close(said_);
}

std::string Server::read_line() const {
    std::string line;
    for (auto next = read_some(1); next != "\n"; next = read_some(1)) line += next;
    return line;
}

std::string Server::read(std::size_t size) const {
    std::string bytes;
    while (bytes.size() < size) bytes += read_some(size - bytes.size());
    return bytes;
}

std::string Server::read_some(std::size_t most) const {
    std::string bytes(most, '\0');
    const auto size = ::read(said_, bytes.data(), most);
    if (size <= 0) throw std::runtime_error("a server says nothing");
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

}  // namespace willcall::bench
