// What a field accepts, scalar by scalar.
#ifndef WILLCALL_OPERATIONS_SCALARS_HPP
#define WILLCALL_OPERATIONS_SCALARS_HPP

#include "operations/reading.hpp"

#include <string>

namespace willcall {

// Checks a scalar against its field and fills in its number. Returns what is wrong with it ("must
// be at least 1"), empty where nothing is. `hidden`: the value is secret and may not be named.
std::string check_scalar(Value& value, const willcall_field& field, const Dialect& dialect,
                         bool hidden);

// What is wrong with a text that should have no control characters, empty where nothing is.
std::string check_controls(std::string_view text, bool has_lines);

bool has_limits(const willcall_field& field);

}  // namespace willcall

#endif
