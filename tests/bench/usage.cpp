#include "usage.hpp"

#include <dlfcn.h>
#include <time.h>

#include <stdexcept>

namespace willcall::bench {

namespace {

template <class Function>
Function of_shim(const char* name) {
    auto* const found = dlsym(RTLD_DEFAULT, name);
    if (found == nullptr) throw std::runtime_error("the flush shim is not preloaded");
    return reinterpret_cast<Function>(found);
}

}  // namespace

void disk_is_slow(bool slow) {
    static const auto tell = of_shim<void (*)(int)>("willcall_bench_disk_is_slow");
    tell(slow ? 1 : 0);
}

Usage Usage::now() {
    static const auto count =
        of_shim<void (*)(std::uint64_t*, std::uint64_t*)>("willcall_bench_disk_use");
    Usage use;
    count(&use.flushes, &use.bytes);
    timespec processor{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &processor);
    use.processor_seconds =
        static_cast<double>(processor.tv_sec) + static_cast<double>(processor.tv_nsec) / 1e9;
    return use;
}

}  // namespace willcall::bench
