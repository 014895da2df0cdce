// Two engines that claim the same quotas at once: none oversells, and neither stands still.
#include "stock/quotas.hpp"
#include "store/databases.hpp"
#include "store/turns.hpp"

#include <latch>
#include <numeric>
#include <random>
#include <thread>

using namespace willcall;
using namespace willcall::tests;

namespace {

constexpr std::int64_t quotas_count = 10;
constexpr std::int64_t capacity = 40;

struct Buyer : store::Waiting {
    std::vector<stock::Claim> claims;
    bool sold = false;
};

// As an engine sells: what a turn counts is loaded at its start, and forgotten with the turn.
class BoxOffice {
public:
    explicit BoxOffice(const EmptyStore& store)
        : database_(store.open()),
          turns_(
              database_->writer(),
              [this](store::Connection& turn, std::span<store::Waiting* const> batch) {
                  lead(turn, batch);
              },
              [this](bool committed) { rolled_back_ += committed ? 0 : 1; }) {}

    bool sell(Buyer& buyer) {
        turns_.join(buyer);
        return buyer.sold;
    }
    int rolled_back() const { return rolled_back_; }

private:
    void lead(store::Connection& turn, std::span<store::Waiting* const> batch) {
        stock::Ledger ledger;
        std::vector<std::int64_t> ids;
        for (const auto* one : batch)
            for (const auto& claim : static_cast<const Buyer&>(*one).claims)
                ids.push_back(claim.quota);
        ledger.load(turn, std::move(ids));
        for (auto* one : batch) {
            auto& buyer = static_cast<Buyer&>(*one);
            buyer.sold = ledger.take(buyer.claims) == nullptr;
        }
        ledger.write(turn);
    }

    std::unique_ptr<store::Database> database_;
    int rolled_back_ = 0;
    store::Turns turns_;
};

class TwoEngines : public testing::TestWithParam<std::string> {
protected:
    TwoEngines() {
        const auto database = store.open();
        auto& writer = database->writer();
        writer.begin();
        for (std::int64_t id = 1; id <= quotas_count; ++id)
            writer.insert(
                stock::QuotaRow{id, "quota " + std::to_string(id), capacity, capacity, 0, 0});
        writer.commit();
    }
    EmptyStore store{GetParam()};
};
ON_EVERY_DATABASE(TwoEngines);

TEST_P(TwoEngines, claim_in_any_order_and_sell_every_place_once) {
    constexpr int threads_count = 8;
    BoxOffice offices[2] = {BoxOffice(store), BoxOffice(store)};
    std::latch start{threads_count};
    std::atomic<std::int64_t> sold{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < threads_count; ++t)
        threads.emplace_back([&, t] {
            std::minstd_rand chance(static_cast<unsigned>(t) + 1);
            std::vector<std::int64_t> ids(quotas_count);
            std::iota(ids.begin(), ids.end(), 1);
            start.arrive_and_wait();
            for (int round = 0; round < 40; ++round) {
                std::ranges::shuffle(ids, chance);
                Buyer buyer;
                for (int i = 0; i < 3; ++i) buyer.claims.push_back({ids[i], 1});
                if (offices[t % 2].sell(buyer)) sold += 3;
            }
        });
    for (auto& one : threads) one.join();
    const auto database = store.open();
    const auto reading = database->read();
    std::int64_t total = 0;
    for (const auto& row : reading->select<stock::QuotaRow>("order by id")) {
        EXPECT_LE(row.sold, capacity) << row.key;
        total += row.sold;
    }
    EXPECT_EQ(total, sold);
    // More was wanted than there is: whatever is left is too little for anyone's three.
    EXPECT_GT(total, (quotas_count - 3) * capacity);
    // Nobody met a deadlock.
    EXPECT_EQ(offices[0].rolled_back() + offices[1].rolled_back(), 0);
}

}  // namespace
