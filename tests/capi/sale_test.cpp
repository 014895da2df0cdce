// One sale through willcall.h, and what its errors carry.
#include "capi/house.hpp"

namespace willcall::tests {
namespace {

using Sale = House;

TEST_F(Sale, TwoTicketsAreSoldAndNumbered) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    Said said;
    invoke("orders.place", two_tickets, said);
    ASSERT_EQ(said.status, WILLCALL_OK) << said.detail();
    std::uint64_t size = 0;
    const char* json = willcall_result_json(said.result, &size);
    EXPECT_EQ(std::string_view(json).size(), size);
    EXPECT_NE(said.json().find(R"("number":"MAIN-000001")"), std::string::npos) << said.json();
    EXPECT_NE(said.json().find(R"("total":"38.00")"), std::string::npos) << said.json();
}

TEST_F(Sale, SoldOutIsRefusedWithItsReasons) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    Said said;
    invoke("orders.place",
           R"({"lines": [{"performance": "friday", "ticket_type": "general", "quantity": 11}],
               "payments": [{"means": "cash", "amount": "209.00"}]})",
           said);
    EXPECT_EQ(said.status, WILLCALL_REFUSED);
    EXPECT_EQ(said.result, nullptr);
    EXPECT_NE(said.message(), "");
    EXPECT_EQ(said.detail().find(R"({"status":"refused","message":)"), 0U) << said.detail();
    EXPECT_NE(said.detail().find(R"("reasons":[{"rule":)"), std::string::npos) << said.detail();
    EXPECT_NE(said.detail().find(R"("left":10)"), std::string::npos) << said.detail();
}

TEST_F(Sale, AKeyMakesASaleHappenOnce) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    willcall_call_options call = WILLCALL_CALL_OPTIONS_INIT;
    call.key = "2018-11-01T12:00 till 1";
    Said first;
    invoke("orders.place", two_tickets, first, &call);
    ASSERT_EQ(first.status, WILLCALL_OK) << first.detail();
    Said again;
    invoke("orders.place", two_tickets, again, &call);
    EXPECT_EQ(again.status, WILLCALL_OK) << again.detail();
    EXPECT_EQ(again.json(), first.json());
    Said other;
    invoke("orders.place",
           R"({"lines": [{"performance": "friday", "ticket_type": "general", "quantity": 1}],
               "payments": [{"means": "cash", "amount": "19.00"}]})",
           other, &call);
    EXPECT_EQ(other.status, WILLCALL_CONFLICT);
}

TEST_F(Sale, ADeadlineThatHasPassedSellsNothing) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    willcall_call_options call = WILLCALL_CALL_OPTIONS_INIT;
    call.deadline = noon(nullptr) - 1;
    Said said;
    invoke("orders.place", two_tickets, said, &call);
    EXPECT_EQ(said.status, WILLCALL_UNAVAILABLE);
}

