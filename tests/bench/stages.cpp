#include "benchmarks.hpp"
#include "crowd.hpp"
#include "sampler.hpp"
#include "theatre.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace willcall::bench {

namespace {

// A stage and the functions that belong to it: the innermost one that is named here decides. In the
// order of an order's way.
struct Stage {
    const char* name;
    std::vector<const char*> functions;
};

const std::vector<Stage>& stages() {
    static const std::vector<Stage> all = {
        {"read and validate the request", {"parse_json", "willcall::validate(", "willcall::read("}},
        {"session and permission", {"OpenEngine::prepare", "OpenEngine::permit"}},
        {"channel asked", {"plugins::ask(willcall::plugins::Instance<willcall_channel>"}},
        {"rule asked", {"plugins::ask(willcall::plugins::Instance<willcall_eligibility>"}},
        {"the rest of the quote", {"sales::make_quote", "Quoting::"}},
        {"hash of the request", {"willcall::digest"}},
        {"turn: gather, hand over, wake", {"Turns::join", "Turns::gather", "Waiting::"}},
        {"turn: begin", {"::begin()", "Placing::refresh"}},
        {"turn: idempotency key looked up", {"Placing::seen_before"}},
        {"turn: decided in memory",
         {"Placing::decide", "Placing::claim", "Placing::write_down", "Placing::remember",
          "Placing::lead"}},
        {"turn: quotas written", {"Ledger::write"}},
        {"turn: series and takings written", {"Counters::write"}},
        {"turn: journal hashed", {"Chain::append", "journal::row_hash"}},
        {"turn: journal rows", {"insert_all<willcall::journal::"}},
        // The compiler puts some of these into one function, so they are told as one.
        {"turn: the order's other rows", {"Placing::flush", "insert_all<"}},
        {"turn: commit", {"::commit()"}},
        {"answer", {"sales::show_order", "willcall_writer", "write_json"}},
    };
    return all;
}

std::size_t stage_of(const std::vector<std::string>& functions) {
    for (const auto& function : functions)
        for (std::size_t at = 0; at < stages().size(); ++at)
            for (const char* part : stages()[at].functions)
                if (function.find(part) != function.npos) return at;
    return stages().size();
}

std::string row(const char* name, double share, double microseconds) {
    std::array<char, 120> text;
    std::snprintf(text.data(), text.size(), "    %-36s %5.1f %%  %7.2f us\n", name, share * 100,
                  microseconds);
    return text.data();
}

}  // namespace

Stages sample_stages(const Setting& setting, std::size_t callers, std::size_t each) {
    const Folder folder(setting.folder);
    Theatre theatre(folder.path(), {callers});
    // A lone caller never sleeps where a flush takes no time; of many, most do.
    const bool alone = callers == 1;
    const auto by = alone ? sampler::By::clock : sampler::By::processor;
    Crowd crowd(callers, [by] { sampler::watch_this_thread(by); });
    const Crowd::Work place = [&](std::size_t caller) { theatre.place(caller); };
    crowd.run(std::max<std::size_t>(each / 10, 1), place);
    sampler::begin();
    const auto before = Usage::now();
    crowd.run(each, place);
    const auto microseconds =
        (Usage::now() - before).processor_seconds * 1e6 / static_cast<double>(each * callers);
    sampler::end();

    std::vector<double> counts(stages().size() + 1);
    double all = 0;
    sampler::each_sample([&](const std::vector<std::string>& functions) {
        ++counts[stage_of(functions)];
        ++all;
    });
    Stages found;
    char head[160];
    std::snprintf(
        head, sizeof head,
        "bench order-stages%s %zu in flight: %.1f us of processor an order (%.0f samples)\n",
        setting.suffix.c_str(), callers, microseconds, all);
    found.table = head;
    found.json = "{\"name\":\"order-stages" + setting.suffix +
                 "\",\"in_flight\":" + std::to_string(callers) +
                 ",\"microseconds\":" + std::to_string(microseconds) + ",\"stages\":{";
    for (std::size_t at = 0; at < counts.size(); ++at) {
        const char* name = at < stages().size() ? stages()[at].name : "all else";
        const auto share = all > 0 ? counts[at] / all : 0;
        found.table += row(name, share, share * microseconds);
        found.json += (at == 0 ? "\"" : ",\"") + std::string(name) +
                      "\":" + std::to_string(share * microseconds);
    }
    found.json += "}}";
    return found;
}

}  // namespace willcall::bench
