// The distribution cart: 5,000 guests distributed, beside the same rows written by SQLite's C API
// alone; a cart of 10,000 allocations opened, beside its rows read by it.
#include "answers.hpp"
#include "benchmarks.hpp"
#include "changes.hpp"
#include "columns.hpp"
#include "proof.hpp"
#include "theatre.hpp"

#include <chrono>
#include <fstream>
#include <stdexcept>

namespace willcall::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t guests = 5'000;
constexpr std::size_t at_once = 1'000;  // the most that one call takes
constexpr std::size_t tickets_each = 2;

std::string number(std::size_t value) { return std::to_string(value); }

// A structure with a contingent and so many relays, each with a cart.
class Structure {
public:
    Structure(const std::string& within, std::size_t relays) : folder_(within) {
        const auto season = folder_.file("season.yaml");
        std::ofstream file(season);
        file << R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles, language: en}
events:
  - key: heights
    name: In The Heights
    performances:
      - {key: premiere, starts: 2098-11-08T20:00, ends: 2098-11-08T22:30, capacity: 9000000}
    ticket_types: [{key: guest, name: Guest, price: 19.00}]
channels: [{key: acme, kind: distribution_cart, name: Acme}]
contingents: [{key: friends, channel: acme, performance: premiere, places: 8000000}]
deliveries: {email: [folder]}
config: {addressBook: {enable: true}, distributionPortal: {enable: true}}
plugins: {print: {folder: tickets}}
users:
)";
        for (std::size_t relay = 0; relay < relays; ++relay)
            file << "  - {login: " << login_of(relay) << ", name: Relay, role: relay, "
                 << "channel: acme}\n";
        file.close();
        engine_ = std::make_unique<api::Engine>(season, options(store_path()));
        for (std::size_t relay = 0; relay < relays; ++relay)
            sessions_.push_back(engine_->session(R"({"vouch_for": ")" + login_of(relay) + R"("})"));
    }

    static std::string login_of(std::size_t relay) {
        return "relay-" + number(relay) + "@example.org";
    }
    std::string store_path() const { return folder_.file("season.db"); }
    std::string file(const char* name) const { return folder_.file(name); }
    const api::Session& relay(std::size_t of) const { return sessions_.at(of); }

    // All guests are in the relay's cart, and their tickets allocated to them.
    void allocate(std::size_t relay) {
        for (std::size_t first = 1; first <= guests; first += at_once) {
            std::string added, lines;
            for (auto guest = first; guest < first + at_once; ++guest) {
                const auto name = number(relay) + '-' + number(guest);
                added += (added.empty() ? "" : ",") + std::string(R"({"name":"Guest )") + name +
                         R"(","email":"guest-)" + name + R"(@example.org"})";
                lines += (lines.empty() ? "" : ",") +
                         std::string(R"({"performance":"premiere","ticket_type":"guest",)") +
                         R"("quantity":)" + number(tickets_each) + R"(,"guest":)" + number(guest) +
                         '}';
            }
            sessions_[relay].invoke("distribution_cart.add_guests",
                                    R"({"guests":[)" + added + "]}");
            sessions_[relay].invoke("distribution_cart.add", R"({"lines":[)" + lines + "]}");
        }
    }
    // So many guests of the relay, from this one on, receive theirs; the seconds it took.
    double distribute(std::size_t relay, std::size_t first) {
        std::string named;
        for (auto guest = first; guest < first + at_once; ++guest)
            named += (named.empty() ? "" : ",") + number(guest);
        const auto request = R"({"guests":[)" + named + "]}";
        const auto begin = Clock::now();
        const auto answer = sessions_[relay].invoke("distribution_cart.distribute", request);
        const std::chrono::duration<double> seconds = Clock::now() - begin;
        if (answer.find(R"("distributed":false)") != answer.npos)
            throw std::runtime_error("somebody received nothing: " + answer.substr(0, 500));
        return seconds.count();
    }
    std::string faults() const { return faults_in(engine_->host()); }
    std::string faults_of(const std::string& store) const {
        const api::Engine engine({}, options(store));
        return faults_in(engine.host());
    }

private:
    static api::Options options(const std::string& store) {
        api::Options made;
        made.store = "sqlite:" + store;
        made.workers = 0;
        return made;
    }

    Folder folder_;
    std::unique_ptr<api::Engine> engine_;
    std::vector<api::Session> sessions_;
};

}  // namespace

Outcome compare_distribution(const Setting& setting, double goal) {
    Outcome outcome;
    outcome.name = "distribute-5000" + setting.suffix;
    outcome.goal = goal;
    Structure structure(setting.folder, setting.rounds + 1);
    Sqlite store(structure.store_path());
    Sqlite copy(structure.file("raw.db"));
    copy_store(store, copy);
    Changes changes(structure.store_path(), copy);
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        disk_is_slow(false);
        structure.allocate(round);
        changes.read();
        changes.write();
        disk_is_slow(true);
        double seconds = 0;
        double seconds_raw = 0;
        Usage used, used_raw;
        for (std::size_t first = 1; first <= guests; first += at_once) {
            const auto before = Usage::now();
            seconds += structure.distribute(round, first);
            used += Usage::now() - before;
            changes.read();
            const auto before_raw = Usage::now();
            seconds_raw += changes.write();
            used_raw += Usage::now() - before_raw;
        }
        if (round == 0) continue;  // warming up
        outcome.engine.add(guests, seconds, used);
        outcome.limit.add(guests, seconds_raw, used_raw);
    }
    auto same = compare_stores(store, copy);
    outcome.rows = std::move(same.rows);
    outcome.doubt(same.difference);
    outcome.doubt(structure.faults());
    outcome.doubt(structure.faults_of(structure.file("raw.db")));
    return outcome;
}

Outcome compare_cart(const Setting& setting, double goal) {
    constexpr std::size_t repeats = 5;
    Outcome outcome;
    outcome.name = "cart-open" + setting.suffix;
    outcome.goal = goal;
    Structure structure(setting.folder, 1);
    structure.allocate(0);
    Sqlite store(structure.store_path());
    std::vector<Statement> tables;
    for (const char* const table : {"guests", "places"}) {
        tables.emplace_back(store.get(), std::string("select * from p_distribution_cart_") + table +
                                             " where structure = 'acme' and relay = '" +
                                             Structure::login_of(0) + "'");
    }
    constexpr auto allocations = guests * tickets_each;
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        std::string answer;
        std::size_t rows = 0;
        const auto before = Usage::now();
        auto begin = Clock::now();
        for (std::size_t once = 0; once < repeats; ++once)
            answer = structure.relay(0).invoke("distribution_cart.get");
        const std::chrono::duration<double> seconds = Clock::now() - begin;
        const auto between = Usage::now();
        begin = Clock::now();
        for (std::size_t once = 0; once < repeats; ++once) {
            rows = 0;
            for (auto& table : tables) rows += read_into_columns(table);
        }
        const std::chrono::duration<double> seconds_raw = Clock::now() - begin;
        const auto after = Usage::now();
        const auto places = times_in(answer, R"("place":)");
        if (places != allocations || rows != guests + allocations)
            outcome.doubt("the cart has " + number(places) + " places, and " + number(rows) +
                          " rows");
        if (round == 0) continue;  // warming up
        outcome.engine.add(repeats * allocations, seconds.count(), between - before);
        outcome.limit.add(repeats * allocations, seconds_raw.count(), after - between);
    }
    outcome.doubt(structure.faults());
    return outcome;
}

}  // namespace willcall::bench
