// Rows of plugins, in a store.
#include "plugins_room/tables.hpp"

namespace willcall::plugins {
namespace {

ON_EVERY_DATABASE(PluginTables);

TEST_P(PluginTables, rows_come_back_as_they_were_put) {
    prepare();
    const std::string long_bytes(3000, '\xff');
    auto first = row("ä", std::numeric_limits<std::int64_t>::min(), "");
    first[6] = bytes(std::string_view("\0\x01\xfe", 3));
    auto second = row("", std::numeric_limits<std::int64_t>::max(), "it's \"quoted\"");
    second[6] = bytes(long_bytes);
    second[7] = cell("");
    put_rows({first, second});
    run(
        [&](const willcall_storage_service& storage, willcall_call* call) {
            const std::vector<willcall_cell> wanted = {second[0],  second[1], cell("none"),
                                                       integer(1), first[0],  first[1]};
            willcall_rows rows{};
            EXPECT_EQ(storage.get(call, "things", wanted.data(), 3, &rows), WILLCALL_OK);
            EXPECT_EQ(rows.row_count, 2U);
            EXPECT_EQ(rows.column_count, 8U);
            const auto* one = rows.cells + 8;
            for (const auto& same : {std::pair(rows.cells, second), std::pair(one, first)})
                for (std::size_t column = 0; column < 8; ++column) {
                    EXPECT_EQ(same.first[column].type, same.second[column].type) << column;
                    EXPECT_EQ(same.first[column].number, same.second[column].number) << column;
                    EXPECT_EQ(as_view(same.first[column].text), as_view(same.second[column].text));
                }
            return WILLCALL_OK;
        },
        0);
}

TEST_P(PluginTables, a_row_of_the_same_key_is_replaced_and_a_removed_one_is_gone) {
    prepare();
    put_rows({row("a", 1, "ann"), row("a", 2, "ann")});
    put_rows({row("a", 1, "bea")});
    EXPECT_EQ(scanned("by_owner", {cell("bea")}), "a1");
    EXPECT_EQ(scanned("by_owner", {cell("ann")}), "a2");
    const std::vector<willcall_cell> keys = {cell("a"), integer(2), cell("b"), integer(9)};
    auto done = writing(
        [&](auto& storage, auto* call) { return storage.remove(call, "things", keys.data(), 2); });
    EXPECT_TRUE(done.wrote_tables);
    EXPECT_EQ(scanned(nullptr, {}), "a1");
    done = writing(
        [&](auto& storage, auto* call) { return storage.remove(call, "things", keys.data(), 2); });
    EXPECT_FALSE(done.wrote_tables);
}

TEST_P(PluginTables, scans_go_by_the_key_page_by_page) {
    prepare();
    put_rows({row("b", 1, "x"), row("a", 2, "y"), row("a", 1, "z"), row("c", -5, "x")});
    EXPECT_EQ(scanned(nullptr, {}), "a1 a2 b1 c-5");
    EXPECT_EQ(scanned(nullptr, {cell("a")}), "a1 a2");
    EXPECT_EQ(scanned(nullptr, {cell("a"), integer(2)}), "a2");
    EXPECT_EQ(scanned(nullptr, {}, {}, 2), "a1 a2");
    EXPECT_EQ(scanned(nullptr, {}, {cell("a"), integer(2)}, 1), "b1");
    EXPECT_EQ(scanned(nullptr, {cell("a")}, {cell("a"), integer(1)}), "a2");
    EXPECT_EQ(scanned(nullptr, {cell("a"), integer(2)}, {cell("a"), integer(2)}), "");
    // The row gone on after need not be there.
    EXPECT_EQ(scanned(nullptr, {}, {cell("b"), integer(0)}), "b1 c-5");
    EXPECT_EQ(scanned(nullptr, {}, {}, 0), "");
    EXPECT_EQ(scanned(nullptr, {}, {}, std::numeric_limits<std::uint64_t>::max()), "a1 a2 b1 c-5");
}

TEST_P(PluginTables, scans_go_by_an_index_and_then_by_the_key_with_nothing_first) {
    prepare();
    put_rows({row("b", 1, "x"), row("a", 1, "x"), row("a", 2, "x"), row("d", 1, ""),
              row("c", 1, ""), row("c", 9, "w")});
    const std::string order = "c1 d1 c9 a1 b1 a2";
    EXPECT_EQ(scanned("by_owner", {}), order);
    EXPECT_EQ(scanned("by_owner", {cell("x")}), "a1 b1 a2");
    EXPECT_EQ(scanned("by_owner", {nothing()}), "c1 d1");
    EXPECT_EQ(scanned("by_owner", {cell("x"), cell(WILLCALL_COLUMN_MONEY, 1)}), "a1 b1");
    EXPECT_EQ(scanned("by_owner", {cell("x")}, {cell("a"), integer(1)}), "b1 a2");
    EXPECT_EQ(scanned("by_owner", {nothing()}, {cell("c"), integer(1)}), "d1");

    std::string paged;
    std::vector<willcall_cell> after;
    const std::vector<std::pair<std::string, std::int64_t>> rows = {{"c", 1}, {"d", 1}, {"c", 9},
                                                                    {"a", 1}, {"b", 1}, {"a", 2}};
    for (const auto& [group, number] : rows) {
        paged += (paged.empty() ? "" : " ") + scanned("by_owner", {}, after, 1);
        after = {cell(group), integer(number)};
    }
    EXPECT_EQ(paged, order);
    EXPECT_EQ(scanned("by_owner", {}, after, 1), "");
}

TEST_P(PluginTables, a_scan_by_an_index_cant_go_on_after_a_row_that_is_gone) {
    prepare();
    put_rows({row("a", 1, "x")});
    const std::array gone{cell("a"), integer(7)};
    willcall_status status = WILLCALL_OK;
    const auto failure = failure_of([&] {
        run(
            [&](auto& storage, auto* call) {
                willcall_rows rows{};
                return status = storage.scan(call, "things", "by_owner", nullptr, 0, gone.data(), 9,
                                             &rows);
            },
            0);
    });
    EXPECT_EQ(status, WILLCALL_NOT_FOUND);
    EXPECT_TRUE(says(failure, "no longer in its table `things`")) << failure.what();
}

TEST_P(PluginTables, a_value_that_only_one_row_may_have_refuses_another) {
    prepare();
    auto first = row("a", 1, "x");
    first[7] = cell("K1");
    put_rows({first, row("a", 2, "x"), row("a", 3, "x")});
    put_rows({first});  // it may keep its own
    auto second = row("b", 1, "x");
    second[7] = cell("K1");
    willcall_status status = WILLCALL_OK;
    const auto done =
        run([&](auto& storage,
                auto* call) { return status = storage.put(call, "things", second.data(), 1); },
            1);
    EXPECT_EQ(status, WILLCALL_REFUSED);
    ASSERT_TRUE(done.refusal);
    EXPECT_EQ(done.refusal->reasons.at(0).rule, "sample.not_unique");
    EXPECT_EQ(done.refusal->reasons.at(0).message, "another row of `things` has the same code");
    EXPECT_EQ(done.refusal->reasons.at(0).plugin, "sample");
    EXPECT_EQ(scanned(nullptr, {cell("b")}), "");
}

TEST_P(PluginTables, nothing_is_written_outside_a_turn_or_by_an_operation_that_reads) {
    prepare();
    const auto cells = row("a", 1, "x");
    const Work put = [&](auto& storage, auto* call) {
        return storage.put(call, "things", cells.data(), 1);
    };
    const std::string why = "its table `things` can be written only by an operation that writes, "
                            "inside its turn";
    EXPECT_EQ(failed(put, 0), why);
    EXPECT_EQ(failed([&](auto& storage,
                         auto* call) { return storage.remove(call, "things", cells.data(), 1); },
                     0),
              why);
    around.in_turn = false;
    EXPECT_EQ(failed(put, 1), why);
    EXPECT_EQ(scanned(nullptr, {}), "");
    around.connection = nullptr;
    EXPECT_EQ(failed(put, 1), "tables can't be reached from here");
}

TEST_P(PluginTables, cells_that_do_not_fit_their_columns_are_named) {
    prepare();
    const auto putting = [&](std::size_t column, willcall_cell wrong) {
        auto cells = row("a", 1, "x");
        cells[column] = wrong;
        return failed([cells](auto& storage, auto* call) {
            return storage.put(call, "things", cells.data(), 1);
        });
    };
    const std::string of = "` of its table `things` ";
    EXPECT_EQ(putting(3, integer(1)), "`price" + of + "is given a value of another type");
    EXPECT_EQ(putting(0, nothing()), "`group" + of + "can't be left empty");
    EXPECT_EQ(putting(4, nothing()), "`at" + of + "can't be left empty");
    EXPECT_EQ(putting(5, cell(WILLCALL_COLUMN_BOOLEAN, 2)), "`lit" + of + "is 0 or 1");
    EXPECT_EQ(putting(2, cell("\xff")),
              "`owner" + of + "is given a text that is no UTF-8 or has a NUL");
    EXPECT_EQ(putting(2, cell(std::string_view("a\0b", 3))),
              "`owner" + of + "is given a text that is no UTF-8 or has a NUL");
    EXPECT_EQ(putting(6, {WILLCALL_COLUMN_BYTES, 0, 0, {nullptr, 3}}),
              "`picture" + of + "is given no text");
    EXPECT_EQ(putting(1, cell(-44, 1)), "`number" + of + "is given a value of another type");
    EXPECT_EQ(scanned(nullptr, {}), "");
}

TEST_P(PluginTables, tables_indexes_and_columns_that_are_not_there_are_named) {
    prepare();
    const auto scanning = [&](const char* name, const char* index, std::uint64_t count) {
        return failed(
            [=](auto& storage, auto* call) {
                const std::vector<willcall_cell> prefix(count, cell("a"));
                willcall_rows rows{};
                return storage.scan(call, name, index, prefix.data(), count, nullptr, 1, &rows);
            },
            0);
    };
    EXPECT_EQ(scanning("orders", nullptr, 0), "it has declared no table `orders`");
    EXPECT_EQ(scanning(nullptr, nullptr, 0), "it has declared no table ``");
    EXPECT_EQ(scanning("things", "by_x", 0), "its table `things` has no index `by_x`");
    EXPECT_EQ(scanning("things", nullptr, 3), "more columns are given than the index has");
    EXPECT_EQ(scanning("things", "by_code", 2), "more columns are given than the index has");
    EXPECT_EQ(
        failed([](auto& storage, auto* call) { return storage.put(call, "things", nullptr, 3); }),
        "rows or keys are missing");
}

TEST_P(PluginTables, instances_read_their_tables_while_they_are_made_but_never_write) {
    prepare();
    put_rows({row("a", 1, "x")});
    std::string seen;
    sample.behaviour.create = [&](const willcall_host& host, willcall_call* call, auto*) {
        willcall_rows rows{};
        EXPECT_EQ(host.storage->scan(call, "things", nullptr, nullptr, 0, nullptr, 9, &rows),
                  WILLCALL_OK);
        seen = keys(rows);
        const auto cells = row("b", 1, "x");
        EXPECT_EQ(host.storage->put(call, "things", cells.data(), 1), WILLCALL_INVALID);
        return WILLCALL_OK;
    };
    const Instances again(shelf, {}, {}, around);
    EXPECT_EQ(seen, "a1");
    EXPECT_EQ(again.features.size(), 1U);
}

TEST_P(PluginTables, a_plugin_in_plain_c_keeps_and_lists_its_notes) {
    const auto& module = shelf.load(std::string(WILLCALL_TEST_PLUGIN_DIR) + "/plain_c.so");
    in_transaction([&] { prepare_tables(module, writer); });
    const Instances set(shelf, {}, {}, around);
    const auto answered = [&](std::uint64_t number, const char* request) {
        willcall_writer answer(2);
        around.answer = &answer;
        auto value = parse_json(request);
        validate(value, *module.operations[number].request, Dialect{});
        EXPECT_FALSE(handle(set.features.at(0), around, number, value).refusal);
        return answer.text;
    };
    const std::string note =
        R"({"name":"hello","length":5,"at":)" + ('"' + time_text(around.now)) + "\"}";
    in_transaction([&] { EXPECT_EQ(answered(0, R"({"name": "hello"})"), note); });
    EXPECT_EQ(answered(1, "{}"), R"({"notes":[)" + note + "]}");
    const auto forbidden = ask(set.policies.at(0), around, {text("/forbidden/by/c"), {}});
    EXPECT_EQ(forbidden.decision, WILLCALL_FORBID);
    EXPECT_EQ(forbidden.reasons.at(0).rule, "plain_c.forbidden");
}

}  // namespace
}  // namespace willcall::plugins
