// Turns: everything that joins is committed once, and only the culprit fails.
#include "store/databases.hpp"
#include "store/turns.hpp"

#include <atomic>
#include <latch>
#include <thread>

using namespace willcall;
using namespace willcall::tests;

namespace {

struct Entry : store::Waiting {
    std::int64_t value = 0;
    bool refused = false;
    std::size_t batch_size = 0;
};

class Turns : public testing::TestWithParam<std::string> {
protected:
    Turns() : database(store.open()), writer(database->writer()) {}

    // A negative value is refused, 13 breaks a constraint, the rest is written.
    void lead(store::Connection& connection, std::span<store::Waiting* const> batch) {
        EXPECT_FALSE(leading.exchange(true)) << "two turns at once";
        struct Leave {
            std::atomic<bool>& leading;
            ~Leave() { leading = false; }
        } leave{leading};
        for (auto* const waiting : batch) {
            auto& entry = static_cast<Entry&>(*waiting);
            EXPECT_FALSE(entry.failure);
            entry.batch_size = batch.size();
            entry.refused = entry.value < 0;
            if (entry.refused) continue;
            connection.execute("insert into epochs values (?, ?)", std::to_string(next++),
                               entry.value);
            if (entry.value == 13) connection.execute("insert into epochs values (null, 1)");
        }
        if (during) during(batch.size());
    }
    store::Turns make() {
        return {writer, [this](auto& connection, auto batch) { lead(connection, batch); },
                [this](bool committed) { ++(committed ? commits : rollbacks); }};
    }
    std::int64_t count(std::int64_t value) {
        return database->read()
            ->number("select count(*) from epochs where value = ?", value)
            .value_or(-1);
    }

    EmptyStore store{GetParam()};
    std::unique_ptr<store::Database> database;
    store::Connection& writer;
    std::function<void(std::size_t)> during;
    std::atomic<bool> leading{false};
    std::int64_t next = 0;
    int commits = 0;
    int rollbacks = 0;
};
ON_EVERY_DATABASE(Turns);

TEST_P(Turns, a_lone_caller_gets_its_own_turn_each_time) {
    auto turns = make();
    Entry entry;
    for (int i = 0; i < 20; ++i) {
        entry.value = 5;
        turns.join(entry);
        EXPECT_EQ(entry.batch_size, 1U);
        EXPECT_EQ(count(5), i + 1);
    }
    EXPECT_EQ(commits, 20);
    EXPECT_EQ(rollbacks, 0);
}

TEST_P(Turns, everything_that_joins_from_many_threads_is_committed_once) {
    auto turns = make();
    constexpr int threads_count = 64;
    constexpr int entries_count = 50;
    std::latch start{threads_count};
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < threads_count; ++t)
        threads.emplace_back([&, t] {
            start.arrive_and_wait();
            for (int i = 0; i < entries_count; ++i) {
                Entry entry;
                entry.value = i % 5 == 4 ? -1 : 1000 + t;
                turns.join(entry);
                if (entry.refused) ++refused;
            }
        });
    for (auto& one : threads) one.join();
    EXPECT_EQ(refused, threads_count * entries_count / 5);
    for (int t = 0; t < threads_count; ++t) EXPECT_EQ(count(1000 + t), entries_count * 4 / 5);
    EXPECT_EQ(rollbacks, 0);
    // How many share one is the scheduler's affair.
    EXPECT_LT(commits, threads_count * entries_count * 4 / 5) << "nobody shared a turn";
}

TEST_P(Turns, a_group_shares_one_turn_on_one_thread) {
    auto turns = make();
    std::vector<Entry> entries(100);
    std::vector<store::Waiting*> group;
    for (auto& one : entries) {
        one.value = 6;
        group.push_back(&one);
    }
    entries[7].value = -1;
    turns.join(group);
    EXPECT_EQ(commits, 1);
    EXPECT_EQ(count(6), 99);
    EXPECT_TRUE(entries[7].refused);
    turns.join(std::span<store::Waiting* const>());
    EXPECT_EQ(commits, 1);
}

