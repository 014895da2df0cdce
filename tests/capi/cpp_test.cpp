// The C++ wrapper: handles close themselves, errors are thrown.
#include "capi/house.hpp"

#include <willcall/willcall.hpp>

namespace willcall::tests {
namespace {

using Wrapper = House;

api::Options options_of(std::vector<std::string>& log) {
    api::Options options;
    options.workers = 0;
    options.seed = 1;
    options.now = [] { return noon(nullptr); };
    options.log = [&log](int, std::string_view line) { log.emplace_back(line); };
    return options;
}

TEST_F(Wrapper, SellsAndThrowsWhatWasRefused) {
    std::vector<std::string> log;
    const api::Engine house(season, options_of(log));
    const auto seller = house.session(R"({"vouch_for": "mira@example.org"})");
    seller.invoke("shifts.open", R"({"location": "main"})");
    const auto order = seller.invoke("orders.place", two_tickets, {.key = "one"});
    EXPECT_EQ(seller.invoke("orders.place", two_tickets, {.key = "one"}), order);
    try {
        seller.invoke("orders.place",
                      R"({"lines": [{"performance": "friday", "ticket_type": "general",
                          "quantity": 9}], "payments": [{"means": "cash", "amount": "171.00"}]})");
        FAIL() << "nine of eight places were sold";
    } catch (const api::Refused& refused) {
        EXPECT_EQ(refused.status(), WILLCALL_REFUSED);
        EXPECT_NE(refused.detail().find(R"("left":8)"), std::string::npos) << refused.detail();
    }
    EXPECT_FALSE(log.empty());
}

TEST_F(Wrapper, AQueueCarriesManyOrdersAndItsAnswersThrowWhatWasRefused) {
    std::vector<std::string> log;
    const api::Engine house(season, options_of(log));
    const auto seller = house.session(R"({"vouch_for": "mira@example.org"})");
    seller.invoke("shifts.open", R"({"location": "main"})");
    const auto queue = house.queue({.capacity = 6, .workers = 2});
    for (std::uint64_t tag = 0; tag < 6; ++tag)
        ASSERT_TRUE(queue.submit(tag, seller, "orders.place", two_tickets,
                                 {.key = "k-" + std::to_string(tag)}));
    EXPECT_FALSE(queue.submit(6, seller, "orders.place", two_tickets));
    int sold = 0;
    int refused = 0;
    while (queue.count() > 0) {
        auto done = queue.next();
        ASSERT_TRUE(done);
        try {
            EXPECT_NE(done->answer().find("MAIN-"), std::string::npos);
            ++sold;
        } catch (const api::Refused& no) {
            EXPECT_NE(no.detail().find(R"("left":0)"), std::string::npos) << no.detail();
            EXPECT_EQ(done->status(), WILLCALL_REFUSED);
            ++refused;
        }
    }
    EXPECT_EQ(sold, 5);
    EXPECT_EQ(refused, 1);
    EXPECT_FALSE(queue.next(0));
    EXPECT_THROW(house.queue({.capacity = 0}), api::Error);
}

TEST_F(Wrapper, AFailureCarriesStatusAndField) {
    std::vector<std::string> log;
    const api::Engine house(season, options_of(log));
    const auto host = house.host();
    try {
        host.invoke("orders.list", R"({"most": 0})");
        FAIL() << "a page of nothing was given";
    } catch (const api::Error& error) {
        EXPECT_EQ(error.status(), WILLCALL_INVALID);
        EXPECT_EQ(error.field(), "most");
    }
    EXPECT_THROW(api::Engine("no such season.yaml"), api::Error);
    EXPECT_NE(house.describe().find("orders.place"), std::string::npos);
    EXPECT_NE(house.reference().find("orders.place"), std::string::npos);
    EXPECT_NE(house.season_schema().find("organisation"), std::string::npos);
}

TEST_F(Wrapper, ASessionMovedFromAnEngineThatIsGoneOnlyComplains) {
    std::vector<std::string> log;
    auto house = std::make_unique<api::Engine>(season, options_of(log));
    const auto host = house->host();
    EXPECT_FALSE(host.token().empty());
    house.reset();
    EXPECT_THROW(host.invoke("store.check"), api::Error);
}

}  // namespace
}  // namespace willcall::tests
