// Permissions: what a decision costs under many rules, and an order on behalf of another.
#include "benchmarks.hpp"
#include "crowd.hpp"
#include "theatre.hpp"

#include <willcall/plugin/plugin.hpp>

#include <fstream>

namespace willcall::bench {

namespace {

std::string number(std::size_t value) { return std::to_string(value); }

// Asks all policies over and over, within one call: so that what is measured is the decision.
class Deciding final : public willcall::plugin::Feature {
public:
    struct Count {
        std::int64_t times = 1;
        static constexpr auto fields = willcall::in_order{
            willcall::field<"times">(&Count::times, "how often", willcall::at_least(1))};
    };
    Nothing ask(const Count& count, Call call) const {
        for (std::int64_t time = 0; time < count.times; ++time) call.require("/orders/place");
        return {};
    }
    static constexpr auto operations = willcall::in_order{
        operation<"deciding.ask">("", "may the caller place orders?", &Deciding::ask)};
};

constexpr std::size_t asked_at_once = 1'000;

// A role with so many patterns; those that count are the last.
std::string rules_text(std::size_t rules) {
    constexpr std::size_t folders = 317;
    const std::string of_sales = "/orders/**,/shifts/*,/sessions/*";
    std::string text;
    for (std::size_t rule = 3; rule < rules; ++rule)
        text += '/' + number(rule % folders) + '/' + number(rule / folders) + ',';
    return text + of_sales;
}

std::string season_text(std::size_t rules) {
    const auto* performance =
        "      - {key: friday, starts: 2098-11-08T20:00, ends: 2098-11-08T22:30, "
        "capacity: 9000000}\n";
    return season_of(performance) + R"(users:
  - {login: mira@example.org, name: Mira, role: seller, channel: office, locations: [main]}
  - {login: ada@example.org, name: Ada, role: seller, channel: office, locations: [main]}
plugins:
  print: {folder: tickets}
  roles: {roles: {seller: {sees: channel, permits: [)" +
           rules_text(rules) + "]}}}\n";
}

// A store whose sellers have a role of so many rules.
class House {
public:
    House(const std::string& folder, std::size_t rules)
        : engine_(season(folder, rules), options(folder, rules)),
          host_(engine_.host()),
          mira_(engine_.session(R"({"vouch_for": "mira@example.org"})")),
          ada_(engine_.session(R"({"vouch_for": "ada@example.org"})")) {
        mira_.invoke("shifts.open");
    }

    // Ada sells for Mira, from now on.
    void begin() {
        for (const auto* right : {"/admin/users/impersonate", "/admin/users/sell-on-behalf-of"})
            host_.invoke("sell_on_behalf.grant", R"({"login":"ada@example.org","permission":")" +
                                                     std::string(right) + "\"}");
        ada_.invoke("sell_on_behalf.begin", R"({"login":"mira@example.org"})");
    }
    void place() { place(mira_); }
    void place_on_behalf() { place(ada_); }
    void decide() { mira_.invoke("deciding.ask", R"({"times":)" + number(asked_at_once) + "}"); }

    // Why the figures say nothing: faults, or another count of orders.
    std::string wrong(std::size_t orders) const {
        const auto answer = host_.invoke("store.check");
        if (answer.find(R"("ok":true)") == answer.npos) return answer.substr(0, 1000);
        const auto said = R"("orders":)" + number(orders) + ',';
        if (answer.find(said) == answer.npos) return "there are not " + number(orders) + " orders";
        return {};
    }

private:
    static std::string season(const std::string& folder, std::size_t rules) {
        const auto path = folder + "/rules-" + number(rules) + ".yaml";
        std::ofstream(path) << season_text(rules);
        return path;
    }
    static api::Options options(const std::string& folder, std::size_t rules) {
        api::Options options;
        options.store = "sqlite:" + folder + "/rules-" + number(rules) + ".db";
        options.workers = 0;
        options.carried = {
            {willcall::plugin::module<Deciding>("deciding", "1.0.0", "asks for permission"),
             nullptr}};
        return options;
    }
    static void place(const api::Session& session) {
        session.invoke("orders.place", order_text("friday"));
    }

    api::Engine engine_;
    api::Session host_, mira_, ada_;
};

constexpr std::size_t few_rules = 100;
// As many as a season file can say.
constexpr std::size_t many_rules = 99'000;

}  // namespace

Outcome compare_on_behalf(const Setting& setting, std::size_t each) {
    Outcome outcome;
    outcome.name = "orders-on-behalf" + setting.suffix;
    outcome.goal = 1 / 1.1;
    const Folder folder(setting.folder);
    House house(folder.path(), few_rules);
    house.begin();
    Crowd crowd(1);
    std::size_t placed = 0;
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        const auto start = Usage::now();
        const auto on_behalf = crowd.run(each, [&](std::size_t) { house.place_on_behalf(); });
        const auto between = Usage::now();
        const auto plain = crowd.run(each, [&](std::size_t) { house.place(); });
        const auto end = Usage::now();
        placed += 2 * each;
        if (round == 0) continue;  // warming up
        outcome.engine.add(each, on_behalf, between - start);
        outcome.limit.add(each, plain, end - between);
    }
    outcome.doubt(house.wrong(placed));
    return outcome;
}

Outcome compare_permissions(const Setting& setting) {
    constexpr std::size_t slices = 20;
    constexpr std::size_t orders = 500;
    Outcome outcome;
    outcome.name = "permissions-100000-rules" + setting.suffix;
    outcome.goal = 0.5;
    const Folder folder(setting.folder);
    House many(folder.path(), many_rules), few(folder.path(), few_rules);
    Crowd crowd(1);
    std::size_t placed = 0;
    std::vector<double> parts;  // of an order that its decision is
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        const auto start = Usage::now();
        const auto with_many = crowd.run(slices, [&](std::size_t) { many.decide(); });
        const auto between = Usage::now();
        const auto with_few = crowd.run(slices, [&](std::size_t) { few.decide(); });
        const auto end = Usage::now();
        const auto ordering = crowd.run(orders, [&](std::size_t) { many.place(); });
        placed += orders;
        if (round == 0) continue;  // warming up
        constexpr auto decisions = slices * asked_at_once;
        outcome.engine.add(decisions, with_many, between - start);
        outcome.limit.add(decisions, with_few, end - between);
        parts.push_back(with_many / decisions / (ordering / orders));
    }
    outcome.also.push_back({"of an order", median(parts), 0.05, true});
    outcome.doubt(many.wrong(placed));
    outcome.doubt(few.wrong(0));
    return outcome;
}

}  // namespace willcall::bench
