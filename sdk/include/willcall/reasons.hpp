// Why: what every refusal, quote and explanation says, as data.
#ifndef WILLCALL_REASONS_HPP
#define WILLCALL_REASONS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct Reason {
    std::string rule;
    std::string message;
    std::string plugin;
    std::optional<std::int64_t> line;
    std::map<std::string, std::int64_t> numbers;

    static constexpr auto meaning = "one rule that decided, with the numbers behind it";
    static constexpr auto fields = std::tuple{
        field<"rule">(&Reason::rule, "stable name of the rule"),
        field<"message">(&Reason::message, "the same in words"),
        field<"plugin">(&Reason::plugin, "plugin that decided; empty for the engine itself"),
        field<"line">(&Reason::line, "line of the order it is about, from 0; absent for all"),
        field<"numbers">(&Reason::numbers, "what was asked, what is left, until when (µs UTC)"),
    };
};

}  // namespace willcall

#endif
