// Papers and their codes: a ticket beside one drawn by hand, print jobs beside bare ones, codes
// verified beside bare signatures.
#include "answers.hpp"
#include "bare_page.hpp"
#include "benchmarks.hpp"
#include "raw_printer.hpp"
#include "theatre.hpp"

#include <sodium.h>
#include <willcall/willcall.hpp>

#include <array>
#include <chrono>
#include <fstream>
#include <optional>
#include <stdexcept>

namespace willcall::bench {

namespace {

using Clock = std::chrono::steady_clock;

std::string bytes_of(const std::string& base64) {
    std::string bytes(base64.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                          base64.data(), base64.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0)
        throw std::runtime_error("no base64");
    bytes.resize(size);
    return bytes;
}

// 2018-11-01, at noon in UTC.
constexpr std::int64_t noon = 1'541'073'600'000'000;

// A window that prints what it sells.
class Window {
public:
    explicit Window(const std::string& within, const std::string& printer = "ipp://localhost/p")
        : folder_(within) {
        const auto season = folder_.file("season.yaml");
        std::ofstream(season) << R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles, language: en}
locations: [{key: main, name: Main box office, series: {prefix: MAIN-, width: 6}}]
events:
  - key: heights
    name: In The Heights
    place: Smithwick Theatre, 12345 El Monte Road, Los Altos Hills
    ticket_types: [{key: general, name: General admission, price: 19.00}]
    performances: [{key: friday, starts: 2018-11-09T20:00, ends: 2018-11-09T22:30, capacity: 90000}]
channels: [{key: office, kind: ticket_office, settings: {delivery: print, location: main}}]
deliveries: {print: [ipp]}
plugins: {print: {printer: ")" << printer
                              << R"("}}
users: [{login: mira@example.org, name: Mira, role: operator, channel: office, uses_shifts: false}]
)";
        api::Options options;
        options.store = "sqlite:" + folder_.file("season.db");
        options.workers = 0;
        options.now = [] { return noon; };
        engine_.emplace(season, std::move(options));
        desk_.emplace(engine_->session(R"({"vouch_for": "mira@example.org"})"));
        host_.emplace(engine_->host());
    }
    std::string place() const {
        return desk_->invoke("orders.place",
                             R"({"lines":[{"performance":"friday","ticket_type":"general"}],)"
                             R"("payments":[{"means":"cash","amount":"19.00"}]})");
    }
    std::string ticket(const std::string& order) const {
        return desk_->invoke("orders.document", R"({"order":")" + order + R"("})");
    }
    const api::Session& host() const { return *host_; }

private:
    Folder folder_;
    std::optional<api::Engine> engine_;
    std::optional<api::Session> desk_, host_;
};

// Does it so often; adds its rate and what it used.
template <class Work>
void add_slice(Side& side, bool counts, std::size_t times, Work&& work) {
    const auto before = Usage::now();
    const auto start = Clock::now();
    for (std::size_t time = 0; time < times; ++time) work();
    const auto seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (counts) side.add(times, seconds, Usage::now() - before);
}

// The first ticket of a window.
std::string drawn_by_hand(const SoldTicket& ticket) {
    return bare_pages(
        "Foothill Theatre: Tickets MAIN-000001", "2018-11-01T12:00:00Z",
        {{"Foothill Theatre", "Ticket 1 of 1", "In The Heights", "Friday 9 November 2018", "20:00",
          "Smithwick Theatre, 12345 El Monte Road, Los Altos Hills", "General admission",
          "19.00 USD", "MAIN-000001", ticket.id, ticket.code}});
}

// The signature of a code and what it is of, read by hand.
struct BareCode {
    std::array<unsigned char, 77> bytes{};  // version, key, ticket, issue, signature; one left over
    std::string message = "willcall.ticket/1";
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> key{};

