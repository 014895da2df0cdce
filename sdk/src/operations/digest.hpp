// A digest of a text: what is compared, but never turned back.
#ifndef WILLCALL_OPERATIONS_DIGEST_HPP
#define WILLCALL_OPERATIONS_DIGEST_HPP

#include <string>
#include <string_view>

namespace willcall {

// BLAKE2b of 256 bits, hexadecimal.
std::string digest(std::string_view text);

}  // namespace willcall

#endif
