// The outbox: one row for each promise, leased, tried, recorded, never lost.
#include "delivery/outbox.hpp"

#include "reports/check_store.hpp"

using namespace willcall;
using namespace willcall::tests;
using delivery::JobRow;
using delivery::Outcome;

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t now = SmallTheatre::now;
constexpr std::int64_t ours = 1, theirs = 2;

// The small theatre's two promises: 901 by email, then print; 902 by print alone.
class Outbox : public testing::TestWithParam<std::string> {
protected:
    Outbox()
        : database(store.open()),
          writer(database->writer()),
          theatre(writer, database->identifiers().writer()) {
        world.random = seeded_randomness(1);
        writer.begin();
    }
    void TearDown() override { writer.rollback(); }

    std::vector<JobRow> claim(std::int64_t at, std::int64_t by = ours, std::int64_t most = 10) {
        return delivery::claim(writer, most, at, by);
    }
    void record(const Outcome& outcome, std::int64_t at, std::int64_t by = ours) {
        const auto catalogue = theatre.catalogue();
        delivery::record(
            writer, {&outcome, 1},
            [&](std::string_view method) { return catalogue->carriers(method); }, world, at, by);
    }
    JobRow row(std::int64_t id) { return *writer.find<JobRow>("where id = ?", id); }

    EmptyStore store{GetParam()};
    std::unique_ptr<store::Database> database;
    store::Connection& writer;
    SmallTheatre theatre;
    World world = system_world();
};
ON_EVERY_DATABASE(Outbox);

TEST_P(Outbox, promises_with_the_first_carrier_of_the_method) {
    const std::vector<std::string> carriers{"smtp", "folder"};
    const auto job = delivery::promise(7, {5, "email", carriers, "ann@example.org", 2}, now);
    EXPECT_EQ(job.carrier, "smtp");
    EXPECT_EQ(job.state, DeliveryState::queued);
    EXPECT_EQ(job.next_try, now);
    EXPECT_EQ(delivery::promise(7, {5, "email", {}, "", 2}, now).carrier, "email");
}

TEST_P(Outbox, leases_a_due_job_to_one_engine_only) {
    EXPECT_TRUE(claim(now - second).empty()) << "not due yet";
    EXPECT_EQ(delivery::next_due(writer, ours), now);
    const auto one = claim(now, ours, 1);
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(one[0].id, 901);
    EXPECT_EQ(one[0].attempts, 1);
    EXPECT_EQ(row(901).state, DeliveryState::in_flight);
    EXPECT_EQ(row(901).lease_writer, ours);
    const auto rest = claim(now, theirs);
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest[0].id, 902);
    EXPECT_TRUE(claim(now, ours).empty());
    EXPECT_TRUE(claim(now, theirs).empty());
}

TEST_P(Outbox, gives_a_job_to_another_engine_when_the_lease_is_over) {
    claim(now);
    EXPECT_TRUE(claim(now + delivery::lease_microseconds - 1, theirs).empty());
    const auto again = claim(now + delivery::lease_microseconds, theirs);
    ASSERT_EQ(again.size(), 2U);
    EXPECT_EQ(again[0].id, 901) << "the same id";
    EXPECT_EQ(again[0].attempts, 2);
}

TEST_P(Outbox, never_gives_an_engine_what_it_has_in_flight_however_its_clock_leaps) {
    claim(now);
    EXPECT_TRUE(claim(now + 100 * delivery::lease_microseconds, ours).empty());
    EXPECT_EQ(delivery::next_due(writer, ours), std::nullopt);
    EXPECT_EQ(delivery::next_due(writer, theirs), now + delivery::lease_microseconds);
}

TEST_P(Outbox, frees_the_leases_of_engines_that_closed) {
    claim(now, theirs, 1);
    claim(now, ours, 1);
    EXPECT_EQ(delivery::free_leases(writer, ours, now), 1) << "our number was another's before";
    EXPECT_EQ(claim(now, ours).size(), 1U);
    writer.execute("insert into writers values (?, 1, 2)", theirs);
    EXPECT_EQ(delivery::free_leases(writer, ours + 5, now), 1);
    EXPECT_EQ(row(901).state, DeliveryState::waiting);
    EXPECT_EQ(row(902).state, DeliveryState::in_flight);
}

TEST_P(Outbox, frees_what_an_engine_claimed_and_does_not_have_in_hand) {
    claim(now);
    EXPECT_EQ(delivery::free_lost(writer, theirs, {}, now), 0);
    EXPECT_EQ(delivery::free_lost(writer, ours, {901}, now), 1);
    EXPECT_EQ(row(901).state, DeliveryState::in_flight);
    EXPECT_EQ(row(902).state, DeliveryState::waiting);
    EXPECT_FALSE(delivery::is_leased(writer, 902, ours));
    const auto again = claim(now, ours);
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].id, 902);
}

