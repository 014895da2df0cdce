// Queues: a thousand under way on one thread, each completes once, and closing loses nothing
// unawares.
#include "capi/house.hpp"

#include <poll.h>

#include <atomic>
#include <map>
#include <thread>
#include <vector>

namespace willcall::tests {
namespace {

struct Done {
    std::uint64_t tag = 0;
    willcall_status status = WILLCALL_INTERNAL;
    std::string json;
    std::string message;
};

class Queues : public House {
public:
    ~Queues() override { willcall_queue_close(queue); }

    // With a place for everybody, so that orders are refused only where a test wants that.
    void open_hall() {
        std::ofstream(season) << season_of_one_evening(5000);
        open_desk();
    }
    void open_queue(std::uint64_t capacity = 1024, std::int32_t workers = 4) {
        willcall_queue_options given = WILLCALL_QUEUE_OPTIONS_INIT;
        given.capacity = capacity;
        given.workers = workers;
        Said said;
        said.status = willcall_queue_open(engine, &given, &queue, &said.error);
        ASSERT_EQ(said.status, WILLCALL_OK) << said.detail();
    }
    willcall_status submit(std::uint64_t tag, const char* operation, std::string_view request,
                           const willcall_call_options* call = nullptr) const {
        return willcall_submit(queue, tag, desk, operation, request.data(), request.size(), call,
                               nullptr);
    }
    Done take() const {
        willcall_completion taken = WILLCALL_COMPLETION_INIT;
        Said said;
        said.status = willcall_queue_next(queue, -1, &taken, &said.error);
        EXPECT_EQ(said.status, WILLCALL_OK) << said.detail();
        said.result = taken.result;
        said.error = taken.error;
        return {taken.tag, taken.status, said.json(), said.message()};
    }
    std::map<std::uint64_t, Done> take_all() const {
        std::map<std::uint64_t, Done> all;
        while (willcall_queue_count(queue) > 0) {
            auto done = take();
            EXPECT_TRUE(all.emplace(done.tag, done).second) << done.tag << " completed twice";
        }
        return all;
    }
    void expect_sound_store() {
        willcall_session* host = session(R"({"host": true})");
        Said said;
        said.status =
            willcall_invoke(host, "store.check", nullptr, 0, nullptr, &said.result, &said.error);
        EXPECT_NE(said.json().find(R"("ok":true)"), std::string::npos) << said.json();
        willcall_session_close(host);
    }

    willcall_queue* queue = nullptr;
};

TEST_F(Queues, OneThreadHasAThousandOrdersUnderWayAndEachIsPlacedOnce) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    ASSERT_NO_FATAL_FAILURE(open_queue());
    for (std::uint64_t tag = 0; tag < 1000; ++tag)
        ASSERT_EQ(submit(tag, "orders.place", two_tickets), WILLCALL_OK);
    EXPECT_EQ(willcall_queue_count(queue), 1000U);
    const auto all = take_all();
    ASSERT_EQ(all.size(), 1000U);
    std::map<std::string, int> numbers;
    for (const auto& [tag, done] : all) {
        EXPECT_EQ(done.status, WILLCALL_OK) << done.message;
        const auto at = done.json.find("MAIN-");
        ASSERT_NE(at, std::string::npos) << done.json;
        ++numbers[done.json.substr(at, 11)];
    }
    EXPECT_EQ(numbers.size(), 1000U);
    EXPECT_EQ(numbers.begin()->first, "MAIN-000001");
    EXPECT_EQ(numbers.rbegin()->first, "MAIN-001000");
    expect_sound_store();
}

TEST_F(Queues, WithOneWorkerTheAnswersComeInTheOrderOfSubmission) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    ASSERT_NO_FATAL_FAILURE(open_queue(1024, 1));
    for (std::uint64_t tag = 0; tag < 300; ++tag)
        ASSERT_EQ(submit(tag, "orders.place", two_tickets), WILLCALL_OK);
    for (std::uint64_t tag = 0; tag < 300; ++tag) {
        const auto done = take();
        EXPECT_EQ(done.tag, tag);
        EXPECT_NE(done.json.find("MAIN-" + std::to_string(1000001 + tag).substr(1)),
                  std::string::npos)
            << done.json;
    }
}

TEST_F(Queues, AFullQueueSaysSoAtOnceAndHasRoomAgainAfterOneIsTaken) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    ASSERT_NO_FATAL_FAILURE(open_queue(3));
    for (std::uint64_t tag = 0; tag < 3; ++tag)
        ASSERT_EQ(submit(tag, "orders.place", two_tickets), WILLCALL_OK);
    Said said;
    EXPECT_EQ(willcall_submit(queue, 3, desk, "orders.place", two_tickets, WILLCALL_NUL, nullptr,
                              &said.error),
              WILLCALL_UNAVAILABLE);
    EXPECT_EQ(said.message(), "the queue is full: 3 operations are under way or wait to be taken");
    take();
    EXPECT_EQ(submit(3, "orders.place", two_tickets), WILLCALL_OK);
    EXPECT_EQ(take_all().size(), 3U);
    expect_sound_store();
}

