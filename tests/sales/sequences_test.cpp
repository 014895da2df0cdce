// Random working days, from seeds: alone, step by step beside the model; by many threads, with the
// journal replayed through the model afterwards.
#include "sales/box_office.hpp"

#include <willcall/reports.hpp>
#include <willcall/shifts.hpp>

#include <mutex>
#include <thread>

namespace willcall::tests {
namespace {

// One seed, one day: the steps, each checked against the model, and everything that was said.
class Day {
public:
    Day(const std::string& database, std::uint64_t seed, std::size_t engine_count)
        : office(database, engine_count), engine_count_(engine_count), random_(seed) {}

    void work(int steps) {
        for (int step = 0; step < steps && !testing::Test::HasFailure(); ++step) {
            SCOPED_TRACE("step " + std::to_string(step));
            const auto chance = random_() % 100;
            engine_ = random_() % engine_count_;
            if (chance < 68) sell();
            else if (chance < 76) repeat();
            else if (chance < 80) reuse_a_key();
            else if (chance < 90) open_or_close_a_shift();
            else if (chance < 95) quote();
            else resize();
            if (step % 100 != 99) continue;
            EXPECT_EQ(office.differences(), "");
        }
        EXPECT_EQ(office.differences(), "");
    }

    BoxOffice office;
    std::vector<std::string> said;

private:
    struct Placed {
        Sale sale;
        std::string key;
        std::string answer;
    };

    const Told& note(Told told) {
        said.push_back(told.text);
        return told_ = std::move(told);
    }
    void sell() {
        const auto sale = office.random_sale(random_);
        const auto key = "key " + std::to_string(said.size());
        const auto verdict = office.model.judge(sale);
        const auto& told = note(office.sell(sale, engine_, key));
        if (!verdict.rule.empty()) return expect_refused(told, verdict);
        ASSERT_EQ(told.status, WILLCALL_OK) << told.text;
        const auto order = told.as<Order>();
        EXPECT_EQ(order.number, office.model.place(sale));
        EXPECT_EQ(order.total.minor, office.model.total(sale));
        EXPECT_EQ(order.paid.minor, sale.paid);
        placed_.push_back({sale, key, told.text});
    }
    static void expect_refused(const Told& told, const Model::Verdict& verdict) {
        ASSERT_EQ(told.status, WILLCALL_REFUSED) << told.text << " instead of " << verdict.rule;
        const auto reason = told.reasons().front();
        EXPECT_EQ(reason.rule, verdict.rule);
        if (verdict.shortages.empty()) return;
        const Model::Shortage said{reason.numbers.at("asked"), reason.numbers.at("left"),
                                   reason.numbers.at("capacity")};
        EXPECT_TRUE(verdict.shortages.contains(said)) << told.text;
    }
    void repeat() {
        if (placed_.empty()) return;
        const auto& [sale, key, answer] = placed_[random_() % placed_.size()];
        EXPECT_EQ(note(office.sell(sale, engine_, key)).text, answer);
    }
    void reuse_a_key() {
        if (placed_.empty()) return;
        auto [sale, key, answer] = placed_[random_() % placed_.size()];
        sale.lines.front().quantity += 1;
        if (office.model.takes_payment(sale.seller)) sale.paid = office.model.total(sale);
        EXPECT_EQ(note(office.sell(sale, engine_, key)).status, WILLCALL_CONFLICT);
    }
    void open_or_close_a_shift() {
        const auto seller = office.random_sale(random_).seller;
        if (!office.model.takes_payment(seller)) return;
        const auto open = office.model.open_shifts.find(seller);
        const bool is_open = open != office.model.open_shifts.end();
        const auto& told =
            note(tell(office.desk(seller, engine_), is_open ? "shifts.close" : "shifts.open"));
        ASSERT_EQ(told.status, WILLCALL_OK) << told.text;
        if (!is_open) return void(office.model.open_shifts.emplace(seller, 0));
        std::int64_t taken = 0;
        for (const auto& means : told.as<Shift>().means) taken += means.taken.minor;
        EXPECT_EQ(taken, open->second);
        office.model.open_shifts.erase(open);
    }
    // A quote says what placing would: also everything at once that placing says one by one.
    void quote() {
        auto sale = office.random_sale(random_);
        if (office.model.takes_payment(sale.seller)) sale.paid = office.model.total(sale);
        else sale.paid = 0;
        QuoteOrder request;
        for (const auto& line : sale.lines)
            request.lines.push_back({.performance = line.performance,
                                     .ticket_type = line.ticket_type,
                                     .quantity = line.quantity});
        const auto& told =
            note(tell(office.desk(sale.seller, engine_), "orders.quote", write_json(request, 2)));
        ASSERT_EQ(told.status, WILLCALL_OK) << told.text;
        EXPECT_EQ(told.as<OrderQuote>().possible, office.model.judge(sale).rule.empty())
            << told.text;
    }
    void resize() {
        auto& performance = (random_() & 1) != 0 ? office.model.performances.at("friday")
                                                 : office.model.performances.at("sunday");
        performance.capacity = static_cast<std::int64_t>(random_() % 400);
        office.model.channel_caps.at("window").capacity =
            static_cast<std::int64_t>(random_() % 600);
        EXPECT_EQ(note(office.apply()).status, WILLCALL_OK);
    }

