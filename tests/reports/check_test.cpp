// The check finds nothing in a healthy store, and names each fault planted in it.
#include "operations/call.hpp"
#include "reports/checked_theatre.hpp"

using namespace willcall;
using namespace willcall::tests;

namespace {

class Check : public CheckedTheatre {};
ON_EVERY_DATABASE(Check);

TEST_P(Check, finds_nothing_in_a_healthy_store) {
    const auto checked = check();
    EXPECT_TRUE(checked.ok) << listed(checked);
    EXPECT_EQ(checked.counted.at("orders"), 3);
    EXPECT_EQ(checked.counted.at("tickets"), 6);
    EXPECT_EQ(checked.counted.at("journal"), 5);
}

TEST_P(Check, finds_nothing_in_an_empty_store) {
    const EmptyStore empty(GetParam());
    const auto opened = empty.open();
    const auto checked = reports::check(*opened->read(), catalogue::Catalogue(), {});
    EXPECT_TRUE(checked.ok) << listed(checked);
}

TEST_P(Check, names_every_planted_fault) { expect_each_is_named(planted_faults); }

TEST_P(Check, names_every_fault_in_who_is_told_of_a_loss) { expect_each_is_named(planted_losses); }

TEST_P(Check, names_every_row_that_names_what_is_not_there) {
    expect_each_is_named(planted_references);
}

TEST_P(Check, names_every_fault_of_who_comes_in) { expect_each_is_named(planted_access); }

// An invitation that was withdrawn, one that lapsed, and the one that brought a password; a session
// that another took over, and one that nobody used.
TEST_P(Check, finds_nothing_in_what_became_of_sessions_and_invitations) {
    writer.begin();
    for (const auto* sql :
         {"insert into credentials values (14, 'hash', 30)",
          "insert into invitations values (401, 14, 0, 'a', 1, 9, null, 5)",
          "insert into invitations values (402, 14, 0, 'b', 5, 9, null, null)",
          "insert into invitations values (403, 14, 14, 'c', 20, 40, 30, null)",
          "insert into sessions (id, token, kind, subject, opened, used, version, ended, ending, "
          "ended_by) values (33, 'd', 1, 14, 1, 1, 2, 7, 1, 32)",
          "insert into sessions (id, token, kind, subject, opened, used, version, ended, ending, "
          "idle_seconds) values (34, 'e', 1, 14, 1, 3, 2, 9, 2, 60)",
          "insert into sessions (id, token, kind, subject, opened, used, version, books_for, "
          "errand) values (35, 'f', 2, 41, 1, 1, 2, 42, 'a visit')",
          "insert into sessions (id, token, kind, subject, opened, used, version) "
          "values (36, 'g', 0, 0, 1, 1, 1)"})
        writer.execute(sql);
    const auto checked = check();
    writer.rollback();
    EXPECT_TRUE(checked.ok) << listed(checked);
}

TEST_P(Check, says_where_and_what_should_be) {
    constraints_off();
    writer.begin();
    writer.execute("update orders set paid = 3700, to_settle = 100 where id = 101");
    const auto checked = check();
    writer.rollback();
    ASSERT_EQ(checked.faults.size(), 1U) << listed(checked);
    EXPECT_EQ(checked.faults[0].name, "payment.sum_differs");
    EXPECT_EQ(checked.faults[0].what, "order 0000000000035");
    EXPECT_EQ(checked.faults[0].detail, "says 37.00 paid, but its payments are 38.00");
}

TEST_P(Check, lists_some_of_a_mistake_made_everywhere_and_hides_no_other) {
    constraints_off();
    writer.begin();
    for (std::int64_t number = 0; number < 300; ++number)
        writer.execute("insert into claims values (?, 0, 22, 0, '')", 5'000 + number);
    writer.execute("update orders set tickets = 9 where id = 101");
    const auto checked = check();
    writer.rollback();
    EXPECT_EQ(std::ranges::count(checked.faults, "claim.orphan", &Fault::name), 100);
    EXPECT_EQ(std::ranges::count(checked.faults, "order.ticket_count", &Fault::name), 1);
}

TEST_P(Check, misses_a_head_that_was_kept_and_is_gone) {
    auto other = kept;
    other.expected.front().hash = "00";
    const auto checked = reports::check(writer, *catalogue, other);
    ASSERT_EQ(checked.faults.size(), 1U) << listed(checked);
    EXPECT_EQ(checked.faults[0].name, "journal.head_lost");
}

TEST_P(Check, is_an_operation_that_checks_a_spoiled_catalogue_too) {
    constraints_off();
    const auto operations = reports::check_operations();
    ASSERT_EQ(operations.size(), 1U);
    const auto ask = [&] {
        Call call;
        call.connection = &writer;
        willcall_writer answer(2);
        auto request = parse_json("{}");
        validate(request, *operations[0].request, {});
        EXPECT_FALSE(operations[0].handle(call, request, answer));
        return answer.text;
    };
    EXPECT_EQ(operations[0].name, "store.check");
    EXPECT_NE(ask().find("\"ok\":true"), std::string::npos) << ask();
    writer.begin();
    writer.execute("update items set parent = 999 where id = 17");
    const auto answer = ask();
    writer.rollback();
    EXPECT_NE(answer.find("catalogue.unreadable"), std::string::npos) << answer;
    EXPECT_NE(answer.find("item.parent_unknown"), std::string::npos) << answer;
}

}  // namespace
