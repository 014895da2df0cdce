#include "faults/season.hpp"

#include "operations/reading.hpp"
#include "operations/writing.hpp"

#include <willcall/season.hpp>

#include <sqlite3.h>

#include <atomic>
#include <cstdlib>
#include <set>
#include <thread>

namespace willcall::tests {

namespace {

constexpr std::size_t orders_each = 8;

constexpr const char* season_text = R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: UTC}
locations:
  - {key: main, name: Main box office, series: {prefix: MAIN-}}
  - {key: pier, name: Pier, series: {prefix: PIER-}}
events:
  - key: heights
    name: In The Heights
    performances: [{key: friday, starts: 2098-11-07T20:00, ends: 2098-11-07T22:30, capacity: 40}]
    ticket_types: [{key: general, name: General admission, price: 19.00}]
channels:
  - {key: window, kind: ticket_office, settings: {delivery: print}}
users:
  - {login: desk-0@example.org, name: Mira, role: operator, channel: window, locations: [main]}
  - {login: desk-1@example.org, name: Noor, role: operator, channel: window, locations: [main]}
  - {login: desk-2@example.org, name: Cass, role: operator, channel: window, locations: [main]}
  - {login: desk-3@example.org, name: Abel, role: operator, channel: window, locations: [pier]}
deliveries: {print: [folder]}
plugins: {print: {folder: tickets}}
)";

std::string request_for(std::size_t desk, std::size_t order) {
    const auto quantity = 1 + (desk + order) % 3;
    return R"({"lines":[{"performance":"friday","ticket_type":"general","quantity":)" +
           std::to_string(quantity) + R"(}],"payments":[{"means":"cash","amount":)" +
           std::to_string(19 * quantity) + R"(}],"buyer":{"name":"Ann Example"}})";
}

bool is_of_the_store(willcall_status status) {
    return status == WILLCALL_STORE || status == WILLCALL_UNAVAILABLE;
}

// The first connection that an opening engine makes is the one it writes through.
sqlite3* first_opened = nullptr;

int note_connection(sqlite3* connection, char**, const void*) {
    if (first_opened == nullptr) first_opened = connection;
    return SQLITE_OK;
}

}  // namespace

void checkpoint() {
    sqlite3* passer_by = nullptr;
    if (sqlite3_open(Season::store, &passer_by) == SQLITE_OK)
        sqlite3_exec(passer_by, "pragma wal_checkpoint", nullptr, nullptr, nullptr);
    sqlite3_close(passer_by);
}

Season::Season(Disk& disk, bool shared)
    : disk_(disk), shared_(shared), asked_(desk_count * orders_each) {
    setenv("WILLCALL_PLUGIN_PATH", WILLCALL_PLUGIN_DIR, 0);
    for (std::size_t desk = 0; desk < desk_count; ++desk)
        for (std::size_t order = 0; order < orders_each; ++order) {
            auto& asked = asked_[desk * orders_each + order];
            asked.desk = desk;
            asked.key = "desk-" + std::to_string(desk) + "-order-" + std::to_string(order);
            asked.request = request_for(desk, order);
        }
}

void Season::open() {
    api::Options options;
    options.store = std::string("sqlite:") + store;
    options.workers = 0;
    options.seed = ++seed_;  // of this process, as it were
    options.now = [this] { return clock_ += 1000; };
    first_opened = nullptr;
    const auto note = reinterpret_cast<void (*)()>(note_connection);
    sqlite3_auto_extension(note);
    try {
        engine_ = std::make_unique<api::Engine>("", options);
    } catch (...) {
        sqlite3_cancel_auto_extension(note);
        throw;
    }
    sqlite3_cancel_auto_extension(note);
    host_ = engine_->host();
    ApplySeason season;
    season.text = season_text;
    host_->invoke("catalogue.apply", write_json(season, 2));
    for (std::size_t desk = 0; desk < desk_count; ++desk) {
        const auto name = "desk-" + std::to_string(desk);
        desks_.push_back(engine_->session(R"({"vouch_for": ")" + name + R"(@example.org"})"));
        desks_.back().invoke("shifts.open", "{}", {.key = name});
    }
}

void Season::close() {
    desks_.clear();
    host_.reset();
    engine_.reset();
}

