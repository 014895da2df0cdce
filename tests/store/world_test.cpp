// Time and chance.
#include "store/databases.hpp"

#include <array>
#include <set>
#include <thread>

using namespace willcall;

namespace {

using Bytes = std::array<unsigned char, 16>;

Bytes draw(const std::function<void(void*, std::size_t)>& random) {
    Bytes bytes{};
    random(bytes.data(), bytes.size());
    return bytes;
}

TEST(World, randomness_never_repeats_on_any_thread) {
    const auto world = system_world();
    std::vector<std::vector<Bytes>> drawn(4);
    std::vector<std::thread> threads;
    for (auto& mine : drawn)
        threads.emplace_back([&] {
            for (int i = 0; i < 2000; ++i) mine.push_back(draw(world.random));
        });
    for (auto& one : threads) one.join();
    std::set<Bytes> all;
    for (const auto& mine : drawn) all.insert(mine.begin(), mine.end());
    EXPECT_EQ(all.size(), 8000U);
}

TEST(World, randomness_of_any_size_is_filled) {
    const auto world = system_world();
    for (const std::size_t size : {0, 1, 255, 256, 257, 1024, 5000}) {
        std::vector<unsigned char> bytes(size + 1, 0);
        for (int again = 0; again < 20; ++again) {
            std::vector<unsigned char> more(size + 1, 0);
            world.random(more.data(), size);
            for (std::size_t i = 0; i <= size; ++i) bytes[i] |= more[i];
        }
        EXPECT_EQ(bytes[size], 0);
        EXPECT_EQ(std::count(bytes.begin(), bytes.end(), 0), 1) << size;
    }
}

TEST(World, a_seed_gives_the_same_bytes_again) {
    const auto one = seeded_randomness(7);
    const auto same = seeded_randomness(7);
    const auto other = seeded_randomness(8);
    std::set<Bytes> all;
    for (int i = 0; i < 100; ++i) {
        const auto bytes = draw(one);
        EXPECT_EQ(bytes, draw(same));
        all.insert(bytes);
        all.insert(draw(other));
    }
    EXPECT_EQ(all.size(), 200U);
}

TEST(World, the_clock_is_in_microseconds) {
    const auto now = system_world().now();
    EXPECT_GT(now, 1'700'000'000'000'000);
    EXPECT_LT(now, 4'000'000'000'000'000);
}

}  // namespace
