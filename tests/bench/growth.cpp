// A store that has grown: orders, and looking one up, beside a store that is young.
#include "benchmarks.hpp"
#include "grown.hpp"

#include <random>

namespace willcall::bench {

namespace {

struct Watched : Grown {
    using Grown::Grown;
    // One caller, orders from anywhere; the seconds for all.
    double look_up_numbers(std::size_t count) {
        std::uniform_int_distribution<std::uint64_t> any(1, orders);
        codes.clear();
        return seconds_of([&] {
            for (std::size_t at = 0; at < count; ++at)
                codes.push_back(theatre.look_up(0, any(chance)));
        });
    }
    // The orders that were looked up by number the round before.
    double look_up_codes() {
        return seconds_of([&] {
            for (const auto& code : codes) theatre.look_up(0, code);
        });
    }
    template <class Work>
    static double seconds_of(Work&& work) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }

    std::minstd_rand chance;
    std::vector<std::string> codes;
};

}  // namespace

Outcome compare_growth(const Setting& setting, std::size_t callers, std::size_t orders) {
    Outcome outcome;
    outcome.name = "orders-growth" + setting.suffix;
    outcome.goal = 0.8;
    constexpr std::size_t young_orders = 10'000;
    constexpr std::size_t orders_each = 32;
    constexpr std::size_t look_ups = 2'000;
    Watched young(setting.folder, callers, young_orders);
    Watched old(setting.folder, callers, orders);
    std::vector<double> by_number, by_code;
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        const auto start = Usage::now();
        const auto seconds = old.place(orders_each);
        const auto between = Usage::now();
        const auto seconds_young = young.place(orders_each);
        const auto end = Usage::now();
        const auto code = old.look_up_codes() / young.look_up_codes();
        const auto number = old.look_up_numbers(look_ups) / young.look_up_numbers(look_ups);
        if (round == 0) continue;  // warming up
        by_number.push_back(number);
        by_code.push_back(code);
        outcome.engine.add(orders_each * callers, seconds, between - start);
        outcome.limit.add(orders_each * callers, seconds_young, end - between);
    }
    outcome.also.push_back({"look-up by number", median(by_number), 1.5, true});
    outcome.also.push_back({"by ticket code", median(by_code), 1.5, true});
    for (auto* const one : {&young, &old}) outcome.doubt(one->theatre.faults_of_own());
    return outcome;
}

}  // namespace willcall::bench
