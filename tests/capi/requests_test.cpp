// What comes in at the C door: sizes, texts, options, operations that are not well formed.
#include "capi/house.hpp"

#include <cstring>

namespace willcall::tests {
namespace {

using Requests = House;

TEST_F(Requests, ATerminatedRequestIsTheSameAsOneWithASize) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    Said said;
    said.status = willcall_invoke(desk, "orders.quote",
                                  R"({"lines": [{"performance": "friday", "ticket_type":)"
                                  R"( "general", "quantity": 2}]})",
                                  WILLCALL_NUL, nullptr, &said.result, &said.error);
    EXPECT_EQ(said.status, WILLCALL_OK) << said.detail();
}

TEST_F(Requests, NoRequestIsAnEmptyObject) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    Said said;
    said.status =
        willcall_invoke(desk, "shifts.current", nullptr, 0, nullptr, &said.result, &said.error);
    EXPECT_EQ(said.status, WILLCALL_OK) << said.detail();
}

TEST_F(Requests, AnAnswerNobodyWantsIsNotGiven) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    EXPECT_EQ(willcall_invoke(desk, "shifts.current", "{}", 2, nullptr, nullptr, nullptr),
              WILLCALL_OK);
}

TEST_F(Requests, AnOutputIsUntouchedWhereTheCallFails) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    auto* untouched = reinterpret_cast<willcall_result*>(this);
    auto* result = untouched;
    Said said;
    EXPECT_EQ(willcall_invoke(desk, "orders.place", "{", 1, nullptr, &result, &said.error),
              WILLCALL_INVALID);
    EXPECT_EQ(result, untouched);
}

TEST_F(Requests, AnErrorIsUntouchedWhereTheCallSucceeds) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    auto* untouched = reinterpret_cast<willcall_error*>(this);
    auto* error = untouched;
    EXPECT_EQ(willcall_invoke(desk, "shifts.current", "{}", 2, nullptr, nullptr, &error),
              WILLCALL_OK);
    EXPECT_EQ(error, untouched);
}

struct BadRequest {
    const char* what;
    std::string request;
};

TEST_F(Requests, MalformedRequestsAreInvalidAndChangeNothing) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    const std::string line = R"({"performance": "friday", "ticket_type": "general")";
    const std::string pays = R"("payments": [{"means": "cash", "amount": )";
    const BadRequest bad[] = {
        {"nothing", ""},
        {"half an object", R"({"lines": [)"},
        {"a list", "[]"},
        {"invalid UTF-8", "{\"reference\": \"\xff\xfe\"}"},
        {"a cut character", "{\"reference\": \"caf\xc3\"}"},
        {"a NUL byte", std::string("{\"reference\": \"a\0b\"}", 21)},
        {"a NUL escaped", R"({"reference": "a\u0000b"})"},
        {"an unknown key", R"({"lines": [)" + line + R"(}], "seats": []})"},
        {"a duplicate key", R"({"lines": [)" + line + R"(}], "lines": []})"},
        {"no lines", R"({"lines": []})"},
        {"no tickets", R"({"lines": [)" + line + R"(, "quantity": 0}]})"},
        {"an absurd quantity", R"({"lines": [)" + line + R"(, "quantity": 1000000000}]})"},
        {"half a ticket", R"({"lines": [)" + line + R"(, "quantity": 1.5}]})"},
        {"a quantity in words", R"({"lines": [)" + line + R"(, "quantity": "two"}]})"},
        {"a tenth of a cent", R"({"lines": [)" + line + "}], " + pays + R"("19.001"}]})"},
        {"money in words", R"({"lines": [)" + line + "}], " + pays + R"("much"}]})"},
        {"too deep", std::string(5'000, '[') + std::string(5'000, ']')},
        {"too long", R"({"reference": ")" + std::string(5'000'000, 'a') + "\"}"},
    };
    for (const auto& [what, request] : bad) {
        Said said;
        invoke("orders.place", request, said);
        EXPECT_EQ(said.status, WILLCALL_INVALID) << what << ": " << said.detail();
        EXPECT_EQ(willcall_error_status(said.error), WILLCALL_INVALID) << what;
        EXPECT_NE(said.message(), "") << what;
    }
    Said said;
    invoke("orders.list", "{}", said);
    EXPECT_NE(said.json().find(R"("orders":[])"), std::string::npos) << said.json();
}

TEST_F(Requests, AnErrorNamesTheField) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    Said said;
    invoke("orders.place",
           R"({"lines": [{"performance": "friday", "ticket_type": "general", "quantity": 0}]})",
           said);
    EXPECT_EQ(said.status, WILLCALL_INVALID);
    EXPECT_STREQ(willcall_error_field(said.error), "lines[0].quantity");
    EXPECT_NE(said.detail().find(R"("field":"lines[0].quantity")"), std::string::npos)
        << said.detail();
}

