// A store copied through the C library: whole, or not at all, and by whom it is refused.
#include "capi/house.hpp"

#include <willcall/willcall.hpp>

namespace willcall::tests {
namespace {

class Copies : public House {
public:
    std::string from() const { return "sqlite:" + (folder / "season.db").string(); }
    std::string to() const { return "sqlite:" + (folder / "copy.db").string(); }
};

TEST_F(Copies, AStoreThatIsClosedIsCopiedWholeAndSellsOn) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    Said sold;
    invoke("orders.place", two_tickets, sold);
    ASSERT_EQ(sold.status, WILLCALL_OK) << sold.detail();
    willcall_session_close(desk);
    desk = nullptr;
    willcall_engine_close(engine);
    engine = nullptr;

    const auto copied = api::copy_store(from(), to());
    EXPECT_NE(copied.find(R"("orders":1)"), std::string::npos) << copied;
    EXPECT_NE(copied.find(R"("ok":true)"), std::string::npos) << copied;
    const auto store = to();
    options.store = store.c_str();
    open();
    desk = session(R"({"vouch_for": "mira@example.org"})");
    Said next;
    invoke("orders.place", two_tickets, next);
    ASSERT_EQ(next.status, WILLCALL_OK) << next.detail();
    EXPECT_NE(next.json().find("MAIN-000002"), std::string::npos) << next.json();
}

TEST_F(Copies, AnOpenStoreIsCopiedOnlyOnTheWordOfWhoAsks) {
    ASSERT_NO_FATAL_FAILURE(open());
    Said said;
    EXPECT_EQ(willcall_store_copy(from().c_str(), to().c_str(), nullptr, &said.result, &said.error),
              WILLCALL_UNAVAILABLE);
    EXPECT_STREQ(willcall_error_field(said.error), "from");
    EXPECT_EQ(said.result, nullptr);
    EXPECT_FALSE(std::filesystem::exists(folder / "copy.db"));
    EXPECT_NE(api::copy_store(from(), to(), true).find(R"("ok":true)"), std::string::npos);
}

TEST_F(Copies, WhatIsNotGivenIsNamed) {
    EXPECT_EQ(willcall_store_copy(nullptr, to().c_str(), nullptr, nullptr, nullptr),
              WILLCALL_INVALID);
    EXPECT_EQ(willcall_store_copy(from().c_str(), nullptr, nullptr, nullptr, nullptr),
              WILLCALL_INVALID);
    EXPECT_EQ(willcall_store_copy("oracle:x", to().c_str(), nullptr, nullptr, nullptr),
              WILLCALL_INVALID);
    EXPECT_EQ(willcall_store_copy(from().c_str(), to().c_str(), nullptr, nullptr, nullptr),
              WILLCALL_NOT_FOUND);
    willcall_copy_options unset{};
    EXPECT_EQ(willcall_store_copy(from().c_str(), to().c_str(), &unset, nullptr, nullptr),
              WILLCALL_INVALID);
}

}  // namespace
}  // namespace willcall::tests
