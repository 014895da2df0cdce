#include "usage.hpp"

#include <dlfcn.h>
#include <time.h>

#include <stdexcept>

namespace willcall::bench {

Usage Usage::now() {
    using Count = void (*)(std::uint64_t*, std::uint64_t*);
    static const auto count =
        reinterpret_cast<Count>(dlsym(RTLD_DEFAULT, "willcall_bench_disk_use"));
    if (count == nullptr) throw std::runtime_error("the flush shim is not preloaded");
    Usage use;
    count(&use.flushes, &use.bytes);
    timespec processor{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &processor);
    use.processor_seconds =
        static_cast<double>(processor.tv_sec) + static_cast<double>(processor.tv_nsec) / 1e9;
    return use;
}

}  // namespace willcall::bench