void Season::turn_synchronous_off() const {
    sqlite3_exec(first_opened, "pragma synchronous = off", nullptr, nullptr, nullptr);
}

void Season::ask(Asked& asked) {
    try {
        auto answer =
            desks_.at(asked.desk).invoke("orders.place", asked.request, {.key = asked.key});
        if (asked.said == WILLCALL_OK && answer != asked.answer)
            complain(asked.key + " was answered otherwise before: " + asked.answer +
                     "\nand now: " + answer);
        asked.said = WILLCALL_OK;
        asked.answer = std::move(answer);
    } catch (const api::Error& error) {
        if (asked.said == WILLCALL_OK)
            complain(asked.key + " was placed, and now: " + error.what());
        else asked.said = error.status();
        asked.message = error.what();
        if (error.status() != WILLCALL_REFUSED && !is_of_the_store(error.status()))
            complain(asked.key + ": " + error.what());
    }
}

void Season::sell_round(std::size_t desk, std::size_t orders) {
    for (; orders > 0 && disk_.has_power(); --orders)
        ask(asked_[desk * orders_each + next_[desk]++]);
}

void Season::sell_some(std::size_t orders) {
    if (!shared_) {
        for (; orders > 0; --orders)
            for (std::size_t desk = 0; desk < desk_count; ++desk) sell_round(desk, 1);
        return;
    }
    std::vector<std::thread> sellers;
    for (std::size_t desk = 0; desk < desk_count; ++desk)
        sellers.emplace_back([this, desk, orders] { sell_round(desk, orders); });
    for (auto& seller : sellers) seller.join();
}

void Season::sell() {
    try {
        open();
        if (synchronous_off) turn_synchronous_off();
        sell_some(3);
        checkpoint();
        sell_some(2);
        heads_ = read_json<JournalHead>(host_->invoke("journal.head"), {}).heads;
        close();
        open();
        sell_some(3);
    } catch (const api::Error& error) {
        if (!is_of_the_store(error.status())) complain(error.what());
    }
    close();
}

std::int64_t Season::answered_count() const {
    return std::ranges::count(asked_, WILLCALL_OK, &Asked::said);
}

Listed Season::listed() const {
    return read_json<Listed>(host_->invoke("orders.list", R"({"most": 1000})"), {});
}

std::string Season::audit() {
    try {
        open();
        recount();
    } catch (const api::Error& error) {
        complain(error.what());
    }
    close();
    return complaints_;
}

void Season::recount() {
    std::set<std::int64_t> there;
    for (const auto& order : listed().orders) there.insert(order.id.number);
    for (const auto& asked : asked_)
        if (asked.said == WILLCALL_OK &&
            !there.contains(read_json<Order>(asked.answer, {}).id.number))
            complain(asked.key + " was answered, and is gone");
    CheckStore check;
    check.expected = heads_;
    for (const bool again : {false, true}) {
        const auto checked =
            read_json<StoreChecked>(host_->invoke("store.check", write_json(check, 2)), {});
        for (const auto& fault : checked.faults)
            complain(fault.name + ": " + fault.what + ' ' + fault.detail);
        if (!again)
            for (auto& asked : asked_) ask(asked);
    }
    std::int64_t tickets = 0;
    std::map<std::string, std::int64_t> numbers;  // the count and the highest, of each series
    const auto orders = listed().orders;
    for (const auto& order : orders) {
        tickets += order.tickets;
        const auto series = order.number.substr(0, order.number.find('-'));
        ++numbers[series];
        numbers[series + " last"] =
            std::max<std::int64_t>(numbers[series + " last"], std::stoll(order.number.substr(5)));
    }
    for (const std::string series : {"MAIN", "PIER"})
        if (numbers[series] != numbers[series + " last"]) complain("a gap in " + series);
    if (tickets > capacity) complain(std::to_string(tickets) + " tickets were sold");
    if (static_cast<std::int64_t>(orders.size()) != answered_count())
        complain(std::to_string(orders.size()) + " orders stand for " +
                 std::to_string(answered_count()) + " requests");
}

void Season::complain(const std::string& what) {
    const std::lock_guard lock(complaining_);
    complaints_ += what + '\n';
}

}  // namespace willcall::tests
