// Transactions beside each other: readers and a writer, two engines on one store.
#include "store/databases.hpp"

#include <atomic>
#include <thread>

using namespace willcall;
using namespace willcall::tests;

namespace {

class Connections : public testing::TestWithParam<std::string> {
protected:
    EmptyStore store{GetParam()};
    std::int64_t epochs(store::Connection& connection) {
        return connection.number("select count(*) from epochs").value_or(-1);
    }
};
ON_EVERY_DATABASE(Connections);

struct EpochRow {
    std::string name;
    std::int64_t value = 0;
    static constexpr const char* table = "epochs";
    static constexpr auto columns = willcall::in_order{store::column<"name">(&EpochRow::name),
                                                       store::column<"value">(&EpochRow::value)};
};

TEST_P(Connections, a_reader_sees_one_snapshot_beside_a_writer) {
    const auto database = store.open();
    auto& writer = database->writer();
    const auto before = database->read();
    EXPECT_EQ(epochs(*before), 0);
    writer.begin();
    writer.insert(EpochRow{"access", 1});
    EXPECT_EQ(epochs(writer), 1);
    EXPECT_EQ(epochs(*before), 0);
    writer.commit();
    EXPECT_EQ(epochs(*before), 0);
    EXPECT_EQ(epochs(*database->read()), 1);
}

TEST_P(Connections, the_snapshot_is_pinned_when_the_reader_is_lent) {
    const auto database = store.open();
    const auto early = database->read();
    database->writer().begin();
    database->writer().insert(EpochRow{"access", 1});
    database->writer().commit();
    EXPECT_EQ(epochs(*early), 0);
}

TEST_P(Connections, what_was_rolled_back_never_happened) {
    const auto database = store.open();
    auto& writer = database->writer();
    writer.begin();
    writer.insert(EpochRow{"access", 1});
    writer.rollback();
    writer.rollback();
    EXPECT_EQ(epochs(*database->read()), 0);
    EXPECT_THROW(writer.commit(), Failure);
}

TEST_P(Connections, what_a_batch_turn_has_written_it_sees) {
    const auto database = store.open();
    auto& writer = database->writer();
    writer.begin_batch();
    for (const char* name : {"one", "two"}) writer.insert(EpochRow{name, 1});
    EXPECT_EQ(epochs(writer), 2);
    constexpr std::array<std::string_view, 1> value{"value"};
    constexpr std::array<std::string_view, 1> name{"name"};
    writer.update_cells({"epochs", value, name},
                        std::array{store::to_cell(5), store::to_cell("two")});
    EXPECT_EQ(writer.number("select value from epochs where name = 'two'"), 5);
    writer.insert(EpochRow{"three", 1});
    writer.commit();
    EXPECT_EQ(epochs(*database->read()), 3);
}

TEST_P(Connections, what_can_not_be_written_keeps_a_batch_turn_from_its_commit) {
    const auto database = store.open();
    auto& writer = database->writer();
    for (int again = 0; again < 3; ++again) {
        writer.begin_batch();
        const auto failure = failure_of([&] {
            for (const char* name : {"one", "twice", "twice", "three"})
                writer.insert(EpochRow{name, 1});
            writer.commit();
        });
        EXPECT_TRUE(says(failure, "constraint")) << failure.what();
        writer.rollback();
        EXPECT_EQ(epochs(*database->read()), 0);
    }
    writer.begin_batch();
    EXPECT_THROW(
        {
            for (int time = 0; time < 2; ++time) writer.insert(EpochRow{"twice", 1});
            epochs(writer);
        },
        Failure);
    writer.rollback();
    writer.begin();
    writer.insert(EpochRow{"one", 1});
    writer.commit();
    EXPECT_EQ(epochs(*database->read()), 1);
}

TEST_P(Connections, readers_can_not_write) {
    const auto database = store.open();
    const auto reader = database->read();
    EXPECT_EQ(failure_of([&] { reader->insert(EpochRow{"access", 1}); }).status(), WILLCALL_STORE);
}

TEST_P(Connections, readers_are_lent_again_and_run_out_with_a_clear_word) {
    const auto database = store.open({.readers = 2, .wait_seconds = 0});
    for (int i = 0; i < 10; ++i) EXPECT_EQ(epochs(*database->read()), 0);
    const auto one = database->read();
    auto two = std::make_unique<store::Reading>(database->read());
    const auto failure = failure_of([&] { database->read(); });
    EXPECT_EQ(failure.status(), WILLCALL_UNAVAILABLE);
    EXPECT_TRUE(says(failure, "all 2 reading connections")) << failure.what();
    two.reset();
    EXPECT_EQ(epochs(*database->read()), 0);
}

TEST_P(Connections, a_waiting_reader_gets_the_one_given_back) {
    const auto database = store.open({.readers = 1, .wait_seconds = 60});
    auto only = std::make_unique<store::Reading>(database->read());
    std::atomic<bool> got{false};
    std::thread second([&] {
        const auto reader = database->read();
        got = true;
    });
    EXPECT_FALSE(got);
    only.reset();
    second.join();
    EXPECT_TRUE(got);
}

TEST_P(Connections, a_second_engine_waits_for_the_first_one_and_then_writes) {
    const auto one = store.open();
    const auto two = store.open();
    one->writer().begin();
    one->writer().insert(EpochRow{"one", 1});
    std::thread second([&] {
        two->writer().begin();
        EXPECT_EQ(epochs(two->writer()), 1);
        two->writer().insert(EpochRow{"two", 2});
        two->writer().commit();
    });
    one->writer().commit();
    second.join();
    EXPECT_EQ(epochs(*one->read()), 2);
}

TEST_P(Connections, two_engines_that_write_all_the_time_both_get_on) {
    std::atomic<bool> stop{false};
    std::atomic<std::int64_t> counts[2] = {0, 0};
    const auto count = [&](const std::string& name, std::atomic<std::int64_t>& turns) {
        const auto database = store.open();
        auto& writer = database->writer();
        while (!stop) {
            writer.begin();
            writer.insert(EpochRow{name + std::to_string(turns + 1), turns + 1});
            writer.commit();
            ++turns;
        }
    };
    store.open();
    std::thread one([&] { count("one", counts[0]); });
    std::thread two([&] { count("two", counts[1]); });
    // From when both are at it, each gets on while the other never rests.
    while (counts[0] == 0 || counts[1] == 0) std::this_thread::yield();
    const std::int64_t before[2] = {counts[0], counts[1]};
    while (counts[0] < before[0] + 20 || counts[1] < before[1] + 20) std::this_thread::yield();
    stop = true;
    one.join();
    two.join();
    EXPECT_EQ(epochs(*store.open()->read()), counts[0] + counts[1]);
}

TEST_P(Connections, the_data_version_moves_with_others_commits) {
    const auto one = store.open();
    const auto two = store.open();
    one->writer().begin();
    const auto before = one->writer().data_version();
    one->writer().rollback();
    two->writer().begin();
    two->writer().insert(EpochRow{"two", 2});
    two->writer().commit();
    one->writer().begin();
    EXPECT_NE(one->writer().data_version(), before);
    one->writer().rollback();
}

TEST_P(Connections, writer_numbers_of_open_engines_differ_and_are_given_back) {
    auto one = store.open();
    const auto two = store.open();
    const auto first = one->identifiers().writer();
    EXPECT_GT(first, 0);
    EXPECT_NE(first, two->identifiers().writer());
    one.reset();
    EXPECT_EQ(store.open()->identifiers().writer(), first);
}

TEST_P(Connections, ids_go_on_above_the_last_one_when_the_clock_went_back) {
    std::int64_t now = 2'000'000'000'000'000;
    auto world = system_world();
    world.now = [&] { return now; };
    std::int64_t last = 0;
    for (int opened = 0; opened < 4; ++opened) {
        const auto database = store::Database::open(store.url(), world);
        auto& ids = database->identifiers();
        auto& writer = database->writer();
        writer.begin();
        for (int i = 0; i < 5000; ++i) {
            const auto id = ids.next(now);
            ASSERT_GT(id, last);
            last = id;
        }
        writer.execute("insert into journal values (?, ?, ?, ?, 0, 0, 0, '', 0, 0, '', '', '', 0)",
                       ids.writer(), opened + 1, last, now);
        writer.commit();
        now -= 1'000'000'000;
    }
}

TEST_P(Connections, an_engine_that_died_does_not_hand_its_number_on_at_once) {
    const auto world = system_world();
    const auto today = world.now();
    const auto database = store.open();
    auto& writer = database->writer();
    const auto day = std::int64_t{24} * 60 * 60 * 1000000;
    writer.begin();
    writer.execute("delete from writers");
    for (std::int64_t number = 1; number <= 1023; ++number)
        writer.execute("insert into writers values (?, ?, null)", number, today - day / 2);
    writer.commit();
    const auto full = failure_of([&] { store.open(); });
    EXPECT_EQ(full.status(), WILLCALL_UNAVAILABLE);
    EXPECT_TRUE(says(full, "all writer numbers")) << full.what();

    // Silent for two days, silent for three, and one that was opened long ago but still writes.
    writer.begin();
    writer.execute("update writers set opened = ? where writer = 500", today - 2 * day);
    writer.execute("update writers set opened = ? where writer = 600", today - 3 * day);
    writer.execute("update writers set opened = ? where writer = 700", today - 9 * day);
    writer.execute("insert into journal values (700, 1, 1, ?, 0, 0, 0, '', 0, 0, '', '', '', 0)",
                   today - day / 3);
    writer.commit();
    const auto silent = store.open();
    EXPECT_EQ(silent->identifiers().writer(), 600);
    EXPECT_EQ(store.open()->identifiers().writer(), 500);
}

}  // namespace
