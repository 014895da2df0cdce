// A season file brings the store to what it says: once, never more, and never less.
#include "catalogue/seasons.hpp"

#include "catalogue/operations.hpp"

using namespace willcall;
using namespace willcall::tests;

namespace {

class Seasons : public testing::TestWithParam<std::string> {
protected:
    SeasonStore store{GetParam()};
};
ON_EVERY_DATABASE(Seasons);

TEST_P(Seasons, a_first_season_adds_everything_in_the_order_of_the_file) {
    EXPECT_EQ(lines_of(store.apply(foothill)), "organisation added\n"
                                               "locations.main added\n"
                                               "locations.till added\n"
                                               "events.heights added\n"
                                               "events.heights.performances.heights-1108 added\n"
                                               "events.heights.performances.heights-1109 added\n"
                                               "events.heights.ticket_types.general added\n"
                                               "events.heights.ticket_types.student added\n"
                                               "channels.tourist-office added\n"
                                               "channels.bookshop added\n"
                                               "users.mira@example.org added\n"
                                               "users.jo@example.org added\n"
                                               "plugins.email added\n"
                                               "deliveries.email added\n"
                                               "config added\n");
    EXPECT_EQ(store.moved, (std::vector<std::string>{"access", "catalogue", "plugin/email",
                                                     "plugin/outlet", "plugin/ticket_office"}));
    EXPECT_EQ(store.rows_written(), 15);
}

TEST_P(Seasons, the_same_file_twice_changes_nothing) {
    store.apply(foothill);
    const auto before = store.items();
    EXPECT_EQ(lines_of(store.apply(foothill)), "");
    EXPECT_TRUE(store.moved.empty());
    const auto after = store.items();
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t index = 0; index < before.size(); ++index) {
        EXPECT_EQ(after[index].id, before[index].id);
        EXPECT_EQ(after[index].content, before[index].content);
        EXPECT_EQ(after[index].filed, before[index].filed);
    }
}

TEST_P(Seasons, the_order_of_settings_and_a_default_spelled_out_are_no_change) {
    store.apply(foothill);
    EXPECT_EQ(lines_of(store.apply(
                  foothill_with("{credits: 500, limit: 10}", "{limit: \"10.00\", credits: 500}"))),
              "");
    EXPECT_EQ(lines_of(store.apply(foothill_with("name: Till", "name: Till, series: null"))), "");
    EXPECT_EQ(lines_of(store.apply(foothill_with("name: In The Heights",
                                                 "name: In The Heights\n    published: true"))),
              "");
    EXPECT_TRUE(store.moved.empty());
}

TEST_P(Seasons, a_changed_field_is_changed_and_moves_its_epoch_only) {
    store.apply(foothill);
    EXPECT_EQ(lines_of(store.apply(foothill_with("price: 19.00", "price: 21"))),
              "events.heights.ticket_types.general.price changed\n");
    EXPECT_EQ(store.moved, std::vector<std::string>{"catalogue"});
    store.apply(foothill);
    EXPECT_EQ(lines_of(store.apply(foothill_with("Mira North", "Mira South"))),
              "users.mira@example.org.name changed\n");
    EXPECT_EQ(store.moved, std::vector<std::string>{"access"});
    store.apply(foothill);
    EXPECT_EQ(lines_of(store.apply(foothill_with("credits: 500", "credits: 400"))),
              "channels.tourist-office.settings.credits changed\n");
    EXPECT_EQ(store.moved, (std::vector<std::string>{"catalogue", "plugin/ticket_office"}));
    store.apply(foothill);
    EXPECT_EQ(lines_of(store.apply(foothill_with("2525\"", "25\", from: a@b"))),
              "plugins.email.smtp changed\nplugins.email.from changed\n");
    EXPECT_EQ(store.moved, (std::vector<std::string>{"catalogue", "plugin/email"}));
    store.apply(foothill);
    EXPECT_EQ(lines_of(store.apply(foothill_with("[email, print]", "[print]"))),
              "deliveries.email changed\n");
    EXPECT_EQ(lines_of(store.apply(foothill_with("colour: 012", "colour: 12"))),
              "deliveries.email changed\nconfig.portal.colour changed\n");
}

TEST_P(Seasons, a_field_left_out_means_its_initialiser) {
    store.apply(foothill);
    EXPECT_EQ(lines_of(store.apply(foothill_with(", quota: 20", ""))),
              "events.heights.ticket_types.student.quota changed\n");
    const auto season = store.snapshot();
    EXPECT_EQ(season->ticket_type(*season->event("heights"), "student")->quota, std::nullopt);
    EXPECT_EQ(lines_of(store.apply(foothill_with(", quota: 20", ""))), "");
}

TEST_P(Seasons, what_an_operation_changed_is_kept_and_reported) {
    store.apply(foothill);
    store.change("general", "19.00", "22.00");
    const auto dearer = foothill_with("price: 19.00", "price: 25.00");
    const std::string kept = "events.heights.ticket_types.general.price kept\n";
    EXPECT_EQ(lines_of(store.apply(foothill)), kept);
    EXPECT_EQ(lines_of(store.apply(dearer)), kept);
    EXPECT_TRUE(store.moved.empty());
    EXPECT_EQ(store.snapshot()->ticket_types[0]->price, 2200);
    EXPECT_EQ(lines_of(store.apply(dearer)), kept);
    // Agreement ends it: the file is the last word again.
    EXPECT_EQ(lines_of(store.apply(foothill_with("price: 19.00", "price: 22.00"))), "");
    EXPECT_EQ(lines_of(store.apply(foothill)),
              "events.heights.ticket_types.general.price changed\n");
}