TEST_F(Queues, RefusalsAndFailuresCompleteAsTheyWouldBeInvoked) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    ASSERT_NO_FATAL_FAILURE(open_queue());
    const auto eleven = R"({"lines": [{"performance": "friday", "ticket_type": "general",
        "quantity": 11}], "payments": [{"means": "cash", "amount": "209.00"}]})";
    willcall_call_options late = WILLCALL_CALL_OPTIONS_INIT;
    late.deadline = noon(nullptr) - 1;
    EXPECT_EQ(submit(1, "orders.place", eleven), WILLCALL_OK);
    EXPECT_EQ(submit(2, "orders.place", R"({"lines": []})"), WILLCALL_OK);
    EXPECT_EQ(submit(3, "orders.plaice", "{}"), WILLCALL_OK);
    EXPECT_EQ(submit(4, "orders.place", two_tickets, &late), WILLCALL_OK);
    EXPECT_EQ(submit(5, "orders.place", "{"), WILLCALL_OK);
    EXPECT_EQ(submit(6, "orders.get", R"({"number": "MAIN-000001"})"), WILLCALL_OK);
    const auto all = take_all();
    EXPECT_EQ(all.at(1).status, WILLCALL_REFUSED);
    EXPECT_EQ(all.at(1).message, "not enough left of `performance/friday`");
    EXPECT_EQ(all.at(2).status, WILLCALL_INVALID);
    EXPECT_NE(all.at(2).message.find("lines"), std::string::npos) << all.at(2).message;
    EXPECT_EQ(all.at(3).status, WILLCALL_NOT_FOUND);
    EXPECT_EQ(all.at(4).status, WILLCALL_UNAVAILABLE);
    EXPECT_EQ(all.at(5).status, WILLCALL_INVALID);
    EXPECT_EQ(all.at(6).status, WILLCALL_NOT_FOUND);
    expect_sound_store();
}

TEST_F(Queues, ReadsWritesAndOrdersGoThroughTheSameQueue) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    ASSERT_NO_FATAL_FAILURE(open_queue());
    willcall_session* host = session(R"({"host": true})");
    for (std::uint64_t tag = 0; tag < 60; tag += 3) {
        ASSERT_EQ(submit(tag, "orders.place", two_tickets), WILLCALL_OK);
        ASSERT_EQ(submit(tag + 1, "orders.list", "{}"), WILLCALL_OK);
        ASSERT_EQ(willcall_submit(queue, tag + 2, host, "customers.create",
                                  R"({"name": "Ann Lee"})", WILLCALL_NUL, nullptr, nullptr),
                  WILLCALL_OK);
    }
    const auto all = take_all();
    EXPECT_EQ(all.size(), 60U);
    for (const auto& [tag, done] : all)
        EXPECT_EQ(done.status, WILLCALL_OK) << tag << ": " << done.message;
    willcall_session_close(host);
    expect_sound_store();
}

TEST_F(Queues, WhoIsSignedOutMeanwhileSellsNothingAfterIt) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    ASSERT_NO_FATAL_FAILURE(open_queue());
    ASSERT_EQ(submit(1, "orders.place", two_tickets), WILLCALL_OK);
    EXPECT_EQ(take().status, WILLCALL_OK);
    ASSERT_EQ(submit(2, "sessions.end", "{}"), WILLCALL_OK);
    EXPECT_EQ(take().status, WILLCALL_OK);
    Said alone;
    invoke("orders.place", two_tickets, alone);
    ASSERT_EQ(submit(3, "orders.place", two_tickets), WILLCALL_OK);
    const auto done = take();
    EXPECT_NE(done.status, WILLCALL_OK);
    EXPECT_EQ(done.status, alone.status);
    EXPECT_EQ(done.message, alone.message());
    expect_sound_store();
}

TEST_F(Queues, TheSameKeyTwiceUnderWayIsOneOrder) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    ASSERT_NO_FATAL_FAILURE(open_queue());
    willcall_call_options call = WILLCALL_CALL_OPTIONS_INIT;
    call.key = "once";
    for (std::uint64_t tag = 0; tag < 40; ++tag)
        ASSERT_EQ(submit(tag, "orders.place", two_tickets, &call), WILLCALL_OK);
    const auto all = take_all();
    for (const auto& [tag, done] : all) {
        EXPECT_EQ(done.status, WILLCALL_OK) << done.message;
        EXPECT_EQ(done.json, all.at(0).json);
    }
    expect_sound_store();
}

