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
    const Folder shared(setting.folder);
    const Folder own(setting.folder);
    return compare_engines(setting, {"orders-two-engines",
                                     callers,
                                     shared.path(),
                                     own.path(),
                                     {},
                                     {},
                                     [&] { return orders_in(shared.path()); },
                                     [] { return Usage(); }});
}

Outcome compare_engines(const Setting& setting, const EnginesPlan& plan) {
    Outcome outcome;
    outcome.name = plan.name + setting.suffix;
    outcome.goal = 0.9;
    const auto callers = plan.callers;
    constexpr auto time = 500ms;
    const auto seconds = std::chrono::duration<double>(time).count();
    std::vector<Peer::Slice> firsts, seconds_;
    {
        const auto half = callers / 2;
        Peer alone(callers_of(plan.own_folder, {callers, 0, callers}, plan.own));
        Peer first(callers_of(plan.shared_folder, {half, 0, callers}, plan.shared));
        Peer second(callers_of(plan.shared_folder, {half, half, callers}, plan.shared));
        std::size_t placed = 0;
        for (std::size_t round = 0; round <= setting.rounds; ++round) {
            const auto before = plan.server();
            first.start(time);
            second.start(time);
            auto one = first.finish();
            const auto other = second.finish();
            const auto between = plan.server();
            alone.start(time);
            auto whole = alone.finish();
            placed += one.orders + other.orders;
            if (round == 0) continue;  // warming up
            firsts.push_back(one);
            seconds_.push_back(other);
            one.used += other.used;
            one.used += between - before;
            whole.used += plan.server() - between;
            outcome.engine.add(one.orders + other.orders, seconds, one.used);
            outcome.limit.add(whole.orders, seconds, whole.used);
        }
        if (plan.orders() != static_cast<std::int64_t>(placed))
            outcome.doubt("the store has another number of orders than were placed");
    }
    outcome.also.push_back({"slower of faster", slower_of_faster(firsts, seconds_), 0.5});
    outcome.doubt(Theatre(plan.shared_folder, {0, 0, callers}, plan.shared).faults_of_own());
    return outcome;
}

}  // namespace willcall::bench
