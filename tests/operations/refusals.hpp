// What a reader throws, caught for comparison.
#ifndef WILLCALL_TESTS_OPERATIONS_REFUSALS_HPP
#define WILLCALL_TESTS_OPERATIONS_REFUSALS_HPP

#include "operations/failure.hpp"

#include <optional>

namespace willcall {

template <class Read>
std::optional<Failure> failure_of(Read read) {
    try {
        read();
    } catch (const Failure& failure) {
        return failure;
    }
    return std::nullopt;
}

// The message, or "accepted".
template <class Read>
std::string message_of(Read read) {
    const auto failure = failure_of(read);
    return failure ? failure->what() : "accepted";
}

}  // namespace willcall

#endif
