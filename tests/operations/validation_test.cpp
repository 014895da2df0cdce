#include "operations/refusals.hpp"

#include "operations/reading.hpp"

#include <willcall/orders.hpp>
#include <willcall/season.hpp>

#include <gtest/gtest.h>

namespace willcall {
namespace {

enum class Shade { light, dark };
constexpr std::array<const char*, 3> words_of(Shade) { return {"light", "dark", nullptr}; }

// One field of each kind.
struct Everything {
    std::string name = "nobody";
    std::string note;
    std::string password;
    std::int64_t count = 0;
    std::int64_t any_count = 0;
    std::int16_t port = 0;
    bool open = true;
    Money price;
    Money tip;
    Time when;
    LocalTime doors;
    Shade shade = Shade::light;
    Id id;
    std::vector<std::optional<std::int64_t>> list;
    std::map<std::string, std::int64_t> map;
    Any any;

    static constexpr auto fields = willcall::in_order{
        field<"name">(&Everything::name, "text", between(1, 5), can_be_left_out),
        field<"note">(&Everything::note, "text with lines", multiline, can_be_left_out),
        field<"password">(&Everything::password, "hidden", at_least(8), secret, can_be_left_out),
        field<"count">(&Everything::count, "limited", between(-5, 10), can_be_left_out),
        field<"any_count">(&Everything::any_count, "unlimited", can_be_left_out),
        field<"port">(&Everything::port, "narrow", at_least(1), can_be_left_out),
        field<"open">(&Everything::open, "switch", can_be_left_out),
        field<"price">(&Everything::price, "limited", between(0, 10'000), can_be_left_out),
        field<"tip">(&Everything::tip, "unlimited", can_be_left_out),
        field<"when">(&Everything::when, "time", can_be_left_out),
        field<"doors">(&Everything::doors, "wall time", can_be_left_out),
        field<"shade">(&Everything::shade, "word", can_be_left_out),
        field<"id">(&Everything::id, "id", can_be_left_out),
        field<"list">(&Everything::list, "integers", at_most(3)),
        field<"map">(&Everything::map, "integers", at_most(2)),
        field<"any">(&Everything::any, "whatever", can_be_left_out),
    };
};

struct Case {
    std::string text;
    std::string message;
};

std::string json_message(const std::string& text, const Dialect& dialect = {2, "", "USD"}) {
    return message_of([&] { read_json<Everything>(text, dialect); });
}

std::string yaml_message(const std::string& text) {
    return message_of([&] {
        auto value = parse_yaml(text, "s.yaml");
        validate(value, *shape::of<Everything>(), {2, "s.yaml", "USD"});
    });
}

TEST(Validation, accepts_what_json_says_properly) {
    for (const auto* text : {R"({})",
                             R"({"name": "Žofie"})",
                             R"({"note": "a\n\tb\r\n"})",
                             R"({"count": -5})",
                             R"({"any_count": 9007199254740992})",
                             R"({"any_count": "9007199254740993"})",
                             R"({"any_count": "-9223372036854775808"})",
                             R"({"port": 32767})",
                             R"({"price": 100})",
                             R"({"price": 99.9})",
                             R"({"price": "0.00"})",
                             R"({"tip": "-10000000000000.00"})",
                             R"({"when": "2018-11-08T20:00:00-08:00"})",
                             R"({"doors": "2018-11-08T19:30"})",
                             R"({"shade": "dark"})",
                             R"({"id": "0000000000001"})",
                             R"({"list": [1, null, 3]})",
                             R"({"map": {"a b": 1, "": 2}})",
                             R"({"any": {"x": [1, 2.5, {"y": null}]}})",
                             R"({"name": null, "count": null, "list": null, "any": null})"})
        EXPECT_EQ(json_message(text), "accepted") << text;
}

TEST(Validation, says_of_json_what_was_expected_and_what_came) {
    const std::vector<Case> cases = {
        {"[]", "must be an object, not a list"},
        {"null", "must be an object, not null"},
        {R"({"name": 12})", "name: must be text, not `12`"},
        {R"({"name": ""})", "name: must not be empty"},
        {R"({"name": "Žofie2"})", "name: must have at most 5 characters, not 6"},
        {R"({"name": "a\nb"})", "name: must not have control characters such as line ends"},
        {R"({"name": "\u007f"})", "name: must not have control characters such as line ends"},
        {R"({"name": "\u0085"})", "name: must not have control characters such as line ends"},
        {R"({"note": "\u001b"})", "note: must not have control characters such as line ends"},
        {R"({"password": 12345678})", "password: must be text"},
        {R"({"password": "hunter2"})", "password: must have at least 8 characters"},
        {R"({"count": 11})", "count: must be at most 10"},
        {R"({"count": -6})", "count: must be at least -5"},
        {R"({"count": 2.0})", "count: must be an integer, not `2.0`"},
        {R"({"count": 2e0})", "count: must be an integer, not `2e0`"},
        {R"({"count": true})", "count: must be an integer, not `true`"},
        {R"({"count": "2"})", "count: must be an integer without quotes, not `\"2\"`"},
        {R"({"count": "two"})", "count: must be an integer, not `\"two\"`"},
        {R"({"count": []})", "count: must be an integer, not a list"},
        {R"({"any_count": 9007199254740993})",
         "any_count: must be an integer in quotes where it is beyond 2^53, "
         "not `9007199254740993`"},
        {R"({"any_count": "9223372036854775808"})",
         "any_count: must be an integer, not `\"9223372036854775808\"`"},
        {R"({"port": 0})", "port: must be at least 1"},
        {R"({"port": 65536})", "port: must be at most 32767"},
        {R"({"open": "true"})", "open: must be true or false, not `\"true\"`"},
        {R"({"open": 1})", "open: must be true or false, not `1`"},
        {R"({"price": 38.005})",
         "price: must be money such as \"38.00\", not `38.005`: USD has 2 decimals"},
        {R"({"price": 1e2})",
         "price: must be money such as \"38.00\", not `1e2`: USD has 2 decimals"},
        {R"({"price": "1,00"})",
         "price: must be money such as \"38.00\", not `\"1,00\"`: USD has 2 decimals"},
        {R"({"price": -0.01})", "price: must be at least 0.00"},
        {R"({"price": 100.01})", "price: must be at most 100.00"},
        {R"({"tip": "10000000000000.01"})", "tip: must be at most 10000000000000.00"},
        {R"({"tip": "-10000000000000.01"})", "tip: must be at least -10000000000000.00"},
        {R"({"when": "2018-11-08T20:00:00"})",
         "when: must be a time with its offset, such as -08:00 or Z at the end, "
         "not `\"2018-11-08T20:00:00\"`: without it nobody knows whose clock is meant"},
        {R"({"when": 1541707200})", "when: must be a time with offset such as "
                                    "\"2018-11-08T20:00:00-08:00\", not `1541707200`"},
        {R"({"doors": "2018-11-08T20:00:00Z"})",
         "doors: must be a time on the wall without offset, not `\"2018-11-08T20:00:00Z\"`: "
         "the organisation's time zone decides"},
        {R"({"doors": "8pm"})",
         "doors: must be a time on the wall such as \"2018-11-08T20:00\", not `\"8pm\"`"},
        {R"({"shade": "grey"})", "shade: must be `light` or `dark`, not `\"grey\"`"},
        {R"({"shade": 0})", "shade: must be `light` or `dark`, not `0`"},
        {R"({"id": "1"})", "id: must be an id of 13 letters and digits, not `\"1\"`"},
        {R"({"id": 1})", "id: must be an id of 13 letters and digits, not `1`"},
        {R"({"id": "0000000000000"})",
         "id: must be an id of 13 letters and digits, not `\"0000000000000\"`"},
        {R"({"list": {}})", "list: must be a list, not an object"},
        {R"({"list": [1, 2, 3, 4]})", "list: must have at most 3 elements, not 4"},
        {R"({"list": [1, "x"]})", "list[1]: must be an integer, not `\"x\"`"},
        {R"({"map": []})", "map: must be an object, not a list"},
        {R"({"map": {"a": 1, "b": 2, "c": 3}})", "map: must have at most 2 members, not 3"},
        {R"({"map": {"a b": null}})", "map.`a b`: must be an integer, not null"},
        {R"({"map": {"a\n": 1}})",
         "map.`a?`: the key must not have control characters such as line ends"},
    };
    for (const auto& [text, message] : cases) EXPECT_EQ(json_message(text), message) << text;
}

TEST(Validation, takes_plain_yaml_for_what_the_field_is) {
    for (const auto* text :
         {"name: 012", "name: true", "count: 7", "any_count: 9007199254740993", "open: false",
          "price: 19.00", "price: \"19.00\"", "when: 2018-11-08T20:00:00Z",
          "doors: 2018-11-08T20:00", "shade: dark", "id: 0000000000001", "count: ~",
          "count:", "list: [1, ~]", "any: {a: NO}"})
        EXPECT_EQ(yaml_message(text), "accepted") << text;
    const std::vector<Case> cases = {
        {"count: 012", "count: must be an integer, not `012`"},
        {"count: 0x1", "count: must be an integer, not `0x1`"},
        {"count: +1", "count: must be an integer, not `+1`"},
        {"count: 2.0", "count: must be an integer, not `2.0`"},
        {"count: \"2\"", "count: must be an integer without quotes, not `\"2\"`"},
        {"open: NO", "open: must be true or false, not `NO`"},
        {"open: yes", "open: must be true or false, not `yes`"},
        {"open: True", "open: must be true or false, not `True`"},
        {"open: \"true\"", "open: must be true or false, not `\"true\"`"},
        {"price: 1e2", "price: must be money such as \"38.00\", not `1e2`: USD has 2 decimals"},
        {"when: 2018-11-08 20:00:00Z", "when: must be a time with offset such as "
                                       "\"2018-11-08T20:00:00-08:00\", "
                                       "not `2018-11-08 20:00:00Z`"},
    };
    for (const auto& [text, message] : cases) EXPECT_EQ(yaml_message(text), message) << text;
}

TEST(Validation, of_a_currency_without_decimals_says_so) {
    const std::string message =
        "price: must be money such as \"38\", not `38.5`: JPY has no decimals";
    EXPECT_EQ(json_message(R"({"price": 38.5})", {0, "", "JPY"}), message);
}

TEST(Validation, names_the_key_that_was_meant) {
    EXPECT_EQ(json_message(R"({"nmae": "x"})"),
              "nmae: there is no `nmae` here; did you mean `name`?");
    EXPECT_EQ(json_message(R"({"cuont": 1})"),
              "cuont: there is no `cuont` here; did you mean `count`?");
    const auto message =
        message_of([] { read_json<OrderLine>(R"({"performance": "p", "kind": "g"})", {}); });
    EXPECT_EQ(message, "kind: there is no `kind` here; there is `performance`, `ticket_type`, "
                       "`product`, `quantity`, `holders`, `seats`, `together` and `answers`");
    EXPECT_LT(json_message("{\"" + std::string(100'000, 'k') + "\": 1}").size(), 1'000U);
}

TEST(Validation, names_path_file_line_and_column) {
    auto value = parse_yaml("organisation: {name: F, currency: USD, timezone: UTC}\n"
                            "events:\n"
                            "  - key: heights\n"
                            "    name: In The Heights\n"
                            "    ticket_types:\n"
                            "      - {key: general, name: General, price: 38.005}\n",
                            "season.yaml");
    const auto failure = failure_of([&] {
        validate(value, *shape::of<Season>(), {2, "season.yaml", "USD"});
    });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->status(), WILLCALL_INVALID);
    EXPECT_EQ(failure->field(), "events[0].ticket_types[0].price");
    EXPECT_STREQ(failure->what(),
                 "events[0].ticket_types[0].price: must be money such as \"38.00\", "
                 "not `38.005`: USD has 2 decimals");
    EXPECT_EQ(failure->place().file, "season.yaml");
    EXPECT_EQ(failure->place().line, 6);
    EXPECT_EQ(failure->place().column, 39);
}

TEST(Validation, of_an_order_names_the_line_and_field) {
    const std::vector<Case> none = {
        {R"({})", "lines: is missing"},
        {R"({"lines": null})", "lines: is missing"},
        {R"({"lines": []})", "lines: must have at least 1 element, not 0"},
    };
    for (const auto& each : none)
        EXPECT_EQ(message_of([&] { read_json<QuoteOrder>(each.text, {}); }), each.message);
    const std::vector<Case> cases = {
        {R"({"lines": [null]})", "lines[0]: must be an object, not null"},
        {R"({"lines": [{"performance": "p", "ticket_type": "t", "quantity": 0}]})",
         "lines[0].quantity: must be at least 1"},
        {R"({"lines": [{"performance": "p", "ticket_type": "t", "quantity": 1000000000000}]})",
         "lines[0].quantity: must be at most 10000"},
        {R"({"lines": [{"performance": "p", "ticket_type": "t"}],
             "payments": [{"means": "gold", "amount": "1.00"}]})",
         "payments[0].means: must be `cash`, `card`, `voucher` or `transfer`, not `\"gold\"`"},
    };
    for (const auto& each : cases) {
        EXPECT_EQ(message_of([&] { read_json<PlaceOrder>(each.text, {}); }), each.message);
    }
}

TEST(Validation, begins_its_paths_where_the_value_stands) {
    auto settings = parse_json(R"({"count": 99})");
    const auto failure = failure_of(
        [&] { validate(settings, *shape::of<Everything>(), {}, "channels[2].settings"); });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->field(), "channels[2].settings.count");
}

TEST(Validation, makes_an_order_ready_to_read) {
    const auto order = read_json<PlaceOrder>(
        R"({"lines": [{"performance": "heights-1108", "ticket_type": "general",
                       "holders": ["Ann", "Bo"]}],
            "payments": [{"means": "card", "amount": 38.00}], "owner": "000000000001z",
            "delivery": {"to": "ann@example.org"}, "codes": false})",
        {});
    EXPECT_FALSE(order.lines.at(0).quantity);
    EXPECT_EQ(order.lines.at(0).holders, (std::vector<std::string>{"Ann", "Bo"}));
    EXPECT_EQ(order.payments.at(0).means, Means::card);
    EXPECT_EQ(order.payments.at(0).amount, Money{3800});
    EXPECT_EQ(order.owner, Id{63});
    EXPECT_EQ(order.delivery->to, "ann@example.org");
    EXPECT_FALSE(order.buyer);
    EXPECT_FALSE(order.codes);
}

}  // namespace
}  // namespace willcall