TEST_F(Queues, TheLastPlacesAreSoldOnceAndTheOthersAreRefused) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    ASSERT_NO_FATAL_FAILURE(open_queue());
    for (std::uint64_t tag = 0; tag < 200; ++tag)
        ASSERT_EQ(submit(tag, "orders.place", two_tickets), WILLCALL_OK);
    int sold = 0;
    for (const auto& [tag, done] : take_all()) {
        EXPECT_TRUE(done.status == WILLCALL_OK || done.status == WILLCALL_REFUSED) << done.message;
        if (done.status == WILLCALL_OK) ++sold;
    }
    EXPECT_EQ(sold, 5);
    expect_sound_store();
}

TEST_F(Queues, WhatTheSessionSubmittedIsDoneThoughItsHandleIsClosed) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    ASSERT_NO_FATAL_FAILURE(open_queue());
    for (std::uint64_t tag = 0; tag < 50; ++tag)
        ASSERT_EQ(submit(tag, "orders.place", two_tickets), WILLCALL_OK);
    willcall_session_close(desk);
    desk = nullptr;
    for (const auto& [tag, done] : take_all()) EXPECT_EQ(done.status, WILLCALL_OK) << done.message;
    expect_sound_store();
}

TEST_F(Queues, ClosingTheEngineFinishesWhatHasBegunAndTheRestCompletesWithInvalid) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    ASSERT_NO_FATAL_FAILURE(open_queue(1024, 1));
    for (std::uint64_t tag = 0; tag < 900; ++tag)
        ASSERT_EQ(submit(tag, "orders.place", two_tickets), WILLCALL_OK);
    willcall_engine_close(engine);
    engine = nullptr;
    EXPECT_EQ(submit(900, "orders.place", two_tickets), WILLCALL_INVALID);
    std::size_t placed = 0;
    for (const auto& [tag, done] : take_all()) {
        EXPECT_EQ(done.message, done.status == WILLCALL_OK ? "" : "the engine is closed");
        if (done.status == WILLCALL_OK) ++placed;
    }
    open();
    willcall_session* host = session(R"({"host": true})");
    Said said;
    said.status = willcall_invoke(host, "reports.sales", "{}", 2, nullptr, &said.result, nullptr);
    const auto tickets = "\"tickets\":" + std::to_string(2 * placed);
    EXPECT_TRUE(placed == 0 || said.json().find(tickets) != std::string::npos) << said.json();
    willcall_session_close(host);
    expect_sound_store();
}

TEST_F(Queues, ClosingAQueueNeverLeavesAnOrderHalfDone) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    for (int round = 0; round < 8; ++round) {
        ASSERT_NO_FATAL_FAILURE(open_queue(1024, 2));
        for (std::uint64_t tag = 0; tag < 100; ++tag)
            ASSERT_EQ(submit(tag, "orders.place", two_tickets), WILLCALL_OK);
        for (int taken = 0; taken < round; ++taken) take();
        willcall_queue_close(queue);
        queue = nullptr;
    }
    expect_sound_store();
    Said again;
    invoke("orders.place", two_tickets, again);
    EXPECT_EQ(again.status, WILLCALL_OK) << again.detail();
}

TEST_F(Queues, ItsDescriptorCanBeReadForAsLongAsSomethingIsDone) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    ASSERT_NO_FATAL_FAILURE(open_queue());
    std::int32_t descriptor = -1;
    ASSERT_EQ(willcall_queue_descriptor(queue, &descriptor, nullptr), WILLCALL_OK);
    const auto ready = [&](int milliseconds) {
        pollfd watched{descriptor, POLLIN, 0};
        return poll(&watched, 1, milliseconds) == 1;
    };
    EXPECT_FALSE(ready(0));
    ASSERT_EQ(submit(1, "orders.place", two_tickets), WILLCALL_OK);
    ASSERT_EQ(submit(2, "orders.place", two_tickets), WILLCALL_OK);
    EXPECT_TRUE(ready(60'000));
    take();
    take();
    EXPECT_FALSE(ready(0));
    std::int32_t again = -1;
    ASSERT_EQ(willcall_queue_descriptor(queue, &again, nullptr), WILLCALL_OK);
    EXPECT_EQ(again, descriptor);
}

TEST_F(Queues, TakingWaitsAsLongAsItIsTold) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    ASSERT_NO_FATAL_FAILURE(open_queue());
    willcall_completion done = WILLCALL_COMPLETION_INIT;
    done.tag = 7;
    Said said;
    EXPECT_EQ(willcall_queue_next(queue, 0, &done, &said.error), WILLCALL_UNAVAILABLE);
    EXPECT_EQ(said.message(), "nothing was done in time");
    EXPECT_EQ(willcall_queue_next(queue, 2000, &done, nullptr), WILLCALL_UNAVAILABLE);
    EXPECT_EQ(done.tag, 7U);
    ASSERT_EQ(submit(1, "orders.place", two_tickets), WILLCALL_OK);
    ASSERT_EQ(willcall_queue_next(queue, INT64_MAX, &done, nullptr), WILLCALL_OK);
    EXPECT_EQ(done.tag, 1U);
    willcall_result_free(done.result);
}

