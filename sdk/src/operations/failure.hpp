// The two ways an operation does not do what was asked, never mixed: a Refusal is an answer with
// reasons, a Failure is an error with a cause.
#ifndef WILLCALL_OPERATIONS_FAILURE_HPP
#define WILLCALL_OPERATIONS_FAILURE_HPP

#include <willcall/plugin/abi.h>
#include <willcall/reasons.hpp>

#include <exception>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace willcall {

// Where in a file something stands; lines and columns from 1, 0 for unknown.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
};

// A failure: what went wrong, in lower case without a period, user input in backticks. Nothing was
// changed. Turned into a status and an error object at the C door.
class Failure : public std::exception {
public:
    Failure(willcall_status status, std::string message)
        : status_(status), message_(std::move(message)) {}

    // The part of the request it is about: `lines[0].quantity`.
    Failure&& at(std::string field) && { return field_ = std::move(field), std::move(*this); }
    Failure&& in(Place place) && { return place_ = std::move(place), std::move(*this); }
    Failure&& of_plugin(std::string name) && { return plugin_ = std::move(name), std::move(*this); }

    const char* what() const noexcept override { return message_.c_str(); }
    willcall_status status() const { return status_; }
    const std::string& field() const { return field_; }
    const Place& place() const { return place_; }
    const std::string& plugin() const { return plugin_; }

private:
    willcall_status status_;
    std::string message_;
    std::string field_;
    Place place_;
    std::string plugin_;
};

inline Failure invalid(std::string message) { return {WILLCALL_INVALID, std::move(message)}; }
inline Failure not_found(std::string message) { return {WILLCALL_NOT_FOUND, std::move(message)}; }

// A refusal: the answer is no. Never empty.
struct [[nodiscard]] Refusal {
    std::vector<Reason> reasons;
    static constexpr auto fields =
        in_order{field<"reasons">(&Refusal::reasons, "every rule that said no")};
};
inline Refusal refusal(std::string rule, std::string message,
                       std::map<std::string, std::int64_t> numbers = {}) {
    Reason reason;
    reason.rule = std::move(rule);
    reason.message = std::move(message);
    reason.numbers = std::move(numbers);
    return {{std::move(reason)}};
}

// What a handler of an operation returns: its answer, or why not.
template <class Answer>
using Answered = std::variant<Answer, Refusal>;

}  // namespace willcall

#endif
