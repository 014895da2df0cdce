// Refusals: a performance is sold out, and everybody still asks.
#include "benchmarks.hpp"
#include "crowd.hpp"
#include "sqlite.hpp"
#include "theatre.hpp"

namespace willcall::bench {

Outcome compare_refusals(const Setting& setting, std::size_t callers, double goal) {
    Outcome outcome;
    outcome.name = "refusals-sold-out" + setting.suffix;
    outcome.goal = goal;
    const Folder folder(setting.folder);
    Theatre theatre(folder.path(), {callers});
    Crowd crowd(callers);
    theatre.sell_out();
    Sqlite watching(theatre.store_path());
    constexpr std::size_t orders_each = 32;
    constexpr std::size_t refusals_each = 256;
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        const auto start = Usage::now();
        const auto placing =
            crowd.run(orders_each, [&](std::size_t caller) { theatre.place(caller); });
        const auto version = watching.number("pragma data_version");
        const auto before = Usage::now();
        const auto refusing =
            crowd.run(refusals_each, [&](std::size_t caller) { theatre.ask_in_vain(caller); });
        const auto used = Usage::now() - before;
        if (used.bytes > 0 || used.flushes > 0 || watching.number("pragma data_version") != version)
            outcome.doubt("refusals wrote " + std::to_string(used.bytes) + " bytes and " +
                          std::to_string(used.flushes) + " flushes");
        if (round == 0) continue;  // warming up
        outcome.engine.add(refusals_each * callers, refusing, used);
        outcome.limit.add(orders_each * callers, placing, before - start);
    }
    outcome.doubt(theatre.faults_of_own());
    return outcome;
}

}  // namespace willcall::bench
