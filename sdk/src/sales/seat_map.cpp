#include "sales/seat_map.hpp"

#include "catalogue/items.hpp"
#include "operations/wording.hpp"
#include "sales/seat_list.hpp"
#include "stock/halls.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

namespace willcall::sales {

namespace {

const catalogue::PerformanceItem& seated_performance(const Needs& needs, const Call& call,
                                                     const std::string& key) {
    const auto* performance = needs.snapshot_of(call)->catalogue->performance(key);
    if (performance == nullptr) throw not_found("no performance " + quoted(key)).at("performance");
    if (performance->plan == nullptr)
        throw invalid("the performance " + quoted(key) + " has no seating plan").at("performance");
    return *performance;
}

std::string lock_of(const catalogue::PerformanceItem& performance, seating::SeatIndex seat) {
    const auto lock = performance.locks.empty() ? 0 : performance.locks[seat];
    return lock == 0 ? std::string() : performance.lock_keys[lock - 1U];
}

Answered<SeatMap> map(const Needs& needs, Call& call, const GetSeatMap& request) {
    const auto& performance = shown_hall(needs, call, request.performance);
    const auto& plan = *performance.plan;
    const auto states = stock::read_seats(*call.connection, performance, {0, call.now});
    SeatMap answer;
    answer.performance = performance.key;
    answer.name = plan.name;
    answer.categories = plan.categories;
    std::array<std::int64_t, 4> counted{};
    for (const auto& zone : plan.zones) {
        auto& shown = answer.zones.emplace_back();
        shown.name = zone.name;
        shown.x = plan.coordinate(zone.at.x);
        shown.y = plan.coordinate(zone.at.y);
        for (const auto& area : zone.areas) shown.areas.push_back({&area});
        for (const auto number : zone.rows) {
            const auto& row = plan.rows[number];
            auto& seats = shown.rows.emplace_back(MapRow{row.number, {}}).seats;
            seats.reserve(row.seats.size());
            for (const auto index : row.seats) {
                const auto& seat = plan.seats[index];
                seats.push_back({seat.guid, seat.number, plan.coordinate(seat.at.x),
                                 plan.coordinate(seat.at.y), plan.categories[seat.category].name,
                                 states[index], lock_of(performance, index)});
                ++counted[static_cast<std::size_t>(states[index])];
            }
        }
    }
    const auto words = words_of(SeatState{});
    for (std::size_t state = 0; state < counted.size(); ++state)
        answer.counted[words[state]] = counted[state];
    return answer;
}

// The seats a request names; throws for one of another hall.
std::vector<seating::SeatIndex> named_seats(const seating::Plan& plan, const BlockSeats& request) {
    std::vector<seating::SeatIndex> seats;
    for (std::size_t index = 0; index < request.seats.size(); ++index) {
        const auto seat = plan.find(request.seats[index]);
        const auto field = "seats[" + std::to_string(index) + ']';
        if (!seat)
            throw not_found(field + ": there is no seat " + quoted(request.seats[index]) +
                            " in the hall of " + quoted(request.performance))
                .at(field);
        seats.push_back(*seat);
    }
    return seats;
}

std::optional<Refusal> refuse_sold(store::Connection& turn,
                                   const catalogue::PerformanceItem& performance,
                                   const std::vector<seating::SeatIndex>& seats) {
    const auto& plan = *performance.plan;
    const auto states = stock::read_seats(turn, performance);
    Refusal refused = refusal("seats.not_free", "sold or held by now: ");
    auto& reason = refused.reasons.front();
    for (const auto seat : seats) {
        if (states[seat] != SeatState::sold && states[seat] != SeatState::held) continue;
        if (!reason.seats.empty()) reason.message += ", ";
        reason.message += quoted(plan.name_of(seat));
        reason.seats.push_back({plan.seats[seat].guid, plan.name_of(seat), {}});
    }
    if (reason.seats.empty()) return std::nullopt;
    return refused;
}

// What is blocked is a field of the performance, as a season file would say it.
Answered<SeatsBlocked> set_blocked(const Needs& needs, Call& call, const BlockSeats& request,
                                   bool blocked) {
    const auto& performance = seated_performance(needs, call, request.performance);
    const auto& plan = *performance.plan;
    const auto seats = named_seats(plan, request);
    stock::Ledger ledger;
    needs.placing->release_overdue(*call.connection, ledger, 0, call.now, needs.snapshot_of(call));
    if (blocked)
        if (auto refused = refuse_sold(*call.connection, performance, seats))
            return std::move(*refused);
    std::set<seating::SeatIndex> wanted(performance.blocked.begin(), performance.blocked.end());
    const auto before = wanted.size();
    for (const auto seat : seats) {
        if (blocked) wanted.insert(seat);
        else wanted.erase(seat);
    }
    SeatsBlocked answer;
    answer.performance = performance.key;
    answer.blocked = static_cast<std::int64_t>(wanted.size());
    answer.changed = std::abs(answer.blocked - static_cast<std::int64_t>(before));
    call.note.nothing = answer.changed == 0;
    call.note.subject = performance.id;
    if (call.note.nothing) return answer;
    const auto row = call.connection->find<catalogue::ItemRow>("where id = ?", performance.id);
    auto content = catalogue::read_content<Performance>(*row, call.dialect);
    content.blocked.clear();
    for (const auto seat : wanted) content.blocked.push_back(plan.seats[seat].guid);
    call.connection->execute("update items set content = ? where id = ?",
                             catalogue::content_of(content, call.dialect.decimals), performance.id);
    call.moved.emplace_back("catalogue");
    return answer;
}

}  // namespace

const catalogue::PerformanceItem& shown_hall(const Needs& needs, const Call& call,
                                             const std::string& key) {
    const auto& performance = seated_performance(needs, call, key);
    if (!needs.find_shown(call, std::span(&performance.event->key, 1)).front())
        throw not_found("no performance " + quoted(key)).at("performance");
    return performance;
}

std::vector<Operation> seat_operations(const Needs& needs) {
    return {seat_list_operation(needs),
            operation<GetSeatMap, SeatMap>("seats.map", "/seats/map",
                                           "every seat of a performance, and how it stands",
                                           Handling::reads,
                                           [needs](Call& call, const GetSeatMap& request) {
                                               return map(needs, call, request);
                                           }),
            operation<BlockSeats, SeatsBlocked>("seats.block", "/seats/block",
                                                "takes seats out of sale; not one that is sold",
                                                Handling::writes,
                                                [needs](Call& call, const BlockSeats& request) {
                                                    return set_blocked(needs, call, request, true);
                                                }),
            operation<BlockSeats, SeatsBlocked>("seats.unblock", "/seats/unblock",
                                                "puts blocked seats back on sale", Handling::writes,
                                                [needs](Call& call, const BlockSeats& request) {
                                                    return set_blocked(needs, call, request, false);
                                                })};
}

}  // namespace willcall::sales
