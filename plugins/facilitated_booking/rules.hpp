// What facilitated booking says of permissions and of sales.
#ifndef WILLCALL_FACILITATED_BOOKING_RULES_HPP
#define WILLCALL_FACILITATED_BOOKING_RULES_HPP

#include "types.hpp"

namespace facilitated_booking {

// Who edits relationship types; that the staff may facilitate once one of them is enabled.
class Rights final : public willcall::plugin::Policy {
public:
    using Settings = facilitated_booking::Settings;
    using Tables = std::tuple<RelationshipType>;

    Rights(const Settings& settings, willcall::plugin::Host host);
    Decision decide(const Question& question) const override;

private:
    std::vector<std::string> administrators_;
    bool enabled_;
};

// Who may book for whom, what is booked online for another, how old owners are.
class Rules final : public willcall::plugin::Eligibility {
public:
    using Settings = facilitated_booking::Settings;
    using Tables = std::tuple<RelationshipType>;

    Rules(const Settings& settings, willcall::plugin::Host host);
    Verdict facilitate(const Facilitation& asked) const override;
    void judge_all(const Judged& sale, std::span<const Line> lines,
                   std::span<Verdict> verdicts) const override;

private:
    Verdict judge_age(const Judged& sale, const Line& line) const;

    Types types_;
    std::vector<AgeLimit> ages_;
};

}  // namespace facilitated_booking

#endif
