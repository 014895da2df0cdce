#include "sales/seats.hpp"

#include "operations/wording.hpp"

#include <algorithm>
#include <bit>

namespace willcall::sales {

namespace {

constexpr std::size_t seats_told_most = 100;
// How many choices are tried for the parties of one order, since others wait for its turn; and how
// many are found in the time that it takes to try one.
constexpr std::size_t looks_most = 5'000;
constexpr std::size_t choices_a_look = 50;

// "`Stalls/3/12`, `Stalls/3/13` and 2 more"
std::string named(const std::vector<SeatInQuestion>& seats) {
    constexpr std::size_t named_most = 5;
    std::string text;
    for (std::size_t next = 0; next < std::min(seats.size(), named_most); ++next) {
        if (next > 0) text += ", ";
        text += willcall::quoted(seats[next].name.empty() ? seats[next].guid : seats[next].name);
    }
    if (seats.size() > named_most)
        text += " and " + std::to_string(seats.size() - named_most) + " more";
    return text;
}

Reason about(const char* rule, const std::string& before, std::vector<SeatInQuestion> seats,
             const std::string& after, std::size_t line) {
    auto reason = refusal(rule, before + named(seats) + after).reasons.front();
    reason.line = static_cast<std::int64_t>(line);
    if (seats.size() > seats_told_most) seats.resize(seats_told_most);
    reason.seats = std::move(seats);
    return reason;
}

SeatInQuestion told(const seating::Plan& plan, seating::SeatIndex seat) {
    return {plan.seats[seat].guid, plan.name_of(seat), {}};
}

}  // namespace

SeatsWanted find_seats(const OrderLine& line, std::int64_t number,
                       const catalogue::PerformanceItem& performance,
                       const catalogue::TicketTypeItem& type, std::vector<Reason>& against) {
    const auto at = static_cast<std::size_t>(number);
    const auto& plan = *performance.plan;
    SeatsWanted wanted;
    wanted.together = line.together;
    if (!type.category.empty()) wanted.category = plan.category(type.category);
    std::vector<SeatInQuestion> unknown, blocked, others;
    for (const auto& said : line.seats) {
        const auto seat = plan.find(said);
        if (!seat) {
            unknown.push_back({said, {}, {}});
            continue;
        }
        wanted.named.push_back(*seat);
        if (std::ranges::binary_search(performance.blocked, *seat))
            blocked.push_back(told(plan, *seat));
        if (!type.category.empty() && plan.seats[*seat].category != wanted.category)
            others.push_back(told(plan, *seat));
    }
    const auto say = [&](const char* rule, const std::string& before,
                         std::vector<SeatInQuestion>& seats, const std::string& after) {
        if (seats.empty()) return;
        against.push_back(about(rule, before, std::move(seats), after, at));
    };
    const auto& hall = performance.key;
    say("seats.unknown", "there is no seat ", unknown, " in the hall of `" + hall + '`');
    say("seats.blocked", "not for sale: ", blocked, "");
    say("seats.other_category", "not of the category `" + type.category + "`: ", others, "");
    if (!type.category.empty() && !wanted.category) {
        auto reason =
            refusal("seats.no_category", "the hall of `" + hall + "` has no seats of the " +
                                             "category `" + type.category + '`')
                .reasons.front();
        reason.line = number;
        if (line.seats.empty()) against.push_back(std::move(reason));
    }
    return wanted;
}

void open_locks(SeatsWanted& wanted, const std::set<std::string>& opened, std::int64_t number,
                const catalogue::PerformanceItem& performance, std::vector<Reason>& against) {
    for (std::size_t lock = 0; lock < performance.lock_keys.size(); ++lock)
        if (opened.contains(performance.lock_keys[lock])) wanted.keys |= std::uint64_t{1} << lock;
    std::vector<SeatInQuestion> closed;
    for (const auto seat : wanted.named) {
        const auto lock = performance.locks.empty() ? 0 : performance.locks[seat];
        if (lock != 0 && (wanted.keys >> (lock - 1) & 1) == 0)
            closed.push_back(told(*performance.plan, seat));
    }
    if (!closed.empty())
        against.push_back(about("seats.locked", "behind a lock that nothing opens: ",
                                std::move(closed), "", static_cast<std::size_t>(number)));
}

void refuse_repeated_seats(std::span<const LineOfSeats> lines, std::vector<Reason>& against) {
    std::set<std::pair<std::int64_t, seating::SeatIndex>> asked;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        if (lines[line].wanted == nullptr) continue;
        const auto& performance = *lines[line].performance;
        std::vector<SeatInQuestion> twice;
        for (const auto seat : lines[line].wanted->named)
            if (!asked.emplace(performance.id, seat).second)
                twice.push_back(told(*performance.plan, seat));
        if (!twice.empty())
            against.push_back(
                about("seats.twice", "asked for twice: ", std::move(twice), "", line));
    }
}

