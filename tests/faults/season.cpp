#include "faults/season.hpp"

#include "operations/reading.hpp"
#include "operations/writing.hpp"
#include "sales/box_office.hpp"
#include "seating/halls.hpp"

#include <willcall/season.hpp>

#include <sqlite3.h>

#include <atomic>
#include <cstdlib>
#include <set>
#include <thread>

namespace willcall::tests {

namespace {

constexpr std::size_t orders_each = 8;
constexpr std::int64_t day = std::int64_t{24} * 60 * 60 * 1'000'000;

// Friday has no seats. Of Sunday's every two are asked for together.
std::string season_text() {
    return R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: UTC}
seating:
  hall: )" +
           drawn({"aaaaaaaa", "aaaaaaaa", "aaaaaaaa"}) + R"(
locations:
  - {key: main, name: Main box office, series: {prefix: MAIN-}}
  - {key: pier, name: Pier, series: {prefix: PIER-}}
events:
  - key: heights
    name: In The Heights
    performances:
      - {key: friday, starts: 2098-11-07T20:00, ends: 2098-11-07T22:30, capacity: 30}
      - {key: sunday, starts: 2098-11-09T20:00, ends: 2098-11-09T22:30, seating: hall}
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
}

constexpr const char* for_friday = "friday";
constexpr const char* for_sunday = "sunday";

void add_line(Asked& asked, const char* performance, std::int64_t quantity) {
    asked.lines += (asked.lines.empty() ? R"([{"performance":")" : R"(,{"performance":")") +
                   std::string(performance) + R"(","ticket_type":"general","quantity":)" +
                   std::to_string(quantity) + '}';
    asked.paid += 19 * quantity;
}

// The orders of a desk, in turn.
Asked asked_by(std::size_t desk, std::size_t order) {
    Asked asked;
    asked.desk = desk;
    asked.key = "desk-" + std::to_string(desk) + "-order-" + std::to_string(order);
    const auto some = static_cast<std::int64_t>(1 + (desk + order) % 3);
    switch (order) {
    case 1:
    case 7: add_line(asked, for_sunday, 2); break;
    case 2:
    case 6:
        asked.way = Way::from_basket;
        add_line(asked, for_friday, some);
        break;
    case 3:
        asked.way = Way::from_basket;
        add_line(asked, for_sunday, 2);
        break;
    case 4:
        asked.way = Way::left_in_basket;
        add_line(asked, for_friday, 1);
        add_line(asked, for_sunday, 2);
        break;
    default: add_line(asked, for_friday, some);
    }
    asked.lines += ']';
    return asked;
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

Season::Season(Disk& disk, bool shared) : disk_(disk), shared_(shared) {
    setenv("WILLCALL_PLUGIN_PATH", WILLCALL_PLUGIN_DIR, 0);
    for (std::size_t desk = 0; desk < desk_count; ++desk)
        for (std::size_t order = 0; order < orders_each; ++order)
            asked_.push_back(asked_by(desk, order));
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
    season.text = season_text();
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
    clock_ += day;
}

void Season::turn_synchronous_off() const {
    sqlite3_exec(first_opened, "pragma synchronous = off", nullptr, nullptr, nullptr);
}

// A basket is opened and placed with keys of their own, each of which may be repeated.
std::string Season::answer_to(const Asked& asked) const {
    const auto& desk = desks_.at(asked.desk);
    auto what = R"({"lines":)" + asked.lines;
    if (asked.way != Way::at_once) {
        auto opened = desk.invoke("baskets.open", what + '}', {.key = asked.key + "-basket"});
        if (asked.way == Way::left_in_basket) return opened;
        what = R"({"basket":")" + id_text(read_json<Basket>(opened, {}).id.number) + '"';
    }
    return desk.invoke("orders.place",
                       what + R"(,"payments":[{"means":"cash","amount":)" +
                           std::to_string(asked.paid) + R"(}],"buyer":{"name":"Ann Example"}})",
                       {.key = asked.key});
}

void Season::ask(Asked& asked) {
    try {
        auto answer = answer_to(asked);
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
    return std::ranges::count_if(asked_, &Asked::is_placed);
}

Listed Season::listed() const {
    return read_json<Listed>(host_->invoke("orders.list", R"({"most": 1000})"), {});
}

std::string Season::audit() {
    try {
        open();
        recount();
    } catch (const std::exception& error) {  // what is torn can't even be read
        complain(error.what());
    }
    close();
    return complaints_;
}

void Season::recount() {
    find_answered();
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
    recount_orders();
}

void Season::find_answered() {
    std::set<std::int64_t> there;
    for (const auto& order : listed().orders) there.insert(order.id.number);
    for (const auto& asked : asked_) {
        if (asked.is_placed() && !there.contains(read_json<Order>(asked.answer, {}).id.number))
            complain(asked.key + " was answered, and is gone");
        if (asked.said != WILLCALL_OK || asked.way != Way::left_in_basket) continue;
        const auto id = id_text(read_json<Basket>(asked.answer, {}).id.number);
        try {
            const auto basket = read_json<Basket>(
                desks_.at(asked.desk).invoke("baskets.get", R"({"id":")" + id + "\"}"), {});
            if (basket.state != BasketState::expired) complain(asked.key + " is held for ever");
        } catch (const api::Error&) {
            complain(asked.key + " was answered, and is gone");
        }
    }
}

void Season::recount_orders() {
    std::map<std::string, std::int64_t> numbers;  // the count and the highest, of each series
    const auto orders = listed().orders;
    for (const auto& order : orders) {
        const auto series = order.number.substr(0, order.number.find('-'));
        ++numbers[series];
        numbers[series + " last"] =
            std::max<std::int64_t>(numbers[series + " last"], std::stoll(order.number.substr(5)));
    }
    for (const std::string series : {"MAIN", "PIER"})
        if (numbers[series] != numbers[series + " last"]) complain("a gap in " + series);
    const auto told = read_json<Performances>(host_->invoke("performances.list"), {});
    for (const auto& row : told.performances)
        if (row.sold + row.held > row.capacity)
            complain(row.key + ": " + std::to_string(row.sold) + " sold, " +
                     std::to_string(row.held) + " held");
    if (static_cast<std::int64_t>(orders.size()) != answered_count())
        complain(std::to_string(orders.size()) + " orders stand for " +
                 std::to_string(answered_count()) + " requests");
}

void Season::complain(const std::string& what) {
    const std::lock_guard lock(complaining_);
    complaints_ += what + '\n';
}

}  // namespace willcall::tests
