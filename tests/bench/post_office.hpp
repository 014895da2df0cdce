// A real SMTP server, aiosmtpd in a process of its own, and a bare session with it.
#ifndef WILLCALL_BENCH_POST_OFFICE_HPP
#define WILLCALL_BENCH_POST_OFFICE_HPP

#include "server.hpp"

#include <string>
#include <string_view>

namespace willcall::bench {

// Listens on loopback until it goes.
class PostOffice {
public:
    PostOffice();
    int port() const { return port_; }
    // The first mail it was sent, with the dots doubled as they go over the line.
    std::string first_message() const;

private:
    Server server_;
    int port_ = 0;
};

// One connection; one mail in one transaction, as a carrier sends it.
class RawSession {
public:
    explicit RawSession(int port);
    RawSession(const RawSession&) = delete;
    RawSession& operator=(const RawSession&) = delete;
    ~RawSession();
    void send(std::string_view message);

private:
    void say(std::string_view bytes) const;
    void expect(char kind);
    int socket_ = -1;
    std::string said_;
};

}  // namespace willcall::bench

#endif
