// Mail to an SMTP server over kept connections: one mail, one recipient, one transaction.
#ifndef WILLCALL_EMAIL_SMTP_HPP
#define WILLCALL_EMAIL_SMTP_HPP

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

struct SmtpServer {
    std::string url;       // smtp://host:port, or smtps:// where TLS comes first
    bool starttls = true;  // with smtp://: nothing is sent before the server has begun TLS
    std::string ca_file;   // whom to trust; empty: whom the system trusts
    std::string username;  // empty: no sign-in
    std::string password;
    long connect_seconds = 10;
    long send_seconds = 30;  // for the whole of one mail
};

// What is wrong with such a URL; empty: nothing.
std::string fault_of_url(const std::string& url);

struct Envelope {
    std::string from;  // addresses, their domains in ASCII
    std::string to;
};

struct SmtpAnswer {
    enum class Kind { accepted, later, refused };
    Kind kind = Kind::later;
    std::string text;  // what the server said last, or why nothing came of it
};

// Keeps its connections for the next mail. Any thread.
class SmtpClient {
public:
    explicit SmtpClient(SmtpServer server);
    SmtpClient(const SmtpClient&) = delete;
    SmtpClient& operator=(const SmtpClient&) = delete;
    ~SmtpClient();

    // Blocks, `send_seconds` at most. A 4xx, a silence, a lost or refused connection and all that
    // goes wrong before the mail's own transaction (greeting, TLS, sign-in) may be well later; a
    // 5xx within the transaction is final. `stopped` ends it early, unless the whole mail is out:
    // then the server's answer is awaited.
    SmtpAnswer send(const Envelope& envelope, std::string_view message,
                    const std::function<bool()>& stopped);

private:
    class Connection;
    std::unique_ptr<Connection> take_kept();

    SmtpServer server_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> kept_;  // as many as ever sent at once
};

#endif
