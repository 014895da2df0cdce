// Sessions under many threads, and an engine closed while they are at work.
#include "capi/house.hpp"

#include <willcall/plugin/plugin.hpp>

#include <atomic>
#include <chrono>
#include <latch>
#include <thread>
#include <vector>

namespace willcall::tests {
namespace {

using Threads = House;

std::atomic<bool> at_work{false};

// Works until it is told to stop, or for ten seconds.
class Patience final : public plugin::Feature {
public:
    struct Worked {
        bool told = false;
        static constexpr auto fields =
            in_order{field<"told">(&Worked::told, "whether it was told to stop")};
    };
    Worked work(const Nothing&, plugin::Call call) const {
        using Clock = std::chrono::steady_clock;
        const auto until = Clock::now() + std::chrono::seconds(10);
        at_work = true;
        while (!call.stopped() && Clock::now() < until) std::this_thread::yield();
        return {call.stopped()};
    }

    static constexpr auto operations = in_order{
        operation<"patience.work">("/patience/work", "works until told to stop", &Patience::work),
    };
};

TEST_F(Threads, EightSellAtOnceAndNoPlaceIsSoldTwice) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    std::atomic<int> sold = 0;
    std::atomic<int> refused = 0;
    std::latch ready(8);
    std::vector<std::thread> sellers;
    for (int seller = 0; seller < 8; ++seller) {
        sellers.emplace_back([&] {
            ready.arrive_and_wait();
            Said said;
            invoke("orders.place", two_tickets, said);
            if (said.status == WILLCALL_OK) ++sold;
            if (said.status == WILLCALL_REFUSED) ++refused;
        });
    }
    for (auto& seller : sellers) seller.join();
    EXPECT_EQ(sold, 5);
    EXPECT_EQ(refused, 3);
    Said said;
    willcall_session* host = session(R"({"host": true})");
    said.status =
        willcall_invoke(host, "store.check", nullptr, 0, nullptr, &said.result, &said.error);
    EXPECT_NE(said.json().find(R"("ok":true)"), std::string::npos) << said.json();
    willcall_session_close(host);
}

TEST_F(Threads, ClosingAnEngineWaitsForItsCallsAndLetsNoMoreIn) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    std::atomic<int> answered = 0;
    std::atomic<int> strange = 0;
    std::vector<std::thread> askers;
    for (int asker = 0; asker < 4; ++asker) {
        askers.emplace_back([&] {
            while (true) {
                const auto status =
                    willcall_invoke(desk, "shifts.current", "{}", 2, nullptr, nullptr, nullptr);
                if (status == WILLCALL_INVALID) return;
                if (status == WILLCALL_OK) ++answered;
                else ++strange;
            }
        });
    }
    while (answered < 20) std::this_thread::yield();
    willcall_engine_close(engine);
    engine = nullptr;
    for (auto& asker : askers) asker.join();
    EXPECT_EQ(strange, 0);
}

TEST_F(Threads, APluginAtWorkIsToldThatTheEngineCloses) {
    const willcall_carried carried{
        plugin::module<Patience>("patience", "1.0.0", "works until told to stop"), nullptr};
    options.carried = &carried;
    options.carried_count = 1;
    ASSERT_NO_FATAL_FAILURE(open());
    desk = session(R"({"host": true})");
    at_work = false;
    Said said;
    std::thread caller([&] {
        invoke("patience.work", "{}", said);
        at_work = true;  // has been, whatever came of it
    });
    while (!at_work) std::this_thread::yield();
    willcall_engine_close(std::exchange(engine, nullptr));
    caller.join();
    EXPECT_EQ(said.status, WILLCALL_OK) << said.detail();
    EXPECT_EQ(said.json(), R"({"told":true})");
}

}  // namespace
}  // namespace willcall::tests
