// A disk that fails or is full for a while: what a caller is told, and that selling goes on by
// itself as soon as the disk is well.
#include "delivery/codes.hpp"
#include "faults/season.hpp"
#include "faults/stride.hpp"
#include "operations/failure.hpp"
#include "operations/reading.hpp"
#include "store/database.hpp"

#include <gtest/gtest.h>

namespace willcall::tests {
namespace {

using Operation = Disk::Operation;

// Failures of a disk: `count` operations in a row, from the `first` while orders are placed.
struct Trouble {
    Operation operation;
    std::int64_t first;
    std::int64_t count;
};

constexpr std::int64_t for_good = 1'000'000;

// Sells before, amid and after the trouble; then the power goes, and all is recounted.
std::string complaints(const Trouble& trouble, bool shared, bool& happened) {
    Disk disk;
    Season season(disk, shared);
    season.open();
    season.sell_some(2);
    disk.fail(trouble.operation, trouble.first, trouble.count);
    season.sell_some(3);
    checkpoint();
    happened = disk.has_failed();
    disk.heal();
    std::string stuck;
    for (auto& asked : season.asked()) {
        if (!asked.said) continue;
        season.ask(asked);
        if (asked.said != WILLCALL_OK && asked.said != WILLCALL_REFUSED)
            stuck += asked.key + " still fails on a disk that is well: " + asked.message + '\n';
    }
    season.sell_some(3);
    season.close();
    disk.restore_power(Disk::Leaves::nothing, 1);
    return stuck + season.audit();
}

void trouble_everywhere(Operation operation, std::int64_t points) {
    for (const bool shared : {false, true})
        for (const std::int64_t count : {std::int64_t{1}, std::int64_t{3}, for_good}) {
            // The first stride is one: the operations of a single commit are few.
            std::int64_t first = 1;
            for (bool happened = true; happened; first += stride(first, points))
                ASSERT_EQ(complaints({operation, first, count}, shared, happened), "")
                    << "from operation " << first << ", " << count << " of them, "
                    << (shared ? "shared" : "alone");
            EXPECT_GT(first, 2) << "nothing was made to fail";
        }
}

TEST(FailingDisk, reads_that_fail_cost_no_order_and_hold_nobody_up) {
    trouble_everywhere(Operation::read, 1);
}

TEST(FailingDisk, writes_that_fail_cost_no_order_and_hold_nobody_up) {
    trouble_everywhere(Operation::write, 2);
}

TEST(FailingDisk, syncs_that_fail_cost_no_order_and_hold_nobody_up) {
    trouble_everywhere(Operation::sync, 1);
}

TEST(FailingDisk, a_key_that_could_not_be_kept_signs_nothing) {
    Disk disk;
    Season season(disk, false);
    season.open();
    disk.fail(Operation::write, 1, for_good);
    EXPECT_THROW(season.host().invoke("codes.rotate"), api::Error);
    EXPECT_TRUE(disk.has_failed());
    disk.heal();
    const auto key_of_next = [&] {
        season.sell_some(1);
        for (auto asked = season.asked().rbegin(); asked != season.asked().rend(); ++asked)
            if (asked->said == WILLCALL_OK)
                return delivery::read_code(read_json<Order>(asked->answer, {}).tickets[0].code)
                    ->key;
        return 0;
    };
    EXPECT_EQ(key_of_next(), 1);
    EXPECT_NE(season.host().invoke("codes.rotate").find(R"("number":2)"), std::string::npos);
    EXPECT_EQ(key_of_next(), 2);
    // Not an audit: the orders asked for again have codes of the newest key by now.
    EXPECT_NE(season.host().invoke("store.check").find(R"("ok":true)"), std::string::npos);
}

TEST(FailingDisk, a_full_disk_sells_nothing_and_says_so_until_there_is_room) {
    for (const std::int64_t room : {0, 1, 100, 5'000, 20'000, 50'000, 120'000}) {
        Disk disk;
        Season season(disk, false);
        season.open();
        season.sell_some(1);
        disk.leave_room(room);
        season.sell_some(4);
        ASSERT_TRUE(disk.has_failed()) << room;
        for (const auto& asked : season.asked())
            if (asked.said && asked.said != WILLCALL_OK) {
                EXPECT_EQ(asked.said, WILLCALL_STORE);
                EXPECT_NE(asked.message.find("the disk is full"), std::string::npos)
                    << asked.message;
            }
        // Who only asks is still answered.
        EXPECT_NE(season.host().invoke("performances.list").find("friday"), std::string::npos);
        disk.heal();
        const auto sold_before = season.answered_count();
        season.sell_some(1);
        EXPECT_EQ(season.answered_count(), sold_before + std::int64_t{Season::desk_count});
        season.close();
        disk.restore_power(Disk::Leaves::nothing, 1);
        EXPECT_EQ(season.audit(), "") << room;
    }
}

// SQLite gives a turn up by itself where it finds no room amid it. Whoever goes on all the same, as
// a plugin may, must not have the rest of it committed alone.
TEST(FailingDisk, what_follows_in_a_turn_that_found_no_room_is_not_committed_alone) {
    Disk disk;
    const auto database =
        store::Database::open(std::string("sqlite:") + Season::store, system_world());
    auto& turn = database->writer();
    turn.execute("create table papers (id bigint not null primary key, text text not null)");
    const std::string text(4'000, 'x');
    turn.begin();
    disk.leave_room(500'000);
    std::int64_t id = 0;
    const auto write_more = [&] { turn.execute("insert into papers values (?, ?)", ++id, text); };
    const auto fill = [&] {
        while (id < 10'000) write_more();
    };
    EXPECT_THROW(fill(), Failure);
    disk.heal();
    EXPECT_THROW(write_more(), Failure);
    EXPECT_THROW(turn.execute("savepoint nested"), Failure);
    EXPECT_THROW(turn.commit(), Failure);
    turn.rollback();
    EXPECT_EQ(turn.number("select count(*) from papers"), 0);
    turn.begin();
    write_more();
    turn.commit();
    EXPECT_EQ(turn.number("select count(*) from papers"), 1);
}

// The caller can't know whether a commit that failed was kept. With the key of the order it does
// not need to.
TEST(FailingDisk, a_commit_that_fails_is_told_as_such_and_its_key_tells_what_became_of_it) {
    for (const auto leaves : {Disk::Leaves::nothing, Disk::Leaves::everything})
        for (const bool power_goes : {false, true}) {
            Disk disk;
            Season season(disk, false);
            season.open();
            season.sell_some(1);
            auto& asked = season.asked()[1];
            disk.fail(Operation::sync, 1, 1);
            season.ask(asked);
            EXPECT_EQ(asked.said, WILLCALL_STORE);
            EXPECT_NE(asked.message.find("the disk failed"), std::string::npos) << asked.message;
            if (power_goes) {
                season.close();
                disk.restore_power(leaves, 1);
                season.open();
            }
            season.ask(asked);
            EXPECT_EQ(asked.said, WILLCALL_OK);
            season.close();
            EXPECT_EQ(season.audit(), "");
        }
}

TEST(FailingDisk, an_engine_that_can_not_open_its_store_opens_it_when_the_disk_is_well) {
    for (const auto operation : {Operation::read, Operation::write, Operation::sync}) {
        bool happened = true;
        int failed = 0;
        for (std::int64_t first = 1; happened; first += stride(first, 4)) {
            Disk disk;
            Season season(disk, false);
            disk.fail(operation, first, for_good);
            try {
                season.open();
            } catch (const api::Error& error) {
                ASSERT_EQ(error.status(), WILLCALL_STORE) << error.what();
                ++failed;
            }
            happened = disk.has_failed();
            season.close();
            disk.heal();
            ASSERT_EQ(season.audit(), "") << "from operation " << first;
        }
        EXPECT_GT(failed, 0);
    }
}

}  // namespace
}  // namespace willcall::tests
