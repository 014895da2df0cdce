// The seats of an order: which are asked for, said in the quote, and which it gets, chosen in the
// turn.
#ifndef WILLCALL_SALES_SEATS_HPP
#define WILLCALL_SALES_SEATS_HPP

#include "operations/failure.hpp"
#include "stock/halls.hpp"

#include <willcall/orders.hpp>

#include <set>
#include <span>
#include <vector>

namespace willcall::sales {

// What a line of a performance with seats wants.
struct SeatsWanted {
    std::vector<seating::SeatIndex> named;  // empty: the best there are
    std::optional<std::uint32_t> category;  // of the ticket type; none: any
    std::uint64_t keys = 0;                 // of the locks that rules opened
    bool together = true;
};

// A line as its seats are asked for. Without a plan it has none.
struct LineOfSeats {
    const catalogue::PerformanceItem* performance = nullptr;
    std::int64_t quantity = 0;
    const SeatsWanted* wanted = nullptr;
    // Seats of these categories, so many, that are set aside for others.
    std::vector<std::pair<std::uint32_t, std::int64_t>> aside = {};
};

// Finds the seats a line names. What speaks against them from the plan alone is said in `against`:
// seats of another hall, blocked ones, of another category, the same twice.
SeatsWanted find_seats(const OrderLine& line, std::int64_t number,
                       const catalogue::PerformanceItem& performance,
                       const catalogue::TicketTypeItem& type, std::vector<Reason>& against);
// Opens the locks of these keys; says which seats it names are behind others.
void open_locks(SeatsWanted& wanted, const std::set<std::string>& opened, std::int64_t number,
                const catalogue::PerformanceItem& performance, std::vector<Reason>& against);
// The same seat on two lines.
void refuse_repeated_seats(std::span<const LineOfSeats> lines, std::vector<Reason>& against);

// Seats taken in a turn for one order; given back unless they are kept.
class SeatsTaken {
public:
    // Chooses for all lines, whose halls are loaded: seats that are named first, then for parties,
    // so that all of them sit wherever that is possible. Lines of one performance that want the
    // same are one party, and sit together.
    SeatsTaken(stock::Halls& halls, std::span<const LineOfSeats> lines);
    SeatsTaken(const SeatsTaken&) = delete;
    SeatsTaken& operator=(const SeatsTaken&) = delete;
    ~SeatsTaken();

    // Why not: seats that others have, with what is free beside them, or too few together.
    const std::vector<Reason>& against() const { return against_; }
    void keep() { kept_ = true; }
    // Guid of the seat of ticket number `index` of a line, which has this id and from now on the
    // seat; empty for a line without seats.
    std::string give_to(std::int64_t id, std::size_t line, std::int64_t index);
    // Guids of all seats of a line, which from now on are held for this basket.
    std::vector<std::string> hold_for(std::int64_t basket, std::size_t line,
                                      std::optional<std::int64_t> until = {});

private:
    struct Party {
        const catalogue::PerformanceItem* performance = nullptr;
        seating::Wish wish{0, {}};
        bool together = true;
        std::vector<std::size_t> lines;
    };

    void take_named(std::size_t line);
    void spare_categories(Party& party) const;
    void look_aside();
    // By performance; whoever is hardest to seat first.
    std::vector<std::vector<Party>> parties() const;
    void seat(std::span<const Party> parties);
    bool seat(const Party& party);
    bool seat_around(std::span<const Party> together, std::span<const Party> apart,
                     std::size_t& looks);
    bool can_sit(const Party& party);
    void give(const Party& party, std::span<const seating::SeatIndex> seats);
    void give_back(std::span<const Party> parties);
    void give_back(std::size_t line);
    Reason nowhere(const Party& party);

    stock::Halls& halls_;
    std::span<const LineOfSeats> lines_;
    std::vector<std::vector<seating::SeatIndex>> seats_;
    std::vector<Reason> against_;
    bool kept_ = false;
};

}  // namespace willcall::sales

#endif