TEST_P(Turns, a_group_that_one_turn_can_not_hold_takes_several) {
    auto turns = make();
    std::vector<Entry> entries(2500);
    std::vector<store::Waiting*> group;
    for (auto& one : entries) {
        one.value = 6;
        group.push_back(&one);
    }
    turns.join(group);
    EXPECT_EQ(commits, 3);
    EXPECT_EQ(count(6), 2500);
}

TEST_P(Turns, in_a_group_only_the_culprit_fails) {
    auto turns = make();
    std::vector<Entry> entries(10);
    std::vector<store::Waiting*> group;
    for (auto& one : entries) {
        one.value = 6;
        group.push_back(&one);
    }
    entries[3].value = 13;
    turns.join(group);
    EXPECT_EQ(count(6), 9);
    EXPECT_EQ(count(13), 0);
    for (const auto& one : entries) EXPECT_EQ(bool(one.failure), one.value == 13);
}

TEST_P(Turns, groups_and_lone_callers_from_many_threads_are_committed_once) {
    auto turns = make();
    std::vector<std::thread> threads;
    for (int number = 0; number < 8; ++number)
        threads.emplace_back([&, number] {
            for (int round = 0; round < 20; ++round) {
                std::vector<Entry> entries(number % 2 == 0 ? 1 : 30);
                std::vector<store::Waiting*> group;
                for (auto& one : entries) {
                    one.value = 2000 + number;
                    group.push_back(&one);
                }
                turns.join(group);
            }
        });
    for (auto& one : threads) one.join();
    for (int number = 0; number < 8; ++number)
        EXPECT_EQ(count(2000 + number), 20 * (number % 2 == 0 ? 1 : 30));
    EXPECT_EQ(rollbacks, 0);
}

// Holds the turn until `count` entries wait behind it, then lets them go together.
template <class Join>
void together(store::Turns& turns, std::size_t count, Join&& join) {
    std::latch held{1};
    std::thread holder([&] {
        turns.exclusive([&](store::Connection&) {
            held.count_down();
            while (turns.waiting_count() < count) std::this_thread::yield();
            return false;
        });
    });
    held.wait();
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back([&, i] { join(i); });
    holder.join();
    for (auto& one : threads) one.join();
}

TEST_P(Turns, one_that_fails_in_a_batch_fails_alone) {
    auto turns = make();
    std::vector<Entry> entries(20);
    for (std::size_t i = 0; i < entries.size(); ++i)
        entries[i].value = i == 7 || i == 12 ? 13 : i == 9 ? -1 : 50;
    std::atomic<int> failed{0};
    together(turns, entries.size(), [&](std::size_t i) {
        try {
            turns.join(entries[i]);
        } catch (const Failure& failure) {
            EXPECT_TRUE(says(failure, "constraint")) << failure.what();
            EXPECT_EQ(entries[i].value, 13);
            ++failed;
        }
    });
    EXPECT_EQ(failed, 2);
    EXPECT_EQ(count(50), 17);
    EXPECT_EQ(count(13), 0);
    EXPECT_TRUE(entries[9].refused);
    // The exclusive turn that held them, the batch, and the two alone.
    EXPECT_EQ(rollbacks, 4);
    EXPECT_EQ(commits, 18);
}

TEST_P(Turns, a_failure_set_for_one_is_thrown_to_it_and_hurts_nobody_else) {
    store::Turns turns(writer,
                       [&](store::Connection& connection, std::span<store::Waiting* const> batch) {
                           for (auto* const waiting : batch) {
                               auto& entry = static_cast<Entry&>(*waiting);
                               if (entry.value < 0)
                                   entry.failure =
                                       std::make_exception_ptr(invalid("a negative value"));
                               else
                                   connection.execute("insert into epochs values (?, ?)",
                                                      std::to_string(next++), entry.value);
                           }
                       },
                       {});
    std::vector<Entry> entries(8);
    for (auto& entry : entries) entry.value = 60;
    entries[3].value = -1;
    std::atomic<int> failed{0};
    together(turns, entries.size(), [&](std::size_t i) {
        try {
            turns.join(entries[i]);
        } catch (const Failure&) {
            EXPECT_EQ(i, 3U);
            ++failed;
        }
    });
    EXPECT_EQ(failed, 1);
    EXPECT_EQ(count(60), 7);
}

