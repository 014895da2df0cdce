// The journal: one hash chain per writer, a feed that skips nothing, heads for an auditor.
#include "journal/journal.hpp"

#include "journal/operations.hpp"
#include "journal/positions.hpp"
#include "operations/call.hpp"
#include "store/databases.hpp"

using namespace willcall;
using namespace willcall::tests;
using journal::Chain;
using journal::Happened;
using journal::JournalRow;

namespace {

Happened sale(std::int64_t order, std::int64_t amount = 1'900) {
    return {1'000 + order, 5, 6, 7, "orders.place", order, amount, "two tickets for Ann"};
}

class Journal : public testing::TestWithParam<std::string> {
protected:
    Journal() : database(store.open()), writer(database->writer()) {}

    void commit(Chain& chain, const std::vector<Happened>& entries) {
        writer.begin();
        chain.append(writer, entries, [&] { return ++id; });
        writer.commit();
    }
    std::vector<JournalRow> rows(std::int64_t number) {
        return writer.select<JournalRow>("where writer = ? order by sequence", number);
    }

    EmptyStore store{GetParam()};
    std::unique_ptr<store::Database> database;
    store::Connection& writer;
    World world = system_world();
    std::int64_t id = 0;
};
ON_EVERY_DATABASE(Journal);

TEST_P(Journal, chains_every_entry_to_the_one_before) {
    Chain chain(writer, 4, world);
    commit(chain, {sale(1), sale(2)});
    commit(chain, {sale(3)});
    const auto chained = rows(4);
    ASSERT_EQ(chained.size(), 4U);
    EXPECT_EQ(chained[0].operation, "journal.begin");
    std::string before;
    for (std::size_t at = 0; at < chained.size(); ++at) {
        EXPECT_EQ(chained[at].sequence, static_cast<std::int64_t>(at) + 1);
        EXPECT_EQ(chained[at].hash.size(), 64U);
        EXPECT_EQ(chained[at].hash, journal::row_hash(chained[at], before));
        before = chained[at].hash;
    }
    EXPECT_EQ(chained[3].subject, 3);
    EXPECT_EQ(chained[3].seller, 7);
}

TEST_P(Journal, keeps_no_text_only_a_salted_hash_of_it) {
    Chain chain(writer, 4, world);
    auto silent = sale(3);
    silent.content.clear();
    commit(chain, {sale(1), sale(1), silent});
    const auto chained = rows(4);
    EXPECT_EQ(chained[1].content.size(), 64U);
    EXPECT_NE(chained[1].content, chained[2].content) << "the same text twice can be told";
    EXPECT_EQ(chained[3].content + chained[3].salt, "");
}

TEST_P(Journal, still_holds_when_a_person_is_erased) {
    Chain chain(writer, 4, world);
    commit(chain, {sale(1), sale(2)});
    writer.begin();
    writer.execute("update journal set salt = ''");
    writer.commit();
    const auto chained = rows(4);
    EXPECT_EQ(chained[1].hash, journal::row_hash(chained[1], chained[0].hash));
    EXPECT_EQ(chained[2].hash, journal::row_hash(chained[2], chained[1].hash));
}

TEST_P(Journal, takes_two_lists_of_values_for_two_whatever_they_read_side_by_side) {
    JournalRow one;
    one.operation = "ab";
    one.content = "c";
    JournalRow other = one;
    other.operation = "a";
    other.content = "bc";
    EXPECT_NE(journal::row_hash(one, ""), journal::row_hash(other, ""));
    EXPECT_NE(journal::row_hash(one, ""), journal::row_hash(one, "c"));
}

TEST_P(Journal, goes_on_from_before_after_a_turn_that_failed) {
    Chain chain(writer, 4, world);
    commit(chain, {sale(1)});
    writer.begin();
    const std::vector<Happened> lost{sale(2), sale(3)};
    chain.append(writer, lost, [&] { return ++id; });
    writer.rollback();
    chain.forget();
    commit(chain, {sale(4)});
    const auto chained = rows(4);
    ASSERT_EQ(chained.size(), 3U);
    EXPECT_EQ(chained[2].subject, 4);
    EXPECT_EQ(chained[2].hash, journal::row_hash(chained[2], chained[1].hash));
}

TEST_P(Journal, appends_several_times_in_a_turn) {
    Chain chain(writer, 4, world);
    writer.begin();
    for (std::int64_t order = 1; order <= 3; ++order) {
        const std::vector<Happened> one{sale(order)};
        chain.append(writer, one, [&] { return ++id; });
    }
    chain.append(writer, {}, [&] { return ++id; });
    writer.commit();
    EXPECT_EQ(rows(4).back().sequence, 4);
}

TEST_P(Journal, goes_on_where_an_engine_left_it) {
    {
        Chain chain(writer, 4, world);
        commit(chain, {sale(1)});
    }
    Chain again(writer, 4, world);
    commit(again, {sale(2)});
    const auto chained = rows(4);
    ASSERT_EQ(chained.size(), 3U);
    EXPECT_EQ(chained[2].hash, journal::row_hash(chained[2], chained[1].hash));
}

TEST_P(Journal, binds_a_new_chain_to_the_heads_of_the_others) {
    Chain first(writer, 4, world);
    Chain second(writer, 9, world);
    commit(first, {sale(1)});
    commit(second, {sale(2)});
    const auto begin = rows(9).front();
    EXPECT_EQ(begin.content.substr(0, begin.content.find('/')), "4:2");
    EXPECT_TRUE(journal::binding_holds(writer, begin.content));
    EXPECT_TRUE(journal::binding_holds(writer, rows(4).front().content)) << "there were none";
    writer.begin();
    writer.execute("update journal set hash = 'forged' where writer = 4 and sequence = 2");
    EXPECT_FALSE(journal::binding_holds(writer, begin.content));
    writer.rollback();
    EXPECT_FALSE(journal::binding_holds(writer, "4:2"));
    EXPECT_FALSE(journal::binding_holds(writer, "nonsense/" + begin.hash));
}

TEST_P(Journal, is_read_as_a_feed_page_by_page) {
    Chain first(writer, 4, world);
    Chain second(writer, 9, world);
    commit(first, {sale(1), sale(2), sale(3)});
    commit(second, {sale(4)});
    std::vector<std::string> seen;
    JournalSince request{"", 2};
    for (;;) {
        const auto page = journal::since(writer, request);
        for (const auto& entry : page.entries)
            seen.push_back(std::to_string(entry.writer) + ':' + std::to_string(entry.sequence));
        request.cursor = page.cursor;
        if (!page.more) break;
        EXPECT_EQ(page.entries.size(), 2U);
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"4:1", "4:2", "4:3", "4:4", "9:1", "9:2"}));
    EXPECT_EQ(request.cursor, "4:4,9:2");
    EXPECT_TRUE(journal::since(writer, request).entries.empty());
    EXPECT_EQ(journal::since(writer, request).cursor, request.cursor);