TEST_P(Outbox, records_what_was_delivered) {
    const auto job = claim(now)[0];
    record({job, Outcome::Kind::delivered, 0, "https://example.org/1"}, now + second);
    const auto done = row(901);
    EXPECT_EQ(done.state, DeliveryState::delivered);
    EXPECT_EQ(done.delivered, now + second);
    EXPECT_EQ(done.detail, "https://example.org/1");
    EXPECT_TRUE(claim(now + 1'000 * second, theirs).size() == 1) << "902 only";
}

TEST_P(Outbox, tries_again_later_and_later) {
    auto at = now;
    std::int64_t before = 0;
    for (std::int64_t attempt = 1; attempt < delivery::attempts_per_carrier; ++attempt) {
        const auto job = claim(at, ours, 1)[0];
        ASSERT_EQ(job.attempts, attempt);
        record({job, Outcome::Kind::try_later, 0, "451 greylisted"}, at);
        const auto wait = (row(job.id).next_try - at) / second;
        EXPECT_GE(wait, 30);
        EXPECT_LE(wait, 3'600);
        EXPECT_GE(wait, before / 2) << "of half as much by chance";
        EXPECT_EQ(row(job.id).state, DeliveryState::waiting);
        EXPECT_EQ(row(job.id).detail, "451 greylisted");
        writer.execute("update deliveries set next_try = ? where id <> ?", at + 9'999'999 * second,
                       job.id);
        before = wait;
        at = row(job.id).next_try;
    }
    EXPECT_GE(before, 1'800);
    const auto job = claim(at, ours, 1)[0];
    record({job, Outcome::Kind::try_later, 0, "451 greylisted"}, at);
    EXPECT_EQ(row(901).carrier, "print") << "often enough";
    EXPECT_EQ(row(901).state, DeliveryState::waiting);
    EXPECT_EQ(row(901).next_try, at);
    EXPECT_EQ(row(901).attempts, delivery::attempts_per_carrier);
}

TEST_P(Outbox, waits_as_long_as_a_carrier_asks_within_a_day) {
    const auto jobs = claim(now);
    record({jobs[0], Outcome::Kind::try_later, 7'200, ""}, now);
    record({jobs[1], Outcome::Kind::try_later, std::numeric_limits<std::int64_t>::max(), ""}, now);
    EXPECT_EQ(row(901).next_try, now + 7'200 * second);
    EXPECT_EQ(row(902).next_try, now + 86'400 * second);
}

TEST_P(Outbox, falls_back_to_the_next_carrier_and_fails_after_the_last) {
    const auto jobs = claim(now);
    record({jobs[0], Outcome::Kind::failed, 0, "550 no such user"}, now);
    record({jobs[1], Outcome::Kind::failed, 0, "no paper"}, now);
    EXPECT_EQ(row(901).carrier, "print");
    EXPECT_EQ(row(901).state, DeliveryState::waiting);
    EXPECT_EQ(row(901).method, "email") << "what was promised stays";
    EXPECT_EQ(row(902).state, DeliveryState::failed);
    EXPECT_EQ(row(902).detail, "no paper");
    const auto again = claim(now);
    ASSERT_EQ(again.size(), 1U);
    record({again[0], Outcome::Kind::failed, 0, "no paper"}, now);
    EXPECT_EQ(row(901).state, DeliveryState::failed);
    EXPECT_TRUE(claim(now + 1'000'000 * second, theirs).empty());
}

TEST_P(Outbox, goes_to_the_chains_first_carrier_where_its_own_left_the_chain) {
    auto job = claim(now)[0];
    job.carrier = "pigeon";
    record({job, Outcome::Kind::failed, 0, "shot"}, now);
    EXPECT_EQ(row(901).carrier, "email");
}

TEST_P(Outbox, takes_back_what_was_not_tried) {
    const auto job = claim(now)[0];
    record({job, Outcome::Kind::not_tried, 0, ""}, now);
    EXPECT_EQ(row(901).state, DeliveryState::queued);
    EXPECT_EQ(row(901).attempts, 0);
    const auto again = claim(now);
    ASSERT_EQ(again.size(), 1U);
    EXPECT_FALSE(again[0].begun);
}

TEST_P(Outbox, knows_what_somebody_may_have_by_now) {
    const auto first = claim(now)[0];
    EXPECT_FALSE(first.begun);
    // Its engine died over it.
    const auto later = claim(now + delivery::lease_microseconds, theirs)[0];
    EXPECT_TRUE(later.begun);
    record({later, Outcome::Kind::not_tried, 0, ""}, now, theirs);
    EXPECT_EQ(row(901).state, DeliveryState::waiting);
    EXPECT_TRUE(claim(now)[0].begun);
}

TEST_P(Outbox, leaves_a_job_that_another_leased_since_unless_it_was_handed_over) {
    const auto jobs = claim(now);
    const auto later = now + delivery::lease_microseconds;
    const auto their_jobs = claim(later, theirs);
    record({jobs[0], Outcome::Kind::failed, 0, "too late"}, later);
    EXPECT_EQ(row(901).state, DeliveryState::in_flight);
    EXPECT_EQ(row(901).lease_writer, theirs);
    record({jobs[1], Outcome::Kind::delivered, 0, "here"}, later);
    EXPECT_EQ(row(902).state, DeliveryState::delivered);
    record({their_jobs[1], Outcome::Kind::failed, 0, "not here"}, later, theirs);
    EXPECT_EQ(row(902).state, DeliveryState::delivered) << "that stays true";
}

TEST_P(Outbox, does_not_revive_what_was_cancelled) {
    const auto job = claim(now)[0];
    writer.execute("update deliveries set state = 5 where id = 901");
    record({job, Outcome::Kind::delivered, 0, ""}, now);
    EXPECT_EQ(row(901).state, DeliveryState::cancelled);
    record({job, Outcome::Kind::try_later, 0, ""}, now);
    EXPECT_EQ(row(901).state, DeliveryState::cancelled);
}

TEST_P(Outbox, counts_tickets_by_how_they_stand) {
    const auto jobs = claim(now);
    record({jobs[1], Outcome::Kind::delivered, 0, ""}, now);
    auto counts = delivery::counts(writer);
    EXPECT_EQ(counts.tickets_delivered, 3);
    EXPECT_EQ(counts.tickets_waiting, 2);
    writer.execute("update deliveries set state = 4 where id = 901");
    counts = delivery::counts(writer);
    EXPECT_EQ(counts.tickets_failed, 2);
    EXPECT_EQ(counts.tickets_waiting, 0);
}

}  // namespace
