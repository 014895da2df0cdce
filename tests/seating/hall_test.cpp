// The best seats are what looking at every choice would find.
#include "seating/halls.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

using namespace willcall;
using namespace willcall::tests;
using seating::Hall;
using seating::SeatIndex;
using seating::Wish;

namespace {

std::string best(Hall& hall, std::uint32_t count, std::optional<std::uint32_t> category = {}) {
    return guids(hall.plan(), hall.best_together({count, category}));
}

void take(Hall& hall, const std::vector<std::string>& seats) {
    for (const auto& seat : seats) hall.take(*hall.plan().find(seat));
}

TEST(Hall, seats_a_party_in_the_middle_of_the_front_row) {
    Hall hall(hall_of({"aaaaaaa", "aaaaaaa"}));
    EXPECT_EQ(best(hall, 3), "1-3 1-4 1-5");
    EXPECT_EQ(best(hall, 1), "1-4");
    EXPECT_EQ(best(hall, 7), "1-1 1-2 1-3 1-4 1-5 1-6 1-7");
    EXPECT_EQ(best(hall, 8), "");
}

TEST(Hall, leaves_no_seat_alone_while_there_is_another_choice) {
    Hall hall(hall_of({"aaaaa", "aaaaaa"}));
    // Four in the first row would leave one there.
    EXPECT_EQ(best(hall, 4), "2-1 2-2 2-3 2-4");
}

TEST(Hall, leaves_a_seat_alone_rather_than_refuse) {
    Hall hall(hall_of({"aaaa"}));
    EXPECT_EQ(best(hall, 3), "1-1 1-2 1-3");
}

TEST(Hall, does_not_seat_a_party_across_an_aisle) {
    Hall hall(hall_of({"aaa aaa"}));
    EXPECT_EQ(best(hall, 4), "");
    EXPECT_EQ(hall.longest_run({}), 3);
    EXPECT_EQ(best(hall, 3), "1-1 1-2 1-3");
}

TEST(Hall, seats_a_party_that_may_sit_apart_in_as_few_groups_as_can_be) {
    Hall hall(hall_of({"aaa aa", "aaaa"}));
    EXPECT_EQ(guids(hall.plan(), hall.best_apart({6, {}})), "2-1 2-2 2-3 2-4 1-4 1-5");
    EXPECT_EQ(guids(hall.plan(), hall.best_apart({10, {}})), "");
    EXPECT_EQ(hall.free_count({}), 9);  // asking takes nothing
}

TEST(Hall, keeps_to_a_category) {
    Hall hall(hall_of({"aabbb"}));
    EXPECT_EQ(best(hall, 2, 1), "1-4 1-5");
    EXPECT_EQ(best(hall, 3, 0), "");
    EXPECT_EQ(hall.free_count({1, 0}), 2);
    EXPECT_EQ(hall.longest_run({1, 1}), 3);
}

TEST(Hall, gives_locked_seats_to_whom_their_lock_is_open) {
    Hall hall(hall_of({"aaaa", "aaaa"}), {1, 1, 2, 2});
    EXPECT_EQ(best(hall, 2), "2-1 2-2");
    EXPECT_EQ(hall.free_count({}), 4);
    EXPECT_EQ(guids(hall.plan(), hall.best_together({2, {}, 0b10})), "1-3 1-4");
    EXPECT_EQ(hall.free_count({1, {}, 0b10}), 6);
    EXPECT_EQ(hall.longest_run({1, {}, 0b11}), 4);
    EXPECT_EQ(guids(hall.plan(), hall.best_apart({6, {}, 0b01})), "2-1 2-2 2-3 2-4 1-1 1-2");
    EXPECT_EQ(guids(hall.plan(), hall.free_beside(1, {1, {}, 0b01})), "1-1");
}

TEST(Hall, says_what_is_free_beside_a_seat) {
    Hall hall(hall_of({"aaaa a"}));
    take(hall, {"1-2"});
    EXPECT_EQ(guids(hall.plan(), hall.free_beside(*hall.plan().find("1-2"), {})), "1-1 1-3");
    EXPECT_EQ(guids(hall.plan(), hall.free_beside(*hall.plan().find("1-3"), {})), "1-4");
    EXPECT_EQ(guids(hall.plan(), hall.free_beside(*hall.plan().find("1-5"), {})), "");
}

// --- beside the brute-force answer, which knows nothing of blocks, runs and rankings

constexpr int step = 20'000;  // of the drawn halls, in thousandths

const seating::PlannedSeat* at(const seating::Plan& plan, std::int64_t x, std::int64_t y) {
    const auto found = std::ranges::find_if(
        plan.seats, [&](const auto& seat) { return seat.at.x == x && seat.at.y == y; });
    return found == plan.seats.end() ? nullptr : &*found;
}

class BruteForce {
public:
    BruteForce(const seating::Plan& plan, const seating::Locks& locks)
        : plan_(plan), locks_(locks), free_(plan.seats.size(), true) {}

    void take(SeatIndex seat) { free_[seat] = false; }

