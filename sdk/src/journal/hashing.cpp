// What the chain's hashes are made of: once for every sale, so nothing here is wasted.
#include "journal/hashing.hpp"

#include <sodium.h>

#include <array>
#include <span>

namespace willcall::journal {

namespace {

// libsodium's own takes the same time whatever it writes, and many times as long: these are public.
std::string hexadecimal(std::span<const unsigned char> bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text(bytes.size() * 2, '0');
    auto* next = text.data();
    for (const auto byte : bytes) {
        *next++ = digits[byte >> 4U];
        *next++ = digits[byte & 15U];
    }
    return text;
}

}  // namespace

void Encoding::add(std::int64_t number) {
    std::array<char, 8> bytes;
    auto rest = static_cast<std::uint64_t>(number);
    for (auto& byte : bytes) {
        byte = static_cast<char>(rest & 0xffU);
        rest >>= 8U;
    }
    bytes_.append(bytes.data(), bytes.size());
}

void Encoding::add(std::string_view text) {
    add(static_cast<std::int64_t>(text.size()));
    bytes_.append(text);
}

std::string Encoding::hash() const {
    std::array<unsigned char, 32> hash;
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(bytes_.data()), bytes_.size(),
                       nullptr, 0);
    return hexadecimal(hash);
}

std::string fresh_salt(const World& world) {
    std::array<unsigned char, 16> salt;
    world.random(salt.data(), salt.size());
    return hexadecimal(salt);
}

}  // namespace willcall::journal
