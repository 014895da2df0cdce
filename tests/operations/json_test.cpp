#include "operations/refusals.hpp"

#include "operations/reading.hpp"
#include "operations/writing.hpp"

#include <gtest/gtest.h>

#include <random>

namespace willcall {
namespace {

std::string refused(const std::string& text) {
    return message_of([&] { parse_json(text); });
}

std::string nested(std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
}

TEST(Json, is_read_into_a_tree_that_keeps_every_number_as_it_was_written) {
    const auto order = parse_json(R"({"quantity": 2, "amount": 38.10, "big": 18446744073709551616,
                                      "codes": false, "owner": null, "lines": ["a", {}]})");
    ASSERT_EQ(order.children.size(), 6U);
    EXPECT_EQ(order.find("quantity")->written, Written::integer);
    EXPECT_EQ(order.find("quantity")->number, 2);
    EXPECT_EQ(order.find("amount")->written, Written::decimal);
    EXPECT_EQ(order.find("amount")->text, "38.10");
    EXPECT_EQ(order.find("big")->text, "18446744073709551616");
    EXPECT_EQ(order.find("codes")->text, "false");
    EXPECT_EQ(order.find("owner"), nullptr);
    EXPECT_EQ(order.find("nothing"), nullptr);
    EXPECT_EQ(order.find("lines")->children[1].written, Written::object);
}

TEST(Json, keeps_the_place_of_every_value_counted_in_characters) {
    const auto text = parse_json("{\n  \"naïve\": [\"é\\\"\\\\\", -1.5e3,\n true],\t\"b\": 1 }");
    const auto& list = text.children[0];
    EXPECT_EQ(list.line, 2);
    EXPECT_EQ(list.column, 3);
    EXPECT_EQ(list.children[0].text, "é\"\\");
    EXPECT_EQ(list.children[1].line, 2);
    EXPECT_EQ(list.children[1].column, 22);
    EXPECT_EQ(list.children[1].text, "-1.5e3");
    EXPECT_EQ(list.children[2].line, 3);
    EXPECT_EQ(list.children[2].column, 2);
    EXPECT_EQ(text.children[1].line, 3);
    EXPECT_EQ(text.children[1].column, 9);
}

TEST(Json, may_begin_with_a_byte_order_mark) {
    EXPECT_EQ(parse_json("\xEF\xBB\xBF[1]").children[0].column, 2);
}

TEST(Json, that_is_malformed_is_refused_with_line_and_column) {
    struct Case {
        std::string text;
        std::string message;
    };
    const std::vector<Case> cases = {
        {"", "not valid JSON at line 1, column 1: unexpected end of input; "
             "expected `[`, `{`, or a literal"},
        {"{\"a\": 1,\n \"a\": 2}",
         "not valid JSON at line 2, column 2: the key `a` stands twice in one object"},
        {"[1] 2", "not valid JSON at line 1, column 5: unexpected number literal; "
                  "expected end of input"},
        {"[1,\n 2,,]", "not valid JSON at line 2, column 4: unexpected `,`; "
                       "expected `[`, `{`, or a literal"},
        {"{\"a\": tru}", "not valid JSON at line 1, column 10: invalid literal"},
        {"[012]", "not valid JSON at line 1, column 4: unexpected number literal; expected `]`"},
        {"[1e999]", "not valid JSON at line 1, column 6: the number is too large"},
        {"[NaN]", "not valid JSON at line 1, column 2: invalid literal"},
        {"[1] // why",
         "not valid JSON at line 1, column 5: invalid literal; expected end of input"},
        {"\n\"a\xFF\"", "not valid JSON at line 2, column 1: "
                        "this line has invalid UTF-8 or a NUL byte"},
        {std::string("[1]\0", 4), "not valid JSON at line 1, column 1: "
                                  "this line has invalid UTF-8 or a NUL byte"},
        {R"(["a\u0000b"])", "not valid JSON at line 1, column 2: a text has the character U+0000"},
        {R"({"a\u0000b":1})",
         "not valid JSON at line 1, column 2: a text has the character U+0000"},
    };
    for (const auto& [text, message] : cases) EXPECT_EQ(refused(text), message) << text;
    EXPECT_NE(refused(R"(["\ud800"])"), "accepted");
    EXPECT_NE(refused("[\"a\nb\"]"), "accepted");
}

TEST(Json, of_too_many_bytes_levels_or_values_is_refused) {
    EXPECT_EQ(refused(nested(64)), "accepted");
    EXPECT_EQ(refused(nested(65)),
              "not valid JSON at line 1, column 65: it is nested more than 64 levels deep");
    std::string values = "[0";
    for (int count = 1; count < 99'999; ++count) values += ",0";
    EXPECT_EQ(refused(values + "]"), "accepted");
    EXPECT_EQ(refused(values + ",0]"),
              "not valid JSON at line 1, column 200000: it has more than 100000 values");
    const std::string text(4'194'302, 'a');
    EXPECT_EQ(refused('"' + text + '"'), "accepted");
    EXPECT_EQ(refused("\"a" + text + '"'),
              "not valid JSON: it has 4194305 bytes, at most 4194304 are read");
}

TEST(Json, with_a_duplicate_among_thousands_of_keys_is_refused_at_the_later_one) {
    std::string object = "{\"twice\":0";
    for (int key = 0; key < 50'000; ++key) object += ",\"" + std::to_string(key) + "\":0";
    EXPECT_EQ(refused(object + "}"), "accepted");
    EXPECT_EQ(refused(object + ",\n\"twice\":1}"),
              "not valid JSON at line 2, column 1: the key `twice` stands twice in one object");
}

TEST(Json, that_nobody_can_finish_gets_a_short_message) {
    EXPECT_LT(refused('"' + std::string(1'000'000, 'a')).size(), 300U);
}

TEST(Json, that_is_read_and_written_again_is_the_same) {
    const std::string text = R"({"a":[1,-2.50,true,null,"x\"\\\n\u0001é"],"b":{},"c":[]})";
    willcall_writer writer(2);
    writer.put_value(parse_json(text));
    EXPECT_EQ(writer.text, text);
    EXPECT_TRUE(writer.complete());
}

TEST(Json, of_random_bytes_never_does_more_than_fail) {
    std::mt19937 random(4711);  // NOLINT: the same bytes in every run
    const std::string alphabet = "{}[]\",:\\u0019.eE-+ \n\ttruefalsn\xC3\xA9\xFF";
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto size = random() % 40; size > 0; --size)
            text += alphabet[random() % alphabet.size()];
        message_of([&] { parse_json(text); });
    }
}

}  // namespace
}  // namespace willcall