    BareCode(const std::string& code, const std::string& public_key) {
        constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        for (std::size_t bit = 0; bit < 5 * code.size(); ++bit)
            if ((digits.find(code[bit / 5]) >> (4 - bit % 5) & 1U) != 0)
                bytes[bit / 8] |= static_cast<unsigned char>(0x80U >> (bit % 8));
        message.append(reinterpret_cast<const char*>(bytes.data()), 12);
        sodium_hex2bin(key.data(), key.size(), public_key.data(), public_key.size(), nullptr,
                       nullptr, nullptr);
    }
    bool verifies() const {
        return crypto_sign_verify_detached(&bytes[12],
                                           reinterpret_cast<const unsigned char*>(message.data()),
                                           message.size(), key.data()) == 0;
    }
};

}  // namespace

Outcome compare_ticket_page(const Setting& setting, double goal) {
    Outcome outcome;
    outcome.name = "ticket-page" + setting.suffix;
    outcome.goal = goal;
    const Window window(setting.folder);
    const auto order = window.place();
    const auto id = said(order, "id");
    const auto by_hand = [ticket = tickets_in(order).at(0)] { return drawn_by_hand(ticket); };
    const auto page = bytes_of(said(window.ticket(id), "base64"));
    if (page != by_hand()) outcome.doubt("the pages are not the same, byte for byte");
    outcome.also = {{"ticket kB", static_cast<double>(page.size()) / 1'000, 20, true}};
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        add_slice(outcome.engine, round > 0, 200, [&] { window.ticket(id); });
        add_slice(outcome.limit, round > 0, 200, by_hand);
    }
    outcome.doubt(faults_in(window.host()));
    return outcome;
}

Outcome compare_ipp_jobs(const Setting& setting, double goal) {
    Outcome outcome;
    outcome.name = "ipp-jobs" + setting.suffix;
    outcome.goal = goal;
    const Folder folder(setting.folder);
    const Printer printer(folder.file("own")), other(folder.file("other"));
    const Window window(setting.folder, printer.url());
    const auto ticket = tickets_in(window.place()).at(0);
    const RawPrinting raw(other.url());
    constexpr std::size_t jobs = 40;
    std::size_t printed = 0;
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        for (std::size_t job = round == 0 ? 1 : 0; job < jobs; ++job) window.place();
        add_slice(outcome.engine, round > 0, 1, [&] { window.host().invoke("deliveries.run"); });
        add_slice(outcome.limit, round > 0, jobs,
                  [&] { raw.print("job-" + std::to_string(++printed), drawn_by_hand(ticket)); });
    }
    for (auto& rate : outcome.engine.rates) rate *= jobs;
    outcome.engine.done *= jobs;
    const auto counts = window.host().invoke("deliveries.run");
    const auto all = R"("tickets_delivered":)" + std::to_string(printed);
    if (counts.find(all + ',') == counts.npos) outcome.doubt("not all was printed: " + counts);
    outcome.doubt(faults_in(window.host()));
    return outcome;
}

Outcome compare_code_verify(const Setting& setting, double goal) {
    Outcome outcome;
    outcome.name = "code-verify" + setting.suffix;
    outcome.goal = goal;
    const Window window(setting.folder);
    const auto code = said(window.place(), "code");
    const auto public_key = said(window.host().invoke("codes.keys"), "public_key");
    const willcall_code_key key{1, public_key.c_str()};
    willcall_code_trust trust = WILLCALL_CODE_TRUST_INIT;
    trust.keys = &key;
    trust.key_count = 1;
    const BareCode bare(code, public_key);
    bool genuine = true;
    constexpr std::size_t codes = 3'000;
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        add_slice(outcome.engine, round > 0, codes, [&] {
            willcall_code_facts facts = WILLCALL_CODE_FACTS_INIT;
            genuine &= willcall_code_verify(code.data(), code.size(), &trust, &facts, nullptr) ==
                       WILLCALL_OK;
        });
        add_slice(outcome.limit, round > 0, codes, [&] { genuine &= bare.verifies(); });
    }
    if (!genuine) outcome.doubt("a genuine code was not taken for one");
    return outcome;
}

}  // namespace willcall::bench
