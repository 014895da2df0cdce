#include "disk_use.hpp"

#include <dlfcn.h>

#include <stdexcept>

namespace willcall::bench {

DiskUse DiskUse::now() {
    using Count = void (*)(std::uint64_t*, std::uint64_t*);
    static const auto count = reinterpret_cast<Count>(dlsym(RTLD_DEFAULT, "willcall_bench_disk_use"));
    if (count == nullptr) throw std::runtime_error("the flush shim is not preloaded");
    DiskUse use;
    count(&use.flushes, &use.bytes);
    return use;
}

}  // namespace willcall::bench
