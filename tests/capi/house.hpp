// A small house to test the C ABI in: a season of one evening with ten places, and a fixed clock.
#ifndef WILLCALL_TESTS_CAPI_HOUSE_HPP
#define WILLCALL_TESTS_CAPI_HOUSE_HPP

#include <willcall/willcall.h>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace willcall::tests {

inline std::string season_of_one_evening(int capacity = 10) {
    return R"(
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles, language: en}
locations: [{key: main, name: Main box office, series: {prefix: MAIN-, width: 6}}]
events:
  - key: heights
    name: In The Heights
    performances: [{key: friday, starts: 2018-11-09T20:00, ends: 2018-11-09T22:30, capacity: )" +
           std::to_string(capacity) + R"(}]
    ticket_types: [{key: general, name: General admission, price: 19.00}]
channels: [{key: window, kind: ticket_office}]
users:
  - {login: mira@example.org, name: Mira North, role: operator, channel: window, locations: [main]}
)";
}

inline constexpr const char* two_tickets = R"({"lines": [{"performance": "friday",
    "ticket_type": "general", "quantity": 2}],
    "payments": [{"means": "cash", "amount": "38.00"}]})";

// 2018-11-01T12:00:00Z, for good.
inline std::int64_t noon(void*) noexcept { return 1541073600000000; }

// What a call left behind, freed at the end.
struct Said {
    willcall_status status = WILLCALL_INTERNAL;
    willcall_result* result = nullptr;
    willcall_error* error = nullptr;
    Said() = default;
    Said(const Said&) = delete;
    Said& operator=(const Said&) = delete;
    ~Said() {
        willcall_result_free(result);
        willcall_error_free(error);
    }
    std::string json() const {
        const char* text = willcall_result_json(result, nullptr);
        return text == nullptr ? std::string() : text;
    }
    std::string message() const { return willcall_error_message(error); }
    std::string detail() const { return willcall_error_detail(error, nullptr); }
};

class House : public testing::Test {
public:
    House() {
        setenv("WILLCALL_PLUGIN_PATH", WILLCALL_PLUGIN_DIR, 0);
        std::string name = testing::TempDir() + "willcall-XXXXXX";
        folder = mkdtemp(name.data());
        season = (folder / "season.yaml").string();
        std::ofstream(season) << season_of_one_evening();
        options.now = noon;
        options.workers = 0;
        options.seed = 1;
    }
    ~House() override {
        willcall_session_close(desk);
        willcall_engine_close(engine);
        std::filesystem::remove_all(folder);
    }

    void open() {
        Said said;
        said.status = willcall_engine_open(season.c_str(), &options, &engine, &said.error);
        ASSERT_EQ(said.status, WILLCALL_OK) << said.detail();
    }
    willcall_session* session(std::string_view credentials) {
        willcall_session* opened = nullptr;
        Said said;
        said.status = willcall_session_open(engine, credentials.data(), credentials.size(), &opened,
                                            &said.error);
        EXPECT_EQ(said.status, WILLCALL_OK) << said.detail();
        return opened;
    }
    // Mira signs in, vouched for by the host, and opens a shift.
    void open_desk() {
        open();
        desk = session(R"({"vouch_for": "mira@example.org"})");
        Said said;
        invoke("shifts.open", R"({"location": "main"})", said);
        ASSERT_EQ(said.status, WILLCALL_OK) << said.detail();
    }
    void invoke(const char* operation, std::string_view request, Said& said,
                const willcall_call_options* call = nullptr) const {
        said.status = willcall_invoke(desk, operation, request.data(), request.size(), call,
                                      &said.result, &said.error);
    }

    std::filesystem::path folder;
    std::string season;
    willcall_engine_options options = WILLCALL_ENGINE_OPTIONS_INIT;
    willcall_engine* engine = nullptr;
    willcall_session* desk = nullptr;
};

}  // namespace willcall::tests

#endif
