// What the chain's hashes are made of: once for every sale, so nothing here is wasted.
#include "journal/hashing.hpp"

#include "operations/digest.hpp"

#include <array>

namespace willcall::journal {

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

std::string Encoding::hash() const { return digest(bytes_); }

std::string fresh_salt(const World& world) {
    std::array<unsigned char, 16> salt;
    world.random(salt.data(), salt.size());
    return hexadecimal(salt);
}

}  // namespace willcall::journal
