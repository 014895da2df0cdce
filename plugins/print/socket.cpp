// The way to a printer that listens at a port.
#include "thermal.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>

#include <linux/sockios.h>
#include <netdb.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr int connect_milliseconds = 5'000;
constexpr int send_milliseconds = 10'000;
constexpr int answer_milliseconds = 500;
constexpr int look_milliseconds = 10;

[[noreturn]] void fail(const std::string& what) {
    throw Trouble(what + ": " + std::strerror(errno));
}

class Line {
public:
    Line(const addrinfo& to)
        : number_(socket(to.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
        if (number_ < 0) fail("the printer can't be reached");
        if (connect(number_, to.ai_addr, to.ai_addrlen) != 0 && errno != EINPROGRESS) give_up();
        if (!ready(POLLOUT, connect_milliseconds)) {
            errno = ETIMEDOUT;
            give_up();
        }
        socklen_t size = sizeof errno;
        if (getsockopt(number_, SOL_SOCKET, SO_ERROR, &errno, &size) != 0 || errno != 0) give_up();
    }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line() { close(number_); }

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            if (!ready(POLLOUT, send_milliseconds)) cut_off();
            const auto sent = send(number_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno != EAGAIN && errno != EINTR)
                fail("the printer has hung up while printing");
            if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    // What it answers to a question; -1 where it says nothing.
    int answer() const {
        unsigned char said = 0;
        if (!ready(POLLIN, answer_milliseconds) || recv(number_, &said, 1, 0) != 1) return -1;
        return said;
    }
    // Waits until the other side has taken all of it, and says that nothing more comes. In this
    // order: the end would be one more thing to take, and a printer that hangs up then has all.
    void finish() const {
        wait_until_taken();
        shutdown(number_, SHUT_WR);
        char rest = 0;
        while (ready(POLLIN, send_milliseconds))
            if (recv(number_, &rest, 1, 0) <= 0) return;
    }

private:
    // What is sent lies in this machine first, for as long as the printer is switched off.
    void wait_until_taken() const {
        using Clock = std::chrono::steady_clock;
        constexpr std::chrono::milliseconds longest(send_milliseconds);
        auto left = not_taken();
        auto taken = Clock::now();
        while (left > 0) {
            const bool hung_up = ready(0, look_milliseconds);
            if (const auto now_left = not_taken(); now_left < left) {
                left = now_left;
                taken = Clock::now();
            } else if (hung_up || Clock::now() - taken >= longest) {
                cut_off();
            }
        }
    }
    // Bytes; it stays what it was when the other side hangs up.
    int not_taken() const {
        int bytes = 0;
        return ioctl(number_, SIOCOUTQ, &bytes) == 0 ? bytes : 0;
    }
    // Without the rest, which comes again with the next try: a printer that is switched on by then
    // does not print it before.
    [[noreturn]] void cut_off() const {
        const linger at_once{1, 0};
        setsockopt(number_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        throw Trouble("the printer has stopped taking what it shall print");
    }
    bool ready(short events, int milliseconds) const {
        pollfd asked{number_, events, 0};
        int found = 0;
        do found = poll(&asked, 1, milliseconds);
        while (found < 0 && errno == EINTR);
        return found > 0;
    }
    [[noreturn]] void give_up() const {
        const auto cause = errno;
        close(number_);
        errno = cause;
        fail("the printer can't be reached");
    }
    int number_;
};

}  // namespace

void send_to(const std::string& host, const std::string& port, std::string_view commands) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const auto code = getaddrinfo(host.c_str(), port.c_str(), &hints, &found); code != 0)
        throw Trouble("`" + host + "` can't be found: " + gai_strerror(code));
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned(found, freeaddrinfo);
    const Line line(*found);
    line.write(std::string_view("\x10\x04\x04", 3));  // DLE EOT 4: how is the paper?
    const auto paper = line.answer();
    if (paper >= 0 && (paper & 0x60) != 0) throw Trouble("the printer is out of paper");
    line.write(commands);
    line.finish();
}
