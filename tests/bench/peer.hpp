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

namespace willcall::bench {

class Peer {
public:
    // Returns when the engine is open. Throws where it can't be.
    Peer(const std::string& folder, Desks desks);
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

// What the process does that a Peer has started, until its standard input ends.
int serve_as_peer(const std::string& folder, Desks desks);

}  // namespace willcall::bench

#endif
