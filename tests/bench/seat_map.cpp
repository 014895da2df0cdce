// seat-map-table: the map of 80,000 seats, of which a structure has some, as an Arrow stream beside
// the same rows stepped with SQLite's C API, where the plan is a table too.
#include "benchmarks.hpp"
#include "columns.hpp"
#include "stadium.hpp"
#include "theatre.hpp"

#include <array>
#include <chrono>
#include <fstream>
#include <stdexcept>

namespace willcall::bench {

namespace {

using Clock = std::chrono::steady_clock;

// A quarter each: sold by others, distributed, allocated, free.
constexpr std::size_t part = stadium::seats / 4;
constexpr std::size_t in_order = 500;  // seats
constexpr std::size_t party = 20;      // of a guest
constexpr std::size_t name_column = 6;

// Guids, and a line of so many from this one on.
std::string line_of(std::size_t first, std::size_t seats, const std::string& more) {
    std::string text;
    for (auto seat = first; seat < first + seats; ++seat)
        text += (text.empty() ? "\"" : ",\"") + std::to_string(seat) + '"';
    return R"({"performance":"final","ticket_type":"general","seats":[)" + text + "]" + more + "}";
}

class Map {
public:
    explicit Map(const std::string& within) : folder_(within) {
        stadium::write_plan(folder_.file("stadium.json"));
        std::ofstream(folder_.file("season.yaml")) << R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles, language: en}
seating: {stadium: stadium.json}
events:
  - key: final
    name: Final
    ticket_types: [{key: general, name: General admission, price: 19.00}]
    performances:
      - {key: final, starts: 2098-11-07T20:00, ends: 2098-11-07T22:30, seating: stadium}
channels:
  - {key: office, kind: ticket_office, settings: {delivery: none}}
  - {key: acme, kind: distribution_cart, name: Acme}
contingents: [{key: friends, channel: acme, performance: final, places: 60000}]
deliveries: {email: [folder]}
config: {addressBook: {enable: true}, distributionPortal: {enable: true}}
plugins: {print: {folder: tickets}}
users:
  - {login: mira@example.org, name: Mira, role: operator, channel: office, uses_shifts: false}
  - {login: rita@example.org, name: Rita, role: relay, channel: acme}
)";
        api::Options options;
        options.store = "sqlite:" + store_path();
        options.workers = 0;
        engine_ = std::make_unique<api::Engine>(folder_.file("season.yaml"), options);
        sell(engine_->session(R"({"vouch_for": "mira@example.org"})"));
        rita_ = std::make_unique<api::Session>(
            engine_->session(R"({"vouch_for": "rita@example.org"})"));
        allocate();
    }

    std::string store_path() const { return folder_.file("season.db"); }
    std::string copy_path() const { return folder_.file("raw.db"); }
    api::Table table() const {
        return rita_->table("seats.list", R"({"performance": "final", "most": 1})");
    }
    std::string faults() const { return faults_in(engine_->host()); }

private:
    static void sell(const api::Session& mira) {
        for (std::size_t first = 0; first < part; first += in_order)
            mira.invoke("orders.place", R"({"codes": false, "lines": [)" +
                                            line_of(first, in_order, "") +
                                            R"(], "payments": [{"means": "cash", "amount": ")" +
                                            std::to_string(in_order * 19) + ".00\"}]}");
    }
    // Two thousand guests, of whom every other receives theirs.
    void allocate() {
        constexpr std::size_t at_once = 500;  // guests
        std::size_t guest = 1;
        for (auto first = part; first < 3 * part; first += at_once * party) {
            std::string added, lines, named;
            for (const auto end = guest + at_once; guest < end; ++guest) {
                const auto name = std::to_string(guest);
                added += (added.empty() ? "" : ",") + std::string(R"({"name":"Guest )") + name +
                         R"(","email":"guest-)" + name + R"(@example.org"})";
                lines += (lines.empty() ? "" : ",") +
                         line_of(part + (guest - 1) * party, party, R"(,"guest":)" + name);
                if (guest % 2 == 0) named += (named.empty() ? "" : ",") + name;
            }
            rita_->invoke("distribution_cart.add_guests", R"({"guests":[)" + added + "]}");
            rita_->invoke("distribution_cart.add", R"({"lines":[)" + lines + "]}");
            rita_->invoke("distribution_cart.distribute", R"({"guests":[)" + named + "]}");
        }
    }

    Folder folder_;
    std::unique_ptr<api::Engine> engine_;
    std::unique_ptr<api::Session> rita_;
};

