// What ticket_office costs: an order beside the same through the least that a channel can be; lists
// of orders at each level of access, in a store that has grown beside one that is young.
#include "benchmarks.hpp"
#include "grown.hpp"

#include <array>
#include <fstream>
#include <sstream>

namespace willcall::bench {

namespace {

using Clock = std::chrono::steady_clock;

// Lists of an operator whose office shows orders at one level or another.
class Listed : public Grown {
public:
    using Grown::Grown;

    void show(const std::string& level) {
        std::stringstream text;
        text << std::ifstream(folder.file("season.yaml")).rdbuf();
        auto season = text.str();
        const std::string after = "      delivery: print\n";
        season.insert(season.find(after) + after.size(), "      orders: " + level + "\n");
        std::string quoted;
        for (const char one : season)
            if (one == '\n') quoted += "\\n";
            else quoted += one;
        theatre.host().invoke("catalogue.apply", R"({"text":")" + quoted + "\"}");
    }
    // The seconds of so many first pages; how many rows they had is compared with `rows`.
    double list(std::size_t pages, std::size_t rows, Outcome& outcome) {
        std::size_t found = 0;
        const auto begin = Clock::now();
        for (std::size_t page = 0; page < pages; ++page) found = theatre.list(0);
        const std::chrono::duration<double> seconds = Clock::now() - begin;
        if (found != rows)
            outcome.doubt("a page of orders has " + std::to_string(found) + " rows, not " +
                          std::to_string(rows));
        return seconds.count();
    }
};

}  // namespace

Outcome compare_order_lists(const Setting& setting, std::size_t callers, std::size_t orders) {
    constexpr std::size_t young_orders = 10'000;
    constexpr std::size_t pages = 50;
    constexpr std::array<const char*, 4> levels = {"all", "office", "own", "none"};
    Outcome outcome;
    outcome.name = "order-lists-by-access" + setting.suffix;
    outcome.goal = 1 / 1.5;
    Listed young(setting.folder, callers, young_orders), old(setting.folder, callers, orders);
    double unfiltered = 0;
    for (const std::string level : levels) {
        const auto rows = level == "none" ? 0 : page_of_orders;
        young.show(level);
        old.show(level);
        std::vector<double> ratios, seconds;
        for (std::size_t round = 0; round <= setting.rounds; ++round) {
            const auto start = Usage::now();
            seconds.push_back(old.list(pages, rows, outcome));
            const auto between = Usage::now();
            const auto before = young.list(pages, rows, outcome);
            const auto end = Usage::now();
            if (round == 0) continue;  // warming up
            ratios.push_back(seconds.back() / before);
            outcome.engine.add(pages, seconds.back(), between - start);
            outcome.limit.add(pages, before, end - between);
        }
        outcome.also.push_back({level + ", grown", median(ratios), 1.5, true});
        if (unfiltered == 0) unfiltered = median(seconds);
        else
            outcome.also.push_back({level + ", filtered", median(seconds) / unfiltered, 1.5, true});
    }
    for (auto* const one : {&young, &old}) outcome.doubt(one->theatre.faults_of_own());
    return outcome;
}

Outcome compare_office(const Setting& setting, double goal) {
    Outcome outcome;
    outcome.name = "orders-office" + setting.suffix;
    outcome.goal = goal;
    const Folder at_office(setting.folder), at_window(setting.folder);
    Desks window{1};
    window.bare = true;
    Theatre office(at_office.path(), {1}), bare(at_window.path(), window);
    constexpr std::size_t each = 400;
    Crowd crowd(1);
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        const auto start = Usage::now();
        const auto seconds = crowd.run(each, [&](std::size_t caller) { office.place(caller); });
        const auto between = Usage::now();
        const auto without = crowd.run(each, [&](std::size_t caller) { bare.place(caller); });
        const auto end = Usage::now();
        if (round == 0) continue;  // warming up
        outcome.engine.add(each, seconds, between - start);
        outcome.limit.add(each, without, end - between);
    }
    for (const auto* const one : {&office, &bare}) outcome.doubt(one->faults_of_own());
    return outcome;
}

}  // namespace willcall::bench
