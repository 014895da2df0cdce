// Rows come back as they were written.
#include "store/databases.hpp"

using namespace willcall;
using namespace willcall::tests;

namespace {

enum class Colour { red, green, blue };

struct ThingRow {
    Id id;
    std::string name;
    Colour colour = Colour::red;
    bool lit = false;
    Money price;
    Time at;
    std::int64_t big = 0;
    std::optional<std::int64_t> count;
    std::optional<std::string> note;
    std::optional<Money> discount;
    static constexpr const char* table = "things";
    static constexpr auto columns = willcall::in_order{
        store::column<"id">(&ThingRow::id),         store::column<"name">(&ThingRow::name),
        store::column<"colour">(&ThingRow::colour), store::column<"lit">(&ThingRow::lit),
        store::column<"price">(&ThingRow::price),   store::column<"at">(&ThingRow::at),
        store::column<"big">(&ThingRow::big),       store::column<"count">(&ThingRow::count),
        store::column<"note">(&ThingRow::note),     store::column<"discount">(&ThingRow::discount)};
};

class Rows : public testing::TestWithParam<std::string> {
protected:
    Rows() : database(store.open()), writer(database->writer()) {
        writer.begin();
        writer.execute("create table things (id bigint not null primary key, name text not null, "
                       "colour bigint not null, lit bigint not null, price bigint not null, "
                       "at bigint not null, big bigint not null check (big <> 13), count bigint, "
                       "note text, discount bigint)");
        writer.commit();
        writer.begin();
    }
    ~Rows() override { writer.rollback(); }

    EmptyStore store{GetParam()};
    std::unique_ptr<store::Database> database;
    store::Connection& writer;
};
ON_EVERY_DATABASE(Rows);

TEST_P(Rows, every_kind_of_member_comes_back) {
    ThingRow row{
        {7}, "Zoë",    Colour::blue, true, {-1999}, {1541700000000000}, std::int64_t{1} << 62,
        5,   "a note", Money{250}};
    writer.insert(row);
    const auto back = writer.find<ThingRow>("where id = ?", Id{7});
    ASSERT_TRUE(back);
    EXPECT_EQ(back->name, "Zoë");
    EXPECT_EQ(back->colour, Colour::blue);
    EXPECT_TRUE(back->lit);
    EXPECT_EQ(back->price, Money{-1999});
    EXPECT_EQ(back->at, Time{1541700000000000});
    EXPECT_EQ(back->big, std::int64_t{1} << 62);
    EXPECT_EQ(back->count, 5);
    EXPECT_EQ(back->note, "a note");
    EXPECT_EQ(back->discount, Money{250});
}

TEST_P(Rows, the_ends_of_the_numbers_come_back) {
    const auto least = std::numeric_limits<std::int64_t>::min();
    const auto most = std::numeric_limits<std::int64_t>::max();
    std::int64_t id = 1;
    for (const auto big : {least, most, std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 31})
        writer.insert(ThingRow{.id = {id++}, .big = big});
    for (const auto big : {least, most, std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 31})
        EXPECT_EQ(writer.number("select big from things where big = ?", big), big);
}

TEST_P(Rows, nulls_stay_nulls_and_empty_texts_stay_texts) {
    writer.insert(ThingRow{.id = {1}});
    writer.insert(ThingRow{.id = {2}, .count = 0, .note = "", .discount = Money{}});
    const auto none = writer.find<ThingRow>("where id = 1");
    EXPECT_FALSE(none->count);
    EXPECT_FALSE(none->note);
    EXPECT_FALSE(none->discount);
    const auto empty = writer.find<ThingRow>("where id = 2");
    EXPECT_EQ(empty->count, 0);
    EXPECT_EQ(empty->note, "");
    EXPECT_EQ(empty->discount, Money{});
    // A slot that held a value must not shine through a null of the next row.
    const auto both = writer.select<ThingRow>("order by id desc");
    EXPECT_TRUE(both[0].note);
    EXPECT_FALSE(both[1].note);
}

struct Left {
    std::string note;
    std::int64_t count = 0;
    static constexpr auto columns = willcall::in_order{store::column<"note">(&Left::note),
                                                       store::column<"count">(&Left::count)};
};

TEST_P(Rows, a_null_that_can_not_be_absent_has_nothing_of_the_row_before) {
    ThingRow full;
    full.id = {2};
    full.count = 5;
    full.note = "a note that is of no other row";
    ThingRow bare;
    bare.id = {1};
    writer.insert(full);
    writer.insert(bare);
    const auto rows = writer.query<Left>("select note, count from things order by id desc");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].note, "a note that is of no other row");
    EXPECT_EQ(rows[1].note, "");
    EXPECT_EQ(rows[1].count, 0);
}

