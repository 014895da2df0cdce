#include "operations/digest.hpp"

#include <sodium.h>

#include <array>

namespace willcall {

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

std::string digest(std::string_view text) {
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr,
                       0);
    return hexadecimal(hash);
}

}  // namespace willcall
