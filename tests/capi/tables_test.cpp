// Tables through willcall.h: streams are released early, late, twice begun, and kept too long.
#include "capi/house.hpp"

#include <array>
#include <cerrno>
#include <cstring>

namespace willcall::tests {
namespace {

class Tables : public House {
public:
    // Mira has sold two tickets, and asks for the orders.
    void ask(std::string_view request = "{}") {
        ASSERT_NO_FATAL_FAILURE(open_desk());
        Said sold;
        invoke("orders.place", two_tickets, sold);
        ASSERT_EQ(sold.status, WILLCALL_OK) << sold.detail();
        invoke("reports.order_book", request, table);
        ASSERT_EQ(table.status, WILLCALL_OK) << table.detail();
    }
    ArrowArrayStream stream() {
        ArrowArrayStream opened{};
        Said said;
        said.status = willcall_result_table(table.result, &opened, &said.error);
        EXPECT_EQ(said.status, WILLCALL_OK) << said.detail();
        return opened;
    }

    Said table;
};

TEST_F(Tables, AStreamSaysWhatItsColumnsAreAndThenTheRows) {
    ASSERT_NO_FATAL_FAILURE(ask(R"({"columns": ["ticket", "price", "state", "placed"]})"));
    auto rows = stream();
    ArrowSchema schema{};
    ASSERT_EQ(rows.get_schema(&rows, &schema), 0);
    std::string formats;
    for (std::int64_t at = 0; at < schema.n_children; ++at)
        formats += std::string(schema.children[at]->name) + ' ' + schema.children[at]->format + ';';
    EXPECT_EQ(formats, "ticket u;price d:18,2;state i;placed tsu:America/Los_Angeles;");
    schema.release(&schema);
    ArrowArray batch{};
    ASSERT_EQ(rows.get_next(&rows, &batch), 0);
    EXPECT_EQ(batch.length, 2);
    EXPECT_EQ(static_cast<const std::int64_t*>(batch.children[1]->buffers[1])[2], 1900);
    // A child may be taken away, and the rest goes without it.
    ArrowArray taken = *batch.children[0];
    batch.children[0]->release = nullptr;
    batch.release(&batch);
    EXPECT_EQ(static_cast<const std::int32_t*>(taken.buffers[1])[2], 26);
    taken.release(&taken);
    ASSERT_EQ(rows.get_next(&rows, &batch), 0);
    EXPECT_EQ(batch.release, nullptr);
    rows.release(&rows);
    EXPECT_EQ(rows.release, nullptr);
}

TEST_F(Tables, AStreamOutlivesEverythingAndSaysSo) {
    ASSERT_NO_FATAL_FAILURE(ask(R"({"most": 1})"));
    auto early = stream();
    early.release(&early);
    auto late = stream();
    willcall_result_free(std::exchange(table.result, nullptr));
    willcall_session_close(std::exchange(desk, nullptr));
    willcall_engine_close(std::exchange(engine, nullptr));
    ArrowArray batch{};
    EXPECT_EQ(late.get_next(&late, &batch), EINVAL);
    EXPECT_STREQ(late.get_last_error(&late), "the engine is closed");
    EXPECT_EQ(batch.release, nullptr);
    late.release(&late);
}

TEST_F(Tables, AStreamOfAPluginsTableOutlivesTheEngineToo) {
    const std::array files{WILLCALL_TEST_PLUGIN_DIR "/listing.so"};
    options.plugins = files.data();
    options.plugin_count = files.size();
    ASSERT_NO_FATAL_FAILURE(open());
    desk = session(R"({"host": true})");
    invoke("listing.squares", R"({"until": 1000, "most": 1})", table);
    ASSERT_EQ(table.status, WILLCALL_OK) << table.detail();
    auto unread = stream();
    willcall_engine_close(std::exchange(engine, nullptr));
    ArrowArray batch{};
    EXPECT_EQ(unread.get_next(&unread, &batch), EINVAL);
    EXPECT_STREQ(unread.get_last_error(&unread), "the engine is closed");
    unread.release(&unread);
}

TEST_F(Tables, WhatIsNoTableIsNoStream) {
    ASSERT_NO_FATAL_FAILURE(ask());
    Said order;
    invoke("shifts.current", "{}", order);
    ArrowArrayStream untouched{};
    Said said;
    EXPECT_EQ(willcall_result_table(order.result, &untouched, &said.error), WILLCALL_INVALID);
    EXPECT_EQ(said.message(), "the result is no table");
    EXPECT_EQ(untouched.release, nullptr);
    EXPECT_EQ(willcall_result_table(nullptr, &untouched, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_result_table(table.result, nullptr, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_result_csv(table.result, 0, nullptr, nullptr, nullptr), WILLCALL_INVALID);
    const auto take = [](void* user, const char* data, std::uint64_t size) noexcept {
        static_cast<std::string*>(user)->append(data, static_cast<std::size_t>(size));
        return std::int32_t{1};
    };
    std::string text;
    EXPECT_EQ(willcall_result_csv(table.result, 2, take, &text, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(text, "");
    EXPECT_EQ(willcall_result_csv(table.result, 0, take, &text, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(text.substr(0, 7), "ticket,");
    EXPECT_EQ(willcall_result_report(table.result, "image/tiff", &order.result, nullptr),
              WILLCALL_PLUGIN);
}

}  // namespace
}  // namespace willcall::tests