TEST_F(Queues, ManySubmitAndManyTakeAndNothingIsLostOrTakenTwice) {
    ASSERT_NO_FATAL_FAILURE(open_hall());
    ASSERT_NO_FATAL_FAILURE(open_queue(64));
    constexpr int each = 60;
    constexpr int threads_count = 4;
    std::atomic<int> taken{0};
    std::atomic<std::uint64_t> tags{0};
    std::vector<std::thread> threads;
    for (int number = 0; number < threads_count; ++number) {
        threads.emplace_back([&, number] {
            for (int order = 0; order < each; ++order)
                while (submit(static_cast<std::uint64_t>(number * each + order), "orders.place",
                              two_tickets) != WILLCALL_OK)
                    std::this_thread::yield();
        });
        threads.emplace_back([&] {
            while (taken < each * threads_count) {
                willcall_completion done = WILLCALL_COMPLETION_INIT;
                if (willcall_queue_next(queue, 1000, &done, nullptr) != WILLCALL_OK) continue;
                EXPECT_EQ(done.status, WILLCALL_OK) << willcall_error_message(done.error);
                tags += done.tag;
                ++taken;
                willcall_result_free(done.result);
                willcall_error_free(done.error);
            }
        });
    }
    for (auto& one : threads) one.join();
    constexpr std::uint64_t count = each * threads_count;
    EXPECT_EQ(tags, count * (count - 1) / 2);
    EXPECT_EQ(willcall_queue_count(queue), 0U);
    expect_sound_store();
}

TEST_F(Queues, WhatCanNotBeAskedIsSaidWithTheArgumentThatIsWrong) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    const auto open_with = [&](std::int32_t workers, std::uint64_t capacity) {
        willcall_queue_options given = WILLCALL_QUEUE_OPTIONS_INIT;
        given.workers = workers;
        given.capacity = capacity;
        Said said;
        EXPECT_EQ(willcall_queue_open(engine, &given, &queue, &said.error), WILLCALL_INVALID);
        EXPECT_EQ(queue, nullptr);
        return std::string(willcall_error_field(said.error));
    };
    EXPECT_EQ(open_with(0, 10), "workers");
    EXPECT_EQ(open_with(-1, 10), "workers");
    EXPECT_EQ(open_with(65, 10), "workers");
    EXPECT_EQ(open_with(1, 0), "capacity");
    EXPECT_EQ(open_with(1, 1'000'001), "capacity");
    ASSERT_NO_FATAL_FAILURE(open_queue());
    EXPECT_EQ(willcall_submit(queue, 1, desk, nullptr, "{}", 2, nullptr, nullptr),
              WILLCALL_INVALID);
    EXPECT_EQ(willcall_queue_next(queue, 0, nullptr, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_queue_descriptor(queue, nullptr, nullptr), WILLCALL_INVALID);
    willcall_completion unset{};
    EXPECT_EQ(willcall_queue_next(queue, 0, &unset, nullptr), WILLCALL_INVALID);
    EXPECT_EQ(willcall_queue_count(queue), 0U);
}

TEST_F(Queues, ASessionOfAnotherEngineIsNotTaken) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    ASSERT_NO_FATAL_FAILURE(open_queue());
    willcall_engine* other = nullptr;
    ASSERT_EQ(willcall_engine_open(season.c_str(), &options, &other, nullptr), WILLCALL_OK);
    willcall_session* stranger = nullptr;
    ASSERT_EQ(willcall_session_open(other, R"({"host": true})", WILLCALL_NUL, &stranger, nullptr),
              WILLCALL_OK);
    Said said;
    EXPECT_EQ(willcall_submit(queue, 1, stranger, "store.check", "{}", 2, nullptr, &said.error),
              WILLCALL_INVALID);
    EXPECT_EQ(said.message(), "the session belongs to another engine than the queue");
    willcall_session_close(stranger);
    willcall_engine_close(other);
}

}  // namespace
}  // namespace willcall::tests
