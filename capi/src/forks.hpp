// Which process of a row of forks this is: a handle knows the one that it was made in.
#ifndef WILLCALL_CAPI_FORKS_HPP
#define WILLCALL_CAPI_FORKS_HPP

#include <atomic>
#include <cstdint>

namespace willcall::capi::forks {

extern std::atomic<std::uint32_t> counted;

// Raised in the child by every fork. One relaxed load, so that every call can afford to look.
inline std::uint32_t generation() { return counted.load(std::memory_order_relaxed); }

// An engine that is about to open or open; throws a Failure in a child that was forked while one
// was. SQLite keeps the locks of a file per process and would take the parent's for its own.
class Stay {
public:
    Stay();
    Stay(const Stay&) = delete;
    Stay& operator=(const Stay&) = delete;
    ~Stay();
};

}  // namespace willcall::capi::forks

#endif
