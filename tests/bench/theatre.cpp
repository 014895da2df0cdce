#include "theatre.hpp"

#include "answers.hpp"

#include <array>
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <unistd.h>

namespace willcall::bench {

std::size_t performance_count = 16;

namespace {

std::string season_text(const Desks& desks) {
    std::string performances =
        "      - {key: gala, starts: 2098-11-07T20:00, ends: 2098-11-07T22:30, capacity: 2}\n";
    for (std::size_t at = 0; at < desks.performances; ++at)
        performances += "      - {key: heights-" + std::to_string(1000 + at) +
                        ", starts: 2098-11-08T20:00, ends: 2098-11-08T22:30, capacity: 9000000}\n";
    auto text = season_of(performances, desks.bare) + R"(plugins: {print: {folder: tickets}}
users:
)";
    for (std::size_t at = 0; at < desks.all; ++at)
        text += "  - {login: operator-" + std::to_string(at) + "@example.org, name: Operator " +
                std::to_string(at) + ", role: operator, channel: office, locations: [main]}\n";
    return text;
}

// The first connection opened while an engine opens is the one it writes through.
std::mutex opening;
sqlite3* first_opened = nullptr;

int note_connection(sqlite3* database, char**, const void*) {
    if (first_opened == nullptr) first_opened = database;
    return SQLITE_OK;
}

api::Options options_of(const std::string& store) {
    api::Options options;
    options.store = store;
    options.workers = 0;
    options.plugins = {WILLCALL_BENCH_RULE, WILLCALL_BENCH_WINDOW};
    return options;
}

// As the language bindings make them: ordered by time, which databases like.
std::size_t make_key(char* key, std::size_t size, std::size_t caller, std::uint64_t count) {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    const std::int64_t now = std::chrono::duration_cast<std::chrono::microseconds>(since).count();
    const auto length = std::snprintf(key, size, "%014" PRIx64 "-%08zx-%" PRIx64,
                                      static_cast<std::uint64_t>(now), caller, count);
    return static_cast<std::size_t>(length);
}

}  // namespace

std::string season_of(const std::string& performances, bool bare) {
    const std::string house = R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles, language: en}
locations: [{key: main, name: Main box office, series: {prefix: MAIN-, width: 6}}]
deliveries: {print: [folder]}
events:
  - key: heights
    name: In The Heights
    ticket_types: [{key: general, name: General admission, price: 19.00, quota: 9000000}]
    performances:
)";
    return house + performances +
           (bare ? "channels: [{key: office, kind: bare_window}]\n" : R"(channels:
  - key: office
    kind: ticket_office
    settings:
      delivery: print
      caps:
        - {event: heights, quota: 10000000}
        - {event: heights, ticket_type: general, quota: 10000000}
)");
}

// The codes are signed when tickets are handed out, so an order that is printed asks for none.
std::string order_text(const std::string& performance) {
    return R"({"lines":[{"performance":")" + performance +
           R"(","ticket_type":"general","quantity":2}],)"
           R"("payments":[{"means":"cash","amount":"38.00"}],)"
           R"("buyer":{"name":"Ann Example","email":"ann@example.org"},"codes":false})";
}

std::string faults_in(const api::Session& host) {
    const auto answer = host.invoke("store.check");
    return answer.find(R"("ok":true)") == answer.npos ? answer.substr(0, 1'000) : std::string();
}

Folder::Folder(const std::string& within) {
    auto name = within + "/willcall-bench-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder in " + within);
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Theatre::Theatre(const std::string& folder, Desks desks, std::string store)
    : store_path_(folder + "/season.db") {
    if (store.empty()) store = "sqlite:" + store_path_;
    const auto season = folder + "/season.yaml";
    std::ofstream(season) << season_text(desks);
    {
        const std::lock_guard lock(opening);
        first_opened = nullptr;
        const auto note = reinterpret_cast<void (*)()>(note_connection);
        sqlite3_auto_extension(note);
        engine_ = std::make_unique<api::Engine>(season, options_of(store));
        sqlite3_cancel_auto_extension(note);
        writer_ = first_opened;
    }
    host_ = std::make_unique<api::Session>(engine_->host());
    for (std::size_t at = desks.first; at < desks.first + desks.count; ++at) {
        auto session = engine_->session(R"({"vouch_for": "operator-)" + std::to_string(at) +
                                        R"(@example.org"})");
        session.invoke("shifts.open", R"({"location": "main"})");
        const auto key = "heights-" + std::to_string(1000 + at % desks.performances);
        desks_.push_back({at, std::move(session), order_text(key), order_text("gala")});
    }
}