    struct Answer {
        std::int64_t gaps = 0;
        std::int64_t distance = 0;
    };
    // The best of all choices, by geometry alone.
    std::optional<Answer> best(const Wish& wish) const {
        std::optional<Answer> best;
        for (const auto& first : plan_.seats) {
            std::vector<SeatIndex> party;
            for (std::uint32_t next = 0; next < wish.count; ++next) {
                const auto* seat = at(plan_, first.at.x + next * step, first.at.y);
                if (seat == nullptr || !fits(*seat, wish)) break;
                party.push_back(index(*seat));
            }
            if (party.size() < wish.count) continue;
            const Answer one{gaps(party), distance(party)};
            if (!best || std::pair(one.gaps, one.distance) < std::pair(best->gaps, best->distance))
                best = one;
        }
        return best;
    }
    // Seats that were not alone before and are when the party has its seats.
    std::int64_t gaps(const std::vector<SeatIndex>& party) const {
        auto after = free_;
        for (const auto seat : party) after[seat] = false;
        std::int64_t count = 0;
        for (SeatIndex seat = 0; seat < plan_.seats.size(); ++seat)
            if (after[seat] && alone(after, seat) && !alone(free_, seat)) ++count;
        return count;
    }
    std::int64_t distance(const std::vector<SeatIndex>& party) const {
        std::int64_t sum = 0;
        for (const auto seat : party) sum += plan_.seats[seat].distance;
        return sum;
    }

private:
    SeatIndex index(const seating::PlannedSeat& seat) const {
        return static_cast<SeatIndex>(&seat - plan_.seats.data());
    }
    bool fits(const seating::PlannedSeat& seat, const Wish& wish) const {
        const auto lock = locks_[index(seat)];
        return free_[index(seat)] && (!wish.category || seat.category == *wish.category) &&
               (lock == 0 || (lock == 1 ? wish.keys & 1 : wish.keys & 2) != 0);
    }
    bool alone(const std::vector<bool>& free, SeatIndex seat) const {
        for (const auto side : {-step, step}) {
            const auto* beside = at(plan_, plan_.seats[seat].at.x + side, plan_.seats[seat].at.y);
            if (beside != nullptr && free[index(*beside)]) return false;
        }
        return true;
    }

    const seating::Plan& plan_;
    const seating::Locks& locks_;
    std::vector<bool> free_;
};

std::vector<std::string> random_hall(std::mt19937& random) {
    std::vector<std::string> rows(1 + random() % 5);
    for (auto& row : rows) {
        row.assign(1 + random() % 9, 'a');
        for (auto& seat : row) seat = " aaaaaabb"[random() % 9];
        if (row.find_first_not_of(' ') == row.npos) row[0] = 'a';
    }
    rows[0] = "aaaaaaaa" + rows[0];  // so that all halls have one usual step
    return rows;
}

TEST(Hall, answers_as_brute_force_does_until_nothing_is_left) {
    std::mt19937 random(7);  // NOLINT: the same halls every time
    const Wish all{1, {}, 0b11};
    std::int64_t asked = 0, refused = 0;
    for (int round = 0; round < 400; ++round) {
        const auto rows = random_hall(random);
        const auto plan = hall_of(rows);
        seating::Locks locks(plan->seats.size());
        for (auto& lock : locks) lock = std::array<std::uint8_t, 5>{0, 0, 0, 1, 2}[random() % 5];
        Hall hall(plan, locks);
        BruteForce brute(*plan, locks);
        while (hall.free_count(all) > 0) {
            Wish wish{static_cast<std::uint32_t>(1 + random() % 5), std::nullopt, random() % 4};
            if (random() % 3 == 0) wish.category = static_cast<std::uint32_t>(random() % 2);
            const auto chosen = hall.best_together(wish);
            const auto should_be = brute.best(wish);
            ++asked;
            ASSERT_EQ(chosen.empty(), !should_be.has_value()) << drawn(rows);
            if (chosen.empty()) {
                ++refused;
                // Somebody else comes and takes one.
                SeatIndex one = 0;
                while (!hall.is_free(one)) ++one;
                hall.take(one);
                brute.take(one);
                continue;
            }
            ASSERT_EQ(brute.gaps(chosen), should_be->gaps) << drawn(rows);
            ASSERT_EQ(brute.distance(chosen), should_be->distance) << drawn(rows);
            ASSERT_EQ(std::set(chosen.begin(), chosen.end()).size(), wish.count);
            for (const auto seat : chosen) {
                ASSERT_TRUE(hall.is_free(seat));
                hall.take(seat);
                brute.take(seat);
            }
        }
        EXPECT_TRUE(hall.best_together(all).empty());
    }
    EXPECT_GT(asked, 2'000);
    EXPECT_GT(refused, 100);
}

TEST(Hall, is_as_it_was_when_seats_are_given_back) {
    std::mt19937 random(11);  // NOLINT: the same every time
    Hall hall(hall_of({"aaaaaaaa", "aaaa aaaa", "bbbbbbbb"}));
    const auto first = best(hall, 3);
    for (int round = 0; round < 200; ++round) {
        std::vector<SeatIndex> taken;
        for (int party = 0; party < 4; ++party)
            for (const auto seat : hall.best_together({1 + std::uint32_t(random() % 4), {}})) {
                hall.take(seat);
                taken.push_back(seat);
            }
        std::ranges::shuffle(taken, random);
        for (const auto seat : taken) hall.give_back(seat);
        ASSERT_EQ(best(hall, 3), first);
    }
    EXPECT_EQ(hall.free_count({}), 24);
}

}  // namespace