TEST_P(Rows, nulls_can_be_given_as_values) {
    writer.insert(ThingRow{.id = {1}, .count = 4, .note = "x"});
    const std::optional<std::int64_t> no_count;
    const std::optional<std::string> no_note;
    EXPECT_EQ(
        writer.execute("update things set count = ?, note = ? where id = ?", no_count, no_note, 1),
        1);
    EXPECT_FALSE(writer.find<ThingRow>("where id = 1")->count);
    EXPECT_FALSE(writer.find<ThingRow>("where id = 1")->note);
    EXPECT_FALSE(writer.number("select count from things where id = 1"));
}

TEST_P(Rows, texts_are_never_read_as_sql) {
    const std::string odd[] = {"it's",
                               "''",
                               "\"quoted\"",
                               "a?b",
                               ":p1",
                               "$1",
                               "{a,\"b\"}",
                               "\\",
                               "NULL",
                               "null",
                               "line\nbreak\ttab",
                               "Български 日本語 🎟",
                               "-- ; drop table things",
                               std::string(100000, 'x')};
    std::int64_t id = 1;
    std::vector<ThingRow> rows;
    for (const auto& name : odd) rows.push_back({.id = {id++}, .name = name, .note = name});
    writer.insert_all(rows);
    for (const auto& name : odd) {
        const auto found = writer.select<ThingRow>("where name = ?", name);
        ASSERT_EQ(found.size(), 1U) << name.substr(0, 40);
        EXPECT_EQ(found[0].name, name);
        EXPECT_EQ(found[0].note, name);
    }
}

TEST_P(Rows, question_marks_and_colons_in_quotes_are_no_values) {
    writer.insert(ThingRow{.id = {1}, .name = "why?"});
    EXPECT_EQ(writer.number("select count(*) from things where name = 'why?' and id = ?", 1), 1);
    EXPECT_EQ(writer.number("select count(*) from things where name <> 'a:b' -- really?\n"
                            "and id = ?",
                            1),
              1);
}

TEST_P(Rows, any_number_of_rows_is_inserted_in_order) {
    std::int64_t id = 0;
    for (const int count : {0, 1, 3, 4, 15, 16, 63, 64, 65, 127, 5000}) {
        std::vector<ThingRow> rows;
        for (int i = 0; i < count; ++i) {
            ThingRow row{.id = {++id}, .name = "row " + std::to_string(id), .big = count};
            if (id % 2 == 0) row.note = "even '" + std::to_string(id) + "'";
            if (id % 3 == 0) row.count = id;
            rows.push_back(row);
        }
        writer.insert_all(rows);
        const auto back = writer.select<ThingRow>("where big = ? order by id", count);
        ASSERT_EQ(back.size(), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            EXPECT_EQ(back[i].id, rows[i].id);
            EXPECT_EQ(back[i].name, rows[i].name);
            EXPECT_EQ(back[i].note, rows[i].note);
            EXPECT_EQ(back[i].count, rows[i].count);
        }
    }
}

TEST_P(Rows, many_are_updated_by_their_keys_and_no_other_is) {
    constexpr std::array<std::string_view, 2> set{"big", "count"};
    constexpr std::array<std::string_view, 2> keys{"id", "price"};
    for (const std::int64_t count : {0, 1, 2, 70}) {
        writer.execute("delete from things");
        std::vector<store::Cell> cells;
        const auto add = [&](std::initializer_list<std::int64_t> numbers) {
            for (const auto number : numbers) cells.push_back(store::to_cell(number));
        };
        for (std::int64_t id = 1; id <= count; ++id) {
            writer.insert(ThingRow{.id = {id}, .price = {id * 10}, .count = 1});
            add({id * 100, id + 1000, id, id * 10});
        }
        writer.insert(ThingRow{.id = {99}, .price = {0}, .big = 7});
        add({5, 5, 99, 1});  // a key that nobody has
        writer.update_cells({"things", set, keys}, cells);
        EXPECT_EQ(writer.number("select count(*) from things where big = id * 100 "
                                "and count = id + 1000"),
                  count);
        EXPECT_EQ(writer.number("select big from things where id = 99"), 7);
    }
}

