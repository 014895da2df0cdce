// A forked child: everything of the parent's answers INVALID there and is freed by nobody.
#include "capi/house.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <functional>

namespace willcall::tests {
namespace {

// What `work` says in a forked child; 0 is as it should be, anything else the check that failed.
int in_child(const std::function<int()>& work) {
    const pid_t child = fork();
    if (child == 0) _exit(work());
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

using Forks = House;

TEST_F(Forks, AChildMayNeitherCallNorFreeWhatItsParentOpened) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    Said sold;
    invoke("orders.place", two_tickets, sold);
    ASSERT_EQ(sold.status, WILLCALL_OK) << sold.detail();

    const auto verdict = in_child([&] {
        willcall_result* result = nullptr;
        willcall_error* error = nullptr;
        if (willcall_invoke(desk, "shifts.current", "{}", 2, nullptr, &result, &error) !=
            WILLCALL_INVALID)
            return 1;
        if (std::string_view(willcall_error_message(error)).find("forked") ==
            std::string_view::npos)
            return 2;
        willcall_error_free(error);
        if (willcall_engine_describe(engine, &result, nullptr) != WILLCALL_INVALID) return 3;
        willcall_session* session = nullptr;
        if (willcall_session_open(engine, R"({"host": true})", WILLCALL_NUL, &session, nullptr) !=
            WILLCALL_INVALID)
            return 4;
        willcall_engine* other = nullptr;
        if (willcall_engine_open(season.c_str(), &options, &other, nullptr) != WILLCALL_INVALID)
            return 5;
        willcall_result_free(sold.result);
        willcall_session_close(desk);
        willcall_engine_close(engine);
        return 0;
    });
    EXPECT_EQ(verdict, 0);

    Said again;
    invoke("shifts.current", "{}", again);
    EXPECT_EQ(again.status, WILLCALL_OK) << again.detail();
    EXPECT_NE(sold.json(), "");
}

TEST_F(Forks, AChildMayNeitherSubmitToItsParentsQueueNorTakeFromIt) {
    ASSERT_NO_FATAL_FAILURE(open_desk());
    willcall_queue* queue = nullptr;
    ASSERT_EQ(willcall_queue_open(engine, nullptr, &queue, nullptr), WILLCALL_OK);
    const auto submit = [&] {
        return willcall_submit(queue, 1, desk, "shifts.current", "{}", 2, nullptr, nullptr);
    };
    ASSERT_EQ(submit(), WILLCALL_OK);

    const auto verdict = in_child([&] {
        willcall_completion done = WILLCALL_COMPLETION_INIT;
        if (submit() != WILLCALL_INVALID) return 1;
        if (willcall_queue_next(queue, -1, &done, nullptr) != WILLCALL_INVALID) return 2;
        if (willcall_queue_count(queue) != 0) return 3;
        std::int32_t descriptor = 0;
        if (willcall_queue_descriptor(queue, &descriptor, nullptr) != WILLCALL_INVALID) return 4;
        willcall_queue_close(queue);
        return 0;
    });
    EXPECT_EQ(verdict, 0);

    willcall_completion done = WILLCALL_COMPLETION_INIT;
    ASSERT_EQ(willcall_queue_next(queue, -1, &done, nullptr), WILLCALL_OK);
    EXPECT_EQ(done.status, WILLCALL_OK);
    willcall_result_free(done.result);
    willcall_queue_close(queue);
}

TEST_F(Forks, AChildForkedBeforeAnyEngineIsOpenOpensItsOwn) {
    const auto verdict = in_child([&] {
        open();
        const int status = engine == nullptr ? 1 : 0;
        willcall_engine_close(engine);
        return status;
    });
    EXPECT_EQ(verdict, 0);
}

}  // namespace
}  // namespace willcall::tests
