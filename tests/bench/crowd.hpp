// Callers: threads that do the same thing over and over, a slice of it at a time.
#ifndef WILLCALL_BENCH_CROWD_HPP
#define WILLCALL_BENCH_CROWD_HPP

#include <barrier>
#include <chrono>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace willcall::bench {

class Crowd {
public:
    using Work = std::function<void(std::size_t caller)>;
    // `arriving` is run by each thread at its start.
    explicit Crowd(std::size_t size, std::function<void()> arriving = {});
    ~Crowd();
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    std::size_t size() const { return threads_.size(); }
    // Every caller does it `each` times; the seconds until the last one was done. Throws what one
    // of them threw.
    double run(std::size_t each, const Work& work);
    // Every caller does it over and over for so long; how often it was done in all.
    std::size_t run_for(std::chrono::milliseconds time, const Work& work);

private:
    void stay(std::size_t caller, std::stop_token stop);
    void do_work(std::size_t caller);

    std::barrier<> gate_;  // passed before and after each slice
    const Work* work_ = nullptr;
    std::size_t each_ = 0;
    std::function<void()> arriving_;
    std::mutex mutex_;
    std::exception_ptr failure_;
    std::vector<std::jthread> threads_;
};

}  // namespace willcall::bench

#endif
