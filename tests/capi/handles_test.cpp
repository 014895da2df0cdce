// Handles that are none: NULL, of another kind, closed, in every order.
#include "capi/house.hpp"

namespace willcall::tests {
namespace {

using Handles = House;

TEST_F(Handles, CloseAndFreeTakeNull) {
    willcall_engine_close(nullptr);
    willcall_session_close(nullptr);
    willcall_queue_close(nullptr);
    willcall_result_free(nullptr);
    willcall_error_free(nullptr);
}

TEST_F(Handles, NothingThatAsksTakesNull) {
    willcall_result* result = nullptr;
    willcall_session* session = nullptr;
    EXPECT_EQ(willcall_engine_load(nullptr, "x.so", nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_engine_register(nullptr, nullptr, nullptr, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_engine_describe(nullptr, &result, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_engine_reference(nullptr, &result, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_engine_season_schema(nullptr, &result, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_session_open(nullptr, "{}", 2, &session, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_invoke(nullptr, "store.check", "{}", 2, nullptr, &result, nullptr),
              WILLCALL_INVALID);
    willcall_queue* queue = nullptr;
    willcall_completion done = WILLCALL_COMPLETION_INIT;
    std::int32_t descriptor = -7;
    EXPECT_EQ(willcall_queue_open(nullptr, nullptr, &queue, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_submit(nullptr, 1, nullptr, "store.check", "{}", 2, nullptr, nullptr),
              WILLCALL_INVALID);
    EXPECT_EQ(willcall_queue_next(nullptr, 0, &done, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_queue_descriptor(nullptr, &descriptor, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_queue_count(nullptr), 0U);
    EXPECT_EQ(descriptor, -7);
    EXPECT_EQ(queue, nullptr);
    EXPECT_EQ(result, nullptr);
    EXPECT_EQ(session, nullptr);
}

TEST_F(Handles, ReadingNullGivesNothingAndNoCrash) {
    std::uint64_t size = 7;
    EXPECT_EQ(willcall_session_token(nullptr, &size), nullptr);
    EXPECT_EQ(willcall_result_json(nullptr, &size), nullptr);
    EXPECT_EQ(willcall_result_text(nullptr, &size), nullptr);
    EXPECT_EQ(willcall_error_status(nullptr), WILLCALL_OK);
    EXPECT_STREQ(willcall_error_message(nullptr), "");
    EXPECT_STREQ(willcall_error_field(nullptr), "");
    EXPECT_STREQ(willcall_error_detail(nullptr, &size), "{}");
}

TEST_F(Handles, AnOutputThatHasNoPlaceIsNamed) {
    ASSERT_NO_FATAL_FAILURE(open());
    Said said;
    EXPECT_EQ(willcall_engine_open(season.c_str(), &options, nullptr, &said.error),
              WILLCALL_INVALID);
    EXPECT_EQ(said.message(), "`engine` is NULL");
    EXPECT_EQ(willcall_engine_describe(engine, nullptr, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_session_open(engine, R"({"host": true})", WILLCALL_NUL, nullptr, nullptr),
              WILLCALL_INVALID);
    EXPECT_EQ(willcall_engine_register(engine, nullptr, nullptr, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_engine_load(engine, nullptr, nullptr), WILLCALL_INVALID);
}

TEST_F(Handles, AHandleOfAnotherKindIsInvalid) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    willcall_result* result = nullptr;
    auto* wrong_session = reinterpret_cast<willcall_session*>(engine);
    auto* wrong_engine = reinterpret_cast<willcall_engine*>(desk);
    EXPECT_EQ(willcall_invoke(wrong_session, "store.check", "{}", 2, nullptr, &result, nullptr),
              WILLCALL_INVALID);
    EXPECT_EQ(willcall_engine_describe(wrong_engine, &result, nullptr), WILLCALL_INVALID);
    willcall_engine_close(wrong_engine);
    willcall_session_close(wrong_session);
    Said said;
    invoke("shifts.current", "{}", said);
    EXPECT_EQ(said.status, WILLCALL_OK) << said.detail();
}

TEST_F(Handles, ASessionOutlivesItsEngineAndAnswersInvalid) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    Said before;
    invoke("orders.place", two_tickets, before);
    ASSERT_EQ(before.status, WILLCALL_OK) << before.detail();
    willcall_engine_close(engine);
    engine = nullptr;

    Said after;
    invoke("shifts.current", "{}", after);
    EXPECT_EQ(after.status, WILLCALL_INVALID);
    EXPECT_EQ(after.message(), "the engine is closed");
    EXPECT_NE(willcall_session_token(desk, nullptr), nullptr);
    EXPECT_NE(before.json().find("MAIN-000001"), std::string::npos);
}

TEST_F(Handles, TheSessionMayBeClosedFirstToo) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    willcall_session_close(desk);
    desk = nullptr;
    willcall_engine_close(engine);
    engine = nullptr;
}

TEST_F(Handles, ClosingASessionLeavesTheSignInToItsToken) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    const std::string token = willcall_session_token(desk, nullptr);
    willcall_session_close(desk);
    desk = session(R"({"token": ")" + token + "\"}");
    Said said;
    invoke("shifts.current", "{}", said);
    EXPECT_EQ(said.status, WILLCALL_OK) << said.detail();
}

TEST_F(Handles, VersionsAndStatusesHaveWords) {
    EXPECT_STREQ(willcall_version(), "0.1.0");
    EXPECT_EQ(willcall_abi_major(), static_cast<std::uint32_t>(WILLCALL_ABI_MAJOR));
    EXPECT_EQ(willcall_abi_minor(), static_cast<std::uint32_t>(WILLCALL_ABI_MINOR));
    EXPECT_STREQ(willcall_status_text(WILLCALL_OK), "ok");
    EXPECT_STREQ(willcall_status_text(WILLCALL_NOT_FOUND), "not found");
    EXPECT_STREQ(willcall_status_text(WILLCALL_INTERNAL), "internal");
    EXPECT_STREQ(willcall_status_text(WILLCALL_INTERNAL + 1), "unknown");
    EXPECT_STREQ(willcall_status_text(-1), "unknown");
}

}  // namespace
}  // namespace willcall::tests
