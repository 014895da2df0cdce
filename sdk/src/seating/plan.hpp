// A hall: its seats, which of them are next to each other, and how good each is. Never changes once
// it is read. Knows nothing of sales.
#ifndef WILLCALL_SEATING_PLAN_HPP
#define WILLCALL_SEATING_PLAN_HPP

#include "operations/reading.hpp"

#include <willcall/seating.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace willcall::seating {

// Place of a seat in the plan's list of seats.
using SeatIndex = std::uint32_t;

// Thousandths of the plan's unit: a plan may have decimals, a comparison must not depend on them.
struct Point {
    std::int64_t x = 0;
    std::int64_t y = 0;
};

struct PlannedSeat {
    std::string guid;
    std::string number;
    std::uint32_t row = 0;
    std::uint32_t category = 0;
    Point at;
    std::uint32_t block = 0;  // of seats next to each other, and its place there
    std::uint32_t place = 0;
    std::int64_t distance = 0;  // from the focal point
};

// All rows of a zone that have the same number are one: that is how a ticket names it.
struct PlannedRow {
    std::string number;
    std::uint32_t zone = 0;
    std::vector<SeatIndex> seats;  // in the plan's order
};

struct PlannedZone {
    std::string name;
    Point at;
    std::vector<std::uint32_t> rows;
    std::vector<Value> areas;
};

// Of a plan's JSON: a stadium's, not a request's.
inline constexpr ReadingLimits plan_limits{std::size_t{64} * 1'048'576, 4'000'000};

class Plan {
public:
    // Of a plan that was validated against the shape of SeatingPlan; throws a Failure with path
    // and place for what a shape can't say: an unknown category, a guid or a name that two seats
    // have, a position that is no number. `path` and `file` say where the plan stands.
    static std::shared_ptr<const Plan> of(const Value& plan, const std::string& path,
                                          const std::string& file);
    // Parses and validates first.
    static std::shared_ptr<const Plan> read(std::string_view json, const std::string& path,
                                            const std::string& file);

    std::string name;
    std::vector<PlanCategory> categories;
    std::vector<PlannedZone> zones;
    std::vector<PlannedRow> rows;
    std::vector<PlannedSeat> seats;
    // Seats next to each other, in the order they stand: a row between two aisles.
    std::vector<std::vector<SeatIndex>> blocks;

    // By guid, or by name. Nothing where there is none.
    std::optional<SeatIndex> find(std::string_view seat) const;
    std::optional<std::uint32_t> category(std::string_view named) const;
    // "Stalls/3/12": zone, row and number, without those that are empty.
    std::string name_of(SeatIndex seat) const;
    willcall::Seat shown(SeatIndex seat) const;
    // A coordinate as the plan would write it; lives as long as the plan.
    Any coordinate(std::int64_t thousandths) const;

private:
    friend class PlanReading;
    std::unordered_map<std::string, SeatIndex> by_guid_;
    std::unordered_map<std::string, SeatIndex> by_name_;
    std::unordered_map<std::int64_t, Value> coordinates_;
};

// Finds which seats are next to each other, and how far each is from the focal point `focus`.
//
// Neighbours stand in one row, no further apart than one and a half times the zone's usual step
// (the median distance of its seats from the nearest one in their row): what is wider is an aisle.
// The order of the plan's lists, and the numbers of its seats, say nothing about it.
void find_neighbours(Plan& plan);
void measure_distances(Plan& plan, Point focus);

}  // namespace willcall::seating

#endif
