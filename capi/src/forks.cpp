#include "forks.hpp"

#include "operations/failure.hpp"

#include <pthread.h>

namespace willcall::capi::forks {

std::atomic<std::uint32_t> counted{1};

namespace {

std::atomic<std::int32_t> engines_open{0};
std::atomic<bool> forked_beside_an_engine{false};

extern "C" void willcall_capi_in_child() {
    counted.fetch_add(1, std::memory_order_relaxed);
    if (engines_open.load() > 0) forked_beside_an_engine = true;
}

}  // namespace

Stay::Stay() {
    static const bool watching = pthread_atfork(nullptr, nullptr, willcall_capi_in_child) == 0;
    if (!watching) throw Failure(WILLCALL_UNAVAILABLE, "out of memory");
    if (forked_beside_an_engine)
        throw invalid("this process was forked while an engine was open; fork before opening one, "
                      "or start the process with posix_spawn");
    engines_open.fetch_add(1);
}

Stay::~Stay() { engines_open.fetch_sub(1); }

}  // namespace willcall::capi::forks