SeatsTaken::SeatsTaken(stock::Halls& halls, std::span<const LineOfSeats> lines)
    : halls_(halls), lines_(lines), seats_(lines.size()) {
    for (std::size_t line = 0; line < lines.size(); ++line)
        if (lines[line].wanted != nullptr && !lines[line].wanted->named.empty()) take_named(line);
    for (const auto& of_hall : parties()) seat(of_hall);
    if (against_.empty()) look_aside();
}

SeatsTaken::~SeatsTaken() {
    if (kept_) return;
    for (std::size_t line = 0; line < lines_.size(); ++line) give_back(line);
}

void SeatsTaken::give_back(std::size_t line) {
    for (const auto seat : seats_[line]) halls_.give_back(lines_[line].performance->id, seat);
    seats_[line].clear();
}

std::string SeatsTaken::give_to(std::int64_t id, std::size_t line, std::int64_t index) {
    // Nothing at all is kept of lines where no one has seats.
    if (line >= seats_.size() || seats_[line].empty()) return {};
    const auto& performance = *lines_[line].performance;
    const auto seat = seats_[line][static_cast<std::size_t>(index)];
    halls_.give(performance.id, seat, id);
    return performance.plan->seats[seat].guid;
}

std::vector<std::string> SeatsTaken::hold_for(std::int64_t basket, std::size_t line,
                                              std::optional<std::int64_t> until) {
    std::vector<std::string> guids;
    if (line >= seats_.size()) return guids;
    for (const auto seat : seats_[line]) {
        const auto& performance = *lines_[line].performance;
        halls_.hold(performance.id, seat, basket, until);
        guids.push_back(performance.plan->seats[seat].guid);
    }
    return guids;
}

void SeatsTaken::take_named(std::size_t line) {
    const auto& performance = *lines_[line].performance;
    const auto& hall = halls_.of(performance.id);
    std::vector<SeatInQuestion> gone;
    for (const auto seat : lines_[line].wanted->named) {
        if (hall.is_free(seat)) {
            halls_.take(performance.id, seat);
            seats_[line].push_back(seat);
            continue;
        }
        gone.push_back(told(hall.plan(), seat));
        const auto& wanted = *lines_[line].wanted;
        for (const auto beside : hall.free_beside(seat, {1, wanted.category, wanted.keys}))
            gone.back().free_beside.push_back(hall.plan().seats[beside].guid);
    }
    if (!gone.empty())
        against_.push_back(about("seats.taken", "taken by now: ", std::move(gone), "", line));
}

std::vector<std::vector<SeatsTaken::Party>> SeatsTaken::parties() const {
    std::vector<std::vector<Party>> all;
    for (std::size_t line = 0; line < lines_.size(); ++line) {
        const auto* wanted = lines_[line].wanted;
        if (wanted == nullptr || !wanted->named.empty()) continue;
        const auto* performance = lines_[line].performance;
        auto hall = std::ranges::find_if(
            all, [&](const auto& parties) { return parties.front().performance == performance; });
        if (hall == all.end()) hall = all.emplace(all.end());
        auto party = std::ranges::find_if(*hall, [&](const Party& one) {
            return one.wish.category == wanted->category && one.wish.keys == wanted->keys &&
                   one.together == wanted->together;
        });
        if (party == hall->end())
            party = hall->insert(
                party, {performance, {0, wanted->category, wanted->keys}, wanted->together, {}});
        party->lines.push_back(line);
        party->wish.count += static_cast<std::uint32_t>(lines_[line].quantity);
    }
    for (auto& parties : all)
        for (auto& party : parties) spare_categories(party);
    // Who may sit apart takes what is left; who may sit anywhere leaves the others their own.
    for (auto& parties : all)
        std::ranges::stable_sort(parties, {}, [](const Party& party) {
            return std::tuple(!party.together, !party.wish.category.has_value(),
                              std::popcount(party.wish.keys));
        });
    return all;
}