willcall_status Theatre::place(Desk& desk, const std::string& request, std::string& said) {
    std::array<char, 64> key;
    willcall_call_options options = WILLCALL_CALL_OPTIONS_INIT;
    options.key_size = make_key(key.data(), key.size(), desk.number, ++desk.count);
    options.key = key.data();
    willcall_result* result = nullptr;
    willcall_error* error = nullptr;
    const auto status = willcall_invoke(desk.session.handle(), "orders.place", request.data(),
                                        request.size(), &options, &result, &error);
    willcall_result_free(result);
    if (status != WILLCALL_OK && status != WILLCALL_REFUSED) said = willcall_error_message(error);
    willcall_error_free(error);
    return status;
}

void Theatre::place(std::size_t caller) {
    std::string said;
    if (place(desks_[caller], desks_[caller].order, said) != WILLCALL_OK)
        throw std::runtime_error("an order was not placed: " + said);
}

std::size_t Theatre::place_queued(std::size_t in_flight,
                                  std::chrono::steady_clock::time_point until) {
    const auto queue = engine_->queue({.capacity = in_flight});
    auto& desk = desks_.front();
    std::array<char, 64> key;
    const auto submit = [&] {
        if (std::chrono::steady_clock::now() >= until) return;
        const auto size = make_key(key.data(), key.size(), desk.number, ++desk.count);
        if (!queue.submit(desk.count, desk.session, "orders.place", desk.order,
                          {.key = std::string(key.data(), size)}))
            throw std::runtime_error("the queue has no room");
    };
    for (std::size_t one = 0; one < in_flight; ++one) submit();
    std::size_t count = 0;
    for (; queue.count() > 0; ++count) {
        queue.next()->answer();
        submit();
    }
    return count;
}

void Theatre::ask_in_vain(std::size_t caller) {
    std::string said;
    if (place(desks_[caller], desks_[caller].in_vain, said) != WILLCALL_REFUSED)
        throw std::runtime_error("an order for a sold-out performance was not refused: " + said);
}

void Theatre::sell_out() {
    std::string said;
    if (place(desks_[0], desks_[0].in_vain, said) != WILLCALL_OK)
        throw std::runtime_error("the last tickets were not sold: " + said);
}

std::string Theatre::look_up(Desk& desk, const std::string& request) {
    return said(desk.session.invoke("orders.get", request), "code");
}

std::string Theatre::look_up(std::size_t caller, std::uint64_t serial) {
    std::array<char, 64> request;
    std::snprintf(request.data(), request.size(), R"({"number":"MAIN-%06)" PRIu64 "\"}", serial);
    return look_up(desks_[caller], request.data());
}

void Theatre::look_up(std::size_t caller, const std::string& code) {
    if (look_up(desks_[caller], R"({"code":")" + code + "\"}") != code)
        throw std::runtime_error("a code led to another order");
}

std::size_t Theatre::list(std::size_t caller) const {
    const auto answer = desks_[caller].session.invoke(
        "orders.list", R"({"most": )" + std::to_string(page_of_orders) + "}");
    return times_in(answer, R"("placed":)");
}

std::string Theatre::faults_of_own() const { return faults_in(*host_); }

std::string Theatre::faults_of(const std::string& store) const {
    const api::Engine engine({}, options_of(store));
    return faults_in(engine.host());
}

}  // namespace willcall::bench
