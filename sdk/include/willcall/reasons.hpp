// Why: what every refusal, quote and explanation says, as data.
#ifndef WILLCALL_REASONS_HPP
#define WILLCALL_REASONS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct SeatInQuestion {
    std::string guid;
    std::string name;
    std::vector<std::string> free_beside;

    static constexpr auto meaning = "a seat that a reason is about";
    static constexpr auto fields = in_order{
        field<"guid">(&SeatInQuestion::guid, "its own in the plan, or as it was asked for"),
        field<"name">(&SeatInQuestion::name, "zone, row and number; empty: the hall has none such"),
        field<"free_beside">(&SeatInQuestion::free_beside, "guids of the free seats next to it"),
    };
};

struct Reason {
    std::string rule;
    std::string message;
    std::string plugin;
    std::optional<std::int64_t> line;
    std::map<std::string, std::int64_t> numbers;
    std::vector<SeatInQuestion> seats;

    static constexpr auto meaning = "one rule that decided, with the numbers behind it";
    static constexpr auto fields = in_order{
        field<"rule">(&Reason::rule, "stable name of the rule"),
        field<"message">(&Reason::message, "the same in words"),
        field<"plugin">(&Reason::plugin, "plugin that decided; empty for the engine itself"),
        field<"line">(&Reason::line, "line of the order it is about, from 0; absent for all"),
        field<"numbers">(&Reason::numbers, "what was asked, what is left, until when (µs UTC)"),
        field<"seats">(&Reason::seats, "the seats it is about, at most 100"),
    };
};

}  // namespace willcall

#endif
