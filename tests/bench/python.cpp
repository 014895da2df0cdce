// Orders from Python beside the same from C++, each from one thread of its own process.
#include "benchmarks.hpp"
#include "peer.hpp"

namespace willcall::bench {

Outcome compare_python(const Setting& setting, const PythonPlan& plan) {
    using namespace std::chrono_literals;
    Outcome outcome;
    outcome.name = plan.name + setting.suffix;
    outcome.goal = plan.goal;
    const Folder scripted(setting.folder);
    const Folder own(setting.folder);
    constexpr auto time = 500ms;
    const auto seconds = std::chrono::duration<double>(time).count();
    {
        // The season is written by who opens the store first.
        const Theatre made(scripted.path(), {0, 0, 1});
    }
    {
        Peer python(python_of(scripted.path(), plan.in_flight));
        Peer plain(plan.in_flight == 1 ? callers_of(own.path(), {})
                                       : queue_of(own.path(), plan.in_flight));
        for (std::size_t round = 0; round <= setting.rounds; ++round) {
            python.start(time);
            const auto in_python = python.finish();
            plain.start(time);
            const auto in_plain = plain.finish();
            if (round == 0) continue;  // warming up
            outcome.engine.add(in_python.orders, seconds, in_python.used);
            outcome.limit.add(in_plain.orders, seconds, in_plain.used);
        }
    }
    for (const auto* const folder : {&scripted, &own})
        outcome.doubt(Theatre(folder->path(), {0, 0, 1}).faults_of_own());
    return outcome;
}

}  // namespace willcall::bench
