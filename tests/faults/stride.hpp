// How closely the faults are tried: everywhere where WILLCALL_FAULTS is "full", as `./dev check`
// sets it; otherwise in strides.
#ifndef WILLCALL_TESTS_FAULTS_STRIDE_HPP
#define WILLCALL_TESTS_FAULTS_STRIDE_HPP

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace willcall::tests {

inline bool in_full() {
    const char* asked = std::getenv("WILLCALL_FAULTS");
    return asked != nullptr && std::string_view(asked) == "full";
}

// From the point `at` to the next, where the end is not known: one by one at first, then in steps
// that grow, so that each doubling has about so many points.
inline std::int64_t stride(std::int64_t at, std::int64_t points_a_doubling) {
    return in_full() ? 1 : std::max<std::int64_t>(1, at / points_a_doubling);
}

}  // namespace willcall::tests

#endif
