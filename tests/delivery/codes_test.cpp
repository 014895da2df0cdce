// Ticket codes: short, signed, the same every time, and forged by nobody.
#include "delivery/codes.hpp"

#include "store/databases.hpp"

#include <set>

using namespace willcall;
using namespace willcall::tests;
using delivery::CodeMeaning;
using delivery::TicketCodes;

namespace {

constexpr std::int64_t ticket = 3'232'000'111'222'333;

class Codes : public testing::TestWithParam<std::string> {
protected:
    Codes() : database(store.open()), writer(database->writer()) {
        prepare(1'000);
        codes = TicketCodes::load(writer);
    }
    bool prepare(std::int64_t now) {
        writer.begin();
        const bool made = delivery::prepare_keys(writer, world, now);
        writer.commit();
        return made;
    }

    EmptyStore store{GetParam()};
    std::unique_ptr<store::Database> database;
    store::Connection& writer;
    World world = system_world();
    std::shared_ptr<const TicketCodes> codes;
};
ON_EVERY_DATABASE(Codes);

TEST_P(Codes, fit_a_qr_code_in_alphanumeric_mode) {
    const auto code = codes->sign(ticket, 1);
    EXPECT_EQ(code.size(), 122U);
    EXPECT_EQ(code.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), code.npos);
}

TEST_P(Codes, say_which_ticket_and_issue) {
    for (const std::int64_t issue : {1, 2, 255, 256, 65'535})
        EXPECT_EQ(codes->verify(codes->sign(ticket, issue)), (CodeMeaning{ticket, issue}));
    const auto last = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(codes->verify(codes->sign(last, 1)), (CodeMeaning{last, 1}));
}

TEST_P(Codes, are_the_same_whenever_they_are_made) {
    EXPECT_EQ(codes->sign(ticket, 1), TicketCodes::load(writer)->sign(ticket, 1));
    EXPECT_NE(codes->sign(ticket, 1), codes->sign(ticket, 2));
    EXPECT_NE(codes->sign(ticket, 1), codes->sign(ticket + 1, 1));
}

TEST_P(Codes, are_understood_as_people_and_scanners_spell_them) {
    auto code = codes->sign(ticket, 1);
    for (char& character : code) {
        if (character == '0') character = 'o';
        else if (character == '1') character = 'L';
        else if (character >= 'A' && character <= 'Z') character += 'a' - 'A';
    }
    EXPECT_EQ(codes->verify(code), (CodeMeaning{ticket, 1}));
}

TEST_P(Codes, are_worthless_with_any_character_changed) {
    const auto code = codes->sign(ticket, 1);
    for (std::size_t at = 0; at < code.size(); ++at)
        for (const char other : {'0', '7', 'Z', 'U', ' ', '\0', '\xC3'}) {
            auto forged = code;
            forged[at] = other;
            if (forged == code) continue;
            EXPECT_EQ(codes->verify(forged), std::nullopt) << at << ' ' << other;
        }
    EXPECT_EQ(codes->verify(code.substr(1)), std::nullopt);
    EXPECT_EQ(codes->verify(code + '0'), std::nullopt);
    EXPECT_EQ(codes->verify(""), std::nullopt);
    EXPECT_EQ(codes->verify(std::string(122, '0')), std::nullopt);
    EXPECT_EQ(codes->verify(std::string(100'000, 'Z')), std::nullopt);
}

TEST_P(Codes, of_another_store_are_not_genuine) {
    const EmptyStore other(GetParam());
    const auto opened = other.open();
    opened->writer().begin();
    delivery::prepare_keys(opened->writer(), world, 1'000);
    opened->writer().commit();
    const auto theirs = TicketCodes::load(opened->writer());
    EXPECT_EQ(codes->verify(theirs->sign(ticket, 1)), std::nullopt);
}

TEST_P(Codes, are_verified_with_the_public_keys_alone) {
    const std::map<int, delivery::PublicKey> kept = codes->public_keys();
    const auto code = delivery::read_code(codes->sign(ticket, 3));
    ASSERT_TRUE(code);
    EXPECT_EQ(code->key, 1);
    EXPECT_EQ(code->meaning, (CodeMeaning{ticket, 3}));
    EXPECT_TRUE(delivery::is_signed(*code, kept.at(1)));
    EXPECT_FALSE(delivery::is_signed(*code, delivery::PublicKey{}));
}

TEST_P(Codes, need_a_key_that_is_made_once) {
    EXPECT_FALSE(prepare(2'000));
    EXPECT_EQ(writer.number("select count(*) from signing_keys"), 1);
    EXPECT_EQ(writer.number("select created from signing_keys"), 1'000);
}

TEST_P(Codes, stay_good_when_a_newer_key_signs) {
    const auto before = codes->sign(ticket, 1);
    writer.begin();
    EXPECT_EQ(delivery::add_key(writer, world, 2'000), 2);
    writer.commit();
    const auto rotated = TicketCodes::load(writer);
    EXPECT_EQ(rotated->verify(before), (CodeMeaning{ticket, 1}));
    EXPECT_NE(rotated->sign(ticket, 1), before);
    EXPECT_EQ(rotated->verify(rotated->sign(ticket, 1)), (CodeMeaning{ticket, 1}));
}

TEST_P(Codes, can_name_so_many_keys_and_no_more) {
    writer.begin();
    for (std::int64_t number = 2; number <= delivery::key_number_most; ++number)
        EXPECT_EQ(delivery::add_key(writer, world, 2'000), number);
    EXPECT_EQ(delivery::add_key(writer, world, 2'000), std::nullopt);
    writer.commit();
    EXPECT_EQ(delivery::read_code(TicketCodes::load(writer)->sign(ticket, 1))->key, 255);
}

TEST_P(Codes, come_from_the_seed_where_the_world_has_one) {
    std::set<std::string> made;
    for (int time = 0; time < 2; ++time) {
        const EmptyStore other(GetParam());
        const auto opened = other.open();
        World seeded = world;
        seeded.random = seeded_randomness(7);
        opened->writer().begin();
        delivery::prepare_keys(opened->writer(), seeded, 1'000);
        opened->writer().commit();
        made.insert(TicketCodes::load(opened->writer())->sign(ticket, 1));
    }
    EXPECT_EQ(made.size(), 1U);
}

TEST_P(Codes, cannot_be_made_without_a_usable_key) {
    writer.begin();
    writer.execute("update signing_keys set secret_key = 'short'");
    EXPECT_EQ(failure_of([&] { TicketCodes::load(writer); }).status(), WILLCALL_STORE);
    writer.execute("delete from signing_keys");
    EXPECT_EQ(failure_of([&] { TicketCodes::load(writer); }).status(), WILLCALL_STORE);
    writer.rollback();
    EXPECT_EQ(failure_of([&] { codes->sign(ticket, 65'536); }).status(), WILLCALL_INTERNAL);
}

}  // namespace
