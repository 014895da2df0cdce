// Seats: the plan of a hall as pretix writes it, and what is asked and said of its seats.
#ifndef WILLCALL_SEATING_HPP
#define WILLCALL_SEATING_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

// The words of the pretix seating-plan format are kept as they are; what only its editor reads
// (uuid, radius, …) is accepted and not looked at.
struct PlanPosition {
    Any x;
    Any y;

    static constexpr auto meaning = "where something stands, within what it belongs to";
    static constexpr auto fields = in_order{
        field<"x">(&PlanPosition::x, "to the right; a number"),
        field<"y">(&PlanPosition::y, "away from the stage; a number"),
    };
};

struct PlanSeat {
    std::string guid;
    std::string number;
    PlanPosition position;
    std::string category;
    Any radius;
    Any uuid;

    static constexpr auto meaning = "a seat of a plan";
    static constexpr auto fields = in_order{
        field<"seat_guid">(&PlanSeat::guid, "its own in the plan; never changes", between(1, 100)),
        field<"seat_number">(&PlanSeat::number, "as printed", between(1, 50)),
        field<"position">(&PlanSeat::position, "within its row"),
        field<"category">(&PlanSeat::category, "name of its category", between(1, 200)),
        field<"radius">(&PlanSeat::radius, "not looked at", can_be_left_out),
        field<"uuid">(&PlanSeat::uuid, "not looked at", can_be_left_out),
    };
};

struct PlanRow {
    std::string number;
    std::optional<PlanPosition> position;
    std::vector<PlanSeat> seats;
    Any number_position;
    Any number_of_seats;
    Any seats_spacing;
    Any uuid;

