// An engine in a process of its own, as a kiosk beside the command line has one. It is told through
// a socket what to do, a line at a time.
#ifndef WILLCALL_BENCH_PEER_HPP
#define WILLCALL_BENCH_PEER_HPP

#include "theatre.hpp"
#include "usage.hpp"

#include <sys/types.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace willcall::bench {

class Peer {
public:
    // Returns when the engine is open. Throws where it can't be.
    explicit Peer(std::vector<std::string> command);
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    ~Peer();

    struct Slice {
        std::size_t orders = 0;
        Usage used;
    };
    // All desks place orders for so long, from now on.
    void start(std::chrono::milliseconds time);
    Slice finish();

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::string answer();

    pid_t process_ = 0;
    std::unique_ptr<std::FILE, Close> told_;
};

// The commands of a Peer: this program with callers that each wait for their orders, on the store
// in a folder or on the one named, or with one caller who has so many under way in a queue; and one
// caller in Python, either way.
std::vector<std::string> callers_of(const std::string& folder, Desks desks,
                                    const std::string& store = {});
std::vector<std::string> queue_of(const std::string& folder, std::size_t in_flight);
std::vector<std::string> python_of(const std::string& folder, std::size_t in_flight);

// What this program does as a Peer, until its standard input ends. Without `in_flight` no queue.
int serve_as_peer(const std::string& folder, Desks desks, std::size_t in_flight,
                  const std::string& store);

}  // namespace willcall::bench

#endif
