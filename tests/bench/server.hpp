// A server in a process of its own, told and heard through pipes.
#ifndef WILLCALL_BENCH_SERVER_HPP
#define WILLCALL_BENCH_SERVER_HPP

#include <string>
#include <vector>

namespace willcall::bench {

// Ends when its standard input does.
class Server {
public:
    explicit Server(std::vector<std::string> command);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    // What it prints. Throws where it says nothing any more.
    std::string read_line() const;
    std::string read(std::size_t size) const;

private:
    std::string read_some(std::size_t most) const;
    int said_ = -1;    // what it prints
    int ending_ = -1;  // closed, it ends
    int process_ = 0;
};

}  // namespace willcall::bench

#endif