    // What the first writer commits late is not skipped, though the other is ahead in time.
    commit(first, {sale(5)});
    const auto page = journal::since(writer, request);
    ASSERT_EQ(page.entries.size(), 1U);
    EXPECT_EQ(page.entries[0].subject, Id{5});
    EXPECT_EQ(page.entries[0].amount.minor, 1'900);
    EXPECT_EQ(page.entries[0].hash, rows(4).back().hash);
}

TEST_P(Journal, is_empty_before_anything_happened) {
    const auto page = journal::since(writer, {});
    EXPECT_TRUE(page.entries.empty());
    EXPECT_FALSE(page.more);
    EXPECT_EQ(page.cursor, "");
    EXPECT_TRUE(journal::heads(writer).heads.empty());
}

TEST_P(Journal, refuses_a_cursor_that_is_none_of_its_own) {
    Chain chain(writer, 4, world);
    commit(chain, {sale(1)});
    for (const auto* cursor :
         {"x", "4", "4:", ":2", "4:2,", ",4:2", "4:2,4:2", "4:0", "4:-1", "4:02", " 4:2", "4:2 ",
          "4:3", "5:1", "4:99999999999999999999", "9:1,4:2", "-1:1"}) {
        const auto failure = failure_of([&] { journal::since(writer, {cursor, 10}); });
        EXPECT_EQ(failure.status(), WILLCALL_INVALID) << cursor;
        EXPECT_EQ(failure.field(), "cursor") << cursor;
    }
}

TEST_P(Journal, gives_an_auditor_the_end_of_every_chain) {
    Chain first(writer, 4, world);
    Chain second(writer, 9, world);
    commit(first, {sale(1)});
    commit(second, {sale(2), sale(3)});
    const auto heads = journal::heads(writer).heads;
    ASSERT_EQ(heads.size(), 2U);
    EXPECT_EQ(heads[1].writer, 9);
    EXPECT_EQ(heads[1].sequence, 3);
    EXPECT_EQ(heads[1].hash, rows(9).back().hash);
}

TEST_P(Journal, has_two_operations) {
    Chain chain(writer, 4, world);
    commit(chain, {sale(1)});
    for (const auto& operation : journal::journal_operations()) {
        Call call;
        call.connection = &writer;
        willcall_writer answer(2);
        auto request = parse_json("{}");
        validate(request, *operation.request, {});
        EXPECT_FALSE(operation.handle(call, request, answer));
        EXPECT_NE(answer.text.find(rows(4).back().hash), std::string::npos) << answer.text;
        EXPECT_EQ(operation.permission,
                  operation.name == "journal.since" ? "/journal/since" : "/journal/head");
    }
}

}  // namespace
