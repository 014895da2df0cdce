// The unguessable part of a link.
#ifndef WILLCALL_PRINT_TOKEN_HPP
#define WILLCALL_PRINT_TOKEN_HPP

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view text);                             // FIPS 180-4
Digest hmac_sha256(std::string_view key, std::string_view text);  // RFC 2104

// Twenty-six letters and digits, always the same for one job and secret, and not to be found out
// without the secret: 128 bits.
std::string link_token(std::string_view secret, std::string_view job);

#endif
