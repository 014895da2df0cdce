// The seats of performances in memory, from turn to turn. A quota says whether there is a place
// left; this says which.
#ifndef WILLCALL_STOCK_HALLS_HPP
#define WILLCALL_STOCK_HALLS_HPP

#include "catalogue/catalogue.hpp"
#include "seating/hall.hpp"

#include <willcall/orders.hpp>

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace willcall::stock {

// Never one that was before: whoever keeps a state of a hall may compare it for years.
using MakeVersion = std::function<std::int64_t()>;

// A seat that is not free: a ticket's, or held for a basket.
struct SeatRow {
    std::int64_t performance = 0;
    std::string seat;  // guid in the plan
    std::optional<std::int64_t> ticket;
    std::optional<std::int64_t> basket;
    std::optional<std::int64_t> until;  // may be released from then on, whatever the basket says
    static constexpr const char* table = "seats";
    static constexpr auto columns = in_order{
        store::column<"performance">(&SeatRow::performance), store::column<"seat">(&SeatRow::seat),
        store::column<"ticket">(&SeatRow::ticket), store::column<"basket">(&SeatRow::basket),
        store::column<"until">(&SeatRow::until)};
};

// What counts as free, though nobody has released it yet: what registrations, and what baskets
// hold until this time or less.
struct Lapsed {
    std::int64_t registrations = 0;
    std::int64_t baskets = 0;
};

// How every seat of a performance stands, by its place in the plan.
std::vector<SeatState> read_seats(store::Connection& connection,
                                  const catalogue::PerformanceItem& performance,
                                  Lapsed lapsed = {});

// Puts back on sale what the dead tickets of an order had, or all that a basket holds, in an
// exclusive turn.
void free_seats(store::Connection& turn, std::int64_t order, const MakeVersion& make_version);
void free_seats_of_basket(store::Connection& turn, std::int64_t basket,
                          const MakeVersion& make_version);
// Those that it holds until this time or less.
void free_lapsed_seats(store::Connection& turn, std::int64_t basket, std::int64_t now,
                       const MakeVersion& make_version);

class Halls {
public:
    // Brings the hall to what the store says. Read anew only where its version there, or the plan,
    // or what is blocked or locked has changed. Where several engines have turns at once, the
    // caller has locked the performance's quota by now. The item has a plan.
    void load(store::Connection& turn, const catalogue::PerformanceItem& performance,
              Lapsed lapsed = {});
    // The hall as this turn, which has loaded it, has it so far. Valid until `forget`.
    seating::Hall& of(std::int64_t performance) { return kept_.at(performance).hall; }

    // Takes a seat of a hall, or gives one back that was taken and not sold.
    void take(std::int64_t performance, seating::SeatIndex seat);
    void give_back(std::int64_t performance, seating::SeatIndex seat);
    // The seat that was taken belongs to this ticket, or is held for this basket.
    void give(std::int64_t performance, seating::SeatIndex seat, std::int64_t ticket);
    void hold(std::int64_t performance, seating::SeatIndex seat, std::int64_t basket,
              std::optional<std::int64_t> until = {});

    // Writes what was given since the last write, and the halls' new versions.
    void write(store::Connection& turn, const MakeVersion& make_version);
    // What is kept may no longer be what the store says: after a failed turn, or when others have
    // written. A hall whose version is unchanged stays.
    void forget();

private:
    struct Kept {
        seating::Hall hall;
        std::vector<seating::SeatIndex> blocked;
        std::int64_t version = 0;  // 0: nothing was ever sold of it
        std::int64_t unsaved = 0;  // seats taken, less those given back, that no row says yet
        bool given = false;        // some of them in rows that are not written yet
        bool doubtful = false;
    };

    void add(SeatRow row);

    std::unordered_map<std::int64_t, Kept> kept_;  // by performance
    std::vector<SeatRow> given_;
};

}  // namespace willcall::stock

#endif
