// What a season file may not say: each refusal names file, line, column and path, and nothing is
// written.
#include "catalogue/seasons.hpp"

using namespace willcall;
using namespace willcall::tests;

namespace {

class SeasonRefusals : public testing::TestWithParam<std::string> {
protected:
    // "season.yaml:3:5 path: sentence"
    std::string refused(const std::string& text) {
        const auto before = store.rows_written();
        const auto failure = failure_of([&] { store.apply(text); });
        EXPECT_EQ(failure.status(), WILLCALL_INVALID);
        EXPECT_EQ(store.rows_written(), before);
        EXPECT_TRUE(says(failure, failure.field())) << failure.what();
        return failure.place().file + ':' + std::to_string(failure.place().line) + ':' +
               std::to_string(failure.place().column) + ' ' + failure.what();
    }
    std::string refused_with(const std::string& from, const std::string& to) {
        return refused(foothill_with(from, to));
    }
    SeasonStore store{GetParam()};
};
ON_EVERY_DATABASE(SeasonRefusals);

TEST_P(SeasonRefusals, two_of_the_same_key_are_refused_with_both_places) {
    EXPECT_EQ(refused_with("key: till", "key: main"),
              "season.yaml:5:6 locations[1].key: `main` is taken by `locations[0].key` at line 4, "
              "column 6");
    EXPECT_EQ(refused_with("key: student", "key: general"),
              "season.yaml:14:10 events[0].ticket_types[1].key: `general` is taken by "
              "`events[0].ticket_types[0].key` at line 13, column 10");
    EXPECT_EQ(refused_with("key: bookshop", "key: tourist-office"),
              "season.yaml:17:6 channels[1].key: `tourist-office` is taken by `channels[0].key` at "
              "line 16, column 6");
    EXPECT_EQ(refused_with("jo@example.org", "mira@EXAMPLE.org"),
              "season.yaml:21:6 users[1].login: `mira@example.org` is taken by `users[0].login` at "
              "line 19, column 6");
    EXPECT_EQ(refused_with("[main]", "[main, main]"),
              "season.yaml:20:24 users[0].locations[1]: `main` is taken by `users[0].locations[0]` "
              "at line 20, column 18");
    EXPECT_EQ(refused_with("[email, print]", "[email, email]"),
              "season.yaml:23:29 deliveries.email[1]: `email` is taken by `deliveries.email[0]` at "
              "line 23, column 22");
}

TEST_P(SeasonRefusals, a_performance_has_its_key_in_the_whole_store) {
    const std::string other = "channels:\n  - {key: tourist";
    const std::string again = R"(  - key: rent
    name: Rent
    performances:
      - {key: heights-1108, starts: 2018-12-08T20:00, ends: 2018-12-08T22:30, capacity: 10}
)";
    EXPECT_EQ(refused_with(other, again + other),
              "season.yaml:18:10 events[1].performances[0].key: `heights-1108` is taken by "
              "`events[0].performances[0].key` at line 10, column 10");
    store.apply(foothill);
    EXPECT_EQ(refused("organisation: {name: Foothill, currency: USD, timezone: Europe/Sofia}\n"
                      "events:\n" +
                      again),
              "season.yaml:6:10 events[0].performances[0].key: `heights-1108` belongs to another "
              "event in the store: the key of a performance is unique in the store");
}

TEST_P(SeasonRefusals, what_users_refer_to_must_be_there) {
    EXPECT_EQ(refused_with("channel: tourist-office", "channel: tourist-ofice"),
              "season.yaml:19:65 users[0].channel: there is no channel `tourist-ofice`; did you "
              "mean `tourist-office`?");
    EXPECT_EQ(refused_with("locations: [main]", "locations: [till, tull]"),
              "season.yaml:20:24 users[0].locations[1]: there is no location `tull`; did you mean "
              "`till`?");
}

TEST_P(SeasonRefusals, a_performance_ends_after_it_starts) {
    EXPECT_EQ(refused_with("ends: 2018-11-08T22:30", "ends: 2018-11-08T19:30"),
              "season.yaml:10:55 events[0].performances[0].ends: must be later than it starts, at "
              "2018-11-08T20:00");
    EXPECT_EQ(refused_with("ends: 2018-11-08T22:30", "ends: 2018-11-08T20:00").substr(0, 18),
              "season.yaml:10:55 ");
}

