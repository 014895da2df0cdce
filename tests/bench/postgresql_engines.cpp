// The benchmarks on PostgreSQL.
#include "benchmarks.hpp"
#include "crowd.hpp"
#include "postgresql_orders.hpp"
#include "theatre.hpp"

#include <optional>
#include <stdexcept>

namespace willcall::bench {

namespace {

using namespace std::chrono_literals;

// Connections of the limit.
constexpr std::size_t connections = 4;

class HotComparison {
public:
    HotComparison(const Setting& setting, const HotPlan& plan)
        : plan_(plan),
          folder_(setting.folder),
          server_(folder_.path()),
          desks_{plan.callers, 0, plan.callers, 1},
          theatre_(folder_.path(), desks_, server_.make_schema("season")),
          crowd_(plan.callers) {
        outcome_.name = "orders-postgresql-hot" + setting.suffix;
        outcome_.goal = plan.goal;
        place(1);  // every shift has taken something before the copy is made
        make_tables();
        raw_.emplace(server_, "season", "raw", connections);
    }

    Outcome run(std::size_t rounds) {
        slice(false);  // caches, statements
        for (std::size_t round = 0; round < rounds; ++round) slice(true);
        say(raw_->difference(outcome_.rows));
        raw_.reset();
        say_faults("the engine's store", theatre_.faults_of_own());
        say_faults("the limit's store", theatre_.faults_of(server_.url("raw")));
        return std::move(outcome_);
    }

private:
    // An engine makes them, and is gone before the rows are replaced.
    void make_tables() {
        const Folder folder(folder_.path());
        Theatre(folder.path(), {0, 0, plan_.callers, 1}, server_.make_schema("raw"));
    }

    double place(std::size_t each) {
        return crowd_.run(each, [this](std::size_t caller) { theatre_.place(caller); });
    }

    void slice(bool counts) {
        const auto before = server_.used();
        const auto seconds = place(plan_.each);
        const auto between = server_.used();
        const auto orders = raw_->read();
        if (orders != plan_.each * plan_.callers)
            throw std::runtime_error("the engine wrote another number of orders than were placed");
        const auto before_raw = server_.used();
        const auto seconds_raw = raw_->write();
        if (!counts) return;
        outcome_.engine.add(orders, seconds, between - before);
        outcome_.limit.add(orders, seconds_raw, server_.used() - before_raw);
    }

    void say(const std::string& why) { outcome_.doubt(why); }
    void say_faults(const char* where, const std::string& faults) {
        if (!faults.empty()) say(where + (": " + faults));
    }

    HotPlan plan_;
    Outcome outcome_;
    Folder folder_;
    PostgresqlServer server_;
    Desks desks_;
    Theatre theatre_;
    Crowd crowd_;
    std::optional<PostgresqlOrders> raw_;
};

}  // namespace

Outcome compare_postgresql_hot(const Setting& setting, const HotPlan& plan) {
    return HotComparison(setting, plan).run(setting.rounds);
}

Outcome compare_postgresql_crowd(const Setting& setting, std::size_t many, std::size_t few) {
    Outcome outcome;
    outcome.name = "orders-postgresql-crowd" + setting.suffix;
    outcome.goal = 0.9;
    const Folder folder(setting.folder);
    PostgresqlServer server(folder.path());
    Theatre theatre(folder.path(), {many}, server.make_schema("season"));
    Crowd crowd(many);
    Crowd alone(few);
    constexpr auto time = 400ms;
    const auto slice = [&](Crowd& callers, Side* side) {
        const auto before = server.used();
        const auto begin = std::chrono::steady_clock::now();
        const auto orders =
            callers.run_for(time, [&](std::size_t caller) { theatre.place(caller); });
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        if (side != nullptr) side->add(orders, took.count(), server.used() - before);
    };
    for (std::size_t round = 0; round <= setting.rounds; ++round) {
        slice(crowd, round == 0 ? nullptr : &outcome.engine);  // the first warms up
        slice(alone, round == 0 ? nullptr : &outcome.limit);
    }
    outcome.doubt(theatre.faults_of_own());
    return outcome;
}

Outcome compare_postgresql_engines(const Setting& setting, std::size_t callers) {
    const Folder shared(setting.folder);
    const Folder own(setting.folder);
    PostgresqlServer server(own.path());
    const auto store = server.make_schema("season");
    const auto orders = [&] { return Postgresql(store).number("select count(*) from orders"); };
    // The peers say what they have of the processor.
    const auto disk = [&] {
        auto used = server.used();
        used.processor_seconds = 0;
        return used;
    };
    return compare_engines(setting, {"orders-postgresql-two-engines", callers, shared.path(),
                                     own.path(), store, server.make_schema("alone"), orders, disk});
}

}  // namespace willcall::bench
