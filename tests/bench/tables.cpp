// Tables beside what SQLite itself takes to give the same: read into column buffers, written as CSV
// by its shell, summed by hand; and orders beside an export.
#include "benchmarks.hpp"
#include "columns.hpp"
#include "crowd.hpp"
#include "grown.hpp"
#include "sqlite.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace willcall::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* book = "reports.order_book";
// What the engine asks for the order book, ids and codes as they are stored.
constexpr const char* book_sql =
    "select tickets.id, coalesce(orders.number, (select t.number from transactions t where "
    "t.order_id = orders.id and t.kind = 0)), orders.placed, orders.channel, orders.seller, "
    "orders.actor, "
    "tickets.performance, tickets.performance, tickets.performance, tickets.ticket_type, "
    "tickets.price, tickets.state, tickets.holder, orders.buyer_name, orders.buyer_email, "
    "orders.facilitator, facilitators.name, facilitators.email, orders.owner, owners.name, "
    "owners.email, orders.reference from tickets join orders on orders.id = tickets.order_id "
    "left join customers facilitators on facilitators.id = orders.facilitator "
    "left join customers owners on owners.id = orders.owner order by tickets.id";
constexpr std::size_t price_column = 10;

// What a side found: compared, so that both did the same.
struct Found {
    std::int64_t rows = 0;
    std::int64_t sum = 0;  // of the prices
    bool operator==(const Found&) const = default;
};

// How much memory this process holds above what it held when nothing was read.
class Memory {
public:
    Memory() : idle_(now()) {}
    void look() { most_ = std::max(most_, now()); }
    Finding finding() const {
        return {"MiB above idle",
                static_cast<double>(std::max<std::int64_t>(0, most_ - idle_)) / mib, 64, true};
    }

private:
    static constexpr double mib = 1 << 20;
    static std::int64_t now() {
        std::ifstream file("/proc/self/statm");
        std::int64_t all = 0;
        std::int64_t resident = 0;
        file >> all >> resident;
        return resident * sysconf(_SC_PAGESIZE);
    }
    std::int64_t idle_;
    std::int64_t most_ = 0;
};

Found read_as_arrow(const api::Table& table, Memory& memory) {
    Found found;
    auto stream = table.stream();
    while (true) {
        ArrowArray batch{};
        if (stream.get_next(&stream, &batch) != 0)
            throw std::runtime_error(stream.get_last_error(&stream));
        if (batch.release == nullptr) break;
        memory.look();
        found.rows += batch.length;
        const auto* const prices =
            static_cast<const std::int64_t*>(batch.children[price_column]->buffers[1]);
        for (std::int64_t row = 0; row < batch.length; ++row) found.sum += prices[2 * row];
        batch.release(&batch);
    }
    stream.release(&stream);
    return found;
}

// Emptied as often as the engine hands over a batch.
Found read_into_columns(Sqlite& store) {
    constexpr std::int64_t rows_in_batch = 16'384;
    Statement rows(store.get(), book_sql);
    std::array<Column, 22> columns;
    Found found;
    while (rows.step()) {
        for (std::size_t at = 0; at < columns.size(); ++at)
            columns[at].add(sqlite3_column_value(rows.get(), static_cast<int>(at)));
        if (++found.rows % rows_in_batch != 0) continue;
        for (const auto price : columns[price_column].numbers) found.sum += price;
        for (auto& column : columns) {
            column.numbers.clear();
            column.ends.clear();
            column.texts.clear();
        }
    }
    for (const auto price : columns[price_column].numbers) found.sum += price;
    return found;
}

// The lines of what is written, without that of the names.
class Lines {
public:
    void add(const char* text, std::size_t size) { count_ += std::count(text, text + size, '\n'); }
    Found found() const { return {count_ - 1, 0}; }

private:
    std::int64_t count_ = 0;
};

Found write_csv(const api::Table& table, Memory& memory) {
    Lines lines;
    table.csv([&](std::string_view text) {
        memory.look();
        lines.add(text.data(), text.size());
    });
    return lines.found();
}