TEST_P(Turns, a_store_that_can_not_begin_fails_the_whole_batch_at_once) {
    const auto other = store.open();
    database.reset();
    database = store.open({.wait_seconds = 0});
    store::Turns turns(
        database->writer(), [](auto&, auto) { ADD_FAILURE() << "not begun"; },
        [](bool) { ADD_FAILURE() << "not begun"; });
    other->writer().begin();
    for (int i = 0; i < 3; ++i) {
        Entry entry;
        EXPECT_EQ(failure_of([&] { turns.join(entry); }).status(), WILLCALL_UNAVAILABLE);
        EXPECT_EQ(failure_of([&] { turns.exclusive([](auto&) { return true; }); }).status(),
                  WILLCALL_UNAVAILABLE);
    }
    other->writer().rollback();
}

TEST_P(Turns, who_comes_while_another_engine_has_its_turn_shares_the_next_one) {
    const auto other = store.open();
    auto turns = make();
    std::vector<Entry> entries(21);
    for (auto& entry : entries) entry.value = 61;
    other->writer().begin();
    std::vector<std::thread> threads;
    for (auto& entry : entries) threads.emplace_back([&] { turns.join(entry); });
    // One of them leads, and waits for the other engine.
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (turns.waiting_count() < entries.size() && std::chrono::steady_clock::now() < until)
        std::this_thread::yield();
    other->writer().rollback();
    for (auto& one : threads) one.join();
    for (const auto& entry : entries) EXPECT_EQ(entry.batch_size, entries.size());
    EXPECT_EQ(count(61), 21);
    EXPECT_EQ(commits, 1);
}

TEST_P(Turns, an_exclusive_turn_commits_or_leaves_nothing) {
    auto turns = make();
    const auto write = [](store::Connection& connection, std::int64_t value) {
        connection.execute("insert into epochs values (?, ?)", "exclusive" + std::to_string(value),
                           value);
    };
    turns.exclusive([&](auto& connection) { return write(connection, 1), true; });
    turns.exclusive([&](auto& connection) { return write(connection, 2), false; });
    EXPECT_THROW(turns.exclusive([&](auto& connection) -> bool {
        write(connection, 3);
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_EQ(count(1), 1);
    EXPECT_EQ(count(2), 0);
    EXPECT_EQ(count(3), 0);
    EXPECT_EQ(commits, 1);
    EXPECT_EQ(rollbacks, 2);
}

TEST_P(Turns, exclusive_turns_and_batches_let_each_other_through) {
    auto turns = make();
    std::atomic<bool> stop{false};
    std::atomic<int> sold{0};
    std::atomic<int> alone{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&] {
            while (!stop) {
                Entry entry;
                entry.value = 70;
                turns.join(entry);
                ++sold;
            }
        });
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&] {
            while (!stop) {
                turns.exclusive([&](store::Connection& connection) {
                    EXPECT_FALSE(leading.exchange(true)) << "two turns at once";
                    connection.execute("insert into epochs values (?, 71)", std::to_string(next++));
                    leading = false;
                    return true;
                });
                ++alone;
            }
        });
    // Each gets on while the other never rests.
    while (sold <= 20 || alone <= 20) std::this_thread::yield();
    stop = true;
    for (auto& one : threads) one.join();
    EXPECT_EQ(count(70), sold);
    EXPECT_EQ(count(71), alone);
}

TEST_P(Turns, those_who_joined_during_a_turn_share_the_next) {
    auto turns = make();
    std::vector<Entry> entries(30);
    for (auto& entry : entries) entry.value = 80;
    together(turns, entries.size(), [&](std::size_t i) { turns.join(entries[i]); });
    for (const auto& entry : entries) EXPECT_EQ(entry.batch_size, entries.size());
    EXPECT_EQ(commits, 1);
}

}  // namespace
