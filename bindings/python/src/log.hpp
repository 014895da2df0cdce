// Lines of the engine's log on their way to Python's logging: put down by any thread without the
// GIL, since an engine that logs may hold a lock; taken up by Python when it has time.
#ifndef WILLCALL_PYTHON_LOG_HPP
#define WILLCALL_PYTHON_LOG_HPP

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace willcall::python {

class Log {
public:
    struct Line {
        std::int32_t level;
        std::string text;
    };

    // Any thread. Lines that nobody takes up are dropped, and counted, beyond `lines_max`.
    void put(std::int32_t level, std::string_view text) noexcept {
        try {
            const std::lock_guard lock(mutex_);
            if (lines_.size() >= lines_max) ++dropped_;
            else lines_.push_back({level, std::string(text)});
        } catch (...) {
            return;  // a line that there is no memory for is lost
        }
        put_down_.notify_one();
    }

    // What lies there; nothing where somebody else holds it, in a forked child for good.
    std::vector<Line> take() {
        const std::unique_lock lock(mutex_, std::try_to_lock);
        if (!lock.owns_lock()) return {};
        auto taken = std::exchange(lines_, {});
        if (dropped_ > 0)
            taken.push_back(
                {2, std::to_string(std::exchange(dropped_, 0)) + " lines of the log were dropped"});
        return taken;
    }

    // Until there are lines, or the log is over. False once it is over.
    bool wait(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        put_down_.wait_for(lock, patience, [&] { return over_ || !lines_.empty(); });
        return !over_;
    }

    void end() {
        {
            const std::lock_guard lock(mutex_);
            over_ = true;
        }
        put_down_.notify_all();
    }

private:
    static constexpr std::size_t lines_max = 10'000;
    std::mutex mutex_;
    std::condition_variable put_down_;
    std::vector<Line> lines_;
    std::uint64_t dropped_ = 0;
    bool over_ = false;
};

}  // namespace willcall::python

#endif
