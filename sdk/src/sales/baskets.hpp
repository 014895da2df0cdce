// What baskets hold: read, given back, ended.
#ifndef WILLCALL_SALES_BASKETS_HPP
#define WILLCALL_SALES_BASKETS_HPP

#include "operations/failure.hpp"
#include "sales/basket_rows.hpp"
#include "sales/change_rows.hpp"
#include "sales/lines.hpp"
#include "sales/telling.hpp"
#include "stock/halls.hpp"
#include "stock/quotas.hpp"

#include <set>

namespace willcall::sales {

// A basket of this seller. Throws NOT_FOUND at `field` for any other.
BasketRow find_basket(store::Connection& connection, Id id, std::int64_t seller, const char* field);
// Whose it is to be, and who books it, where a customer fills or places it: see settle_parties() of
// orders.
std::optional<Refusal> settle_parties(const Caller& caller, BasketRow& row);
// As it stands by now, whether or not what it holds was missed yet.
BasketState state_of(const BasketRow& row, std::int64_t now);
std::optional<Refusal> refuse_unless_open(const BasketRow& row, std::int64_t now);

// What it holds by now, as it was asked for, with the seats.
std::vector<OrderLine> lines_of(store::Connection& connection, std::int64_t basket,
                                std::int64_t now);
BasketSaid said_of(const BasketRow& row);

// A basket with what it holds of quotas and halls.
struct HeldBasket {
    BasketRow row;
    std::vector<HoldRow> holds;
    std::vector<stock::SeatRow> seats;
};
HeldBasket read_held(store::Connection& turn, BasketRow row);

// What a basket holds counts as free, in memory, until this is gone; then it is held as before,
// unless it was ended. It was promised: so much can be taken again even where a capacity was
// lowered. Its quotas are loaded, and the halls of `performances`.
class GivenBack {
public:
    using Performances = std::set<const catalogue::PerformanceItem*>;
    GivenBack(const HeldBasket& held, const Performances& performances, stock::Ledger& ledger,
              stock::Halls& halls);
    GivenBack(const GivenBack&) = delete;
    GivenBack& operator=(const GivenBack&) = delete;
    ~GivenBack();
    void keep() { kept_ = true; }

private:
    stock::Ledger& ledger_;
    stock::Halls& halls_;
    std::vector<stock::Claim> claims_;
    std::vector<std::pair<std::int64_t, seating::SeatIndex>> seats_;
    bool kept_ = false;
};

// Deletes the rows of what it holds: of quotas, seats, lines. Who calls has counted that.
void delete_held(store::Connection& turn, std::int64_t basket);
// The same for good: of an ended basket no name is left either.
void end_basket(store::Connection& turn, std::int64_t basket, BasketState as,
                std::optional<std::int64_t> order = {});

// Gives back all that an open basket holds, and ends it, in an exclusive turn; `ledger` counts.
void give_up_basket(store::Connection& turn, stock::Ledger& ledger, std::int64_t basket,
                    BasketState as, const MakeId& make_id);
// Whether any basket holds something past its time.
bool any_expired(store::Connection& reading, std::int64_t now);
// The same of lines that are held past a time of their own, as those of a contingent.
bool any_lapsed(store::Connection& reading, std::int64_t now);
// Gives up those, a limited number at once, the oldest first; and the lines of others that are held
// past a time of their own: they stay visible, and whose they were is told. Says of which baskets.
std::vector<std::int64_t> release_expired(store::Connection& turn, stock::Ledger& ledger,
                                          std::int64_t now, const catalogue::Catalogue& catalogue,
                                          Telling& telling, const MakeId& make_id);
// What it held of contingents that were released since.
std::vector<ReleasedLine> released_lines(store::Connection& connection,
                                         const catalogue::Catalogue& catalogue, std::int64_t basket,
                                         std::int64_t now);

}  // namespace willcall::sales

#endif
