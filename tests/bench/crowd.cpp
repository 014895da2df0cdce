#include "crowd.hpp"

#include <atomic>
#include <utility>

namespace willcall::bench {

Crowd::Crowd(std::size_t size, std::function<void()> arriving)
    : gate_(static_cast<std::ptrdiff_t>(size) + 1), arriving_(std::move(arriving)) {
    for (std::size_t caller = 0; caller < size; ++caller)
        threads_.emplace_back([this, caller](std::stop_token stop) { stay(caller, stop); });
}

Crowd::~Crowd() {
    for (auto& thread : threads_) thread.request_stop();
    gate_.arrive_and_wait();
}

void Crowd::stay(std::size_t caller, std::stop_token stop) {
    if (arriving_) arriving_();
    for (;;) {
        gate_.arrive_and_wait();
        if (stop.stop_requested()) return;
        do_work(caller);
        gate_.arrive_and_wait();
    }
}

void Crowd::do_work(std::size_t caller) {
    try {
        for (std::size_t time = 0; time < each_; ++time) (*work_)(caller);
    } catch (...) {
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
    }
}

double Crowd::run(std::size_t each, const Work& work) {
    work_ = &work;
    each_ = each;
    gate_.arrive_and_wait();
    const auto begin = std::chrono::steady_clock::now();
    gate_.arrive_and_wait();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    return took.count();
}

std::size_t Crowd::run_for(std::chrono::milliseconds time, const Work& work) {
    std::atomic<std::size_t> done{0};
    const auto until = std::chrono::steady_clock::now() + time;
    run(1, [&](std::size_t caller) {
        for (; std::chrono::steady_clock::now() < until; ++done) work(caller);
    });
    return done;
}

}  // namespace willcall::bench
