// Many rows of a plugin: written together, found by an index; and what says who somebody is.
#include "plugins_room/tables.hpp"

#include "plugins/origin.hpp"

namespace willcall::plugins {
namespace {

ON_EVERY_DATABASE(PluginTables);

TEST_P(PluginTables, many_rows_are_written_together_and_the_last_of_a_key_stays) {
    table.index_count = 1;  // by_owner, which need not be unique
    prepare();
    std::vector<std::vector<willcall_cell>> rows;
    for (std::int64_t number = 1; number <= 200; ++number) rows.push_back(row("a", number, "ann"));
    put_rows(rows);
    EXPECT_EQ(scanned(nullptr, {cell("a")}, {cell("a"), integer(197)}, 9), "a198 a199 a200");
    for (auto& one : rows) one[2] = cell("bea");
    rows.push_back(row("a", 7, "cyd"));
    put_rows(rows);
    EXPECT_EQ(scanned("by_owner", {cell("ann")}), "");
    EXPECT_EQ(scanned("by_owner", {cell("cyd")}), "a7");
    EXPECT_EQ(scanned("by_owner", {cell("bea")}, {cell("a"), integer(198)}), "a199 a200");
}

TEST_P(PluginTables, an_index_has_the_key_behind_it_and_a_unique_one_has_not) {
    prepare();
    const auto has_key = [&](const std::string& index) {
        const bool sqlite = database->kind() == "sqlite";
        return writer
            .number(sqlite ? "select count(*) from sqlite_master where name = ? and sql like "
                             "'%\"group\", \"number\")'"
                           : "select count(*) from pg_indexes where indexname = ? and indexdef "
                             "like '%\"group\", number)'",
                    index)
            .value_or(0);
    };
    EXPECT_EQ(has_key("i_sample_things_by_owner"), 1);
    EXPECT_EQ(has_key("i_sample_things_by_code"), 0);
}

TEST_P(PluginTables, what_says_who_somebody_is_is_a_text_in_no_key_and_no_unique_index) {
    const auto read_with = [this](std::size_t personal) {
        auto some = columns;
        some[personal].flags |= WILLCALL_COLUMN_PERSONAL;
        table.columns = some.data();
        return read_tables(Origin{"sample", {}}, sample.module);
    };
    const auto refused = [&](std::size_t personal, const std::string& why) {
        const auto failure = failure_of([&] { read_with(personal); });
        EXPECT_TRUE(says(failure, why)) << failure.what();
    };
    refused(0, "`group`, which says who somebody is: a text that is in no key does");
    refused(3, "`price`, which says who somebody is: a text that is in no key does");
    refused(7, "has an index `by_code` that is unique, of what says who somebody is");
    EXPECT_TRUE(read_with(2).front().columns[2].is_personal());
}

}  // namespace
}  // namespace willcall::plugins
