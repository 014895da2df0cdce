// Power cuts: at whichever change of the disk, and whatever is left of the writes not synced, the
// store opens again with every answered order in it, once.
#include "faults/season.hpp"
#include "faults/stride.hpp"

#include <gtest/gtest.h>

namespace willcall::tests {
namespace {

constexpr std::array leavings{Disk::Leaves::nothing, Disk::Leaves::some_writes,
                              Disk::Leaves::some_sectors, Disk::Leaves::everything};

struct Selling {
    bool shared = false;
    bool synchronous_off = false;
};

// All that is wrong after a season that was cut off at `change`.
std::string complaints(const Selling& selling, std::int64_t change, Disk::Leaves leaves) {
    Disk disk;
    disk.cut_power_at(change);
    Season season(disk, selling.shared);
    season.synchronous_off = selling.synchronous_off;
    season.sell();
    disk.restore_power(leaves, static_cast<std::uint64_t>(change));
    season.synchronous_off = false;
    return season.audit();
}

// Changes of a season that nothing happens to.
std::int64_t change_count(const Selling& selling) {
    Disk disk;
    Season season(disk, selling.shared);
    season.sell();
    EXPECT_EQ(season.audit(), "");
    EXPECT_GT(season.answered_count(), 15);
    return disk.change_count();
}

void cut_everywhere(const Selling& selling, std::int64_t points) {
    const auto changes = change_count(selling);
    const auto step = in_full() ? 1 : std::max<std::int64_t>(1, changes / points);
    std::size_t turn = 0;
    for (std::int64_t change = 1; change <= changes; change += step, ++turn)
        for (std::size_t at = 0; at < leavings.size(); ++at) {
            if (!in_full() && at != turn % leavings.size()) continue;
            ASSERT_EQ(complaints(selling, change, leavings[at]), "")
                << "cut at change " << change << " of " << changes << ", leaving " << at;
        }
}

TEST(PowerCuts, one_seller_loses_nothing_that_was_answered) {
    RecordProperty("requirement", "decision-6 decision-7");
    cut_everywhere({}, 40);
}

TEST(PowerCuts, sellers_who_share_turns_lose_nothing_that_was_answered) {
    RecordProperty("requirement", "decision-6 decision-7");
    cut_everywhere({.shared = true}, 40);
}

// That these tests can see a loss: without syncs there are many.
TEST(PowerCuts, with_synchronous_off_answered_orders_are_lost) {
    const Selling selling{.synchronous_off = true};
    const auto changes = change_count({});
    int losses = 0;
    for (std::int64_t change = changes / 4; change <= changes; change += changes / 20)
        if (complaints(selling, change, Disk::Leaves::nothing).find("is gone") != std::string::npos)
            ++losses;
    EXPECT_GT(losses, 3);
}

}  // namespace
}  // namespace willcall::tests
