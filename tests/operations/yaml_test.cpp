#include "operations/refusals.hpp"

#include "operations/reading.hpp"

#include <willcall/season.hpp>

#include <gtest/gtest.h>

#include <random>

namespace willcall {
namespace {

std::string refused(const std::string& text) {
    return message_of([&] { parse_yaml(text, "season.yaml"); });
}

TEST(Yaml, keeps_plain_scalars_as_they_were_written) {
    const auto season = parse_yaml("seat: 012\ncountry: NO\nname: \"NO\"\nprice: 19.00\n"
                                   "empty:\ntilde: ~\nword: null\nnote: |\n  two\n  lines\n",
                                   "season.yaml");
    EXPECT_EQ(season.find("seat")->text, "012");
    EXPECT_EQ(season.find("seat")->written, Written::plain);
    EXPECT_EQ(season.find("country")->text, "NO");
    EXPECT_EQ(season.find("country")->written, Written::plain);
    EXPECT_EQ(season.find("name")->written, Written::text);
    EXPECT_EQ(season.find("price")->text, "19.00");
    EXPECT_EQ(season.find("empty"), nullptr);
    EXPECT_EQ(season.find("tilde"), nullptr);
    EXPECT_EQ(season.find("word"), nullptr);
    EXPECT_EQ(season.find("note")->text, "two\nlines\n");
}

TEST(Yaml, keeps_the_place_of_every_key_and_element_counted_in_characters) {
    const auto season = parse_yaml("événements: {é: 1, clé: 2}\nlist:\n  - one\n  - a: 1\n", "s");
    EXPECT_EQ(season.children[0].children[1].line, 1);
    EXPECT_EQ(season.children[0].children[1].column, 20);
    const auto& list = season.children[1];
    EXPECT_EQ(list.line, 2);
    EXPECT_EQ(list.children[0].line, 3);
    EXPECT_EQ(list.children[0].column, 5);
    EXPECT_EQ(list.children[1].children[0].line, 4);
    EXPECT_EQ(list.children[1].children[0].column, 5);
}

TEST(Yaml, aliases_stand_for_what_was_anchored) {
    const auto season = parse_yaml("a: &hours {open: 10, days: [sa, su]}\nb: *hours\nc: &n 5\n"
                                   "d: [*n, *hours]\n",
                                   "s");
    EXPECT_EQ(season.find("b")->find("days")->children[1].text, "su");
    EXPECT_EQ(season.find("b")->line, 2);
    EXPECT_EQ(season.find("d")->children[0].text, "5");
    EXPECT_EQ(season.find("d")->children[1].find("open")->text, "10");
}

TEST(Yaml, that_is_malformed_is_refused_with_line_and_column) {
    struct Case {
        std::string text;
        std::string message;
    };
    const std::vector<Case> cases = {
        {"a: 1\nb: 2\na: 3\n", "line 3, column 1: the key `a` stands twice in one object"},
        {"a: {b: 1, \"b\": 2}", "line 1, column 11: the key `b` stands twice in one object"},
        {"a: !!str 1", "line 1, column 4: tags are not understood"},
        {"a: ! 1", "line 1, column 4: tags are not understood"},
        {"a: !mine {b: 1}", "line 1, column 4: tags are not understood"},
        {"a: &x {b: 1}\nc:\n  <<: *x\n", "line 3, column 3: merge keys (`<<`) are not understood"},
        {"a: 1\n---\nb: 2\n", "line 2, column 1: a second document begins; only one is read"},
        {"a: &x [*x]", "line 1, column 8: an alias stands inside its own anchor"},
        {"a: *x", "line 1, column 4: the referenced anchor is not defined"},
        {"? [a]\n: 1", "line 1, column 3: a key must be a text"},
        {"? {a: 1}\n: 1", "line 1, column 3: a key must be a text"},
        {"~: 1", "line 1, column 1: a key must be a text"},
        {"&k key: 1\nb: *k", "line 2, column 4: an anchor on a key can't be used again"},
        {"a: \"\\0\"", "line 1, column 4: a text has the character U+0000"},
        {"a: 1\nb: \x04 2", "line 2, column 4: a control character stands here"},
        {"é: \x1b[1m", "line 1, column 4: a control character stands here"},
        {"a: 1\nb: \xFF\n", "line 2, column 1: this line has invalid UTF-8 or a NUL byte"},
        {"a: [1, 2", "line 1, column 1: end of sequence flow not found"},
    };
    for (const auto& each : cases) {
        const auto failure = failure_of([&] { parse_yaml(each.text, "season.yaml"); });
        ASSERT_TRUE(failure) << each.text;
        EXPECT_EQ(failure->what(), "not valid YAML at " + each.message) << each.text;
        EXPECT_EQ(failure->place().file, "season.yaml");
        EXPECT_GT(failure->place().line, 0);
    }
    EXPECT_NE(refused("a: \"\\ud800\""), "accepted");
    EXPECT_NE(refused("a: b: c"), "accepted");
    EXPECT_NE(refused("\ta: 1"), "accepted");
}

TEST(Yaml, of_too_many_bytes_levels_or_values_is_refused) {
    const auto deep = [](std::size_t levels) {
        return std::string(levels, '[') + std::string(levels, ']');
    };
    EXPECT_EQ(refused(deep(64)), "accepted");
    EXPECT_EQ(refused(deep(65)),
              "not valid YAML at line 1, column 65: it is nested more than 64 levels deep");
    EXPECT_NE(refused(std::string(500'000, '[')), "accepted");
    std::string values = "[0";
    for (int count = 1; count < 99'999; ++count) values += ",0";
    EXPECT_EQ(refused(values + "]"), "accepted");
    EXPECT_EQ(refused(values + ",0]"),
              "not valid YAML at line 1, column 200000: it has more than 100000 values");
    EXPECT_EQ(refused(std::string(1'048'577, 'a')),
              "not valid YAML: it has 1048577 bytes, at most 1048576 are read");
}

TEST(Yaml, aliases_count_as_if_they_were_written_out) {
    std::string laughs = "a: &a [ha,ha,ha,ha,ha,ha,ha,ha,ha,ha]\n";
    for (char name = 'b'; name <= 'h'; ++name) {
        const std::string before = std::string("*") + static_cast<char>(name - 1);
        laughs += std::string(1, name) + ": &" + name + " [" + before;
        for (int more = 0; more < 9; ++more) laughs += "," + before;
        laughs += "]\n";
    }
    EXPECT_EQ(refused(laughs), "not valid YAML at line 5, column 29: "
                               "its aliases make it too large");
    std::string texts = "[&a " + std::string(100'000, 'x');
    for (int more = 0; more < 11; ++more) texts += ",*a";
    EXPECT_NE(refused(texts + "]").find("its aliases make it too large"), std::string::npos);
    std::string deeper = "&a " + std::string(40, '[') + std::string(40, ']');
    EXPECT_EQ(refused("- " + deeper + "\n- *a"), "accepted");
    EXPECT_EQ(refused("- " + deeper + "\n- " + std::string(30, '[') + "*a" + std::string(30, ']')),
              "not valid YAML at line 2, column 33: it is nested more than 64 levels deep");
}

TEST(Yaml, without_a_document_is_nothing) {
    EXPECT_EQ(parse_yaml("# only a remark\n", "s").written, Written::null);
}

TEST(Yaml, season_is_read_into_its_structs) {
    auto value = parse_yaml(R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles}
events:
  - key: heights
    name: In The Heights
    performances: [{key: h-1108, starts: 2018-11-08T20:00, ends: 2018-11-08T22:30, capacity: 120}]
    ticket_types: [{key: general, name: General admission, price: 19.00}, {key: child,
                    name: 012, price: "5", quota: 10}]
users: [{login: mira@example.org, name: Mira North, employee_number: 1017, role: operator,
         uses_shifts: false}]
deliveries: {email: [email, print]}
plugins: {email: {smtp: "smtp://127.0.0.1:2525"}}
)",
                            "season.yaml");
    validate(value, *shape::of<Season>(), {2, "season.yaml", "USD"});
    const auto season = read_as<Season>(value);
    const auto& event = season.events.at(0);
    EXPECT_EQ(local_time_text(event.performances.at(0).starts.microseconds), "2018-11-08T20:00");
    EXPECT_EQ(event.performances.at(0).capacity, 120);
    EXPECT_EQ(event.ticket_types.at(0).price.minor, 1900);
    EXPECT_EQ(event.ticket_types.at(1).name, "012");
    EXPECT_EQ(event.ticket_types.at(1).price.minor, 500);
    EXPECT_EQ(event.ticket_types.at(1).quota, 10);
    EXPECT_EQ(season.users.at(0).employee_number, "1017");
    EXPECT_FALSE(season.users.at(0).uses_shifts);
    EXPECT_EQ(season.deliveries.at("email").at(1), "print");
    EXPECT_EQ(season.plugins.at("email").value->find("smtp")->text, "smtp://127.0.0.1:2525");
    EXPECT_EQ(season.config.value, nullptr);
}

TEST(Yaml, of_random_bytes_never_does_more_than_fail) {
    std::mt19937 random(4711);  // NOLINT: the same bytes in every run
    const std::string alphabet = "{}[]\"',:-?&*!|> \n\n  ab01#%@`\\~<\xC3\xA9\x85\t\r";
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto size = random() % 40; size > 0; --size)
            text += alphabet[random() % alphabet.size()];
        refused(text);
    }
}

}  // namespace
}  // namespace willcall
