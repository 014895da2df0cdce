#include "post_office.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>

namespace willcall::bench {

namespace {

// Says its port, then the length and the bytes of its first mail; ends with its standard input.
constexpr const char* server = R"(
import asyncio, sys
from aiosmtpd.smtp import SMTP

class Sink:
    first = True
    async def handle_DATA(self, server, session, envelope):
        if self.first:
            self.first = False
            sys.stdout.buffer.write(b"%d\n" % len(envelope.content) + envelope.content)
            sys.stdout.buffer.flush()
        return "250 2.0.0 Ok"

async def main():
    sink, loop = Sink(), asyncio.get_running_loop()
    made = await loop.create_server(lambda: SMTP(sink), "127.0.0.1", 0)
    print(made.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    made.close()

asyncio.run(main())
)";

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

std::string read_some(int from, std::size_t most) {
    std::string bytes(most, '\0');
    const auto size = read(from, bytes.data(), most);
    if (size <= 0) fail("the mail server says nothing");
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

}  // namespace

PostOffice::PostOffice()
    : server_({"/usr/bin/python3", "-c", server}), port_(std::stoi(server_.read_line())) {}

std::string PostOffice::first_message() const {
    const auto size = std::stoul(server_.read_line());
    auto message = server_.read(size);
    for (auto at = message.find("\r\n."); at != message.npos; at = message.find("\r\n.", at + 3))
        message.insert(at + 2, ".");
    return message;
}

RawSession::RawSession(int port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(static_cast<std::uint16_t>(port));
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0)
        fail("no connection to the mail server");
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    expect('2');
    say("EHLO localhost\r\n");
    expect('2');
}

RawSession::~RawSession() { close(socket_); }

void RawSession::send(std::string_view message) {
    say("MAIL FROM:<tickets@example.org>\r\n");
    expect('2');
    say("RCPT TO:<ann@example.net>\r\n");
    expect('2');
    say("DATA\r\n");
    expect('3');
    say(message);
    say(".\r\n");
    expect('2');
}

void RawSession::say(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size < 0) fail("the mail server hung up");
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
}

// The last line of a reply has a space behind its code.
void RawSession::expect(char kind) {
    std::string line;
    do {
        auto end = said_.find("\r\n");
        for (; end == said_.npos; end = said_.find("\r\n")) said_ += read_some(socket_, 4'096);
        line = said_.substr(0, end);
        said_.erase(0, end + 2);
    } while (line.size() > 3 && line[3] == '-');
    if (line.empty() || line.front() != kind) throw std::runtime_error("not taken: " + line);
}

}  // namespace willcall::bench