TEST_P(SeasonRefusals, a_performance_is_not_at_a_time_that_never_comes) {
    EXPECT_EQ(refused_with("starts: 2018-11-08T20:00", "starts: 2018-03-11T02:30"),
              "season.yaml:10:29 events[0].performances[0].starts: no clock in "
              "America/Los_Angeles ever shows 2018-03-11T02:30: it is put forward then");
}

TEST_P(SeasonRefusals, the_organisation_has_a_zone_a_currency_and_a_language) {
    EXPECT_EQ(refused_with("America/Los_Angeles", "America/Los_Angelos"),
              "season.yaml:2:55 organisation.timezone: there is no time zone "
              "`America/Los_Angelos`");
    EXPECT_EQ(refused_with("currency: USD", "currency: USX"),
              "season.yaml:2:40 organisation.currency: there is no currency `USX` in ISO 4217");
    EXPECT_EQ(refused_with("currency: USD", "currency: USD, language: en_GB"),
              "season.yaml:2:55 organisation.language: must be a tag such as `en` or `pt-BR`");
}

TEST_P(SeasonRefusals, a_store_keeps_its_currency) {
    store.apply(foothill);
    EXPECT_EQ(refused_with("currency: USD", "currency: EUR"),
              "season.yaml:2:40 organisation.currency: is `USD` in the store, and a store keeps "
              "its currency for good");
}

TEST_P(SeasonRefusals, money_fits_its_currency) {
    EXPECT_EQ(refused_with("price: 19.00", "price: -1.00"),
              "season.yaml:13:49 events[0].ticket_types[0].price: must be at least 0.00");
    EXPECT_EQ(refused_with("price: 19.00", "price: 19.001").substr(0, 62),
              "season.yaml:13:49 events[0].ticket_types[0].price: must be mon");
    // Without decimals in the currency there are none in the prices either.
    EXPECT_EQ(refused_with("currency: USD", "currency: JPY").substr(0, 62),
              "season.yaml:13:49 events[0].ticket_types[0].price: must be mon");
}

TEST_P(SeasonRefusals, logins_are_email_addresses) {
    for (const std::string login : {"jo.example.org", "@example.org", "jo@", "jo@@example.org",
                                    "jo@.org", "jo mai@example.org", "<jo@example.org>"}) {
        EXPECT_EQ(refused_with("jo@example.org", '"' + login + '"'),
                  "season.yaml:21:6 users[1].login: must be an email address, not `" + login + '`');
    }
}

TEST_P(SeasonRefusals, keys_are_of_a_clean_form) {
    for (const std::string key : {"ma in", "ma/in", "-main", "mäin", "ma:in", ".."}) {
        EXPECT_EQ(refused_with("key: main", "key: \"" + key + '"'),
                  "season.yaml:4:6 locations[0].key: must be letters, digits, `-`, `_` and `.`, "
                  "beginning with a letter or digit, not `" +
                      key + '`');
    }
    EXPECT_EQ(refused_with("deliveries: {email:", "deliveries: {e mail:").substr(0, 60),
              "season.yaml:23:14 deliveries.e mail: must be letters, digits");
}

TEST_P(SeasonRefusals, channels_are_of_a_kind_that_is_loaded_and_fit_its_settings) {
    EXPECT_EQ(refused_with("kind: ticket_office", "kind: ticket_ofice"),
              "season.yaml:16:27 channels[0].kind: there is no plugin `ticket_ofice`; there is "
              "`email`, `outlet` and `ticket_office`");
    EXPECT_EQ(refused_with("credits: 500", "credits: 5000"),
              "season.yaml:16:59 channels[0].settings.credits: must be at most 1000");
    EXPECT_EQ(refused_with("credits: 500", "credit: 500").substr(0, 58),
              "season.yaml:16:59 channels[0].settings.credit: there is no");
    EXPECT_EQ(refused_with(", settings: {credits: 500, limit: 10}", ""),
              "season.yaml:16:5 channels[0].settings.credits: is missing");
    EXPECT_EQ(refused_with("name: Bookshop", "settings: {credits: 1}"),
              "season.yaml:17:35 channels[1].settings: the plugin `outlet` takes no settings");
}

