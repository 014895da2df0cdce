// The world outside the engine: time, chance and the log, each behind one narrow interface. No
// engine code asks the system for the first two.
#ifndef WILLCALL_STORE_WORLD_HPP
#define WILLCALL_STORE_WORLD_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace willcall {

struct World {
    // Microseconds since 1970 in UTC. Called from any thread.
    std::function<std::int64_t()> now;
    // Fills bytes with randomness. Called from any thread.
    std::function<void(void*, std::size_t)> random;
    // One line of the log; level 0 debug, 1 information, 2 warning, 3 error. Called from any
    // thread. Absent: silence.
    std::function<void(int level, std::string_view line)> log;
    // Whether whoever opened the engine closes it. Called from any thread. Absent: never.
    std::function<bool()> closing;
};

// The system's clock and libsodium's randomness.
World system_world();
// Randomness from a seed, for replay: the same calls from one caller give the same bytes.
std::function<void(void*, std::size_t)> seeded_randomness(std::uint64_t seed);

}  // namespace willcall

#endif