Found write_csv_in_shell(const std::string& store) {
    const auto command = "sqlite3 -readonly -csv -header '" + store + "' '" + book_sql + "'";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> shell(popen(command.c_str(), "r"),
                                                                pclose);
    if (!shell) throw std::runtime_error("there is no shell to run sqlite3 in");
    std::array<char, std::size_t{1} << 16U> piece;
    Lines lines;
    while (const auto size = std::fread(piece.data(), 1, piece.size(), shell.get()))
        lines.add(piece.data(), size);
    return lines.found();
}

// A tenth of the orders, those placed in the middle of the time.
struct Span {
    explicit Span(Sqlite& store) {
        const auto orders = store.number("select count(*) from orders");
        const auto placed = [&](std::int64_t nth) {
            return store.number("select placed from orders order by placed limit 1 offset " +
                                std::to_string(nth));
        };
        from = placed(orders * 45 / 100);
        to = placed(orders * 55 / 100);
    }
    static std::string text(Sqlite& store, std::int64_t at) {
        const auto instant = std::to_string(at);
        Statement said(store.get(), "select strftime('%Y-%m-%dT%H:%M:%S', " + instant +
                                        " / 1000000, 'unixepoch') || printf('.%06dZ', " + instant +
                                        " % 1000000)");
        said.step();
        return said.text(0);
    }
    std::int64_t from = 0, to = 0;
};

Found sum_by_hand(Sqlite& store, const Span& span) {
    Statement rows(store.get(),
                   "select seller, count(*), sum(tickets), sum(total), sum(case when to_settle "
                   "= 0 then total end), sum(case when to_settle <> 0 then total end) from orders "
                   "where placed >= ? and placed < ? group by +seller order by +seller");
    rows.bind(1, span.from);
    rows.bind(2, span.to);
    Found found;
    while (rows.step()) {
        ++found.rows;
        found.sum += rows.number(3);
    }
    return found;
}

Found found_in(const std::string& answer) {
    Found found{-1, 0};  // the total is no row
    for (std::size_t at = 0; (at = answer.find(R"("face_value":")", at)) != answer.npos;
         ++found.rows)
        at += 14;
    const auto total = answer.find(R"("total":{)");
    const auto amount = answer.find(R"("face_value":")", total) + 14;
    for (auto at = amount; at < answer.size() && answer[at] != '"'; ++at)
        if (answer[at] != '.') found.sum = found.sum * 10 + (answer[at] - '0');
    return found;
}

template <class Work>
double seconds_of(Found& found, Work&& work) {
    const auto start = Clock::now();
    found = work();
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// The two sides by turns, each `repeats` times a slice.
template <class Engine, class Limit>
void compare(const Setting& setting, Outcome& outcome, std::size_t repeats, Engine engine,
             Limit limit) {
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        Found ours;
        Found theirs;
        const auto before = Usage::now();
        double seconds = 0;
        for (std::size_t once = 0; once < repeats; ++once) seconds += seconds_of(ours, engine);
        const auto between = Usage::now();
        double seconds_of_limit = 0;
        for (std::size_t once = 0; once < repeats; ++once)
            seconds_of_limit += seconds_of(theirs, limit);
        const auto after = Usage::now();
        if (ours != theirs)
            outcome.doubt("the engine found " + std::to_string(ours.rows) + " rows and " +
                          std::to_string(ours.sum) + ", the limit " + std::to_string(theirs.rows) +
                          " and " + std::to_string(theirs.sum));
        if (round == 0) continue;  // warming up
        const auto rows = repeats * static_cast<std::size_t>(ours.rows);
        outcome.engine.add(rows, seconds, between - before);
        outcome.limit.add(rows, seconds_of_limit, after - between);
    }
}

// Exports the order book over and over while it is wanted.
class Export {
public:
    explicit Export(const Theatre& theatre)
        : table_(theatre.host().table(book, R"({"most": 1})")) {}
    ~Export() { stop(); }

    void start() {
        wanted_ = true;
        under_way_ = false;
        thread_ = std::thread([this] {
            while (wanted_) export_once();
        });
        while (!under_way_) std::this_thread::yield();
    }
    void stop() {
        wanted_ = false;
        if (thread_.joinable()) thread_.join();
    }
    const std::string& failed() const { return failed_; }

private:
    void export_once() {
        willcall_error* error = nullptr;
        const auto take = [](void* own, const char*, std::uint64_t) noexcept -> std::int32_t {
            auto& of = *static_cast<Export*>(own);
            of.under_way_ = true;
            return of.wanted_ ? 0 : 1;
        };
        if (willcall_result_csv(table_.handle(), 0, take, this, &error) != WILLCALL_OK && wanted_) {
            failed_ = willcall_error_message(error);
            wanted_ = false;
            under_way_ = true;
        }
        willcall_error_free(error);
    }
    api::Table table_;
    std::atomic<bool> wanted_{false};
    std::atomic<bool> under_way_{false};
    std::string failed_;
    std::thread thread_;
};

Outcome orders_beside_export(const Setting& setting, Grown& store) {
    Outcome outcome;
    outcome.name = "orders-beside-export" + setting.suffix;
    outcome.goal = 0.8;
    constexpr std::size_t orders_each = 64;
    Export exporting(store.theatre);
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        exporting.start();
        const auto before = Usage::now();
        const auto beside = store.place(orders_each);
        const auto between = Usage::now();
        exporting.stop();
        const auto alone_from = Usage::now();
        const auto alone = store.place(orders_each);
        const auto after = Usage::now();
        if (round == 0) continue;  // warming up
        const auto orders = orders_each * store.crowd.size();
        outcome.engine.add(orders, beside, between - before);
        outcome.limit.add(orders, alone, after - alone_from);
    }
    outcome.doubt(exporting.failed());
    return outcome;
}

}  // namespace