TEST_P(SeasonRefusals, a_channel_keeps_its_kind) {
    store.apply(foothill);
    EXPECT_EQ(
        refused_with("kind: ticket_office, settings: {credits: 500, limit: 10}", "kind: outlet"),
        "season.yaml:16:27 channels[0].kind: is `ticket_office` in the store, and a channel "
        "keeps its kind: make a new one");
}

TEST_P(SeasonRefusals, plugins_are_loaded_and_fit_their_settings) {
    EXPECT_EQ(refused_with("plugins: {email:", "plugins: {outlet: null, emil:"),
              "season.yaml:22:25 plugins.emil: there is no plugin `emil`; there is `email`, "
              "`outlet` and `ticket_office`");
    EXPECT_EQ(refused_with("smtp: \"smtp://127.0.0.1:2525\"", "smtp: [25]"),
              "season.yaml:22:19 plugins.email.smtp: must be text, not a list");
    EXPECT_EQ(refused_with("{smtp: \"smtp://127.0.0.1:2525\"}", "null"),
              "season.yaml:22:11 plugins.email.smtp: is missing");
    EXPECT_EQ(refused_with("plugins: {", "plugins: {outlet: 7, "),
              "season.yaml:22:11 plugins.outlet: the plugin `outlet` takes no settings");
}

TEST_P(SeasonRefusals, deliveries_name_their_carriers) {
    EXPECT_EQ(refused_with("[email, print]", "[]"),
              "season.yaml:23:14 deliveries.email: must name at least one method that carries it");
    EXPECT_EQ(refused_with("[email, print]", "[[email]]"),
              "season.yaml:23:22 deliveries.email[0]: must be text, not a list");
    EXPECT_EQ(refused_with("config: {portal", "config: 5\n#"),
              "season.yaml:24:1 config: must be an object");
}

TEST_P(SeasonRefusals, two_locations_never_number_two_orders_alike) {
    const auto alike = [](const std::string& place, const std::string& a, const std::string& b) {
        return "season.yaml:" + place + ": the prefixes " + a + " and " + b +
               " could number two orders alike";
    };
    EXPECT_EQ(refused_with("prefix: MAIN-", "prefix: till-"),
              alike("5:6 locations[1].key", "`till-` of `till`", "`till-` of `main`"));
    // The first of the one and the eleventh of the other would both be MAIN-10001.
    EXPECT_EQ(refused_with("name: Till", "name: Till, series: {prefix: MAIN-1}"),
              alike("5:38 locations[1].series.prefix", "`MAIN-1` of `till`", "`MAIN-` of `main`"));
    store.apply(foothill);
    EXPECT_EQ(refused("organisation: {name: Foothill, currency: USD, timezone: Europe/Sofia}\n"
                      "locations: [{key: kiosk, name: Kiosk, series: {prefix: MAIN-7}}]"),
              alike("2:48 locations[0].series.prefix", "`MAIN-7` of `kiosk`", "`MAIN-` of `main`"));
}

TEST_P(SeasonRefusals, unknown_missing_and_double_fields_are_named) {
    EXPECT_EQ(refused_with("capacity: 120", "capacty: 120"),
              "season.yaml:10:79 events[0].performances[0].capacty: there is no `capacty` here; "
              "did you mean `capacity`?");
    EXPECT_EQ(refused_with(", capacity: 120", ""),
              "season.yaml:10:9 events[0].performances[0].capacity: is missing");
    EXPECT_EQ(refused_with("capacity: 120", "key: x").substr(0, 18), "season.yaml:10:79 ");
    EXPECT_EQ(refused("- a list"), "season.yaml:1:1 must be an object, not a list");
    EXPECT_EQ(refused("").substr(0, 12), "season.yaml:");
}

TEST_P(SeasonRefusals, what_is_kept_must_agree_with_what_is_new) {
    store.apply(foothill);
    store.change("heights-1108", "2018-11-08T20:00", "2018-11-08T21:00");
    EXPECT_EQ(refused_with("ends: 2018-11-08T22:30", "ends: 2018-11-08T20:30"),
              "season.yaml:10:55 events[0].performances[0].ends: must be later than it starts, at "
              "2018-11-08T21:00");
}

}  // namespace