// A party keeps out of the categories whose seats are all wanted by those they are set aside for.
void SeatsTaken::spare_categories(Party& party) const {
    const auto& hall = halls_.of(party.performance->id);
    for (const auto& [category, units] : lines_[party.lines.front()].aside) {
        const auto left = hall.free_count({1, category, ~std::uint64_t{0}}) - units;
        if (left < party.wish.count && category < 64)
            party.wish.without |= std::uint64_t{1} << category;
    }
}

// Whatever was chosen, and however: what is set aside for others must be left.
void SeatsTaken::look_aside() {
    for (std::size_t line = 0; line < lines_.size(); ++line)
        for (const auto& [category, units] : lines_[line].aside) {
            const auto& hall = halls_.of(lines_[line].performance->id);
            const auto left = hall.free_count({1, category, ~std::uint64_t{0}});
            if (left >= units) continue;
            auto reason =
                refusal("contingent.set_aside",
                        "the seats of the category `" + hall.plan().categories[category].name +
                            "` that are left are set aside for others",
                        {{"left", left}, {"set_aside", units}})
                    .reasons.front();
            reason.line = static_cast<std::int64_t>(line);
            against_.push_back(std::move(reason));
            return;
        }
}

void SeatsTaken::seat(std::span<const Party> parties) {
    std::vector<Reason> reasons;
    for (const auto& party : parties)
        if (!seat(party)) reasons.push_back(nowhere(party));
    if (reasons.empty()) return;
    give_back(parties);
    const auto apart = std::ranges::find(parties, false, &Party::together);
    auto looks = looks_most;
    if (!seat_around({parties.begin(), apart}, {apart, parties.end()}, looks))
        std::ranges::move(reasons, std::back_inserter(against_));
}

// The best for one left no place for another. Tries every choice of the least choosy, and leaves
// one as soon as somebody else has no place any more.
bool SeatsTaken::seat_around(std::span<const Party> together, std::span<const Party> apart,
                             std::size_t& looks) {
    if (together.empty()) {
        if (std::ranges::all_of(apart, [this](const Party& one) { return seat(one); })) return true;
        give_back(apart);
        return false;
    }
    const auto& party = together.back();
    const auto others = together.first(together.size() - 1);
    const auto& hall = halls_.of(party.performance->id);
    const auto can = [this](const Party& one) { return can_sit(one); };
    const auto choices = hall.every_together(party.wish);
    looks -= std::min(looks, choices.size() / choices_a_look);
    for (const auto& choice : choices) {
        if (looks == 0) return false;
        --looks;
        give(party, hall.seats_of(choice, party.wish));
        if (std::ranges::all_of(others, can) && std::ranges::all_of(apart, can) &&
            seat_around(others, apart, looks))
            return true;
        give_back({&party, 1});
    }
    return false;
}

bool SeatsTaken::can_sit(const Party& party) {
    auto& hall = halls_.of(party.performance->id);
    return party.together ? !hall.best_together(party.wish).empty()
                          : hall.free_count(party.wish) >= party.wish.count;
}

void SeatsTaken::give_back(std::span<const Party> parties) {
    for (const auto& party : parties)
        for (const auto line : party.lines) give_back(line);
}

bool SeatsTaken::seat(const Party& party) {
    auto& hall = halls_.of(party.performance->id);
    const auto chosen =
        party.together ? hall.best_together(party.wish) : hall.best_apart(party.wish);
    give(party, chosen);
    return !chosen.empty();
}

void SeatsTaken::give(const Party& party, std::span<const seating::SeatIndex> seats) {
    auto next = seats.begin();
    for (const auto line : party.lines)
        for (std::int64_t ticket = 0; ticket < lines_[line].quantity && next != seats.end();
             ++ticket) {
            halls_.take(party.performance->id, *next);
            seats_[line].push_back(*next++);
        }
}

Reason SeatsTaken::nowhere(const Party& party) {
    const auto& hall = halls_.of(party.performance->id);
    const std::int64_t asked = party.wish.count;
    const auto left = hall.free_count(party.wish);
    auto refused =
        left < asked
            ? refusal("seats.short", "not enough seats left", {{"asked", asked}, {"left", left}})
            : refusal(
                  "seats.not_together", "nowhere are so many seats left together",
                  {{"asked", asked}, {"left", left}, {"together", hall.longest_run(party.wish)}});
    auto reason = std::move(refused.reasons.front());
    reason.line = static_cast<std::int64_t>(party.lines.front());
    return reason;
}

}  // namespace willcall::sales
