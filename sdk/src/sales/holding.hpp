// Holds: what is kept for somebody who has not paid, and how it comes back into sale.
#ifndef WILLCALL_SALES_HOLDING_HPP
#define WILLCALL_SALES_HOLDING_HPP

#include "sales/change_rows.hpp"
#include "sales/lines.hpp"
#include "sales/telling.hpp"
#include "stock/quotas.hpp"

namespace willcall::sales {

// Ends a registration that is still open: what it held is back in sale, its tickets are dead. The
// transaction must be written already.
void end_registration(store::Connection& turn, stock::Ledger& ledger, std::int64_t order,
                      RegistrationState as, std::int64_t transaction, const MakeId& make_id);

// Units of this quota that registrations and baskets hold past their time.
std::int64_t overdue_units(store::Connection& reading, std::int64_t quota, std::int64_t now);

// Units of this quota that one registration or basket holds.
std::int64_t held_units(store::Connection& reading, std::int64_t quota, std::int64_t holder);

// Releases every registration that holds units of this quota and whose time is over, each with all
// it holds, and tells its buyer (decision 3). Says which orders those were.
std::vector<std::int64_t> release_overdue(store::Connection& turn, stock::Ledger& ledger,
                                          std::int64_t quota, std::int64_t now, Telling& telling,
                                          const MakeId& make_id);
// Whether the time of any registration is over.
bool any_overdue(store::Connection& reading, std::int64_t now);
// Releases some of those, whose time is over for longest.
std::vector<std::int64_t> release_overdue(store::Connection& turn, stock::Ledger& ledger,
                                          std::int64_t now, Telling& telling,
                                          const MakeId& make_id);

// What a registration or a basket holds, as claims on quotas that are in memory afterwards.
std::vector<HoldRow> load_holds(store::Connection& turn, stock::Ledger& ledger,
                                std::int64_t holder);
std::vector<stock::Claim> claims_of(const std::vector<HoldRow>& holds);

}  // namespace willcall::sales

#endif
