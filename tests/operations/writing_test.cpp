#include "operations/reading.hpp"
#include "operations/writing.hpp"

#include <willcall/orders.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace willcall {
namespace {

std::string written(std::int32_t kind, std::int64_t number, int decimals = 2) {
    willcall_writer writer(decimals);
    value_service.put_number(&writer, kind, number);
    return writer.text;
}

std::string written(std::string_view text) {
    willcall_writer writer(2);
    value_service.put_text(&writer, as_text(text));
    return writer.text;
}

TEST(Writing, gives_each_kind_its_own_text) {
    EXPECT_EQ(written(WILLCALL_INTEGER, -12), "-12");
    EXPECT_EQ(written(WILLCALL_INTEGER, 9'007'199'254'740'992), "9007199254740992");
    EXPECT_EQ(written(WILLCALL_INTEGER, 9'007'199'254'740'993), "\"9007199254740993\"");
    EXPECT_EQ(written(WILLCALL_INTEGER, -9'007'199'254'740'993), "\"-9007199254740993\"");
    EXPECT_EQ(written(WILLCALL_BOOLEAN, 1), "true");
    EXPECT_EQ(written(WILLCALL_MONEY, 3800), "\"38.00\"");
    EXPECT_EQ(written(WILLCALL_MONEY, 3800, 0), "\"3800\"");
    EXPECT_EQ(written(WILLCALL_MONEY, std::numeric_limits<std::int64_t>::min()),
              "\"-92233720368547758.08\"");
    EXPECT_EQ(written(WILLCALL_TIME, 0), "\"1970-01-01T00:00:00Z\"");
    EXPECT_EQ(written(WILLCALL_LOCAL_TIME, 0), "\"1970-01-01T00:00\"");
    EXPECT_EQ(written(WILLCALL_ID, 1), "\"0000000000001\"");
}

TEST(Writing, escapes_what_json_must_and_repairs_what_is_no_utf_8) {
    EXPECT_EQ(written("a\"b\\c\n\r\t\x01\x1f/é🎭"), R"("a\"b\\c\n\r\t\u0001\u001f/é🎭")");
    EXPECT_EQ(written("\xE2\x80\xA8"), "\"\xE2\x80\xA8\"");
    EXPECT_EQ(written("a\xFF z\xC3"), "\"a\xEF\xBF\xBD z\xEF\xBF\xBD\"");
    EXPECT_EQ(written(std::string_view("\0", 1)), "\"\xEF\xBF\xBD\"");
    EXPECT_EQ(written(""), "\"\"");
}

TEST(Writing, an_order_gives_back_what_was_read) {
    const std::string text =
        R"({"lines":[{"performance":"p","ticket_type":"t","product":"","quantity":2,)"
        R"("holders":["A","B"],"seats":["1"],"together":false,"answers":[{"diet":"none"}]}],)"
        R"("payments":[{"means":"card","amount":"38.00","collected_by":"actor"}],)"
        R"("delivery":{"method":"email",)"
        R"("to":"ann@example.org"},"buyer":{"name":"Ann","email":"","postcode":"","language":""},)"
        R"("owner":"0000000000007","reference":"r","quote":"","codes":true,)"
        R"("promotion_codes":["SPRING"]})";
    EXPECT_EQ(write_json(read_json<PlaceOrder>(text, {}), 2), text);
}

TEST(Writing, a_validated_value_goes_on_in_its_proper_form) {
    auto value = parse_yaml("{performance: 012, ticket_type: t, quantity: 2, holders: [7]}", "s");
    validate(value, *shape::of<OrderLine>(), {});
    willcall_writer writer(2);
    writer.put_value(value);
    EXPECT_EQ(writer.text,
              R"({"performance":"012","ticket_type":"t","quantity":2,"holders":["7"]})");
}

TEST(Writing, what_no_shape_has_looked_at_is_taken_for_what_it_looks_like) {
    willcall_writer writer(2);
    writer.put_value(parse_yaml("[true, False, NO, 012, 12, -3, 19.00, 1e3, .5, '12', ~, 1.2.3, "
                                "90071992547409931, 2018-11-08]",
                                "s"));
    EXPECT_EQ(writer.text, R"([true,"False","NO","012",12,-3,19.00,"1e3",".5","12",null,"1.2.3",)"
                           R"("90071992547409931","2018-11-08"])");
}

TEST(Writing, in_a_wrong_order_is_never_complete) {
    using Step = void (*)(willcall_writer&);
    struct Case {
        const char* what;
        std::vector<Step> steps;
    };
    const Step object = [](willcall_writer& to) { to.object(); };
    const Step list = [](willcall_writer& to) { to.list(); };
    const Step end = [](willcall_writer& to) { to.end(); };
    const Step name = [](willcall_writer& to) { to.name("a"); };
    const Step null = [](willcall_writer& to) { to.put_null(); };
    const std::vector<Case> cases = {
        {"nothing", {}},
        {"an end without a beginning", {end}},
        {"two values", {null, null}},
        {"a list left open", {list, null}},
        {"a name in a list", {list, name, null, end}},
        {"a value without a name", {object, null, end}},
        {"two names", {object, name, name, null, end}},
        {"a name without a value", {object, name, end}},
        {"an end too many", {object, end, end}},
    };
    for (const auto& [what, steps] : cases) {
        willcall_writer writer(2);
        for (const auto step : steps) step(writer);
        EXPECT_FALSE(writer.complete()) << what;
    }
    willcall_writer writer(2);
    for (const auto step : {object, name, list, null, null, end, end}) step(writer);
    EXPECT_TRUE(writer.complete());
    EXPECT_EQ(writer.text, R"({"a":[null,null]})");
}

TEST(ValueService, answers_nothing_where_there_is_nothing) {
    const auto& values = value_service;
    EXPECT_EQ(values.find(nullptr, as_text("a")), nullptr);
    EXPECT_EQ(values.size(nullptr), 0U);
    EXPECT_EQ(values.at(nullptr, 0), nullptr);
    EXPECT_EQ(values.key(nullptr, 0).size, 0U);
    EXPECT_EQ(values.text(nullptr).size, 0U);
    EXPECT_EQ(values.number(nullptr), 0);
    EXPECT_EQ(values.answer(nullptr), nullptr);
    values.put_null(nullptr);
    const auto list = parse_json(R"([1, null, {"a": null, "b": 2}])");
    EXPECT_EQ(values.size(&list), 3U);
    EXPECT_EQ(values.at(&list, 1), nullptr);
    EXPECT_EQ(values.at(&list, 3), nullptr);
    const auto* object = values.at(&list, 2);
    EXPECT_EQ(values.find(object, as_text("a")), nullptr);
    EXPECT_EQ(values.number(values.find(object, as_text("b"))), 2);
    EXPECT_EQ(as_view(values.key(object, 1)), "b");
    EXPECT_EQ(values.find(object, willcall_text{nullptr, 0}), nullptr);
}

}  // namespace
}  // namespace willcall
