// seats-best-available: parties of four ask for the best seats of a stadium, all at once, beside
// the same rows written by SQLite's C API alone. Nothing is chosen there: that is what the engine
// does besides.
#include "benchmarks.hpp"
#include "crowd.hpp"
#include "proof.hpp"
#include "raw_orders.hpp"
#include "stadium.hpp"
#include "theatre.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <fstream>
#include <stdexcept>

namespace willcall::bench {

namespace {

// Parties of four leave one seat of each block between two aisles.
constexpr std::size_t askers = 1'024;

std::string login_of(std::size_t caller) {
    return "seller-" + std::to_string(caller) + "@example.org";
}

void write_season(const std::string& path) {
    std::ofstream file(path);
    file << R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles, language: en}
locations: [{key: main, name: Main box office, series: {prefix: MAIN-, width: 6}}]
seating: {stadium: stadium.json}
events:
  - key: final
    name: Final
    ticket_types: [{key: general, name: General admission, price: 19.00}]
    performances:
      - {key: final, starts: 2098-11-07T20:00, ends: 2098-11-07T22:30, seating: stadium}
channels: [{key: office, kind: ticket_office, settings: {delivery: none}}]
users:
)";
    for (std::size_t caller = 0; caller < askers; ++caller)
        file << "  - {login: " << login_of(caller)
             << ", name: Seller, role: operator, channel: office, locations: [main]}\n";
}

// Everything that a store has gained since it was last looked at, written into its copy.
class SameRows {
public:
    SameRows(Sqlite& from, Sqlite& to) : to_(to) {
        set_up_as_engine(to);
        for (const auto& [table, key] : {std::pair{"orders", "id"},
                                         {"order_lines", "order_id"},
                                         {"claims", "order_id"},
                                         {"tickets", "order_id"},
                                         {"seats", "ticket"},
                                         {"payments", "order_id"},
                                         {"idempotency", "order_id"},
                                         {"journal", "subject"}}) {
            NewRows gained(from.get(), table, key);
            Statement insert(to.get(), gained.insert_text());
            tables_.push_back({std::move(gained), std::move(insert)});
        }
        counters_.emplace_back(from, to, "quotas", "id", "sold");
        counters_.emplace_back(from, to, "series", "location", "last");
        counters_.emplace_back(from, to, "halls", "performance", "version");
        for (const char* set : {"payments", "amount"})  // all is cash: a row a shift
            counters_.emplace_back(from, to, "shift_takings", "shift", set);
    }

    // How many orders there are to write.
    std::size_t read() {
        for (auto& table : tables_) table.rows.read();
        for (auto& counter : counters_) counter.read();
        return tables_.front().rows.left();
    }

    // Writes all of that in one transaction; the seconds it took.
    double write() {
        const auto begin = std::chrono::steady_clock::now();
        to_.execute("begin immediate");
        for (auto& counter : counters_) counter.write();
        for (auto& [gained, insert] : tables_)
            for (; gained.left() > 0; gained.skip()) {
                gained.bind(insert.get());
                insert.run();
            }
        to_.execute("commit");
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }

private:
    struct Table {
        NewRows rows;
        Statement insert;
    };

    class Counter {
    public:
        Counter(Sqlite& from, Sqlite& to, const std::string& table, const std::string& key,
                const std::string& set)
            : select_(from.get(), "select " + key + ", " + set + " from " + table),
              update_(to.get(), "update " + table + " set " + set + " = ? where " + key + " = ?") {
            read();
        }
        void read() {
            moved_.clear();
            while (select_.step()) {
                auto& known = known_[select_.number(0)];
                if (known != select_.number(1)) moved_[select_.number(0)] = select_.number(1);
                known = select_.number(1);
            }
            sqlite3_reset(select_.get());
        }
        void write() {
            for (const auto& [row, value] : moved_) {
                update_.bind(1, value);
                update_.bind(2, row);
                update_.run();
            }
        }

    private:
        Statement select_, update_;
        std::map<std::int64_t, std::int64_t> known_, moved_;
    };

    Sqlite& to_;
    std::deque<Table> tables_;
    std::deque<Counter> counters_;
};

class Stadium {
public:
    explicit Stadium(const std::string& within) : folder_(within), crowd_(askers) {
        stadium::write_plan(folder_.file("stadium.json"));
        write_season(folder_.file("season.yaml"));
        engine_ = std::make_unique<api::Engine>(folder_.file("season.yaml"), options(store_path()));
        for (std::size_t caller = 0; caller < askers; ++caller) {
            sessions_.push_back(
                engine_->session(R"({"vouch_for": ")" + login_of(caller) + R"("})"));
            sessions_.back().invoke("shifts.open", R"({"location": "main"})");
        }
    }
    std::string store_path() const { return folder_.file("season.db"); }
    std::string copy_path() const { return folder_.file("raw.db"); }

    // Every asker gets the four best seats that are left; the seconds it took.
    double ask() {
        return crowd_.run(1, [this](std::size_t caller) {
            sessions_[caller].invoke("orders.place", R"({"codes": false, "lines": [{"performance":
                "final", "ticket_type": "general", "quantity": 4}],
                "payments": [{"means": "cash", "amount": "76.00"}]})");
        });
    }
    std::string faults() const { return faults_in(engine_->host()); }

private:
    static api::Options options(const std::string& store) {
        api::Options made;
        made.store = "sqlite:" + store;
        made.workers = 0;
        return made;
    }

    Folder folder_;
    Crowd crowd_;
    std::unique_ptr<api::Engine> engine_;
    std::vector<api::Session> sessions_;
};

}  // namespace

Outcome compare_seats(const Setting& setting, double goal) {
    Outcome outcome;
    outcome.name = "seats-best-available" + setting.suffix;
    outcome.goal = goal;
    Stadium stadium(setting.folder);
    stadium.ask();  // the hall is in memory, every shift has taken something, statements are made
    Sqlite store(stadium.store_path());
    Sqlite copy(stadium.copy_path());
    copy_store(store, copy);
    SameRows raw(store, copy);
    constexpr std::size_t rounds_most = stadium::seats / (4 * askers) - 2;
    for (std::size_t round = 0; round < std::min(setting.rounds, rounds_most); ++round) {
        const auto before = Usage::now();
        const auto seconds = stadium.ask();
        const auto between = Usage::now();
        const auto orders = raw.read();
        if (orders != askers) throw std::runtime_error("not every asker was served");
        const auto before_raw = Usage::now();
        const auto seconds_raw = raw.write();
        outcome.engine.add(orders, seconds, between - before);
        outcome.limit.add(orders, seconds_raw, Usage::now() - before_raw);
    }
    auto same = compare_stores(store, copy);
    outcome.rows = std::move(same.rows);
    outcome.void_because = same.difference.empty() ? stadium.faults() : same.difference;
    return outcome;
}

}  // namespace willcall::bench
