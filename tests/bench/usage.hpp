// What this process has used up: the disk, as the preloaded library counts it, and the processor.
#ifndef WILLCALL_BENCH_USAGE_HPP
#define WILLCALL_BENCH_USAGE_HPP

#include <cstdint>
#include <string>

namespace willcall::bench {

struct Usage {
    std::uint64_t flushes = 0;
    std::uint64_t bytes = 0;
    double processor_seconds = 0;  // of all threads: other programs on the machine don't count

    // Of this process so far. Throws where the library is not preloaded: then nothing was counted.
    static Usage now();

    Usage operator-(const Usage& before) const {
        return {flushes - before.flushes, bytes - before.bytes,
                processor_seconds - before.processor_seconds};
    }
    Usage& operator+=(const Usage& more) {
        flushes += more.flushes;
        bytes += more.bytes;
        processor_seconds += more.processor_seconds;
        return *this;
    }
};

// The counts of all processes of a server, which the preloaded library keeps in a file they share.
class SharedUse {
public:
    // Processes started from here on, until the object is told to stop, count together.
    explicit SharedUse(const std::string& path);
    SharedUse(const SharedUse&) = delete;
    SharedUse& operator=(const SharedUse&) = delete;
    ~SharedUse();
    static void stop();
    // The disk's only.
    Usage now() const;

private:
    const void* counts_ = nullptr;
};

// Whether a flush takes the time it was given; else none, for what is only made ready.
void disk_is_slow(bool slow);

}  // namespace willcall::bench

#endif
