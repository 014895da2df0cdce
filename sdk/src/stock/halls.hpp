// The seats of performances in memory, from turn to turn. A quota says whether there is a place
// left; this says which.
#ifndef WILLCALL_STOCK_HALLS_HPP
#define WILLCALL_STOCK_HALLS_HPP

#include "catalogue/catalogue.hpp"
#include "seating/hall.hpp"

#include <willcall/orders.hpp>

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace willcall::stock {

// Never one that was before: whoever keeps a state of a hall may compare it for years.
using MakeVersion = std::function<std::int64_t()>;

// A seat that is not free.
struct SeatRow {
    std::int64_t performance = 0;
    std::string seat;         // guid in the plan
    std::int64_t ticket = 0;  // whose it is
    static constexpr const char* table = "seats";
    static constexpr auto columns =
        in_order{store::column<"performance">(&SeatRow::performance),
                 store::column<"seat">(&SeatRow::seat), store::column<"ticket">(&SeatRow::ticket)};
};

// How every seat of a performance stands, by its place in the plan; once whatever may be released
// at the time `released` is.
std::vector<SeatState> read_seats(store::Connection& connection,
                                  const catalogue::PerformanceItem& performance,
                                  std::int64_t released = 0);

// Puts back on sale what the dead tickets of an order had, in the exclusive turn in which they
// died.
void free_seats(store::Connection& turn, std::int64_t order, const MakeVersion& make_version);

class Halls {
public:
    // Brings the hall to what the store says. Read anew only where its version there, or the plan,
    // or what is blocked or locked has changed. Where several engines have turns at once, the
    // caller has locked the performance's quota by now. The item has a plan.
    void load(store::Connection& turn, const catalogue::PerformanceItem& performance,
              std::int64_t released = 0);
    // The hall as this turn, which has loaded it, has it so far. Valid until `forget`.
    seating::Hall& of(std::int64_t performance) { return kept_.at(performance).hall; }

    // Takes a seat of a hall, or gives one back that was taken and not sold.
    void take(std::int64_t performance, seating::SeatIndex seat);
    void give_back(std::int64_t performance, seating::SeatIndex seat);
    // The seat that was taken belongs to this ticket.
    void give(std::int64_t performance, seating::SeatIndex seat, std::int64_t ticket);

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
        std::int64_t unsaved = 0;  // seats taken that no row says yet
        bool doubtful = false;
    };

    std::unordered_map<std::int64_t, Kept> kept_;  // by performance
    std::vector<SeatRow> given_;
};

}  // namespace willcall::stock

#endif