struct Tables::Store {
    Store(const Setting& setting, std::size_t callers, std::size_t orders)
        : grown(setting.folder, callers, orders), raw(grown.theatre.store_path()) {}
    Grown grown;
    Sqlite raw;
};

Tables::Tables(const Setting& setting, std::size_t callers, std::size_t orders)
    : setting_(setting), store_(std::make_unique<Store>(setting, callers, orders)) {}

Tables::~Tables() = default;

Outcome Tables::as_arrow() {
    Outcome outcome;
    outcome.name = "table-arrow" + setting_.suffix;
    outcome.goal = 0.7;
    const auto table = store_->grown.theatre.host().table(book, R"({"most": 1})");
    Memory memory;
    compare(
        setting_, outcome, 1, [&] { return read_as_arrow(table, memory); },
        [&] { return read_into_columns(store_->raw); });
    outcome.also.push_back(memory.finding());
    return outcome;
}

Outcome Tables::as_csv() {
    Outcome outcome;
    outcome.name = "table-csv" + setting_.suffix;
    outcome.goal = 1.5;
    const auto table = store_->grown.theatre.host().table(book, R"({"most": 1})");
    Memory memory;
    compare(
        setting_, outcome, 1, [&] { return write_csv(table, memory); },
        [&] { return write_csv_in_shell(store_->grown.theatre.store_path()); });
    outcome.also.push_back(memory.finding());
    return outcome;
}

// At most 1.5 times the time: at least 0.67 of the rate.
Outcome Tables::summed() {
    Outcome outcome;
    outcome.name = "table-sum" + setting_.suffix;
    outcome.goal = 1 / 1.5;
    const Span span(store_->raw);
    const auto request = R"({"by": "seller", "from": ")" + Span::text(store_->raw, span.from) +
                         R"(", "to": ")" + Span::text(store_->raw, span.to) + "\"}";
    compare(
        setting_, outcome, 5,
        [&] {
            return found_in(store_->grown.theatre.host().table("reports.sales", request).json());
        },
        [&] { return sum_by_hand(store_->raw, span); });
    return outcome;
}

Outcome Tables::beside_orders() {
    auto outcome = orders_beside_export(setting_, store_->grown);
    outcome.doubt(store_->grown.theatre.faults_of_own());
    return outcome;
}

}  // namespace willcall::bench
