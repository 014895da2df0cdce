// What stands behind a queue: operations that wait, the few threads that do them, and what came of
// them. Orders that wait together are carried into a batch turn together, by one thread.
#ifndef WILLCALL_CAPI_WORK_QUEUE_HPP
#define WILLCALL_CAPI_WORK_QUEUE_HPP

#include "opened.hpp"

#include <willcall/willcall.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace willcall::capi {

// An operation with all it needs.
struct Submission {
    std::uint64_t tag = 0;
    std::int64_t session = 0;
    std::string operation;
    std::string request;
    std::string key;
    std::int64_t deadline = CallOptions{}.deadline;
};

// One that is done, with what its taker will own.
struct Completion {
    std::uint64_t tag = 0;
    willcall_status status = WILLCALL_INTERNAL;
    std::unique_ptr<willcall_result> result;
    std::unique_ptr<willcall_error, decltype(&willcall_error_free)> error{nullptr,
                                                                          willcall_error_free};
};

class WorkQueue {
public:
    WorkQueue(std::shared_ptr<Opened> opened, std::size_t capacity, int workers);
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;
    // Finishes what has begun, and drops the rest.
    ~WorkQueue();

    // Throws a Failure where there is no room. `joins`: the operation gains by company.
    void submit(Submission submission, bool joins);
    // Nothing where none was done in time; below 0 waits for good.
    std::optional<Completion> next(std::chrono::microseconds timeout);
    std::size_t count();
    int descriptor();

private:
    using Bundle = std::vector<Submission>;
    void start_worker();
    void work();
    Bundle take();
    std::vector<Completion> carry_out(const Bundle& bundle);
    void put(std::vector<Completion> done);

    const std::shared_ptr<Opened> opened_;
    const std::size_t capacity_;
    const std::size_t worker_count_;

    std::mutex mutex_;
    std::condition_variable submitted_;
    std::condition_variable completed_;
    // What joins batch turns, and what does not: both in the order they came.
    std::deque<Submission> joining_, others_;
    bool joining_next_ = true;  // where both wait they alternate
    std::deque<Completion> done_;
    std::size_t count_ = 0;  // submitted and not yet taken
    int descriptor_ = -1;    // readable while anything is done; made when first asked for
    bool closing_ = false;
    std::vector<std::thread> workers_;
};

}  // namespace willcall::capi

#endif