// Compared, so that both did the same.
struct Found {
    std::size_t rows = 0;
    std::size_t letters = 0;  // of the names
    bool operator==(const Found&) const = default;
};

Found read_as_arrow(const api::Table& table) {
    Found found;
    auto stream = table.stream();
    while (true) {
        ArrowArray batch{};
        if (stream.get_next(&stream, &batch) != 0)
            throw std::runtime_error(stream.get_last_error(&stream));
        if (batch.release == nullptr) break;
        const auto* const ends =
            static_cast<const std::int32_t*>(batch.children[name_column]->buffers[1]);
        found.letters += static_cast<std::size_t>(ends[batch.length]);
        found.rows += static_cast<std::size_t>(batch.length);
        batch.release(&batch);
    }
    stream.release(&stream);
    return found;
}

// What the engine knows in memory is a table of the copy: the plan, and the names of baskets.
void add_plan(Sqlite& copy) {
    copy.execute("create table plan (guid text, zone text, row_number text, seat_number text, "
                 "category text)");
    copy.execute("begin");
    Statement insert(copy.get(), "insert into plan values (?, 'Stands', ?, ?, 'all')");
    for (std::size_t seat = 0; seat < stadium::seats; ++seat) {
        const std::array texts = {std::to_string(seat),
                                  std::to_string(seat / stadium::seats_in_row + 1),
                                  std::to_string(seat % stadium::seats_in_row + 1)};
        for (std::size_t at = 0; at < texts.size(); ++at)
            sqlite3_bind_text(insert.get(), static_cast<int>(at) + 1, texts[at].data(),
                              static_cast<int>(texts[at].size()), SQLITE_TRANSIENT);
        insert.run();
    }
    copy.execute("create table names (basket integer primary key, name text)");
    copy.execute("insert into names select id, json_extract(said, '$.buyer.name') from baskets "
                 "where said <> ''");
    copy.execute("commit");
}

std::string map_sql(Sqlite& copy) {
    const auto id = [&](const char* kind, const char* key) {
        return std::to_string(copy.number(std::string("select id from items where kind = '") +
                                          kind + "' and key = '" + key + "'"));
    };
    const auto own = "o.channel = " + id("channel", "acme");
    return "select p.guid, p.zone, p.row_number, p.seat_number, p.category, "
           "case when s.seat is null then 0 when k.id is null then 3 when " +
           own + " then 4 else 5 end, case when k.id is null then n.name when " + own +
           " then k.holder end, case when s.seat is null then 'friends' end, k.id from plan p "
           "left join seats s on s.performance = " +
           id("performance", "final") +
           " and s.seat = p.guid left join tickets k on k.id = s.ticket "
           "left join orders o on o.id = k.order_id "
           "left join names n on n.basket = s.basket order by p.rowid";
}

}  // namespace

Outcome compare_seat_map(const Setting& setting, double goal) {
    constexpr std::size_t repeats = 3;
    Outcome outcome;
    outcome.name = "seat-map-table" + setting.suffix;
    outcome.goal = goal;
    Map map(setting.folder);
    Sqlite copy(map.copy_path());
    {
        Sqlite store(map.store_path());
        copy_store(store, copy);
    }
    add_plan(copy);
    Statement raw(copy.get(), map_sql(copy));
    const auto table = map.table();
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        Found ours, theirs;
        const auto before = Usage::now();
        auto begin = Clock::now();
        for (std::size_t once = 0; once < repeats; ++once) ours = read_as_arrow(table);
        const std::chrono::duration<double> seconds = Clock::now() - begin;
        const auto between = Usage::now();
        begin = Clock::now();
        for (std::size_t once = 0; once < repeats; ++once) {
            std::vector<Column> columns;
            theirs.rows = read_into_columns(raw, columns);
            theirs.letters = columns[name_column].texts.size();
        }
        const std::chrono::duration<double> seconds_raw = Clock::now() - begin;
        const auto after = Usage::now();
        if (ours != theirs)
            outcome.doubt("the engine found " + std::to_string(ours.rows) + " seats and names of " +
                          std::to_string(ours.letters) + " letters, the limit " +
                          std::to_string(theirs.rows) + " and " + std::to_string(theirs.letters));
        if (round == 0) continue;  // warming up
        outcome.engine.add(repeats * stadium::seats, seconds.count(), between - before);
        outcome.limit.add(repeats * stadium::seats, seconds_raw.count(), after - between);
    }
    outcome.doubt(map.faults());
    return outcome;
}

}  // namespace willcall::bench
