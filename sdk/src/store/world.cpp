#include "store/world.hpp"

#include <sodium.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <stdexcept>

namespace willcall {

namespace {

void start_sodium() {
    static const int started = sodium_init();
    if (started < 0) throw std::runtime_error("libsodium does not start");
}

// A system call per id or salt costs more than the salt: each thread draws a stock at a time. What
// was handed out is wiped, so that no later reader of this memory learns it.
void draw(void* bytes, std::size_t size) {
    constexpr std::size_t stock_size = 1024;
    thread_local std::array<unsigned char, stock_size> stock;
    thread_local std::size_t left = 0;
    if (size > stock_size / 4) return randombytes_buf(bytes, size);
    if (left < size) {
        randombytes_buf(stock.data(), stock.size());
        left = stock.size();
    }
    std::memcpy(bytes, stock.data() + (left - size), size);
    sodium_memzero(stock.data() + (left - size), size);
    left -= size;
}

}  // namespace

World system_world() {
    start_sodium();
    const auto now = [] {
        const auto since = std::chrono::system_clock::now().time_since_epoch();
        return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
    };
    return {now, draw};
}

std::function<void(void*, std::size_t)> seeded_randomness(std::uint64_t seed) {
    start_sodium();
    struct Stream {
        std::array<unsigned char, crypto_stream_chacha20_KEYBYTES> key;
        std::atomic<std::uint64_t> calls{0};
    };
    const auto stream = std::make_shared<Stream>();
    crypto_generichash(stream->key.data(), stream->key.size(),
                       reinterpret_cast<const unsigned char*>(&seed), sizeof seed, nullptr, 0);
    // Each call is a stream of its own, named by its number: no lock, and never the same twice.
    return [stream](void* bytes, std::size_t size) {
        const std::uint64_t call = stream->calls.fetch_add(1);
        std::array<unsigned char, crypto_stream_chacha20_NONCEBYTES> nonce{};
        static_assert(sizeof call <= nonce.size());
        std::memcpy(nonce.data(), &call, sizeof call);
        crypto_stream_chacha20(static_cast<unsigned char*>(bytes), size, nonce.data(),
                               stream->key.data());
    };
}

}  // namespace willcall
