// Ids, times, money and integers as text.
#include "operations/reading.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace willcall {
namespace {

TEST(IdText, has_thirteen_characters_that_sort_like_the_ids) {
    EXPECT_EQ(id_text(0), "0000000000000");
    EXPECT_EQ(id_text(1), "0000000000001");
    EXPECT_EQ(id_text(31), "000000000000z");
    EXPECT_EQ(id_text(32), "0000000000010");
    EXPECT_EQ(id_text(std::numeric_limits<std::int64_t>::max()), "7zzzzzzzzzzzz");
    EXPECT_LT(id_text(1'000'000), id_text(1'000'001));
}

TEST(IdText, comes_back_as_the_same_id) {
    std::mt19937_64 random(1);  // NOLINT: the same ids in every run
    for (int round = 0; round < 1'000; ++round) {
        const auto id = static_cast<std::int64_t>(random() >> 1U);
        EXPECT_EQ(id_number(id_text(id)), id);
    }
}

TEST(IdText, is_understood_as_people_type_it_and_nothing_else_is) {
    EXPECT_EQ(id_number("7ZZZZZZZZZZZZ"), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(id_number("oOiIlL0000001"), id_number("0011110000001"));
    for (const auto* none : {"", "1", "000000000001", "00000000000001", "000000000000u",
                             "8000000000000", "zzzzzzzzzzzzz", "000000000000-", "000000000000\n"})
        EXPECT_EQ(id_number(none), 0) << none;
}

TEST(TimeText, is_in_utc_with_the_decimals_it_needs) {
    EXPECT_EQ(time_text(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(time_text(1'540'597'860'000'000), "2018-10-26T23:51:00Z");
    EXPECT_EQ(time_text(1'500'000), "1970-01-01T00:00:01.5Z");
    EXPECT_EQ(time_text(-1), "1969-12-31T23:59:59.999999Z");
}

TEST(TimeText, is_read_with_every_offset_that_rfc_3339_allows) {
    struct Case {
        std::string text;
        std::string utc;
    };
    const std::vector<Case> cases = {
        {"2018-10-26T23:51:00Z", "2018-10-26T23:51:00Z"},
        {"2018-10-26t23:51:00z", "2018-10-26T23:51:00Z"},
        {"2018-10-26T16:51:00-07:00", "2018-10-26T23:51:00Z"},
        {"2018-10-27T05:21:00.25+05:30", "2018-10-26T23:51:00.25Z"},
        {"2018-10-26T23:51:00.000001-00:00", "2018-10-26T23:51:00.000001Z"},
        {"2020-02-29T00:00:00Z", "2020-02-29T00:00:00Z"},
        {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
        {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"},
    };
    for (const auto& [text, utc] : cases) {
        std::int64_t time = 0;
        ASSERT_TRUE(time_number(text, time)) << text;
        EXPECT_EQ(time_text(time), utc);
    }
}

TEST(TimeText, that_is_naive_or_impossible_is_none) {
    for (const auto* text :
         {"", "2018-10-26", "2018-10-26T23:51:00", "2018-10-26T23:51Z", "2018-10-26 23:51:00Z",
          "2018-02-29T00:00:00Z", "2018-13-01T00:00:00Z", "2018-00-01T00:00:00Z",
          "2018-10-26T24:00:00Z", "2018-10-26T23:60:00Z", "2018-10-26T23:59:60Z",
          "2018-10-26T23:51:00.Z", "2018-10-26T23:51:00.1234567Z", "2018-10-26T23:51:00+0100",
          "2018-10-26T23:51:00+24:00", "2018-10-26T23:51:00Z ", "+018-10-26T23:51:00Z",
          "0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01"}) {
        std::int64_t time = 7;
        EXPECT_FALSE(time_number(text, time)) << text;
        EXPECT_EQ(time, 7);
    }
}

TEST(LocalTimeText, has_no_offset_and_seconds_only_where_they_count) {
    std::int64_t time = 0;
    ASSERT_TRUE(local_time_number("2018-11-08T20:00", time));
    EXPECT_EQ(local_time_text(time), "2018-11-08T20:00");
    ASSERT_TRUE(local_time_number("2018-11-08T20:00:00", time));
    EXPECT_EQ(local_time_text(time), "2018-11-08T20:00");
    ASSERT_TRUE(local_time_number("2018-11-08T20:00:07", time));
    EXPECT_EQ(local_time_text(time), "2018-11-08T20:00:07");
    for (const auto* text : {"2018-11-08", "2018-11-08T20", "2018-11-08T20:00Z", "20:00",
                             "2018-11-08T20:00:00.5", "2018-11-31T20:00", "2018-11-08T20:00:"})
        EXPECT_FALSE(local_time_number(text, time)) << text;
}

TEST(MoneyText, is_read_exactly) {
    struct Case {
        const char* text;
        int decimals;
        std::int64_t minor;
    };
    for (const auto& [text, decimals, minor] : std::vector<Case>{
             {"38.00", 2, 3800},
             {"38", 2, 3800},
             {"38.5", 2, 3850},
             {"0.01", 2, 1},
             {"-0.01", 2, -1},
             {"0", 2, 0},
             {"500", 0, 500},
             {"1.234", 3, 1234},
             {"1.2345", 4, 12345},
             {"90071992547409.93", 2, 9007199254740993},
             {"92233720368547758.07", 2, std::numeric_limits<std::int64_t>::max()},
             {"-92233720368547758.08", 2, std::numeric_limits<std::int64_t>::min()}}) {
        std::int64_t read = 0;
        ASSERT_TRUE(money_number(text, decimals, read)) << text;
        EXPECT_EQ(read, minor) << text;
        ASSERT_TRUE(money_number(money_text(minor, decimals), decimals, read)) << text;
        EXPECT_EQ(read, minor) << text;
    }
    EXPECT_EQ(money_text(-5, 2), "-0.05");
    EXPECT_EQ(money_text(5, 0), "5");
    EXPECT_EQ(money_text(5, 3), "0.005");
}

TEST(MoneyText, with_too_many_decimals_or_in_another_spelling_is_none) {
    std::int64_t minor = 7;
    for (const auto* text : {"",
                             "-",
                             ".",
                             "38.",
                             ".5",
                             "38.005",
                             "38.000",
                             "038",
                             "00",
                             "+38",
                             "3e1",
                             "38,00",
                             "38 ",
                             " 38",
                             "$38",
                             "0x10",
                             "1_000",
                             "--1",
                             "nan",
                             "1.-5",
                             "92233720368547758.08",
                             "99999999999999999999"})
        EXPECT_FALSE(money_number(text, 2, minor)) << text;
    EXPECT_FALSE(money_number("38.0", 0, minor));
    EXPECT_EQ(minor, 7);
}

TEST(Currency, has_the_decimals_of_iso_4217) {
    for (const auto* code : {"USD", "EUR", "BGN", "GBP", "ZWL", "AED"})
        EXPECT_EQ(currency_decimals(code), 2) << code;
    for (const auto* code : {"JPY", "KRW", "ISK", "XPF", "BIF"})
        EXPECT_EQ(currency_decimals(code), 0) << code;
    for (const auto* code : {"KWD", "TND", "BHD"}) EXPECT_EQ(currency_decimals(code), 3) << code;
    for (const auto* code : {"CLF", "UYW"}) EXPECT_EQ(currency_decimals(code), 4) << code;
    for (const auto* code : {"", "usd", "US", "USDD", "XAU", "XXX", "D A", "ED "})
        EXPECT_EQ(currency_decimals(code), -1) << code;
}

TEST(IntegerText, has_one_spelling) {
    std::int64_t number = 0;
    EXPECT_TRUE(integer_number("-9223372036854775808", number));
    EXPECT_EQ(number, std::numeric_limits<std::int64_t>::min());
    for (const auto* text : {"", "-", "+1", "01", "-01", "-0", "1.0", "1e3", "0x1", " 1", "1 ",
                             "0o7", "9223372036854775808"})
        EXPECT_FALSE(integer_number(text, number)) << text;
}

TEST(CleanText, is_valid_utf_8_without_nul) {
    for (const auto* text : {"", "plain", "Ёлка, łódź, 東京, 🎭 and more than eight bytes"})
        EXPECT_TRUE(is_clean_text(text)) << text;
    EXPECT_FALSE(is_clean_text(std::string_view("\0", 1)));
    EXPECT_FALSE(is_clean_text(std::string_view("eight by\0tes and", 16)));
    for (const auto* text : {"\xFF", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                             "12345678\x80", "\xE2\x82", "a\xE2\x28\xA1"})
        EXPECT_FALSE(is_clean_text(text)) << text;
}

}  // namespace
}  // namespace willcall
