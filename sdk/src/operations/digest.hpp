// A digest of a text: what is compared, but never turned back.
#ifndef WILLCALL_OPERATIONS_DIGEST_HPP
#define WILLCALL_OPERATIONS_DIGEST_HPP

#include <span>
#include <string>
#include <string_view>

namespace willcall {

// Of what is public: libsodium's own takes the same time whatever it writes, and many times as
// long.
std::string hexadecimal(std::span<const unsigned char> bytes);

// BLAKE2b of 256 bits, hexadecimal.
std::string digest(std::string_view text);

}  // namespace willcall

#endif
