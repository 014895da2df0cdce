// Mails: the engine's beside a bare session with the same server, and beside orders at once.
#include "answers.hpp"
#include "bare_page.hpp"
#include "benchmarks.hpp"
#include "crowd.hpp"
#include "post_office.hpp"
#include "theatre.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

namespace willcall::bench {

namespace {

constexpr std::size_t callers = 8;
constexpr std::size_t orders_each = 25;
constexpr std::size_t orders = callers * orders_each;

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string season_text(const PostOffice& office, const std::string& templates) {
    return R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles, language: en}
events:
  - key: heights
    name: In The Heights
    place: Smithwick Theatre
    ticket_types: [{key: general, name: General admission, price: 19.00}]
    performances: [{key: gala, starts: 2098-11-07T20:00, ends: 2098-11-07T22:30, capacity: 9000000}]
channels: [{key: books, kind: distribution_outlet, settings: {events: [heights], delivery: email}}]
users: [{login: cass@example.org, name: Cass, role: cashier, channel: books}]
plugins: {email: {smtp: "smtp://127.0.0.1:)" +
           std::to_string(office.port()) +
           R"(", from: tickets@example.org, tls: off}, documents: {folder: ")" + templates + R"("}}
)";
}

// An outlet that sends its tickets. With `workers` it sends them by itself.
class Bookshop {
public:
    enum class Tickets { drawn, blank };
    Bookshop(const std::string& within, const PostOffice& office, int workers,
             Tickets tickets = Tickets::drawn)
        : folder_(within) {
        const auto season = folder_.file("season.yaml");
        std::ofstream(season) << season_text(office, tickets == Tickets::drawn ? std::string()
                                                                               : blank_tickets());
        api::Options options;
        options.store = "sqlite:" + folder_.file("season.db");
        options.workers = workers;
        engine_.emplace(season, std::move(options));
        desk_.emplace(engine_->session(R"({"vouch_for": "cass@example.org"})"));
        host_.emplace(engine_->host());
    }
    std::string place(const char* codes = "false") const {
        return desk_->invoke("orders.place",
                             R"({"lines":[{"performance":"gala","ticket_type":"general",)"
                             R"("quantity":2}],"buyer":{"name":"Ann Example",)"
                             R"("email":"ann@example.net"},"codes":)" +
                                 std::string(codes) + '}');
    }
    void hand_out() const { host_->invoke("deliveries.run"); }
    void wait_for_workers() const {
        while (!is_empty("queued") || !is_empty("in flight"))
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    std::string faults() const {
        if (!is_empty("waiting to retry") || !is_empty("failed")) return "not all mails were sent";
        return faults_in(*host_);
    }

private:
    // A folder of templates whose tickets are empty pages: what a mail costs besides its ticket.
    std::string blank_tickets() const {
        const auto templates = folder_.file("templates");
        std::filesystem::create_directory(templates);
        std::ofstream(templates + "/ticket.page")
            << R"(<document><sheet width="210mm" height="297mm"><rule/></sheet></document>)";
        return templates;
    }
    bool is_empty(const std::string& state) const {
        return host_->invoke("deliveries.list", R"({"most": 1, "state": ")" + state + "\"}")
                   .find(R"("deliveries":[])") != std::string::npos;
    }
    Folder folder_;
    std::optional<api::Engine> engine_;
    std::optional<api::Session> desk_, host_;
};

// The attachment of an order of two tickets: drawn by hand, and spelt as mails have it.
class HandMade {
public:
    explicit HandMade(const std::string& order)
        : title_("Foothill Theatre: Tickets " + called(order)),
          placed_(said(order, "placed").substr(0, 19) + 'Z') {
        for (const auto& [id, code] : tickets_in(order))
            tickets_.push_back(
                {"Foothill Theatre", "Ticket " + std::to_string(tickets_.size() + 1) + " of 2",
                 "In The Heights", "Friday 7 November 2098", "20:00", "Smithwick Theatre",
                 "General admission", "19.00 USD", called(order), id, code});
    }
    std::string draw() const {
        constexpr std::string_view digits =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const auto bytes = bare_pages(title_, placed_, tickets_);
        const auto byte = [&](std::size_t at) {
            return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
        };
        std::string text;
        text.reserve(bytes.size() * 3 / 2);
        for (std::size_t at = 0; at < bytes.size(); at += 3) {
            if (at > 0 && at % 57 == 0) text += "\r\n";
            const auto three = byte(at) << 16U | byte(at + 1) << 8U | byte(at + 2);
            for (unsigned digit = 0; digit < 4; ++digit)
                text += at + digit > bytes.size() ? '=' : digits[three >> (18 - 6 * digit) & 63U];
        }
        return text;
    }

private:
    // A bookshop has no location that would number its orders.
    static std::string called(const std::string& order) { return said(order, "id"); }

