// Two engines on one store, each in its own process, beside one that has all the callers.
#include "benchmarks.hpp"
#include "peer.hpp"
#include "sqlite.hpp"

#include <algorithm>

namespace willcall::bench {

namespace {

using namespace std::chrono_literals;

std::int64_t orders_in(const std::string& folder) {
    return Sqlite(folder + "/season.db").number("select count(*) from orders");
}

// How the slower of the two did beside the faster, in the middle of the rounds.
double slower_of_faster(const std::vector<Peer::Slice>& first,
                        const std::vector<Peer::Slice>& second) {
    std::vector<double> shares;
    for (std::size_t round = 0; round < first.size(); ++round) {
        const auto [less, more] = std::minmax(first[round].orders, second[round].orders);
        shares.push_back(static_cast<double>(less) / static_cast<double>(more));
    }
    return median(shares);
}

}  // namespace

Outcome compare_engines(const Setting& setting, std::size_t callers) {
    Outcome outcome;
    outcome.name = "orders-two-engines" + setting.suffix;
    outcome.goal = 0.9;
    const Folder shared(setting.folder);
    const Folder own(setting.folder);
    constexpr auto time = 500ms;
    const auto seconds = std::chrono::duration<double>(time).count();
    std::vector<Peer::Slice> firsts, seconds_;
    {
        const auto half = callers / 2;
        Peer alone(callers_of(own.path(), {callers, 0, callers}));
        Peer first(callers_of(shared.path(), {half, 0, callers}));
        Peer second(callers_of(shared.path(), {half, half, callers}));
        std::size_t placed = 0;
        for (std::size_t round = 0; round <= setting.rounds; ++round) {
            first.start(time);
            second.start(time);
            auto one = first.finish();
            const auto other = second.finish();
            alone.start(time);
            const auto whole = alone.finish();
            placed += one.orders + other.orders;
            if (round == 0) continue;  // warming up
            firsts.push_back(one);
            seconds_.push_back(other);
            one.used += other.used;
            outcome.engine.add(one.orders + other.orders, seconds, one.used);
            outcome.limit.add(whole.orders, seconds, whole.used);
        }
        if (orders_in(shared.path()) != static_cast<std::int64_t>(placed))
            outcome.doubt("the store has another number of orders than were placed");
    }
    outcome.also.push_back({"slower of faster", slower_of_faster(firsts, seconds_), 0.5});
    outcome.doubt(Theatre(shared.path(), {0, 0, callers}).faults_of_own());
    return outcome;
}

}  // namespace willcall::bench