TEST_P(Seasons, the_fields_beside_one_that_is_kept_follow_the_file) {
    store.apply(foothill);
    store.change("tourist-office", "500", "650");
    EXPECT_EQ(
        lines_of(store.apply(foothill_with("credits: 500, limit: 10", "credits: 400, limit: 12"))),
        "channels.tourist-office.settings.credits kept\n"
        "channels.tourist-office.settings.limit changed\n");
    EXPECT_EQ(store.snapshot()->channel("tourist-office")->settings,
              R"({"credits":650,"limit":"12.00"})");
}

TEST_P(Seasons, overwriting_takes_the_file_at_its_word) {
    store.apply(foothill);
    store.change("general", "19.00", "22.00");
    EXPECT_EQ(lines_of(store.apply(foothill, true)),
              "events.heights.ticket_types.general.price changed\n");
    EXPECT_EQ(store.moved, std::vector<std::string>{"catalogue"});
    EXPECT_EQ(store.snapshot()->ticket_types[0]->price, 1900);
    EXPECT_EQ(lines_of(store.apply(foothill, true)), "");
}

TEST_P(Seasons, nothing_that_left_the_file_is_deleted) {
    store.apply(foothill);
    EXPECT_EQ(lines_of(store.apply("organisation: {name: Foothill Theatre, currency: USD, "
                                   "timezone: America/Los_Angeles}")),
              "");
    EXPECT_EQ(store.rows_written(), 15);
    EXPECT_EQ(lines_of(store.apply(foothill)), "");
}

TEST_P(Seasons, what_left_the_file_can_still_be_referred_to) {
    store.apply(foothill);
    const std::string later = R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles}
users: [{login: al@example.org, name: Al, role: operator, channel: bookshop, locations: [main]}]
)";
    EXPECT_EQ(lines_of(store.apply(later)), "users.al@example.org added\n");
}

TEST_P(Seasons, a_dry_run_says_all_and_writes_nothing) {
    const auto said = lines_of(store.apply(foothill, false, true));
    EXPECT_EQ(store.rows_written(), 0);
    EXPECT_TRUE(store.moved.empty());
    EXPECT_EQ(lines_of(store.apply(foothill)), said);
    const auto before = store.items();
    EXPECT_EQ(lines_of(store.apply(foothill_with("capacity: 120", "capacity: 80"), false, true)),
              "events.heights.performances.heights-1108.capacity changed\n");
    EXPECT_EQ(store.items()[4].content, before[4].content);
}

TEST_P(Seasons, what_the_store_says_of_its_season_changes_nothing_when_applied) {
    EXPECT_EQ(catalogue::current_season(store.writer()), "{}");
    store.apply(foothill);
    const auto said = catalogue::current_season(store.writer());
    EXPECT_EQ(lines_of(store.apply(said)), "");
    SeasonStore other(GetParam());
    other.apply(said);
    EXPECT_EQ(catalogue::current_season(other.writer()), said);
}

TEST_P(Seasons, five_thousand_users_come_and_go_nowhere) {
    auto many = foothill.substr(0, foothill.find("users:")) + "users:\n";
    for (int user = 0; user < 5'000; ++user) {
        const auto number = std::to_string(user);
        many += "  - {login: u" + number + "@example.org, name: User " + number +
                ", role: cashier, channel: bookshop, locations: [till]}\n";
    }
    EXPECT_EQ(store.apply(many).changes.size(), 5'010U);
    EXPECT_EQ(store.apply(many).changes.size(), 0U);
    EXPECT_TRUE(store.moved.empty());
    const auto user = catalogue::find_user(store.writer(), "u4711@example.org");
    ASSERT_TRUE(user);
    EXPECT_EQ(user->name, "User 4711");
}

TEST_P(Seasons, the_catalogue_is_shown_without_anybodys_settings) {
    store.apply(foothill);
    const auto operations = catalogue::season_operations(everything_shown);
    ASSERT_EQ(operations.at(0).name, "catalogue.get");
    Call call;
    call.connection = &store.writer();
    const auto answer = [&](const std::string& json) {
        auto request = parse_json(json);
        validate(request, *operations[0].request, {});
        willcall_writer writer(2);
        EXPECT_FALSE(operations[0].handle(call, request, writer));
        return writer.text;
    };
    const auto all = answer("{}");
    EXPECT_NE(all.find(R"("starts":"2018-11-08T20:00")"), std::string::npos);
    EXPECT_NE(all.find(R"("price":"7.50","quota":20)"), std::string::npos);
    EXPECT_NE(all.find(R"({"key":"bookshop","kind":"outlet","name":"Bookshop"})"),
              std::string::npos);
    EXPECT_EQ(all.find("smtp"), std::string::npos);
    EXPECT_EQ(all.find("credits"), std::string::npos);
    EXPECT_EQ(all.find("mira"), std::string::npos);
    EXPECT_EQ(answer(R"({"event": "heights"})"), all);
    EXPECT_EQ(failure_of([&] { answer(R"({"event": "hights"})"); }).status(), WILLCALL_NOT_FOUND);
}

}  // namespace
