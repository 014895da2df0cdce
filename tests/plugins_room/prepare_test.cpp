// Tables of plugins are made, grow, and are never changed.
#include "plugins_room/tables.hpp"

namespace willcall::plugins {
namespace {

class GrowingTables : public PluginTables {};
ON_EVERY_DATABASE(GrowingTables);

TEST_P(GrowingTables, a_later_version_adds_tables_columns_and_indexes) {
    prepare();
    put_rows({row("a", 1, "x")});
    columns.push_back({"weight", WILLCALL_COLUMN_INTEGER, 0});
    columns.push_back({"note", WILLCALL_COLUMN_TEXT, nullable});
    columns.push_back({"seal", WILLCALL_COLUMN_BYTES, 0});
    const std::array by_weight{"weight", static_cast<const char*>(nullptr)};
    declare();
    indexes.push_back({"by_weight", by_weight.data(), 0, 0});
    const std::array more{willcall_column{"id", WILLCALL_COLUMN_BYTES, key}};
    table.indexes = indexes.data();
    table.index_count = indexes.size();
    const std::array tables{table,
                            willcall_table{sizeof table, 0, "more", more.data(), 1, nullptr, 0}};
    sample.module.tables = tables.data();
    sample.module.table_count = 2;
    instances.reset();
    shelf = Shelf();
    prepare();
    in_transaction([&] {
        prepare_tables(instances->features.front().module(), writer);  // again: changes nothing
    });
    run(
        [&](const willcall_storage_service& storage, willcall_call* call) {
            const std::array prefix{integer(0)};
            willcall_rows rows{};
            EXPECT_EQ(
                storage.scan(call, "things", "by_weight", prefix.data(), 1, nullptr, 9, &rows),
                WILLCALL_OK);
            EXPECT_EQ(keys(rows), "a1");
            EXPECT_EQ(rows.column_count, 11U);
            EXPECT_EQ(rows.cells[8].type, WILLCALL_COLUMN_INTEGER);
            EXPECT_EQ(rows.cells[9].type, 0);
            EXPECT_EQ(rows.cells[10].type, WILLCALL_COLUMN_BYTES);
            EXPECT_EQ(rows.cells[10].text.size, 0U);
            return WILLCALL_OK;
        },
        0);
    const auto one = bytes(std::string_view("\0\xff", 2));
    for (int time = 0; time < 2; ++time)
        writing([&](auto& storage, auto* call) { return storage.put(call, "more", &one, 1); });
}

TEST_P(GrowingTables, what_a_store_has_is_never_changed_or_taken_away) {
    prepare();
    const auto refused = [&](const std::string& why) {
        instances.reset();
        shelf = Shelf();
        const auto failure = failure_of([&] { prepare(); });
        EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
        EXPECT_STREQ(failure.what(),
                     ("plugin `sample` can't be used: its table `things` " + why).c_str());
    };
    columns[3].type = WILLCALL_COLUMN_INTEGER;
    refused("has changed the column `price`");
    columns[3].type = WILLCALL_COLUMN_MONEY;
    columns[2].flags = 0;
    refused("has changed the column `owner`");
    columns[2].flags = nullable;
    columns.push_back({"half", WILLCALL_COLUMN_TEXT, key});
    declare();
    refused("has a new key column `half`");
    columns.pop_back();
    by_owner = {"owner", nullptr};
    declare();
    refused("has changed the index `by_owner`");
    by_owner = {"owner", "price", nullptr};
    declare();
    table.index_count = 1;
    refused("has lost the index `by_code`");
    declare();
    table.column_count = 7;
    table.index_count = 1;
    refused("has lost the column `code`");
    sample.module.table_count = 0;
    refused("is no longer there");
}

TEST_P(GrowingTables, two_plugins_never_share_a_table) {
    table.name = "b_c";
    table.index_count = 0;
    sample.module.name = "a";
    sample.families.erase(WILLCALL_FEATURE);
    in_transaction([&] { prepare_tables(sample.shelve(shelf), writer); });
    table.name = "c";
    sample.module.name = "a_b";
    const auto failure =
        failure_of([&] { in_transaction([&] { prepare_tables(sample.shelve(shelf), writer); }); });
    EXPECT_TRUE(says(failure, "would be called `p_a_b_c`, like a table of another plugin"))
        << failure.what();
}

}  // namespace
}  // namespace willcall::plugins
