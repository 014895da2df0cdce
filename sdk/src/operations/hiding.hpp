// Secrets in requests and answers: what is kept of either has none.
#ifndef WILLCALL_OPERATIONS_HIDING_HPP
#define WILLCALL_OPERATIONS_HIDING_HPP

#include <willcall/plugin/value.h>

#include <string>
#include <string_view>

namespace willcall {

// JSON of this shape, with every secret text made empty; the very text where the shape has none.
std::string without_secrets(std::string_view json, const willcall_shape& shape);

}  // namespace willcall

#endif