TEST_F(Sale, WhoeverActsForAnotherReadsSoAboveEveryAnswer) {
    std::ofstream(season, std::ios::app)
        << "  - {login: ada@example.org, name: Ada West, role: manager, channel: window}\n";
    ASSERT_NO_FATAL_FAILURE(open_desk());
    Said own;
    invoke("orders.place", two_tickets, own);
    EXPECT_EQ(willcall_result_banner(own.result, nullptr), nullptr);
    EXPECT_EQ(willcall_result_banner(nullptr, nullptr), nullptr);
    willcall_session_close(desk);
    desk = session(R"({"host": true})");
    for (const auto* right : {"/admin/users/impersonate", "/admin/users/sell-on-behalf-of"}) {
        Said said;
        invoke("sell_on_behalf.grant",
               R"({"login": "ada@example.org", "permission": ")" + std::string(right) + "\"}",
               said);
        ASSERT_EQ(said.status, WILLCALL_OK) << said.detail();
    }
    willcall_session_close(desk);
    desk = session(R"({"vouch_for": "ada@example.org"})");
    Said begun;
    invoke("sell_on_behalf.begin", R"({"login": "mira@example.org"})", begun);
    ASSERT_EQ(begun.status, WILLCALL_OK) << begun.detail();
    const std::string expected =
        R"({"actor":"ada@example.org","actor_name":"Ada West","seller":"mira@example.org",)"
        R"("seller_name":"Mira North","since":"2018-11-01T12:00:00Z"})";
    Said sold;
    invoke("orders.place", two_tickets, sold);
    ASSERT_EQ(sold.status, WILLCALL_OK) << sold.detail();
    std::uint64_t size = 0;
    EXPECT_EQ(willcall_result_banner(sold.result, &size), expected);
    EXPECT_EQ(size, expected.size());
    Said refused;
    invoke("orders.place",
           R"({"lines": [{"performance": "friday", "ticket_type": "general", "quantity": 11}],
               "payments": [{"means": "cash", "amount": "209.00"}]})",
           refused);
    EXPECT_EQ(refused.status, WILLCALL_REFUSED);
    EXPECT_NE(refused.detail().find("\"banner\":" + expected + '}'), std::string::npos)
        << refused.detail();
    Said exited;
    invoke("sell_on_behalf.exit", "{}", exited);
    EXPECT_EQ(willcall_result_banner(exited.result, nullptr), nullptr);
}

TEST_F(Sale, AWrongPasswordIsRefused) {
    ASSERT_NO_FATAL_FAILURE(open());
    willcall_session* session = nullptr;
    Said said;
    said.status =
        willcall_session_open(engine, R"({"login": "mira@example.org", "password": "not hers"})",
                              WILLCALL_NUL, &session, &said.error);
    EXPECT_EQ(said.status, WILLCALL_REFUSED);
    EXPECT_EQ(session, nullptr);
    EXPECT_NE(said.detail().find("reasons"), std::string::npos) << said.detail();
}

TEST_F(Sale, AWrongSeasonIsNamedWithFileLineAndColumn) {
    std::ofstream(season, std::ios::app) << "colour: red\n";
    Said said;
    said.status = willcall_engine_open(season.c_str(), &options, &engine, &said.error);
    EXPECT_EQ(said.status, WILLCALL_INVALID);
    for (const char* part : {R"("file":)", R"("line":12)", R"("column":1)", "season.yaml"})
        EXPECT_NE(said.detail().find(part), std::string::npos) << said.detail();
}

TEST_F(Sale, AnEngineDescribesItself) {
    ASSERT_NO_FATAL_FAILURE(open());
    Said describes;
    ASSERT_EQ(willcall_engine_describe(engine, &describes.result, nullptr), WILLCALL_OK);
    EXPECT_NE(describes.json().find(R"("orders.place")"), std::string::npos);
    Said refers;
    ASSERT_EQ(willcall_engine_reference(engine, &refers.result, nullptr), WILLCALL_OK);
    EXPECT_EQ(willcall_result_json(refers.result, nullptr), nullptr);
    EXPECT_NE(std::string_view(willcall_result_text(refers.result, nullptr)).find("orders.place"),
              std::string_view::npos);
    Said schema;
    ASSERT_EQ(willcall_engine_season_schema(engine, &schema.result, nullptr), WILLCALL_OK);
    EXPECT_NE(schema.json().find("organisation"), std::string::npos);
}

TEST_F(Sale, TheLogGoesWhereTheHostWantsIt) {
    std::size_t lines = 0;
    options.log = [](void* user, std::int32_t level, const char* line,
                     std::uint64_t size) noexcept {
        EXPECT_GE(level, 0);
        EXPECT_LE(level, 3);
        EXPECT_NE(line, nullptr);
        if (size > 0) ++*static_cast<std::size_t*>(user);
    };
    options.log_user = &lines;
    ASSERT_NO_FATAL_FAILURE(open_desk());
    EXPECT_GT(lines, 0U);
    willcall_session_close(desk);
    willcall_engine_close(engine);
    desk = nullptr;
    engine = nullptr;
}

}  // namespace
}  // namespace willcall::tests
