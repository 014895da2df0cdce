// How a plugin says no (a Refusal) and how it says that something is wrong (a Failure).
#ifndef WILLCALL_PLUGIN_REFUSAL_HPP
#define WILLCALL_PLUGIN_REFUSAL_HPP

#include <willcall/plugin/abi.h>

#include <cstdint>
#include <exception>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace willcall::plugin {

// A number behind a reason: {"left", 3}.
struct Number {
    std::string_view name;
    std::int64_t value;
};
using Numbers = std::initializer_list<Number>;

// Thrown from anywhere it means "the answer is no", with the rule that says so and the numbers
// behind it. `rule` is a stable word, `message` a sentence in lower case without a period.
class Refusal : public std::exception {
public:
    Refusal(std::string rule, std::string message, Numbers numbers = {})
        : rule_(std::move(rule)), message_(std::move(message)) {
        for (const auto& [name, value] : numbers) numbers_.emplace_back(name, value);
    }
    const char* what() const noexcept override { return message_.c_str(); }
    const std::string& rule() const noexcept { return rule_; }
    const auto& numbers() const noexcept { return numbers_; }

private:
    std::string rule_;
    std::string message_;
    std::vector<std::pair<std::string, std::int64_t>> numbers_;
};

// Thrown it ends the call with a status other than OK and REFUSED: INVALID for a request or
// settings that make no sense (`field` names the part), NOT_FOUND, UNAVAILABLE. The host's services
// throw it too; any other exception counts as a defect of the plugin.
class Failure : public std::exception {
public:
    Failure(willcall_status status, std::string message, std::string field = {})
        : status_(status), message_(std::move(message)), field_(std::move(field)) {}

    // What the host has already said to the call: left uncaught, it is passed on as it is.
    static Failure said_by_host(willcall_status status, std::string message) {
        Failure failure(status, std::move(message));
        failure.said_ = true;
        return failure;
    }
    const char* what() const noexcept override { return message_.c_str(); }
    willcall_status status() const noexcept { return status_; }
    const std::string& field() const noexcept { return field_; }
    bool said() const noexcept { return said_; }

private:
    willcall_status status_;
    std::string message_;
    std::string field_;
    bool said_ = false;
};

}  // namespace willcall::plugin

#endif
