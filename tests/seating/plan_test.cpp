// A pretix seating plan is read whole, or not at all and with the place of the mistake.
#include "operations/failure.hpp"
#include "seating/halls.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace willcall;
using namespace willcall::tests;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

// "place: message" of the failure.
std::string said_of(const std::string& json) {
    try {
        seating::Plan::read(json, "seating.hall", "hall.json");
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.status(), WILLCALL_INVALID);
        EXPECT_EQ(failure.place().file, "hall.json");
        EXPECT_GT(failure.place().line, 0);
        return failure.what();
    }
    return "read";
}

TEST(SeatingPlan, says_zone_row_number_and_category_of_a_seat) {
    const auto plan = hall_of({"aab"});
    ASSERT_EQ(plan->seats.size(), 3U);
    const auto seat = plan->find("Hall/1/3");
    ASSERT_TRUE(seat);
    EXPECT_EQ(plan->find("1-3"), seat);
    const auto shown = plan->shown(*seat);
    EXPECT_EQ(shown.guid + ' ' + shown.zone + ' ' + shown.row + ' ' + shown.number + ' ' +
                  shown.category,
              "1-3 Hall 1 3 b");
    EXPECT_FALSE(plan->find("Hall/1/4"));
}

TEST(SeatingPlan, names_the_place_of_each_mistake) {
    const auto plan = drawn({"aa", "ab"});
    const std::string seat = "seating.hall.zones[0].rows[1].seats[1].";
    EXPECT_EQ(said_of(replaced(plan, R"("category": "b")", R"("category": "c")")),
              seat + "category: there is no category `c`; did you mean `a` or `b`?");
    EXPECT_EQ(said_of(replaced(plan, R"("2-2")", R"("1-1")")),
              seat + "seat_guid: `1-1` is another seat's too");
    EXPECT_EQ(said_of(replaced(plan, R"("seat_guid": "2-2", "seat_number": "2")",
                               R"("seat_guid": "2-2", "seat_number": "1")")),
              seat + "seat_number: `1` stands twice in its row: no ticket could tell the two " +
                  "seats `Hall/2/1` apart");
    EXPECT_EQ(said_of(replaced(plan, R"([{"name": "a"})", R"([{"name": "b"}, {"name": "a"})")),
              "seating.hall.categories[2].name: `b` stands twice");
    EXPECT_EQ(said_of(replaced(plan, R"("x": 20)", R"("x": "20")")),
              "seating.hall.zones[0].rows[0].seats[1].position.x: must be a number of at most " +
                  std::string("seven digits"));
    EXPECT_EQ(said_of(replaced(plan, R"("x": 20)", R"("x": 1e99)")),
              "seating.hall.zones[0].rows[0].seats[1].position.x: must be a number of at most " +
                  std::string("seven digits"));
    EXPECT_EQ(said_of(replaced(plan, R"("seat_guid": "2-2", )", "")),
              seat + "seat_guid: is missing");
    EXPECT_EQ(said_of(replaced(plan, R"("row_number")", R"("row_nummer")")).substr(0, 60),
              "seating.hall.zones[0].rows[0].row_nummer: there is no `row_n");
    EXPECT_EQ(said_of(R"({"name": "x", "categories": [{"name": "a"}], "zones":
                          [{"position": {"x": 0, "y": 0}, "rows": []}]})"),
              "seating.hall.zones: there is no seat in it");
}

TEST(SeatingPlan, takes_rows_of_one_zone_and_number_for_one_row) {
    // As halls are drawn whose tables stand along the walls: a row for each seat, going away.
    const auto plan = seating::Plan::read(R"({"name": "Hall", "categories": [{"name": "a"}],
        "zones": [{"name": "Left", "position": {"x": 10, "y": 5}, "rows": [
          {"row_number": "1", "seats": [{"seat_guid": "1", "seat_number": "1", "category": "a",
                                         "position": {"x": 0.5, "y": 44}}]},
          {"row_number": "1", "seats": [{"seat_guid": "2", "seat_number": "2", "category": "a",
                                         "position": {"x": 0.5, "y": 22}}]},
          {"row_number": "1", "seats": [{"seat_guid": "3", "seat_number": "3", "category": "a",
                                         "position": {"x": 0.5, "y": 0}}]}]}]})",
                                          {}, {});
    ASSERT_EQ(plan->blocks.size(), 1U);
    EXPECT_EQ(guids(*plan, plan->blocks[0]), "3 2 1");
    EXPECT_EQ(plan->seats[0].at.x, 10'500);
    EXPECT_EQ(plan->coordinate(10'500).value->text, "10.5");
    EXPECT_EQ(plan->seats[2].distance, 0);  // the middle of the front edge
    EXPECT_EQ(plan->seats[0].distance, 44'000);
}

TEST(SeatingPlan, looks_from_the_stage_where_one_is_drawn) {
    const auto plan = seating::Plan::read(
        replaced(drawn({"aaa", "aaa"}), R"("rows")",
                 R"("areas": [{"text": "Stage", "position": {"x": 30, "y": 40}, "width": 20,
                              "height": 0}], "rows")"),
        {}, {});
    seating::Hall hall(plan);
    EXPECT_EQ(guids(*plan, hall.best_together({1, {}})), "2-3");
    EXPECT_EQ(plan->seats[*plan->find("2-3")].distance, 20'000);
}

TEST(SeatingPlan, of_a_real_hall_has_1115_seats) {
    std::ifstream file(WILLCALL_SOURCE_DIR "/examples/hall/hall-1115.seating-plan.json");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto plan = seating::Plan::read(text, "seating.hall", "hall.json");
    EXPECT_EQ(plan->seats.size(), 1'115U);
    EXPECT_EQ(plan->categories.size(), 6U);
    EXPECT_EQ(plan->zones.size(), 6U);
    std::size_t seats = 0;
    for (const auto& block : plan->blocks) seats += block.size();
    EXPECT_EQ(seats, 1'115U);
    // The dance floor: thirty rows of thirty, none of them cut.
    EXPECT_GE(std::ranges::count_if(plan->blocks, [](const auto& b) { return b.size() == 30; }),
              25);
}

}  // namespace
