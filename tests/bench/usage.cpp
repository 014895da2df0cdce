#include "usage.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
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

namespace {

// As flush_shim.c writes it.
struct Counts {
    std::atomic<std::uint64_t> flushes, bytes;
};
constexpr const char* shared_name = "FLUSH_COUNTS";

}  // namespace

SharedUse::SharedUse(const std::string& path) {
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    // The server may run as another user.
    const auto folder = std::filesystem::path(path).parent_path();
    if (file < 0 || chmod(folder.c_str(), 0711) != 0 || fchmod(file, 0666) != 0 ||
        ftruncate(file, sizeof(Counts)) != 0)
        throw std::runtime_error("no file for a server's counts: " + path);
    void* const shared = mmap(nullptr, sizeof(Counts), PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (shared == MAP_FAILED) throw std::runtime_error("a server's counts can't be read");
    counts_ = shared;
    setenv(shared_name, path.c_str(), 1);
}

SharedUse::~SharedUse() { munmap(const_cast<void*>(counts_), sizeof(Counts)); }

void SharedUse::stop() { unsetenv(shared_name); }

Usage SharedUse::now() const {
    const auto* const counts = static_cast<const Counts*>(counts_);
    return {counts->flushes, counts->bytes, 0};
}

}  // namespace willcall::bench
