#include "peer.hpp"

#include "crowd.hpp"

#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace willcall::bench {

namespace {

pid_t spawn(std::vector<std::string>& arguments, int socket) {
    std::vector<char*> given;
    for (auto& argument : arguments) given.push_back(argument.data());
    given.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO);
    pid_t process = 0;
    const auto failed =
        posix_spawn(&process, given.front(), &files, nullptr, given.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0) throw std::runtime_error(std::strerror(failed));
    return process;
}

std::string self() { return std::filesystem::read_symlink("/proc/self/exe").string(); }

}  // namespace

std::vector<std::string> callers_of(const std::string& folder, Desks desks,
                                    const std::string& store) {
    return {self(),
            "--peer",
            folder,
            "--desks",
            std::to_string(desks.count),
            "--first",
            std::to_string(desks.first),
            "--all",
            std::to_string(desks.all),
            "--performances",
            std::to_string(desks.performances),
            "--store",
            store};
}

std::vector<std::string> queue_of(const std::string& folder, std::size_t in_flight) {
    auto command = callers_of(folder, {});
    command.insert(command.end(), {"--in-flight", std::to_string(in_flight)});
    return command;
}

std::vector<std::string> python_of(const std::string& folder, std::size_t in_flight) {
    return {WILLCALL_PYTHON,     WILLCALL_BENCH_DIR "/python_orders.py", folder,
            WILLCALL_BENCH_RULE, in_flight == 1 ? "single" : "queue",    std::to_string(in_flight)};
}

Peer::Peer(std::vector<std::string> command) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw std::runtime_error(std::strerror(errno));
    told_.reset(fdopen(ends[0], "r+"));
    process_ = spawn(command, ends[1]);
    close(ends[1]);
    if (answer() != "open") throw std::runtime_error("another engine does not open the store");
}

Peer::~Peer() {
    told_.reset();
    if (process_ != 0) waitpid(process_, nullptr, 0);
}

std::string Peer::answer() {
    std::array<char, 200> line{};
    if (std::fgets(line.data(), line.size(), told_.get()) == nullptr)
        throw std::runtime_error("another engine's process has ended");
    line[std::strcspn(line.data(), "\n")] = '\0';
    return line.data();
}

void Peer::start(std::chrono::milliseconds time) {
    std::fprintf(told_.get(), "%lld\n", static_cast<long long>(time.count()));
    std::fflush(told_.get());
}

Peer::Slice Peer::finish() {
    Slice slice;
    std::istringstream words(answer());
    words >> slice.orders >> slice.used.flushes >> slice.used.bytes >> slice.used.processor_seconds;
    if (!words) throw std::runtime_error("another engine failed: " + words.str());
    return slice;
}

int serve_as_peer(const std::string& folder, Desks desks, std::size_t in_flight,
                  const std::string& store) {
    Theatre theatre(folder, desks, store);
    Crowd crowd(desks.count);
    const auto place = [&](std::chrono::milliseconds time) {
        if (in_flight > 0)
            return theatre.place_queued(in_flight, std::chrono::steady_clock::now() + time);
        return crowd.run_for(time, [&](std::size_t caller) { theatre.place(caller); });
    };
    std::cout << "open" << std::endl;
    for (long long time = 0; std::cin >> time;) {
        const auto before = Usage::now();
        const auto orders = place(std::chrono::milliseconds(time));
        const auto used = Usage::now() - before;
        std::cout << orders << ' ' << used.flushes << ' ' << used.bytes << ' '
                  << used.processor_seconds << std::endl;
    }
    return 0;
}

}  // namespace willcall::bench
