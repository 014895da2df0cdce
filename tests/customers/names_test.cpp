// How names and telephone numbers are compared, in whatever alphabet.
#include "customers/names.hpp"

#include <gtest/gtest.h>

using namespace willcall::customers;

namespace {

TEST(Names, words_are_folded_in_every_alphabet) {
    const std::pair<const char*, const char*> table[] = {
        {"José O'Neill-Straße", "jose oneill strasse"},
        {"D’Arcy  \t(Zoë)", "darcy zoe"},
        {"ŁUKASZ Øster Þór", "lukasz oster thor"},
        {"Æsop Œuvre Đorđe", "aesop oeuvre dorde"},
        {"Ёлка ЙОРДАНОВА", "елка иорданова"},
        {"ГЕОРГИ Стоянов-Кирилов", "георги стоянов кирилов"},
        {"ΑΛΈΞΗΣ", "αλεξησ"},
        {"Iİıi", "iiii"},
        {"ﬁnley Ｗｉｄｅ", "finley wide"},
        {"Nguyễn Thị Minh Khai", "nguyen thi minh khai"},
        {"山田 太郎", "山田 太郎"},
        {"4th Row, 12b", "4th row 12b"},
        {" -- ", ""},
        {"", ""},
    };
    for (const auto& [written, words] : table) EXPECT_EQ(joined(words_of(written), " "), words);
}

TEST(Names, spellings_of_one_telephone_number_begin_alike_from_their_end) {
    EXPECT_EQ(phone_key("+359 88 123-4567"), "765432188953");
    EXPECT_EQ(phone_key("00359881234567"), "765432188953");
    EXPECT_EQ(phone_key("+359 (0)88 123 45 67"), "765432188953");
    EXPECT_EQ(phone_key("088 1234567"), "765432188");
    EXPECT_EQ(phone_key("(650) 949-7360"), "0637949056");
    EXPECT_EQ(phone_key("by the door"), "");
}

TEST(Names, what_two_records_of_one_customer_share) {
    EXPECT_EQ(alike_key(true, "José", "Núñez Ruiz", "whatever"), "person j nunezruiz");
    EXPECT_EQ(alike_key(true, "Joanna", "NUÑEZ-RUIZ", ""), "person j nunezruiz");
    EXPECT_EQ(alike_key(true, "Юлия", "Ёлкина", ""), "person ю елкина");
    EXPECT_EQ(alike_key(true, "", "", "Ann Maria Lee"), "person a lee");
    EXPECT_EQ(alike_key(true, "", "", "Ann"), "");
    EXPECT_EQ(alike_key(true, "Ann", "", "Ann Lee"), "");
    EXPECT_EQ(alike_key(false, "", "", "Lee & Sons, Ltd."), "organisation lee sons ltd");
}

}  // namespace
