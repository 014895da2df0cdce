#include "benchmarks.hpp"
#include "crowd.hpp"
#include "proof.hpp"
#include "raw_orders.hpp"
#include "theatre.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

namespace willcall::bench {

namespace {

// Where both sides commit order by order, they write the same pages. In the slices the engine may
// write more (turns that did not come together whole cost it), but hardly less where the limit puts
// as many orders together: only a checkpoint falls on either side of a slice's end.
constexpr double bytes_tolerance = 0.02;
constexpr double slices_tolerance = 0.10;
constexpr double pages_tolerance = 0.02;

bool apart(double a, double b, double tolerance) {
    return std::abs(a - b) > tolerance * std::max(a, b);
}

class Comparison {
public:
    Comparison(const Setting& setting, const OrdersPlan& plan)
        : plan_(plan),
          folder_(setting.folder),
          theatre_(folder_.path(), {plan.callers}),
          crowd_(plan.callers) {
        outcome_.name = plan.name + setting.suffix;
        outcome_.goal = plan.goal;
        place(1);  // every shift has taken something before the copy is made
        store_.emplace(theatre_.store_path());
        copy_.emplace(folder_.file("raw.db"));
        copy_store(*store_, *copy_);
        raw_.emplace(*store_, *copy_);
    }

    Outcome run(std::size_t rounds) {
        slice(false);  // caches, statements, the write-ahead log's first pages
        for (std::size_t round = 0; round < rounds; ++round) slice(true);
        prove_bytes();
        prove();
        return std::move(outcome_);
    }

private:
    double place(std::size_t each) {
        return crowd_.run(each, [this](std::size_t caller) { theatre_.place(caller); });
    }

    void slice(bool counts) {
        const auto before = Usage::now();
        const auto seconds = place(plan_.each);
        const auto between = Usage::now();
        const auto orders = raw_->read();
        if (orders != plan_.each * plan_.callers)
            throw std::runtime_error("the engine wrote another number of orders than were placed");
        const auto before_raw = Usage::now();
        const auto seconds_raw = raw_->write(plan_.raw_together);
        if (!counts) return;
        outcome_.engine.add(orders, seconds, between - before);
        outcome_.limit.add(orders, seconds_raw, Usage::now() - before_raw);
    }

    // The same orders, committed one by one on both sides.
    void prove_bytes() {
        // Neither side's log is to be full meanwhile.
        for (auto* const one : {&*store_, &*copy_}) one->execute("pragma wal_checkpoint(truncate)");
        constexpr std::size_t orders = 64;
        const auto before = Usage::now();
        for (std::size_t order = 0; order < orders; ++order) theatre_.place(0);
        const auto between = Usage::now();
        if (raw_->read() != orders) say("the engine did not write what it was asked to");
        raw_->write(1);
        const auto engine = static_cast<double>((between - before).bytes) / orders;
        const auto raw = static_cast<double>((Usage::now() - between).bytes) / orders;
        if (apart(engine, raw, bytes_tolerance))
            say("committed one by one, an order is " + std::to_string(engine) + " bytes and " +
                std::to_string(raw));
    }

    void prove() {
        auto same = compare_stores(*store_, *copy_);
        outcome_.rows = std::move(same.rows);
        say(same.difference);
        const auto pragmas = pragmas_of(theatre_.writer());
        if (pragmas != raw_->pragmas())
            say("pragmas differ: " + pragmas + "against " + raw_->pragmas());
        if (apart(static_cast<double>(same.pages), static_cast<double>(same.pages_of_copy),
                  pages_tolerance))
            say("the files have " + std::to_string(same.pages) + " and " +
                std::to_string(same.pages_of_copy) + " pages");
        if (plan_.raw_together == plan_.callers &&
            outcome_.engine.bytes_each() < (1 - slices_tolerance) * outcome_.limit.bytes_each())
            say("the engine wrote too little in the slices");
        raw_.reset();
        copy_.reset();
        say_faults("the engine's store", theatre_.faults_of_own());
        say_faults("the limit's store", theatre_.faults_of("sqlite:" + folder_.file("raw.db")));
    }

    void say(const std::string& why) { outcome_.doubt(why); }
    void say_faults(const char* where, const std::string& faults) {
        if (!faults.empty()) say(where + (": " + faults));
    }

    OrdersPlan plan_;
    Outcome outcome_;
    Folder folder_;
    Theatre theatre_;
    Crowd crowd_;
    std::optional<Sqlite> store_, copy_;
    std::optional<RawOrders> raw_;
};

}  // namespace

Outcome compare_orders(const Setting& setting, const OrdersPlan& plan) {
    return Comparison(setting, plan).run(setting.rounds);
}

}  // namespace willcall::bench