TEST_F(Requests, AnUnknownOperationIsNotFoundAndTheNearestIsNamed) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    Said said;
    invoke("orders.palce", "{}", said);
    EXPECT_EQ(said.status, WILLCALL_NOT_FOUND);
    EXPECT_NE(said.message().find("orders.place"), std::string::npos) << said.message();
    for (const char* none : {"", "orders", "orders.place.now", "orders.place "}) {
        Said other;
        invoke(none, "{}", other);
        EXPECT_EQ(other.status, WILLCALL_NOT_FOUND) << none;
    }
    EXPECT_EQ(willcall_invoke(desk, nullptr, "{}", 2, nullptr, nullptr, nullptr), WILLCALL_INVALID);
}

TEST_F(Requests, ASizeThatCanNotBeIsInvalid) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    Said said;
    said.status = willcall_invoke(desk, "shifts.current", "{}", UINT64_MAX - 1, nullptr,
                                  &said.result, &said.error);
    EXPECT_EQ(said.status, WILLCALL_INVALID);
    EXPECT_NE(said.message().find("64 MiB"), std::string::npos) << said.message();
}

TEST_F(Requests, OptionsWithoutTheirSizeAreInvalid) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    for (const std::uint32_t size : {0U, 4U, 16U, 1'000'000U}) {
        willcall_call_options call = WILLCALL_CALL_OPTIONS_INIT;
        call.struct_size = size;
        Said said;
        invoke("shifts.current", "{}", said, &call);
        EXPECT_EQ(said.status, WILLCALL_INVALID) << size;
        EXPECT_STREQ(willcall_error_field(said.error), "struct_size");
    }
}

TEST_F(Requests, OptionsOfALaterVersionAreTakenAsLongAsTheyAskForNothingNew) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    struct Later {
        willcall_call_options known = WILLCALL_CALL_OPTIONS_INIT;
        std::uint64_t unknown = 0;
    } later;
    later.known.struct_size = sizeof later;
    Said said;
    invoke("shifts.current", "{}", said, &later.known);
    EXPECT_EQ(said.status, WILLCALL_OK) << said.detail();

    later.unknown = 1;
    Said asked;
    invoke("shifts.current", "{}", asked, &later.known);
    EXPECT_EQ(asked.status, WILLCALL_INVALID);
}

TEST_F(Requests, AnEmptyKeyIsInvalid) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    willcall_call_options call = WILLCALL_CALL_OPTIONS_INIT;
    call.key = "";
    Said said;
    invoke("orders.place", two_tickets, said, &call);
    EXPECT_EQ(said.status, WILLCALL_INVALID);
    EXPECT_STREQ(willcall_error_field(said.error), "key");
}

TEST_F(Requests, CredentialsThatAreNoneAreInvalid) {
    ASSERT_NO_FATAL_FAILURE(open());
    for (const char* bad : {"", "{", "[]", "{}", R"({"login": 7})", R"({"name": "Mira"})",
                            R"({"host": true, "login": "mira@example.org"})"}) {
        willcall_session* session = nullptr;
        Said said;
        said.status = willcall_session_open(engine, bad, WILLCALL_NUL, &session, &said.error);
        EXPECT_EQ(said.status, WILLCALL_INVALID) << bad << ": " << said.detail();
        EXPECT_EQ(session, nullptr);
    }
}

TEST_F(Requests, AnEngineIsOpenedWithSenseOrNotAtAll) {
    const auto opens = [&](const char* path) {
        willcall_engine* none = nullptr;
        const auto status = willcall_engine_open(path, &options, &none, nullptr);
        EXPECT_EQ(none, nullptr);
        return status;
    };
    EXPECT_EQ(opens(nullptr), WILLCALL_INVALID);
    EXPECT_EQ(opens((folder / "no.yaml").c_str()), WILLCALL_NOT_FOUND);
    options.workers = -1;
    EXPECT_EQ(opens(season.c_str()), WILLCALL_INVALID);
    options.workers = 0;
    options.plugin_count = 1;
    EXPECT_EQ(opens(season.c_str()), WILLCALL_INVALID);
    const char* missing = nullptr;
    options.plugins = &missing;
    EXPECT_EQ(opens(season.c_str()), WILLCALL_INVALID);
    options.plugin_count = 0;
    options.carried_count = 1;
    EXPECT_EQ(opens(season.c_str()), WILLCALL_INVALID);
    options.struct_size = 8;
    EXPECT_EQ(opens(season.c_str()), WILLCALL_INVALID);
}

}  // namespace
}  // namespace willcall::tests