    static constexpr auto meaning = "a row of a plan; those of one zone and number are one row";
    static constexpr auto fields = in_order{
        field<"row_number">(&PlanRow::number, "as printed", at_most(50)),
        field<"position">(&PlanRow::position, "within its zone"),
        field<"seats">(&PlanRow::seats, "its seats", at_most(2'000)),
        field<"row_number_position">(&PlanRow::number_position, "not looked at", can_be_left_out),
        field<"number_of_seats">(&PlanRow::number_of_seats, "not looked at", can_be_left_out),
        field<"seats_spacing">(&PlanRow::seats_spacing, "not looked at", can_be_left_out),
        field<"uuid">(&PlanRow::uuid, "not looked at", can_be_left_out),
    };
};

struct PlanZone {
    std::string name;
    PlanPosition position;
    std::vector<PlanRow> rows;
    std::vector<Any> areas;
    Any displayed;
    Any zone_id;
    Any uuid;

    static constexpr auto meaning = "a part of the hall";
    static constexpr auto fields = in_order{
        field<"name">(&PlanZone::name, "as printed", at_most(200), can_be_left_out),
        field<"position">(&PlanZone::position, "in the plan"),
        field<"rows">(&PlanZone::rows, "its rows", at_most(10'000)),
        field<"areas">(&PlanZone::areas,
                       "what is drawn beside the seats; one whose text is `stage` is the stage",
                       at_most(10'000)),
        field<"displayed">(&PlanZone::displayed, "not looked at", can_be_left_out),
        field<"zone_id">(&PlanZone::zone_id, "not looked at", can_be_left_out),
        field<"uuid">(&PlanZone::uuid, "not looked at", can_be_left_out),
    };
};

struct PlanCategory {
    std::string name;
    std::string color;

    static constexpr auto meaning = "a category of seats";
    static constexpr auto fields = in_order{
        field<"name">(&PlanCategory::name, "what ticket types name", between(1, 200)),
        field<"color">(&PlanCategory::color, "its seats are drawn in", at_most(100),
                       can_be_left_out),
    };
};

struct SeatingPlan {
    std::string name;
    std::vector<PlanCategory> categories;
    std::vector<PlanZone> zones;
    Any size;

    static constexpr auto meaning = "a hall in the pretix seating-plan format";
    static constexpr auto fields = in_order{
        field<"name">(&SeatingPlan::name, "as shown", between(1, 200)),
        field<"categories">(&SeatingPlan::categories, "of its seats", between(1, 1'000)),
        field<"zones">(&SeatingPlan::zones, "its parts", between(1, 1'000)),
        field<"size">(&SeatingPlan::size, "of the drawing", can_be_left_out),
    };
};

// Numbers are stored: append only. Free and blocked seats have no row.
enum class SeatState : std::uint8_t { free, held, sold, blocked };
constexpr std::array<const char*, 5> words_of(SeatState) {
    return {"free", "held", "sold", "blocked", nullptr};
}

// A seat as it is printed on a ticket.
struct Seat {
    std::string guid;
    std::string zone;
    std::string row;
    std::string number;
    std::string category;

    static constexpr auto meaning = "a seat of a plan, as printed";
    static constexpr auto fields = in_order{
        field<"guid">(&Seat::guid, "its own in the plan"),
        field<"zone">(&Seat::zone, "name of the zone"),
        field<"row">(&Seat::row, "number of the row"),
        field<"number">(&Seat::number, "number in the row"),
        field<"category">(&Seat::category, "name of the category"),
    };
};

struct GetSeatMap {
    std::string performance;

    static constexpr auto fields = in_order{
        field<"performance">(&GetSeatMap::performance, "key of the performance", between(1, 64)),
    };
};

struct MapSeat {
    std::string guid;
    std::string number;
    Any x;
    Any y;
    std::string category;
    SeatState state = SeatState::free;
    std::string lock;

    static constexpr auto meaning = "a seat on the map";
    static constexpr auto fields = in_order{
        field<"guid">(&MapSeat::guid, "its own in the plan"),
        field<"number">(&MapSeat::number, "as printed"),
        field<"x">(&MapSeat::x, "to the right in the plan; a number"),
        field<"y">(&MapSeat::y, "away from the stage in the plan; a number"),
        field<"category">(&MapSeat::category, "name of its category"),
        field<"state">(&MapSeat::state, "how it stands"),
        field<"lock">(&MapSeat::lock, "key of the lock that it is behind; empty: none"),
    };
};

struct MapRow {
    std::string number;
    std::vector<MapSeat> seats;

    static constexpr auto meaning = "a row on the map";
    static constexpr auto fields = in_order{
        field<"number">(&MapRow::number, "as printed"),
        field<"seats">(&MapRow::seats, "in the order of the plan"),
    };
};

struct MapZone {
    std::string name;
    Any x;
    Any y;
    std::vector<MapRow> rows;
    std::vector<Any> areas;

    static constexpr auto meaning = "a zone on the map";
    static constexpr auto fields = in_order{
        field<"name">(&MapZone::name, "as printed"),
        field<"x">(&MapZone::x, "where its areas are counted from; a number"),
        field<"y">(&MapZone::y, "where its areas are counted from; a number"),
        field<"rows">(&MapZone::rows, "its rows"),
        field<"areas">(&MapZone::areas, "as the plan has them"),
    };
};

struct SeatMap {
    std::string performance;
    std::string name;
    std::vector<PlanCategory> categories;
    std::vector<MapZone> zones;
    std::map<std::string, std::int64_t> counted;

    static constexpr auto meaning = "every seat of a performance: where it is and how it stands";
    static constexpr auto fields = in_order{
        field<"performance">(&SeatMap::performance, "key of the performance"),
        field<"name">(&SeatMap::name, "of the hall"),
        field<"categories">(&SeatMap::categories, "with their colors"),
        field<"zones">(&SeatMap::zones, "the hall, part by part"),
        field<"counted">(&SeatMap::counted, "seats by state: free, held, sold, blocked"),
    };
};

struct BlockSeats {
    std::string performance;
    std::vector<std::string> seats;

    static constexpr auto fields = in_order{
        field<"performance">(&BlockSeats::performance, "key of the performance", between(1, 64)),
        field<"seats">(&BlockSeats::seats, "guids, or names such as `Stalls/3/12`",
                       between(1, 10'000)),
    };
};

struct SeatsBlocked {
    std::string performance;
    std::int64_t changed = 0;
    std::int64_t blocked = 0;

    static constexpr auto meaning = "what became of seats that are not for sale";
    static constexpr auto fields = in_order{
        field<"performance">(&SeatsBlocked::performance, "key of the performance"),
        field<"changed">(&SeatsBlocked::changed, "seats that were not so before"),
        field<"blocked">(&SeatsBlocked::blocked, "seats of the performance blocked by now"),
    };
};

}  // namespace willcall

#endif