    std::string title_, placed_;
    std::vector<BareTicket> tickets_;
};

// What the bare side keeps: who sends nothing twice writes each mail down before the next.
class Notebook {
public:
    explicit Notebook(const std::string& path)
        : file_(open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {}
    Notebook(const Notebook&) = delete;
    Notebook& operator=(const Notebook&) = delete;
    ~Notebook() { close(file_); }
    void note() const {
        constexpr std::string_view line = "0000000000000 delivered\n";
        if (write(file_, line.data(), line.size()) < 0 || fdatasync(file_) != 0)
            throw std::runtime_error("the notebook can't be written");
    }

private:
    int file_;
};

// Mails of the engine by turns with those that `send` sends, one a call.
template <class Send>
void compare(const Setting& setting, Outcome& outcome, const Bookshop& shop, Send send) {
    const Folder folder(setting.folder);
    const Notebook notebook(folder.file("sent"));
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        for (std::size_t order = 0; order < orders; ++order) shop.place();
        const auto before = Usage::now();
        auto start = Clock::now();
        shop.hand_out();
        const auto sending = seconds_since(start);
        const auto between = Usage::now();
        start = Clock::now();
        for (std::size_t mail = 0; mail < orders; ++mail) {
            send();
            notebook.note();
        }
        const auto sending_raw = seconds_since(start);
        if (round == 0) continue;  // warming up
        outcome.engine.add(orders, sending, between - before);
        outcome.limit.add(orders, sending_raw, Usage::now() - between);
    }
    outcome.doubt(shop.faults());
}

}  // namespace

Outcome compare_mails(const Setting& setting, double goal) {
    Outcome outcome;
    outcome.name = "mail-kept-connection" + setting.suffix;
    outcome.goal = goal;
    const PostOffice office;
    const Bookshop shop(setting.folder, office, 0, Bookshop::Tickets::blank);
    shop.place();
    shop.hand_out();
    const auto message = office.first_message();
    RawSession session(office.port());
    compare(setting, outcome, shop, [&] { session.send(message); });
    return outcome;
}

Outcome compare_mails_with_tickets(const Setting& setting, double goal) {
    Outcome outcome;
    outcome.name = "mail-with-tickets" + setting.suffix;
    outcome.goal = goal;
    const PostOffice office;
    const Bookshop shop(setting.folder, office, 0);
    const auto order = shop.place("true");
    shop.hand_out();
    auto message = office.first_message();
    const HandMade attached(order);
    const auto at = message.find(attached.draw());
    if (at == message.npos) outcome.doubt("the tickets are not the same, byte for byte");
    RawSession session(office.port());
    compare(setting, outcome, shop, [&] {
        const auto drawn = attached.draw();
        if (at != message.npos) message.replace(at, drawn.size(), drawn);
        session.send(message);
    });
    return outcome;
}

Outcome compare_orders_with_mail(const Setting& setting, double goal) {
    Outcome outcome;
    outcome.name = "orders-with-mail" + setting.suffix;
    outcome.goal = goal;
    const PostOffice office;
    const Bookshop together(setting.folder, office, 2);
    const Bookshop apart(setting.folder, office, 0);
    Crowd buyers(callers);
    Crowd workers(2);
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        const auto before = Usage::now();
        const auto start = Clock::now();
        buyers.run(orders_each, [&](std::size_t) { together.place(); });
        together.wait_for_workers();
        const auto both = seconds_since(start);
        const auto between = Usage::now();
        const auto placing = buyers.run(orders_each, [&](std::size_t) { apart.place(); });
        const auto sending = workers.run(1, [&](std::size_t) { apart.hand_out(); });
        if (round == 0) continue;  // warming up
        outcome.engine.add(orders, both, between - before);
        outcome.limit.add(orders, std::max(placing, sending), Usage::now() - between);
    }
    outcome.void_because = together.faults() + apart.faults();
    return outcome;
}

}  // namespace willcall::bench