TEST_P(Rows, the_same_text_takes_values_of_other_types) {
    EXPECT_EQ(writer.number("select length(cast(? as text))", 12345), 5);
    EXPECT_EQ(writer.number("select length(cast(? as text))", "abc"), 3);
    EXPECT_EQ(writer.number("select length(cast(? as text))", 1234567), 7);
}

TEST_P(Rows, texts_are_in_the_order_of_their_bytes) {
    // Languages would say: a, A, ä, b, B.
    std::int64_t id = 0;
    for (const char* name : {"b", "A", "ä", "a", "B"})
        writer.insert(ThingRow{.id = {++id}, .name = name});
    std::string order;
    for (const auto& row : writer.select<ThingRow>("order by name")) order += row.name;
    EXPECT_EQ(order, "ABabä");
    EXPECT_EQ(writer.number("select count(*) from things where name < ?", "a"), 2);
}

TEST_P(Rows, touched_rows_are_counted) {
    for (std::int64_t id = 1; id <= 5; ++id) writer.insert(ThingRow{.id = {id}});
    EXPECT_EQ(writer.execute("update things set name = ? where id > ?", "late", 2), 3);
    EXPECT_EQ(writer.execute("update things set name = ? where id > ?", "none", 99), 0);
    EXPECT_EQ(writer.execute("delete from things"), 5);
    EXPECT_EQ(writer.number("select count(*) from things"), 0);
    EXPECT_FALSE(writer.number("select max(id) from things"));
    EXPECT_FALSE(writer.number("select id from things"));
    EXPECT_FALSE(writer.find<ThingRow>("where id = 1"));
}

TEST_P(Rows, a_constraint_fails_and_the_connection_goes_on_after_rollback) {
    writer.commit();
    for (int again = 0; again < 3; ++again) {
        writer.begin();
        writer.insert(ThingRow{.id = {1}});
        const auto twice = failure_of([&] { writer.insert(ThingRow{.id = {1}}); });
        EXPECT_EQ(twice.status(), WILLCALL_STORE);
        EXPECT_TRUE(says(twice, "constraint")) << twice.what();
        EXPECT_TRUE(says(twice, "things")) << twice.what();
        writer.rollback();
    }
    writer.begin();
    std::vector<ThingRow> rows(64);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].id = {static_cast<std::int64_t>(i) + 1};
    rows[40].big = 13;
    EXPECT_TRUE(says(failure_of([&] { writer.insert_all(rows); }), "constraint"));
    writer.rollback();
    writer.begin();
    const auto checked = failure_of(
        [&] { writer.execute("insert into things select 1, '', 0, 0, 0, 0, 13, 0, '', 0"); });
    EXPECT_TRUE(says(checked, "constraint")) << checked.what();
    writer.rollback();
    writer.begin();
    rows[40].big = 0;
    writer.insert_all(rows);
    writer.commit();
    writer.begin();
    EXPECT_EQ(writer.number("select count(*) from things"), 64);
}

TEST_P(Rows, bad_sql_is_a_failure_in_the_databases_own_words) {
    const auto failure = failure_of([&] { writer.number("select 1 from nowhere"); });
    EXPECT_EQ(failure.status(), WILLCALL_STORE);
    EXPECT_TRUE(says(failure, "nowhere")) << failure.what();
}

TEST_P(Rows, a_sink_that_throws_leaves_no_lock_behind) {
    for (std::int64_t id = 1; id <= 5; ++id) writer.insert(ThingRow{.id = {id}});
    const std::array<bool, 1> texts{false};
    EXPECT_THROW(writer.run("select id from things", {}, texts,
                            [](auto) { throw std::runtime_error("enough"); }),
                 std::runtime_error);
    writer.commit();
    writer.begin();
    EXPECT_EQ(writer.number("select count(*) from things"), 5);
}

}  // namespace
