#include "types.hpp"

#include <algorithm>

namespace facilitated_booking {

using willcall::plugin::Relation;

Types::Types(const willcall::plugin::Call& call) {
    constexpr std::uint64_t page = 1'000;
    std::optional<RelationshipType> last;
    for (;;) {
        auto rows = call.scan<RelationshipType>({}, page, last ? &*last : nullptr);
        if (rows.empty()) return;
        last = rows.back();
        for (auto& row : rows) {
            auto kind = row.kind;
            all_.emplace(std::move(kind), std::move(row));
        }
    }
}

const RelationshipType* Types::find(std::string_view kind) const {
    const auto found = all_.find(kind);
    return found == all_.end() ? nullptr : &found->second;
}

bool Types::any_enabled() const {
    return std::ranges::any_of(all_, [](const auto& one) { return one.second.enabled(); });
}

bool Types::lets(const Relation& relation) const {
    const auto* type = find(relation.kind);
    return type != nullptr && (relation.by_facilitator ? type->one_acts : type->other_acts);
}

std::optional<WhyNot> Types::why_not(std::span<const Relation> relations, Time now) const {
    std::optional<WhyNot> expired, early, wrong;
    for (const auto& one : relations) {
        const auto* type = find(one.kind);
        if (type == nullptr || !type->enabled()) continue;
        if (!lets(one))
            wrong = {"facilitated_booking.wrong_direction",
                     "as `" + type->shown() + "` it is the other of the two who may book",
                     {}};
        else if (one.ended_by(now))
            expired = {"facilitated_booking.expired", "the relationship has ended",
                       willcall::plugin::Number{"until", one.until.microseconds}};
        else if (one.begins_later_than(now))
            early = {"facilitated_booking.not_yet", "the relationship has not begun",
                     willcall::plugin::Number{"since", one.since.microseconds}};
        else return std::nullopt;
    }
    if (expired) return expired;
    if (early) return early;
    if (wrong) return wrong;
    if (!relations.empty())
        return WhyNot{"facilitated_booking.not_enabled",
                      "what they are to each other lets neither book for the other",
                      {}};
    return WhyNot{
        "facilitated_booking.stranger", "the customer has no relationship with the owner", {}};
}

}  // namespace facilitated_booking
