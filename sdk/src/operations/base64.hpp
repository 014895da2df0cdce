// Bytes as text that JSON can carry.
#ifndef WILLCALL_OPERATIONS_BASE64_HPP
#define WILLCALL_OPERATIONS_BASE64_HPP

#include <string>
#include <string_view>

namespace willcall {

std::string base64(std::string_view bytes);

}  // namespace willcall

#endif
