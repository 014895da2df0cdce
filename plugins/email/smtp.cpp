#include "smtp.hpp"

#include <willcall/plugin/one_line.hpp>

#include <curl/curl.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <stdexcept>

namespace {

using willcall::plugin::one_line;

void begin() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

// One mail on its way.
struct Transaction {
    std::string_view left;  // of the message
    bool offered = false;   // the server has asked for the message
    bool begun = false;     // its MAIL command is out
    bool over = false;      // curl takes its leave: what is said now is no answer to the mail
    std::string said;       // by the server, the last line of its last reply
    const std::function<bool()>* stopped = nullptr;

    int code() const { return said.size() > 2 ? std::atoi(said.substr(0, 3).c_str()) : 0; }
};

std::size_t read_message(char* buffer, std::size_t size, std::size_t count, void* of) {
    auto& transaction = *static_cast<Transaction*>(of);
    transaction.offered = true;
    const auto some = transaction.left.substr(0, size * count);
    std::memcpy(buffer, some.data(), some.size());
    transaction.left.remove_prefix(some.size());
    return some.size();
}

// The dialogue as it goes over the line: what curl tells otherwise is the code alone.
int hear(CURL*, curl_infotype type, char* data, std::size_t size, void* to) {
    auto& transaction = *static_cast<Transaction*>(to);
    const std::string_view line(data, size);
    if (type == CURLINFO_HEADER_OUT && line.starts_with("MAIL ")) transaction.begun = true;
    if (type == CURLINFO_HEADER_OUT && line.starts_with("QUIT")) transaction.over = true;
    if (type == CURLINFO_HEADER_IN && !transaction.over)
        transaction.said = line.substr(0, line.find_last_not_of("\r\n") + 1);
    return 0;
}

int look_up(void* of, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto& transaction = *static_cast<Transaction*>(of);
    const bool all_out = transaction.offered && transaction.left.empty();
    return !all_out && (*transaction.stopped)() ? 1 : 0;
}

}  // namespace

std::string fault_of_url(const std::string& url) {
    begin();
    if (!url.starts_with("smtp://") && !url.starts_with("smtps://"))
        return "must begin with smtp:// or smtps://";
    const std::unique_ptr<CURLU, void (*)(CURLU*)> parsed(curl_url(), curl_url_cleanup);
    if (const auto code = curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0))
        return curl_url_strerror(code);
    for (const auto part : {CURLUPART_USER, CURLUPART_PASSWORD}) {
        char* text = nullptr;
        const bool given = curl_url_get(parsed.get(), part, &text, 0) == CURLUE_OK;
        curl_free(text);
        if (given) return "credentials belong into `username` and `password`";
    }
    return {};
}

// One connection, used by one thread at a time. Once a mail was not taken it is done with: what the
// server says on it later would be read as the answer to another mail.
class SmtpClient::Connection {
public:
    explicit Connection(const SmtpServer& server);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { curl_easy_cleanup(curl_); }

    // With the answer, whether the server had ended the connection before any of the mail was out.
    std::pair<SmtpAnswer, bool> send(const Envelope& envelope, std::string_view message,
                                     const std::function<bool()>& stopped);

private:
    template <class T>
    void set(CURLoption option, T value) {
        if (const auto code = curl_easy_setopt(curl_, option, value))
            throw std::runtime_error(curl_easy_strerror(code));
    }
    CURLcode perform(const Envelope& envelope, Transaction& transaction);

    CURL* curl_ = curl_easy_init();
    std::array<char, CURL_ERROR_SIZE> error_{};
};

SmtpClient::Connection::Connection(const SmtpServer& server) {
    if (curl_ == nullptr) throw std::bad_alloc();
    set(CURLOPT_URL, server.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");  // the environment's proxies are for other programs
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_ERRORBUFFER, error_.data());
    set(CURLOPT_CONNECTTIMEOUT, server.connect_seconds);
    set(CURLOPT_TIMEOUT, server.send_seconds);
    // The answer to a whole mail is waited for by this clock alone, two minutes if nobody sets it.
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, server.send_seconds);
    set(CURLOPT_USE_SSL, static_cast<long>(server.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!server.ca_file.empty()) set(CURLOPT_CAINFO, server.ca_file.c_str());
    if (!server.username.empty()) {
        set(CURLOPT_USERNAME, server.username.c_str());
        set(CURLOPT_PASSWORD, server.password.c_str());
    }
    set(CURLOPT_READFUNCTION, read_message);
    set(CURLOPT_DEBUGFUNCTION, hear);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, look_up);
}

// The transaction says how far it came.
CURLcode SmtpClient::Connection::perform(const Envelope& envelope, Transaction& transaction) {
    const std::unique_ptr<curl_slist, void (*)(curl_slist*)> recipients(
        curl_slist_append(nullptr, envelope.to.c_str()), curl_slist_free_all);
    if (!recipients) throw std::bad_alloc();
    error_.front() = '\0';
    set(CURLOPT_MAIL_FROM, envelope.from.c_str());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(transaction.left.size()));
    set(CURLOPT_READDATA, &transaction);
    set(CURLOPT_DEBUGDATA, &transaction);
    set(CURLOPT_XFERINFODATA, &transaction);
    const auto result = curl_easy_perform(curl_);
    set(CURLOPT_MAIL_RCPT, nullptr);
    // What is said from now on, when the connection is closed, is for nobody.
    set(CURLOPT_VERBOSE, 0L);
    return result;
}

std::pair<SmtpAnswer, bool> SmtpClient::Connection::send(const Envelope& envelope,
                                                         std::string_view message,
                                                         const std::function<bool()>& stopped) {
    Transaction transaction;
    transaction.left = message;
    transaction.stopped = &stopped;
    set(CURLOPT_VERBOSE, 1L);
    const auto result = perform(envelope, transaction);
    if (result == CURLE_OK)
        return {{SmtpAnswer::Kind::accepted, one_line(transaction.said)}, false};
    const auto code = transaction.code();
    const bool ended = !transaction.offered && result != CURLE_OPERATION_TIMEDOUT &&
                       (transaction.said.empty() || code == 421);
    if (code < 400) {
        const char* why = error_.front() != '\0' ? error_.data() : curl_easy_strerror(result);
        return {{SmtpAnswer::Kind::later, one_line(why)}, ended};
    }
    const bool refused = transaction.begun && code >= 500;
    return {
        {refused ? SmtpAnswer::Kind::refused : SmtpAnswer::Kind::later, one_line(transaction.said)},
        ended};
}

SmtpClient::SmtpClient(SmtpServer server) : server_(std::move(server)) { begin(); }

SmtpClient::~SmtpClient() = default;

std::unique_ptr<SmtpClient::Connection> SmtpClient::take_kept() {
    const std::lock_guard lock(mutex_);
    if (kept_.empty()) return nullptr;
    auto connection = std::move(kept_.back());
    kept_.pop_back();
    return connection;
}

// A server may have closed a kept connection meanwhile, or want a new one after so many mails:
// nothing of this mail is out yet, so the next one is tried, and at last one of its own.
SmtpAnswer SmtpClient::send(const Envelope& envelope, std::string_view message,
                            const std::function<bool()>& stopped) {
    while (true) {
        auto connection = take_kept();
        const bool kept = connection != nullptr;
        if (!kept) connection = std::make_unique<Connection>(server_);
        auto [answer, ended] = connection->send(envelope, message, stopped);
        if (answer.kind == SmtpAnswer::Kind::accepted) {
            const std::lock_guard lock(mutex_);
            kept_.push_back(std::move(connection));
        }
        if (!kept || !ended || stopped()) return answer;
    }
}
