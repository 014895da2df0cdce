// The snapshot finds what was applied, and knows what clocks on walls show.
#include "catalogue/seasons.hpp"
#include "operations/email_address.hpp"

using namespace willcall;
using namespace willcall::tests;

namespace {

LocalTime wall(std::string_view text) {
    LocalTime time;
    EXPECT_TRUE(local_time_number(text, time.microseconds)) << text;
    return time;
}

std::string instant(std::string_view text, const std::string& zone) {
    return time_text(catalogue::from_wall(wall(text), zone));
}

TEST(Walls, a_time_on_the_wall_is_an_instant_in_its_zone) {
    EXPECT_EQ(instant("2018-11-08T20:00", "America/Los_Angeles"), "2018-11-09T04:00:00Z");
    EXPECT_EQ(instant("2018-07-08T20:00", "America/Los_Angeles"), "2018-07-09T03:00:00Z");
    EXPECT_EQ(instant("2018-11-08T20:00", "Asia/Kathmandu"), "2018-11-08T14:15:00Z");
    EXPECT_EQ(instant("1960-01-01T00:00", "UTC"), "1960-01-01T00:00:00Z");
}

TEST(Walls, a_time_that_is_skipped_is_refused_and_one_stored_before_is_put_forward) {
    const auto skipped = wall("2018-03-11T02:30");
    const std::string zone = "America/Los_Angeles";
    EXPECT_EQ(instant("2018-03-11T01:59", zone), "2018-03-11T09:59:00Z");
    EXPECT_EQ(instant("2018-03-11T03:00", zone), "2018-03-11T10:00:00Z");
    const auto failure = failure_of([&] { catalogue::from_wall(skipped, zone); });
    EXPECT_EQ(failure.status(), WILLCALL_INVALID);
    EXPECT_EQ(time_text(catalogue::from_stored_wall(skipped, zone)), "2018-03-11T10:30:00Z");
}

TEST(Walls, of_a_time_that_comes_twice_the_first_is_meant) {
    EXPECT_EQ(instant("2018-11-04T01:30", "America/Los_Angeles"), "2018-11-04T08:30:00Z");
    EXPECT_EQ(instant("2018-10-28T03:30", "Europe/Sofia"), "2018-10-28T00:30:00Z");
}

TEST(Walls, zones_are_known_by_their_iana_names) {
    EXPECT_TRUE(catalogue::is_zone("Europe/Sofia"));
    EXPECT_TRUE(catalogue::is_zone("US/Pacific"));
    EXPECT_FALSE(catalogue::is_zone("Europe/Sofa"));
    EXPECT_FALSE(catalogue::is_zone("europe/sofia"));
    EXPECT_FALSE(catalogue::is_zone("../zoneinfo/UTC"));
    EXPECT_FALSE(catalogue::is_zone(""));
    EXPECT_EQ(failure_of([] { catalogue::from_wall({0}, "Nowhere/Land"); }).status(),
              WILLCALL_INVALID);
}

class Snapshots : public testing::TestWithParam<std::string> {
protected:
    SeasonStore store{GetParam()};
};
ON_EVERY_DATABASE(Snapshots);

TEST_P(Snapshots, a_store_without_a_season_has_an_empty_one) {
    const auto empty = store.snapshot();
    EXPECT_EQ(empty->organisation.name, "");
    EXPECT_EQ(empty->performance("heights-1108"), nullptr);
    EXPECT_TRUE(empty->wanted_quotas().empty());
    EXPECT_EQ(empty->wall_text(0), "Thu 1 Jan 1970, 00:00");
}

TEST_P(Snapshots, everything_is_found_by_key_and_by_id) {
    store.apply(foothill);
    const auto season = store.snapshot();
    EXPECT_EQ(season->epoch, 1);
    EXPECT_EQ(season->decimals, 2);
    const auto* performance = season->performance("heights-1109");
    ASSERT_NE(performance, nullptr);
    EXPECT_EQ(season->performance(performance->id), performance);
    EXPECT_EQ(time_text(performance->starts), "2018-11-10T04:00:00Z");
    EXPECT_EQ(performance->capacity, 100);
    ASSERT_EQ(performance->event, season->event("heights"));
    const auto* student = season->ticket_type(*performance->event, "student");
    ASSERT_NE(student, nullptr);
    EXPECT_EQ(season->ticket_type(student->id), student);
    EXPECT_EQ(student->price, 750);
    EXPECT_EQ(season->location("main")->prefix, "MAIN-");
    EXPECT_EQ(season->location("main")->width, 4);
    EXPECT_EQ(season->location("till")->prefix, "till-");
    EXPECT_EQ(season->location(season->location("till")->id)->name, "Till");
    EXPECT_EQ(season->channel("tourist-office")->name, "tourist-office");
    EXPECT_EQ(season->channel("tourist-office")->settings, R"({"credits":500,"limit":"10.00"})");
    EXPECT_EQ(season->channel("bookshop")->settings, "{}");
    EXPECT_EQ(season->channel(season->channel("bookshop")->id)->kind, "outlet");
    EXPECT_EQ(season->plugin_settings.at("email"), R"({"smtp":"smtp://127.0.0.1:2525"})");
    EXPECT_EQ(season->performance("heights"), nullptr);
    EXPECT_EQ(season->location(performance->id), nullptr);
    EXPECT_EQ(season->wall_text(performance->starts), "Fri 9 Nov 2018, 20:00");
}

TEST_P(Snapshots, a_performance_that_joins_later_stands_with_its_event) {
    store.apply(foothill);
    const std::string rest = "channels:\n  - {key: tourist";
    const std::string rent = "  - {key: rent, name: Rent, performances: [{key: rent-1, starts: "
                             "2018-12-01T20:00, ends: 2018-12-01T22:00, capacity: 5}]}\n";
    store.apply(foothill_with(rest, rent + rest));
    store.now += 1'000'000;
    store.apply(foothill_with("    ticket_types:\n",
                              "      - {key: heights-1110, starts: 2018-11-10T20:00, ends: "
                              "2018-11-10T22:30, capacity: 120}\n    ticket_types:\n"));
    const auto season = store.snapshot();
    std::vector<std::string> keys;
    for (const auto& performance : season->performances) keys.push_back(performance->key);
    EXPECT_EQ(keys,
              (std::vector<std::string>{"heights-1108", "heights-1109", "heights-1110", "rent-1"}));
}

TEST_P(Snapshots, it_wants_a_quota_for_each_performance_and_each_limited_ticket_type) {
    store.apply(foothill);
    std::string wanted;
    for (const auto& quota : store.snapshot()->wanted_quotas())
        wanted += quota.key + ' ' + std::to_string(quota.capacity) + '\n';
    EXPECT_EQ(wanted, "performance/heights-1108 120\n"
                      "ticket_type/heights-1108/student 20\n"
                      "performance/heights-1109 100\n"
                      "ticket_type/heights-1109/student 20\n");
}

TEST_P(Snapshots, a_delivery_is_carried_by_those_listed_or_by_its_own_name) {
    store.apply(foothill);
    const auto season = store.snapshot();
    EXPECT_EQ(season->carriers("email"), (std::vector<std::string>{"email", "print"}));
    EXPECT_EQ(season->carriers("print"), std::vector<std::string>{"print"});
}

TEST_P(Snapshots, users_are_found_by_login_and_by_id) {
    store.apply(foothill);
    EXPECT_EQ(email_key("Mira@Example.ORG"), "mira@example.org");
    const auto mira = catalogue::find_user(store.writer(), "mira@example.org");
    ASSERT_TRUE(mira);
    EXPECT_EQ(mira->login, "mira@example.org");
    EXPECT_EQ(mira->name, "Mira North");
    EXPECT_EQ(mira->role, "operator");
    EXPECT_EQ(mira->channel, "tourist-office");
    EXPECT_EQ(mira->locations, std::vector<std::string>{"main"});
    EXPECT_TRUE(mira->uses_shifts);
    EXPECT_FALSE(mira->disabled);
    EXPECT_FALSE(catalogue::find_user(store.writer(), "jo@example.org")->uses_shifts);
    EXPECT_EQ(catalogue::find_user(store.writer(), mira->id)->login, "mira@example.org");
    EXPECT_FALSE(catalogue::find_user(store.writer(), "nobody@example.org"));
    EXPECT_FALSE(catalogue::find_user(store.writer(), mira->id + 1'000'000));
}

}  // namespace
