// A plugin with a table in a store of the test's own.
#ifndef WILLCALL_TESTS_PLUGINS_ROOM_TABLES_HPP
#define WILLCALL_TESTS_PLUGINS_ROOM_TABLES_HPP

#include "plugins_room/sample.hpp"

namespace willcall::plugins {

inline constexpr std::uint32_t key = WILLCALL_COLUMN_KEY;
inline constexpr std::uint32_t nullable = WILLCALL_COLUMN_NULLABLE;

inline willcall_cell nothing() { return {}; }
inline willcall_cell cell(std::int32_t type, std::int64_t number) { return {type, 0, number, {}}; }
inline willcall_cell cell(std::string_view words) {
    return {WILLCALL_COLUMN_TEXT, 0, 0, text(words)};
}
inline willcall_cell bytes(std::string_view some) {
    return {WILLCALL_COLUMN_BYTES, 0, 0, text(some)};
}
inline willcall_cell integer(std::int64_t number) { return cell(WILLCALL_COLUMN_INTEGER, number); }

// Every column type; a key of two columns, of which one is a word of SQL.
class PluginTables : public Room, public testing::WithParamInterface<std::string> {
protected:
    PluginTables() : store(GetParam()), database(store.open()), writer(database->writer()) {
        declare();
        around.connection = &writer;
        around.in_turn = true;
    }
    void declare() {
        indexes = {{"by_owner", by_owner.data(), 0, 0},
                   {"by_code", by_code.data(), WILLCALL_INDEX_UNIQUE, 0}};
        table = {sizeof table,  0, "things", columns.data(), columns.size(), indexes.data(),
                 indexes.size()};
        sample.module.tables = &table;
        sample.module.table_size = sizeof table;
        sample.module.table_count = 1;
    }
    void prepare() {
        const auto& set = made();
        in_transaction([&] { prepare_tables(set.features.front().module(), writer); });
    }
    void in_transaction(const std::function<void()>& work) {
        writer.begin();
        try {
            work();
        } catch (...) {
            writer.rollback();
            throw;
        }
        writer.commit();
    }

    using Work = std::function<willcall_status(const willcall_storage_service&, willcall_call*)>;
    // Handles an operation that writes, in a transaction; throws what became of it.
    Handled writing(Work work) {
        Handled done;
        in_transaction([&] { done = run(std::move(work), 1); });
        return done;
    }
    Handled run(Work work, std::uint64_t number) {
        sample.behaviour.handle = [work](const willcall_host& host, willcall_call* call, auto,
                                         auto*) { return work(*host.storage, call); };
        return handle(instances->features.front(), around, number, object());
    }

    static std::vector<willcall_cell> row(std::string_view group, std::int64_t number,
                                          std::string_view owner) {
        return {cell(group),
                integer(number),
                owner.empty() ? nothing() : cell(owner),
                cell(WILLCALL_COLUMN_MONEY, number),
                cell(WILLCALL_COLUMN_TIME, 1),
                cell(WILLCALL_COLUMN_BOOLEAN, 1),
                bytes(std::string_view("a\0b", 3)),
                nothing()};
    }
    void put_rows(const std::vector<std::vector<willcall_cell>>& rows) {
        std::vector<willcall_cell> cells;
        for (const auto& one : rows) cells.insert(cells.end(), one.begin(), one.end());
        const auto done = writing([&](auto& storage, auto* call) {
            return storage.put(call, "things", cells.data(), rows.size());
        });
        EXPECT_FALSE(done.refusal);
        EXPECT_TRUE(done.wrote_tables);
    }
    // "a1 b2": the keys of the rows found.
    static std::string keys(const willcall_rows& rows) {
        std::string all;
        for (std::uint64_t number = 0; number < rows.row_count; ++number) {
            const auto* cells = rows.cells + number * rows.column_count;
            all += (all.empty() ? "" : " ") + std::string(as_view(cells[0].text)) +
                   std::to_string(cells[1].number);
        }
        return all;
    }
    std::string scanned(const char* index, const std::vector<willcall_cell>& prefix,
                        const std::vector<willcall_cell>& after = {}, std::uint64_t most = 100) {
        std::string found;
        run(
            [&](auto& storage, auto* call) {
                willcall_rows rows{};
                const auto status =
                    storage.scan(call, "things", index, prefix.data(), prefix.size(),
                                 after.empty() ? nullptr : after.data(), most, &rows);
                found = keys(rows);
                return status;
            },
            0);
        return found;
    }
    // What becomes of a use that is none.
    std::string failed(Work work, std::uint64_t number = 1) {
        willcall_status status = WILLCALL_OK;
        const auto failure = failure_of([&] {
            run([&](auto& storage, auto* call) { return status = work(storage, call); }, number);
        });
        EXPECT_EQ(status, WILLCALL_INVALID);
        EXPECT_EQ(failure.status(), WILLCALL_PLUGIN);
        EXPECT_EQ(failure.plugin(), "sample");
        const std::string start = "plugin `sample` failed: ";
        const std::string message = failure.what();
        EXPECT_TRUE(message.starts_with(start)) << message;
        return message.substr(std::min(start.size(), message.size()));
    }

    tests::EmptyStore store;
    std::unique_ptr<store::Database> database;
    store::Connection& writer;
    std::vector<willcall_column> columns = {
        {"group", WILLCALL_COLUMN_TEXT, key},      {"number", WILLCALL_COLUMN_INTEGER, key},
        {"owner", WILLCALL_COLUMN_TEXT, nullable}, {"price", WILLCALL_COLUMN_MONEY, 0},
        {"at", WILLCALL_COLUMN_TIME, 0},           {"lit", WILLCALL_COLUMN_BOOLEAN, 0},
        {"picture", WILLCALL_COLUMN_BYTES, 0},     {"code", WILLCALL_COLUMN_TEXT, nullable}};
    std::vector<const char*> by_owner = {"owner", "price", nullptr};
    std::vector<const char*> by_code = {"code", nullptr};
    std::vector<willcall_index> indexes;
    willcall_table table{};
};

}  // namespace willcall::plugins

#endif