    std::size_t engine_count_;
    std::mt19937_64 random_;
    std::size_t engine_ = 0;
    Told told_;
    std::vector<Placed> placed_;
};

class Sequences : public testing::TestWithParam<std::string> {};
ON_EVERY_DATABASE(Sequences);

TEST_P(Sequences, a_day_of_random_work_is_what_the_model_says) {
    RecordProperty("requirement", "decision-6 decision-7");
    for (const std::uint64_t seed : {1, 2, 3, 4}) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Day(GetParam(), seed, seed % 2 + 1).work(500);
    }
}

TEST_P(Sequences, the_same_seed_and_the_same_calls_give_the_same_bytes) {
    Day one(GetParam(), 5, 1);
    Day other(GetParam(), 5, 1);
    one.work(300);
    other.work(300);
    EXPECT_EQ(one.said, other.said);
    // The chain binds every id, time, amount and salt.
    EXPECT_EQ(tell(one.office.host(), "journal.head").text,
              tell(other.office.host(), "journal.head").text);
    EXPECT_TRUE(one.office.close() == other.office.close()) << "the files of the stores differ";
}

// What a thread was told, in the order it was told.
struct Seen {
    Sale sale;
    Told told;
};

// A thread at work; shifts come and go under it.
std::vector<Seen> work(const BoxOffice& office, std::uint64_t seed, int steps) {
    std::mt19937_64 random(seed);
    std::vector<Seen> seen;
    for (int step = 0; step < steps; ++step) {
        const auto sale = office.random_sale(random);
        const auto& desk = office.desk(sale.seller);
        if (random() % 15 == 0 && office.model.takes_payment(sale.seller))
            tell(desk, random() % 3 == 0 ? "shifts.close" : "shifts.open");
        seen.push_back({sale, tell(desk, "orders.place", BoxOffice::request_of(sale),
                                   std::to_string(seed) + '-' + std::to_string(step))});
    }
    return seen;
}

// Takes everything that happened through the model, in the order of the journal.
class Replay {
public:
    Replay(BoxOffice& office, const std::map<std::int64_t, Seen>& placed)
        : office_(office), placed_(placed) {}

    void run() {
        std::string cursor;
        for (bool more = true; more;) {
            const auto page = parse_json(
                tell(office_.host(), "journal.since", write_json(JournalSince{cursor}, 2)).text);
            for (const auto& entry : page.find("entries")->children)
                if (const auto* subject = entry.find("subject"))
                    take(entry.find("operation")->text, id_number(subject->text));
            cursor = page.find("cursor")->text;
            more = page.find("more")->number != 0;
        }
    }

private:
    void take(const std::string& operation, std::int64_t subject) {
        if (operation == "shifts.open") open_[subject] = "";
        if (operation == "shifts.close") {
            office_.model.open_shifts.erase(open_.at(subject));
            open_.erase(subject);
        }
        if (operation == "orders.place") place(placed_.at(subject));
    }
    void place(const Seen& seen) {
        const auto order = seen.told.as<Order>();
        if (order.who.shift) {
            // Whose shift it is, its first order tells.
            open_.at(order.who.shift->number) = seen.sale.seller;
            office_.model.open_shifts.try_emplace(seen.sale.seller, 0);
        }
        EXPECT_EQ(office_.model.judge(seen.sale).rule, "") << seen.told.text;
        EXPECT_EQ(order.number, office_.model.place(seen.sale));
    }

    BoxOffice& office_;
    const std::map<std::int64_t, Seen>& placed_;
    std::map<std::int64_t, std::string> open_;  // shifts, with their sellers
};

TEST_P(Sequences, what_threads_did_can_be_done_one_by_one_in_the_order_of_the_journal) {
    BoxOffice office(GetParam(), 1);
    office.model.performances = {{"friday", {160, 0}}, {"sunday", {200, 0}}};
    office.model.channel_caps = {{"window", {250, 0}}};
    office.apply();
    std::vector<std::vector<Seen>> seen(8);
    std::vector<std::thread> threads;
    for (std::size_t at = 0; at < seen.size(); ++at)
        threads.emplace_back([&, at] { seen[at] = work(office, 100 + at, 60); });
    for (auto& thread : threads) thread.join();
    std::map<std::int64_t, Seen> placed;
    std::size_t answered = 0;
    for (const auto& of_thread : seen)
        for (const auto& one : of_thread) {
            ASSERT_TRUE(one.told.status == WILLCALL_OK || one.told.status == WILLCALL_REFUSED)
                << one.told.text;
            if (one.told.status != WILLCALL_OK) continue;
            ++answered;
            placed.emplace(one.told.as<Order>().id.number, one);
        }
    EXPECT_GT(answered, 50U);
    EXPECT_EQ(placed.size(), answered) << "two requests had the same order";
    Replay(office, placed).run();
    EXPECT_EQ(office.differences(), "");
    for (const auto& of_thread : seen)
        for (const auto& one : of_thread) {
            if (one.told.status == WILLCALL_OK) continue;
            const auto reason = one.told.reasons().front();
            if (reason.rule != "quota.short") continue;
            EXPECT_LT(reason.numbers.at("left"), reason.numbers.at("asked"));
            EXPECT_GE(reason.numbers.at("left"), 0);
        }
}

}  // namespace
}  // namespace willcall::tests
