#include "work_queue.hpp"

#include "guarded.hpp"
#include "handles.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <system_error>

namespace willcall::capi {

namespace {

// Of orders that one thread carries at once: enough that a commit is shared by many, and so few
// that another thread prepares the next ones meanwhile.
constexpr std::size_t bundle_count_max = 256;

CallTogether call_of(const Submission& one) {
    CallTogether call;
    call.session = one.session;
    call.operation = one.operation;
    call.request = one.request;
    call.options.key = one.key;
    call.options.deadline = one.deadline;
    return call;
}

willcall_status conclude(CallTogether& call, const std::shared_ptr<Opened>& opened,
                         Completion& done, willcall_error** error) {
    if (call.failure) std::rethrow_exception(call.failure);
    if (call.answer.refused) return refused(error, call.answer);
    done.result =
        result_of(std::move(call.answer), opened, call.session, call.operation, call.request);
    return WILLCALL_OK;
}

}  // namespace

WorkQueue::WorkQueue(std::shared_ptr<Opened> opened, std::size_t capacity, int workers)
    : opened_(std::move(opened)),
      capacity_(capacity),
      worker_count_(static_cast<std::size_t>(workers)) {}

WorkQueue::~WorkQueue() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
        joining_.clear();
        others_.clear();
    }
    submitted_.notify_all();
    for (auto& worker : workers_) worker.join();
    if (descriptor_ >= 0) ::close(descriptor_);
}

void WorkQueue::submit(Submission submission, bool joins) {
    {
        const std::lock_guard lock(mutex_);
        if (count_ >= capacity_)
            throw Failure(WILLCALL_UNAVAILABLE,
                          "the queue is full: " + std::to_string(count_) +
                              " operations are under way or wait to be taken");
        if (workers_.size() < worker_count_) start_worker();
        (joins ? joining_ : others_).push_back(std::move(submission));
        ++count_;
    }
    submitted_.notify_one();
}

// One with each submission until all are there: not before they are needed.
void WorkQueue::start_worker() {
    try {
        workers_.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
        if (workers_.empty())
            throw Failure(WILLCALL_UNAVAILABLE, "the process can start no more threads");
    }
}

void WorkQueue::work() {
    for (auto bundle = take(); !bundle.empty(); bundle = take()) put(carry_out(bundle));
}

// Empty when the queue is closing.
WorkQueue::Bundle WorkQueue::take() {
    std::unique_lock lock(mutex_);
    submitted_.wait(lock, [&] { return closing_ || !joining_.empty() || !others_.empty(); });
    Bundle bundle;
    if (closing_) return bundle;
    const bool joins = others_.empty() || (!joining_.empty() && joining_next_);
    joining_next_ = !joins;
    auto& from = joins ? joining_ : others_;
    // A fair share of what waits, so that no thread is left without while another has it all.
    const auto share = joins ? (from.size() + worker_count_ - 1) / worker_count_ : 1;
    const auto end = from.begin() + static_cast<std::ptrdiff_t>(std::min(share, bundle_count_max));
    bundle.assign(std::move_iterator(from.begin()), std::move_iterator(end));
    from.erase(from.begin(), end);
    return bundle;
}

std::vector<Completion> WorkQueue::carry_out(const Bundle& bundle) {
    std::vector<CallTogether> calls;
    std::exception_ptr failure;
    try {
        for (const auto& one : bundle) calls.push_back(call_of(one));
        const Opened::Call call(*opened_);
        call->invoke_together(calls);
    } catch (...) {
        failure = std::current_exception();
    }
    calls.resize(bundle.size());
    std::vector<Completion> all;
    all.reserve(bundle.size());
    for (std::size_t index = 0; index < bundle.size(); ++index) {
        auto& done = all.emplace_back();
        done.tag = bundle[index].tag;
        if (failure) calls[index].failure = failure;
        willcall_error* error = nullptr;
        done.status =
            guarded(&error, [&] { return conclude(calls[index], opened_, done, &error); });
        done.error.reset(error);
    }
    return all;
}

void WorkQueue::put(std::vector<Completion> done) {
    {
        const std::lock_guard lock(mutex_);
        if (done_.empty() && descriptor_ >= 0) ::eventfd_write(descriptor_, 1);
        std::ranges::move(done, std::back_inserter(done_));
    }
    completed_.notify_all();
}

std::optional<Completion> WorkQueue::next(std::chrono::microseconds timeout) {
    std::unique_lock lock(mutex_);
    const auto any = [&] { return !done_.empty(); };
    // What nobody lives to see the end of could not be added to a clock.
    const bool for_good = timeout.count() < 0 || timeout > std::chrono::years(30);
    if (for_good) completed_.wait(lock, any);
    else if (!completed_.wait_for(lock, timeout, any)) return std::nullopt;
    auto taken = std::move(done_.front());
    done_.pop_front();
    --count_;
    eventfd_t count = 0;
    if (done_.empty() && descriptor_ >= 0) ::eventfd_read(descriptor_, &count);
    return taken;
}

std::size_t WorkQueue::count() {
    const std::lock_guard lock(mutex_);
    return count_;
}

int WorkQueue::descriptor() {
    const std::lock_guard lock(mutex_);
    if (descriptor_ < 0) {
        descriptor_ = ::eventfd(done_.empty() ? 0 : 1, EFD_NONBLOCK | EFD_CLOEXEC);
        if (descriptor_ < 0)
            throw Failure(WILLCALL_UNAVAILABLE, "the process has no more file descriptors");
    }
    return descriptor_;
}

}  // namespace willcall::capi
