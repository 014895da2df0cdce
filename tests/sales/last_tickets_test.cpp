// The last tickets of fifty performances, a hundred times, with sixty-four at the counter: all are
// sold, none twice, and everyone who gets none is told how many were left.
#include "operations/reading.hpp"
#include "operations/writing.hpp"
#include "sales/box_office.hpp"

#include <latch>
#include <thread>

namespace willcall::tests {
namespace {

constexpr std::size_t performance_count = 50;
constexpr std::size_t seller_count = 64;
constexpr int rounds = 100;

std::string performance(std::size_t at) { return "evening-" + std::to_string(at); }

std::string season(const std::vector<std::int64_t>& capacities) {
    std::string text = R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: UTC}
events:
  - key: heights
    name: In The Heights
    ticket_types: [{key: general, name: General, price: 19}]
    performances:
)";
    for (std::size_t at = 0; at < capacities.size(); ++at)
        text += "      - {key: " + performance(at) +
                ", starts: 2098-11-07T20:00, ends: 2098-11-07T22:30, capacity: " +
                std::to_string(capacities[at]) + "}\n";
    text += R"(channels:
  - {key: books, kind: distribution_outlet, settings: {events: [heights], delivery: print}}
deliveries: {print: [folder]}
plugins: {print: {folder: tickets}}
users:
)";
    for (std::size_t at = 0; at < seller_count; ++at)
        text += "  - {login: cashier-" + std::to_string(at) +
                "@example.org, name: Cashier, role: cashier, channel: books}\n";
    return text;
}

// What is known of a performance while many sell: bounds for what a refusal may say.
struct Evening {
    std::int64_t capacity = 0;
    std::atomic<std::int64_t> sold{0};   // answered
    std::atomic<std::int64_t> asked{0};  // answered or on their way
};

class LastTickets : public testing::TestWithParam<std::string> {
protected:
    LastTickets() : store(GetParam()) {
        setenv("WILLCALL_PLUGIN_PATH", WILLCALL_PLUGIN_DIR, 0);
        api::Options options;
        options.store = store.url();
        options.workers = 0;
        engine = std::make_unique<api::Engine>("", options);
        host.emplace(engine->host());
        apply();
        for (std::size_t at = 0; at < seller_count; ++at)
            desks.push_back(engine->session(R"({"vouch_for": "cashier-)" + std::to_string(at) +
                                            R"(@example.org"})"));
    }
    void apply() {
        std::vector<std::int64_t> capacities;
        for (const auto& evening : evenings) capacities.push_back(evening.capacity);
        ApplySeason request;
        request.text = season(capacities);
        host->invoke("catalogue.apply", write_json(request, 2));
    }
    // One try; false with `wanted` as many as are left.
    bool buy(const api::Session& desk, std::size_t at, std::int64_t& wanted) {
        auto& evening = evenings[at];
        const std::int64_t sold_before = evening.sold;
        evening.asked += wanted;
        const auto told =
            tell(desk, "orders.place",
                 R"({"codes":false,"lines":[{"performance":")" + performance(at) +
                     R"(","ticket_type":"general","quantity":)" + std::to_string(wanted) + "}]}");
        if (told.status == WILLCALL_OK) {
            evening.sold += wanted;
            return true;
        }
        const std::int64_t others = evening.asked.fetch_sub(wanted) - wanted;
        EXPECT_EQ(told.status, WILLCALL_REFUSED) << told.text;
        const auto reason = told.reasons().front();
        const auto left = reason.numbers.at("left");
        EXPECT_EQ(reason.numbers.at("asked"), wanted);
        EXPECT_EQ(reason.numbers.at("capacity"), evening.capacity);
        EXPECT_LT(left, wanted);
        EXPECT_LE(left, evening.capacity - sold_before);
        EXPECT_GE(left, evening.capacity - others);
        EXPECT_GE(left, 0);
        wanted = left;
        return false;
    }
    // Buys at ten performances until they are sold out.
    void buy_out(std::size_t seller, std::uint64_t seed) {
        std::mt19937_64 random(seed);
        for (std::size_t next = 0; next < 10; ++next) {
            const auto at = (seller * 7 + next) % performance_count;
            while (!HasFailure()) {
                auto wanted = static_cast<std::int64_t>(1 + random() % 4);
                if (!buy(desks[seller], at, wanted) && wanted == 0) break;
                if (wanted > 0) buy(desks[seller], at, wanted);
            }
        }
    }

    EmptyStore store;
    std::array<Evening, performance_count> evenings;
    std::unique_ptr<api::Engine> engine;
    std::optional<api::Session> host;
    std::vector<api::Session> desks;
};
ON_EVERY_DATABASE(LastTickets);

TEST_P(LastTickets, are_all_sold_and_every_refusal_says_how_many_were_left) {
    std::mt19937_64 random(1);
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        for (auto& evening : evenings)
            evening.capacity += static_cast<std::int64_t>(1 + random() % 6);
        apply();
        std::latch start{seller_count};
        std::vector<std::thread> sellers;
        for (std::size_t seller = 0; seller < seller_count; ++seller)
            sellers.emplace_back([&, seller, seed = random()] {
                start.arrive_and_wait();
                buy_out(seller, seed);
            });
        for (auto& seller : sellers) seller.join();
        const auto list = tell(*host, "performances.list").as<Performances>();
        for (std::size_t at = 0; at < performance_count; ++at) {
            EXPECT_EQ(list.performances[at].sold, evenings[at].capacity);
            EXPECT_EQ(evenings[at].sold, evenings[at].capacity);
        }
        if (HasFailure()) break;
    }
    EXPECT_NE(tell(*host, "store.check").text.find(R"("ok":true)"), std::string::npos);
}

}  // namespace
}  // namespace willcall::tests
