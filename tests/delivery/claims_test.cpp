// What a courier has claimed: known to it whatever the database says, and looked at again before it
// is handed over.
#include "delivery/carried.hpp"

#include <latch>
#include <thread>

using namespace willcall;
using namespace willcall::tests;

namespace {

// The small theatre's two promises: 901 by email and 902 by print, of two orders.
class Claims : public testing::TestWithParam<std::string> {
protected:
    Claims() : depot(store, carried), theatre(depot.writer(), depot.number()) {}

    EmptyStore store{GetParam()};
    Carried carried;
    Depot depot;
    SmallTheatre theatre;
};
ON_EVERY_DATABASE(Claims);

TEST_P(Claims, delivers_once_what_it_claimed_without_learning_of_it) {
    depot.answers_to_lose = 1;
    EXPECT_EQ(failure_of([&] { depot.courier().run(100); }).status(), WILLCALL_UNAVAILABLE);
    EXPECT_EQ(depot.job(901).state, DeliveryState::in_flight);
    EXPECT_TRUE(carried.handed.empty());
    // The turn that frees them fails, too.
    depot.turns_to_fail = 1;
    EXPECT_EQ(failure_of([&] { depot.courier().run(100); }).status(), WILLCALL_STORE);
    EXPECT_EQ(depot.courier().run(100), 2);
    EXPECT_EQ(depot.courier().run(100), 0);
    EXPECT_EQ(carried.count(), 2U);
    EXPECT_EQ(depot.job(901).state, DeliveryState::delivered);
    EXPECT_EQ(depot.job(902).state, DeliveryState::delivered);
}

TEST_P(Claims, delivers_what_it_could_not_claim) {
    EXPECT_EQ(depot.courier().run(1), 1);
    depot.turns_to_fail = 1;
    EXPECT_EQ(failure_of([&] { depot.courier().run(100); }).status(), WILLCALL_STORE);
    EXPECT_EQ(depot.job(902).state, DeliveryState::queued);
    EXPECT_EQ(depot.courier().run(100), 1);
    EXPECT_EQ(depot.job(902).state, DeliveryState::delivered);
    EXPECT_EQ(depot.job(902).attempts, 1);
}

TEST_P(Claims, keeps_what_another_thread_has_in_hand_when_it_frees_what_it_never_learnt_of) {
    std::latch begun(1);
    std::latch freed(1);
    carried.deliver = [&](const Handed&) -> plugins::Outcome {
        if (carried.count() == 1) {
            begun.count_down();
            freed.wait();
        }
        return {WILLCALL_DELIVERED, 0, ""};
    };
    depot.courier();
    std::thread busy([&] { depot.courier().run(1); });
    begun.wait();
    depot.answers_to_lose = 1;
    EXPECT_EQ(failure_of([&] { depot.courier().run(100); }).status(), WILLCALL_UNAVAILABLE);
    EXPECT_EQ(depot.courier().run(100), 1);
    EXPECT_EQ(depot.job(901).state, DeliveryState::in_flight);
    EXPECT_EQ(depot.job(902).state, DeliveryState::delivered);
    freed.count_down();
    busy.join();
    EXPECT_EQ(carried.count(), 2U);
    EXPECT_EQ(depot.job(901).state, DeliveryState::delivered);
    EXPECT_EQ(depot.job(901).attempts, 1);
}

TEST_P(Claims, hands_over_nothing_that_was_cancelled_since_it_was_claimed) {
    carried.deliver = [&](const Handed&) -> plugins::Outcome {
        depot.writer().begin();
        delivery::cancel_waiting(depot.writer(), SmallTheatre::kiosk_order);
        depot.writer().commit();
        return {WILLCALL_DELIVERED, 0, ""};
    };
    EXPECT_EQ(depot.courier().run(100), 1);
    ASSERT_EQ(carried.count(), 1U);
    EXPECT_EQ(carried.handed[0].id, id_text(901));
    EXPECT_EQ(depot.job(902).state, DeliveryState::cancelled);
}

}  // namespace
