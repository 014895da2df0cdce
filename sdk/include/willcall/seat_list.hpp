// The seats of a performance as a table: who looks sees what they may still have, and who has what
// of theirs.
#ifndef WILLCALL_SEAT_LIST_HPP
#define WILLCALL_SEAT_LIST_HPP

#include <willcall/seating.hpp>

namespace willcall {

// As whoever looks sees it: what their channel holds for nobody yet is in its `cart`, what it holds
// for somebody is `allocated`, what it sold `distributed`; others hold or have what is `taken`.
enum class SeatUse { free, contingent, cart, allocated, distributed, taken, blocked };
constexpr std::array<const char*, 8> words_of(SeatUse) {
    return {"free", "contingent", "cart", "allocated", "distributed", "taken", "blocked", nullptr};
}

struct ListSeats {
    std::string performance;
    std::vector<SeatUse> uses;
    std::string name;

    static constexpr auto fields = in_order{
        field<"performance">(&ListSeats::performance, "key of the performance", between(1, 64)),
        field<"uses">(&ListSeats::uses, "only seats that stand so; none: all", at_most(7)),
        field<"name">(&ListSeats::name, "only those of this guest or holder", at_most(200),
                      can_be_left_out),
    };
};

struct ListedSeat {
    std::string guid;
    std::string zone;
    std::string row;
    std::string number;
    std::string category;
    SeatUse use = SeatUse::free;
    std::string name;
    std::string contingent;
    std::optional<Id> ticket;

    static constexpr auto meaning = "a seat in a list";
    static constexpr auto fields = in_order{
        field<"guid">(&ListedSeat::guid, "its own in the plan"),
        field<"zone">(&ListedSeat::zone, "name of the zone"),
        field<"row">(&ListedSeat::row, "number of the row"),
        field<"number">(&ListedSeat::number, "number in the row"),
        field<"category">(&ListedSeat::category, "name of its category"),
        field<"use">(&ListedSeat::use, "how it stands for who looks"),
        field<"name">(&ListedSeat::name,
                      "of who it is allocated to, or whose ticket it is; not shown of others', nor "
                      "of orders outside the scope"),
        field<"contingent">(&ListedSeat::contingent,
                            "of a free one: key of the contingent that it may be drawn from"),
        field<"ticket">(&ListedSeat::ticket, "id of the ticket it is, shown as the name is"),
    };
};

}  // namespace willcall

#endif
