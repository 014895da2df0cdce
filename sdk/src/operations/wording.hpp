// How failures speak of what came in: short, safe to show, and with the name that was meant.
#ifndef WILLCALL_OPERATIONS_WORDING_HPP
#define WILLCALL_OPERATIONS_WORDING_HPP

#include "operations/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace willcall {

// User input in backticks: cut after 60 characters, control characters replaced.
std::string quoted(std::string_view input);

// What a value is, for "must be …, not …": `38.005`, `"abc"`, null, a list.
std::string came(const Value& value);

// "did you mean `a` or `b`?": the names closest to `wanted`, nearest first, at most three; empty
// where none is close.
std::string did_you_mean(std::string_view wanted, const std::vector<std::string_view>& names);

}  // namespace willcall

#endif
