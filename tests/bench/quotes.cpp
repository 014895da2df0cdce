// Quotes: what offers and memberships cost, and what the guards do.
#include "answers.hpp"
#include "benchmarks.hpp"
#include "crowd.hpp"
#include "sampler.hpp"
#include "theatre.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

namespace willcall::bench {

namespace {

constexpr std::size_t lines = 20;
constexpr std::size_t memberships = 50;
constexpr std::size_t offers = 200;

std::string number(std::size_t value) { return std::to_string(value); }

// Every fourth offer is for a membership that the owner has, and one ticket type; of the others
// some lack a code, some a tag, and some are for another channel.
std::string offer_text(std::size_t at) {
    auto text = "      - {key: o" + number(at) + ", name: Offer " + number(at) + ", percent: \"" +
                number(1 + at % 50) + "\", ";
    switch (at % 4) {
    case 0:
        return text + "memberships: [m" + number(at / 4) + "], ticket_types: [t" +
               number(at / 4 % lines) + "], limit: 10000000, group: all}\n";
    case 1: return text + "codes: [SPRING]}\n";
    case 2: return text + "tags: [patron], ticket_types: [t" + number(at % lines) + "]}\n";
    default: return text + "channels: [pier]}\n";
    }
}

std::string season_text(bool promoted) {
    std::string text = R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles, language: en}
events:
  - key: heights
    name: In The Heights
    performances:
      - {key: friday, starts: 2098-11-07T20:00, ends: 2098-11-07T22:30, capacity: 9000000}
    ticket_types:
)";
    for (std::size_t at = 0; at < lines; ++at)
        text += "      - {key: t" + number(at) + ", name: Type " + number(at) + ", price: 20.00}\n";
    text += R"(channels: [{key: office, kind: ticket_office}]
users:
  - login: operator@example.org
    name: Operator
    role: operator
    channel: office
    uses_shifts: false
)";
    if (!promoted) return text;
    std::string types, products;
    for (std::size_t at = 0; at < memberships; ++at) {
        const auto key = "m" + number(at);
        products += "  - {key: " + key + ", name: Member " + number(at) + ", price: 0}\n";
        types += "      - {key: " + key + ", name: Member " + number(at) + ", product: " + key +
                 ", months: 12}\n";
    }
    text += "products:\n" + products + "plugins:\n  memberships:\n    types:\n" + types +
            "  promotions:\n    codes: [{code: SPRING}]\n    groups: [{key: all, limit: 9000000}]\n"
            "    offers:\n";
    for (std::size_t at = 0; at < offers; ++at) text += offer_text(at);
    return text;
}

// A store that quotes twenty lines to one owner, over and over.
class Quoting {
public:
    Quoting(const std::string& folder, bool promoted)
        : engine_(season(folder, promoted), options(folder)),
          host_(engine_.host()),
          desk_(engine_.session(R"({"vouch_for": "operator@example.org"})")) {
        const auto owner =
            text_after(host_.invoke("customers.create", R"({"name": "Ann Lee"})"), R"("id":")");
        if (promoted) join(owner);
        request_ = R"({"owner":")" + owner + R"(","lines":[)";
        for (std::size_t at = 0; at < lines; ++at)
            request_ += std::string(at == 0 ? "" : ",") + R"({"performance":"friday",)" +
                        R"("ticket_type":"t)" + number(at) + R"(","quantity":2})";
        request_ += "]}";
    }

    void quote() { answer_ = desk_.invoke("orders.quote", request_); }
    // How many lines of the last quote have an offer; nothing where it was refused.
    std::size_t reduced() const {
        if (answer_.find(R"("possible":true)") == answer_.npos) return lines + 1;
        return times_in(answer_, R"("effects":[{)");
    }
    std::string faults() const { return faults_in(host_); }

private:
    static std::string season(const std::string& folder, bool promoted) {
        const auto path = folder + (promoted ? "/promoted.yaml" : "/plain.yaml");
        std::ofstream(path) << season_text(promoted);
        return path;
    }
    static api::Options options(const std::string& folder) {
        static std::size_t stores = 0;
        api::Options options;
        options.store = "sqlite:" + folder + "/quotes-" + number(++stores) + ".db";
        options.workers = 0;
        return options;
    }
    static std::string text_after(const std::string& answer, std::string_view before) {
        const auto begin = answer.find(before) + before.size();
        return answer.substr(begin, answer.find('"', begin) - begin);
    }
    // The owner has all memberships.
    void join(const std::string& owner) {
        auto request = R"({"owner":")" + owner + R"(","lines":[)";
        for (std::size_t at = 0; at < memberships; ++at)
            request += std::string(at == 0 ? "" : ",") + R"({"product":"m)" + number(at) + "\"}";
        desk_.invoke("orders.place", request + "]}");
    }

    api::Engine engine_;
    api::Session host_, desk_;
    std::string request_, answer_;
};

constexpr std::size_t each = 400;

}  // namespace

Outcome compare_quotes(const Setting& setting, double goal) {
    Outcome outcome;
    outcome.name = "quote-20-lines" + setting.suffix;
    outcome.goal = goal;
    const Folder folder(setting.folder);
    Quoting promoted(folder.path(), true), plain(folder.path(), false);
    Crowd crowd(1);
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        const auto start = Usage::now();
        const auto with = crowd.run(each, [&](std::size_t) { promoted.quote(); });
        const auto between = Usage::now();
        const auto without = crowd.run(each, [&](std::size_t) { plain.quote(); });
        const auto end = Usage::now();
        if (round == 0) continue;  // warming up
        outcome.engine.add(each, with, between - start);
        outcome.limit.add(each, without, end - between);
    }
    if (promoted.reduced() != lines || plain.reduced() != 0)
        outcome.doubt(number(promoted.reduced()) + " and " + number(plain.reduced()) +
                      " lines have an offer");
    outcome.doubt(promoted.faults());
    outcome.doubt(plain.faults());
    return outcome;
}

Outcome sample_guards(const Setting& setting, double goal) {
    constexpr std::array<std::string_view, 2> guards = {"access::read_epoch_sum",
                                                        "sales::quote_token"};
    Outcome outcome;
    outcome.name = "quote-guards" + setting.suffix;
    outcome.goal = goal;
    const Folder folder(setting.folder);
    Quoting plain(folder.path(), false);
    Crowd crowd(1, [] { sampler::watch_this_thread(sampler::By::clock); });
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        sampler::begin();
        const auto start = Usage::now();
        const auto seconds = crowd.run(each, [&](std::size_t) { plain.quote(); });
        const auto used = Usage::now() - start;
        sampler::end();
        double all = 0, guarding = 0;
        sampler::each_sample([&](const std::vector<std::string>& functions) {
            ++all;
            guarding += std::ranges::any_of(functions, [&](const std::string& function) {
                return std::ranges::any_of(guards, [&](std::string_view guard) {
                    return function.find(guard) != function.npos;
                });
            });
        });
        if (all == 0) outcome.doubt("no sample was taken");
        if (round == 0 || all == 0) continue;
        outcome.engine.add(each, seconds, used);
        outcome.limit.add(each, seconds * (1 - guarding / all), used);
    }
    outcome.doubt(plain.faults());
    return outcome;
}

}  // namespace willcall::bench
