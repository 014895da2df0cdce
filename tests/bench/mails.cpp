// Mails: the engine's beside a bare session with the same server, and beside orders at once.
#include "benchmarks.hpp"
#include "crowd.hpp"
#include "post_office.hpp"
#include "theatre.hpp"

#include <algorithm>
#include <chrono>
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

std::string season_text(const PostOffice& office) {
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
           std::to_string(office.port()) + R"(", from: tickets@example.org, tls: off}}
)";
}

// An outlet that sends its tickets. With `workers` it sends them by itself.
class Bookshop {
public:
    Bookshop(const std::string& within, const PostOffice& office, int workers)
        : folder_(within), office_(office) {
        const auto season = folder_.file("season.yaml");
        std::ofstream(season) << season_text(office);
        api::Options options;
        options.store = "sqlite:" + folder_.file("season.db");
        options.workers = workers;
        engine_.emplace(season, std::move(options));
        desk_.emplace(engine_->session(R"({"vouch_for": "cass@example.org"})"));
        host_.emplace(engine_->host());
    }
    void place() const {
        desk_->invoke("orders.place", R"({"lines":[{"performance":"gala","ticket_type":"general",)"
                                      R"("quantity":2}],"codes":false,"buyer":{"name":)"
                                      R"("Ann Example","email":"ann@example.net"}})");
    }
    void hand_out() const { host_->invoke("deliveries.run"); }
    void wait_for_workers() const {
        while (!is_empty("queued") || !is_empty("in flight"))
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    std::string faults() const {
        if (!is_empty("waiting to retry") || !is_empty("failed")) return "not all mails were sent";
        const auto said = host_->invoke("store.check");
        return said.find(R"("ok":true)") == said.npos ? said.substr(0, 1'000) : std::string();
    }

private:
    bool is_empty(const std::string& state) const {
        return host_->invoke("deliveries.list", R"({"most": 1, "state": ")" + state + "\"}")
                   .find(R"("deliveries":[])") != std::string::npos;
    }
    Folder folder_;
    const PostOffice& office_;
    std::optional<api::Engine> engine_;
    std::optional<api::Session> desk_, host_;
};

}  // namespace

Outcome compare_mails(const Setting& setting, double goal) {
    Outcome outcome;
    outcome.name = "mail-kept-connection" + setting.suffix;
    outcome.goal = goal;
    const PostOffice office;
    const Bookshop shop(setting.folder, office, 0);
    shop.place();
    shop.hand_out();
    const auto message = office.first_message();
    RawSession session(office.port());
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        for (std::size_t order = 0; order < orders; ++order) shop.place();
        const auto before = Usage::now();
        auto start = Clock::now();
        shop.hand_out();
        const auto sending = seconds_since(start);
        const auto between = Usage::now();
        start = Clock::now();
        for (std::size_t mail = 0; mail < orders; ++mail) session.send(message);
        const auto sending_raw = seconds_since(start);
        if (round == 0) continue;  // warming up
        outcome.engine.add(orders, sending, between - before);
        outcome.limit.add(orders, sending_raw, Usage::now() - between);
    }
    outcome.void_because = shop.faults();
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
