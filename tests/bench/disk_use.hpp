// What went to the disk, as the preloaded library counts it.
#ifndef WILLCALL_BENCH_DISK_USE_HPP
#define WILLCALL_BENCH_DISK_USE_HPP

#include <cstdint>

namespace willcall::bench {

struct DiskUse {
    std::uint64_t flushes = 0;
    std::uint64_t bytes = 0;

    // Of this process so far. Throws where the library is not preloaded: then nothing was counted.
    static DiskUse now();

    DiskUse operator-(const DiskUse& before) const {
        return {flushes - before.flushes, bytes - before.bytes};
    }
    DiskUse& operator+=(const DiskUse& more) {
        flushes += more.flushes;
        bytes += more.bytes;
        return *this;
    }
};

}  // namespace willcall::bench

#endif
