// The world outside the engine: time and chance, each behind one narrow interface. No engine code
// asks the system for either.
#ifndef WILLCALL_STORE_WORLD_HPP
#define WILLCALL_STORE_WORLD_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace willcall {

struct World {
    // Microseconds since 1970 in UTC. Called from any thread.
    std::function<std::int64_t()> now;
    // Fills bytes with randomness. Called from any thread.
    std::function<void(void*, std::size_t)> random;
};

// The system's clock and libsodium's randomness.
World system_world();
// Randomness from a seed, for replay: the same calls from one caller give the same bytes.
std::function<void(void*, std::size_t)> seeded_randomness(std::uint64_t seed);

}  // namespace willcall

#endif
