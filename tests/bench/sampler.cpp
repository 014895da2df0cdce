#include "sampler.hpp"

#include "symbols.hpp"

#include <execinfo.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <memory>
#include <stdexcept>
#include <unordered_map>

namespace willcall::bench::sampler {

namespace {

constexpr std::size_t depth_most = 64;
constexpr std::size_t sample_count_most = 20'000;

struct Sample {
    std::array<void*, depth_most> frames;
    int depth = 0;
};

// Made before the first signal, since a handler can't make anything.
std::unique_ptr<std::array<Sample, sample_count_most>> samples;
std::atomic<std::size_t> taken{0};
std::atomic<bool> keeping{false};

// The unwinder of glibc 2.35 and later takes no lock, so it may be used here once it is loaded.
void interrupted(int) {
    if (!keeping.load(std::memory_order_relaxed)) return;
    const auto own = taken.fetch_add(1);
    if (own >= sample_count_most) return;
    const auto before = errno;
    auto& sample = (*samples)[own];
    sample.depth = backtrace(sample.frames.data(), static_cast<int>(depth_most));
    errno = before;
}

void prepare() {
    static const bool prepared = [] {
        samples = std::make_unique<std::array<Sample, sample_count_most>>();
        std::array<void*, 4> nothing;
        backtrace(nothing.data(), static_cast<int>(nothing.size()));
        struct sigaction action {};
        action.sa_handler = interrupted;
        action.sa_flags = SA_RESTART;
        return sigaction(SIGPROF, &action, nullptr) == 0;
    }();
    if (!prepared) throw std::runtime_error("SIGPROF can't be handled");
}

}  // namespace

void watch_this_thread(By by) {
    prepare();
    sigevent event{};
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = SIGPROF;
    event._sigev_un._tid = static_cast<pid_t>(syscall(SYS_gettid));
    timer_t timer = nullptr;
    constexpr timespec pause{0, 250'000};
    constexpr itimerspec every{pause, pause};
    const auto clock = by == By::clock ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID;
    if (timer_create(clock, &event, &timer) != 0 || timer_settime(timer, 0, &every, nullptr) != 0)
        throw std::runtime_error("a thread can't be timed");
}

void begin() {
    prepare();
    taken = 0;
    keeping = true;
}

void end() { keeping = false; }

void each_sample(const std::function<void(const std::vector<std::string>&)>& take) {
    const Symbols symbols("libwillcall.so");
    std::unordered_map<void*, std::string> known;
    const auto count = std::min(taken.load(), sample_count_most);
    for (std::size_t at = 0; at < count; ++at) {
        const auto& sample = (*samples)[at];
        std::vector<std::string> names;
        // The first two frames are the handler's and the kernel's.
        for (int frame = 2; frame < sample.depth; ++frame) {
            auto* const address = sample.frames[static_cast<std::size_t>(frame)];
            const auto [found, fresh] = known.try_emplace(address);
            if (fresh) found->second = symbols.name_of(address);
            names.push_back(found->second);
        }
        take(names);
    }
}

}  // namespace willcall::bench::sampler
