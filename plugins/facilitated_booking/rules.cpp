#include "rules.hpp"

#include "errand.hpp"

#include <algorithm>
#include <chrono>

namespace facilitated_booking {

using willcall::plugin::Host;
using willcall::plugin::Parties;

namespace {

// A customer's own session, which books for another.
bool is_online(const Parties& parties) {
    return parties.role == online_role && parties.actor == parties.facilitator;
}

// Full years from a day of birth to what a clock on the wall shows.
std::int64_t years_since(std::string_view born, willcall::LocalTime wall) {
    using namespace std::chrono;
    const auto number = [&](std::size_t at, std::size_t size) {
        std::int64_t value = 0;
        for (const char digit : born.substr(at, size)) value = value * 10 + (digit - '0');
        return value;
    };
    const year_month_day day{floor<days>(sys_time<microseconds>{microseconds{wall.microseconds}})};
    const auto years = static_cast<std::int64_t>(static_cast<int>(day.year())) - number(0, 4);
    const auto of_year = [](std::int64_t month, std::int64_t in_month) {
        return month * 100 + in_month;
    };
    const auto today = of_year(static_cast<std::int64_t>(static_cast<unsigned>(day.month())),
                               static_cast<std::int64_t>(static_cast<unsigned>(day.day())));
    return years - (today < of_year(number(5, 2), number(8, 2)) ? 1 : 0);
}

void check_ages(const std::vector<AgeLimit>& ages) {
    for (std::size_t index = 0; index < ages.size(); ++index) {
        const auto& [event, ticket_type, least, most] = ages[index];
        const auto path = "ages[" + std::to_string(index) + ']';
        if (!least && !most)
            throw Failure(WILLCALL_INVALID, "says neither `least` nor `most`", path);
        if (least && most && *most < *least)
            throw Failure(WILLCALL_INVALID, "must not be below `least`", path + ".most");
    }
}

}  // namespace

Rights::Rights(const Settings& settings, Host host)
    : administrators_(settings.administrators), enabled_(Types(host).any_enabled()) {
    if (administrators_.empty())
        throw Failure(WILLCALL_INVALID, "must name at least one role", "administrators");
}

Rights::Decision Rights::decide(const Question& question) const {
    const auto role = question.parties().role;
    if (question.permission == "/facilitated-booking/types/edit") {
        if (std::ranges::find(administrators_, role) != administrators_.end())
            return question.permit(Scope::unsaid, "facilitated_booking.administrator",
                                   "the role `" + std::string(role) + "` edits relationship types");
        return question.forbid("facilitated_booking.administrators_only",
                               '`' + std::string(question.permission) + "` is for the role `" +
                                   administrators_.front() + "`, not for `" + std::string(role) +
                                   '`');
    }
    const bool staff = !role.empty() && role != online_role;
    if (!enabled_ || !staff) return {};
    if (question.permission == "/baskets/facilitate" ||
        question.permission == "/facilitated-booking/types" ||
        question.permission == "/facilitated-booking/facilitators" ||
        question.permission == "/facilitated-booking/new-facilitator")
        return question.permit(Scope::unsaid, "facilitated_booking.enabled",
                               "a relationship type lets customers book for others");
    return {};
}

Rules::Rules(const Settings& settings, Host host) : types_(host), ages_(settings.ages) {
    check_ages(ages_);
}

Rules::Verdict Rules::facilitate(const Facilitation& asked) const {
    // Before anybody has set a switch nothing is as it would not be without this plugin.
    if (!types_.any_enabled()) return Verdict::no_opinion;
    const auto parties = asked.parties();
    // What another plugin has sent somebody for is for that one to judge.
    if (is_online(parties) && !Errand::read(parties.errand)) return Verdict::no_opinion;
    const auto why_not = types_.why_not(asked.relations(), asked.now());
    if (!why_not) return Verdict::yes;
    asked.reason(why_not->refusal());
    return Verdict::no;
}

void Rules::judge_all(const Judged& sale, std::span<const Line> lines,
                      std::span<Verdict> verdicts) const {
    const auto parties = sale.parties();
    const auto errand = is_online(parties) ? Errand::read(parties.errand) : std::nullopt;
    for (std::size_t number = 0; number < lines.size(); ++number) {
        const auto& line = lines[number];
        verdicts[number] = judge_age(sale, line);
        if (errand && !errand->covers(line))
            verdicts[number] = line.refuse("facilitated_booking.out_of_scope",
                                           "the link was not for booking this on behalf of others");
    }
}

// What the owner's age is stays untold: only what it would have to be.
Rules::Verdict Rules::judge_age(const Judged& sale, const Line& line) const {
    auto verdict = Verdict::no_opinion;
    for (const auto& [event, ticket_type, least, most] : ages_) {
        if (!line.product.empty() || line.event != event) continue;
        if (!ticket_type.empty() && line.ticket_type != ticket_type) continue;
        const auto born = sale.date_of_birth();
        if (born.size() != 10)
            return line.refuse("facilitated_booking.age_unknown",
                               "these tickets are for owners whose day of birth is known");
        const auto years = years_since(born, sale.on_wall(line.starts));
        if (least && years < *least)
            verdict = line.refuse("facilitated_booking.under_age",
                                  "these tickets are for older owners", {{"least", *least}});
        if (most && years > *most)
            verdict = line.refuse("facilitated_booking.over_age",
                                  "these tickets are for younger owners", {{"most", *most}});
    }
    return verdict;
}

}  // namespace facilitated_booking
