#include "explain.hpp"

namespace promotions {

namespace {

// orders.quote, as much of it as is wanted here.
struct Quote {
    std::vector<LineAsked> lines;
    std::optional<Id> owner;
    std::vector<std::string> promotion_codes;
    bool explain = true;

    static constexpr auto fields = willcall::in_order{
        field<"lines">(&Quote::lines, ""),
        field<"owner">(&Quote::owner, ""),
        field<"promotion_codes">(&Quote::promotion_codes, ""),
        field<"explain">(&Quote::explain, ""),
    };
};

struct Effects {
    std::vector<OfferApplied> effects;
    static constexpr auto fields = willcall::in_order{field<"effects">(&Effects::effects, "")};
};

struct Reason : WhyNot {
    std::optional<std::int64_t> line;
    static constexpr auto fields =
        willcall::joined(WhyNot::fields, willcall::in_order{field<"line">(&Reason::line, "")});
};

struct Quoted {
    std::vector<Effects> lines;
    std::vector<Reason> reasons;
    std::vector<Reason> explanations;

    static constexpr auto fields = willcall::in_order{
        field<"lines">(&Quoted::lines, ""),
        field<"reasons">(&Quoted::reasons, ""),
        field<"explanations">(&Quoted::explanations, ""),
    };
};

}  // namespace

Explaining::Explanation Explaining::explain(const Explain& request, Call call) const {
    const auto quoted = call.invoke<Quoted>(
        "orders.quote", Quote{request.lines, request.owner, request.promotion_codes, true});
    Explanation explanation;
    for (const auto& line : quoted.lines) explanation.lines.push_back({line.effects, {}});
    for (const auto& note : quoted.explanations)
        if (note.line && static_cast<std::size_t>(*note.line) < explanation.lines.size())
            explanation.lines[static_cast<std::size_t>(*note.line)].not_applied.push_back(note);
    for (const auto& reason : quoted.reasons) explanation.reasons.push_back(reason);
    return explanation;
}

}  // namespace promotions
