// Relationship types: which side of which kind of relationship may book on behalf of the other.
#ifndef WILLCALL_FACILITATED_BOOKING_TYPES_HPP
#define WILLCALL_FACILITATED_BOOKING_TYPES_HPP

#include "settings.hpp"

#include <map>
#include <span>

namespace facilitated_booking {

struct RelationshipType {
    std::string kind;
    std::string name;
    bool one_acts = false;
    bool other_acts = false;

    static constexpr auto meaning = "a kind of relationship with a switch for each side";
    static constexpr auto fields = in_order{
        field<"kind">(&RelationshipType::kind, "what the one is to the other, as in relationships",
                      between(1, 64)),
        field<"name">(&RelationshipType::name, "as pages show it; the kind where it is left out",
                      at_most(200), can_be_left_out),
        field<"one_acts">(&RelationshipType::one_acts,
                          "whether the one can act on behalf of the other: parent for child",
                          can_be_left_out),
        field<"other_acts">(&RelationshipType::other_acts,
                            "whether the other can act on behalf of the one", can_be_left_out),
    };
    static constexpr willcall::plugin::Table table{.name = "relationship_types", .key = {"kind"}};

    bool enabled() const { return one_acts || other_acts; }
    const std::string& shown() const { return name.empty() ? kind : name; }
};

// Why one customer may not book for another.
struct WhyNot {
    const char* rule;
    std::string message;
    std::optional<willcall::plugin::Number> number;

    Refusal refusal() const {
        return number ? Refusal(rule, message, {*number}) : Refusal(rule, message);
    }
};

// All types as they stand.
class Types {
public:
    explicit Types(const willcall::plugin::Call& call);

    const std::map<std::string, RelationshipType, std::less<>>& all() const { return all_; }
    const RelationshipType* find(std::string_view kind) const;
    // Whether any type lets anybody book for another.
    bool any_enabled() const;
    // Nothing where one of these relationships lets the facilitator book for the owner now; of
    // those that don't, what comes nearest.
    std::optional<WhyNot> why_not(std::span<const willcall::plugin::Relation> relations,
                                  Time now) const;

private:
    // Whether the facilitator's side of this relationship can act, whenever it is valid.
    bool lets(const willcall::plugin::Relation& relation) const;

    std::map<std::string, RelationshipType, std::less<>> all_;
};

}  // namespace facilitated_booking

#endif
