// Limits per order and per owner: how many tickets of an event, a performance or a ticket type one
// may have. Per person it is the owner who counts, never who acts, sells or pays (decision 10).
#ifndef WILLCALL_SALES_LIMITS_HPP
#define WILLCALL_SALES_LIMITS_HPP

#include "sales/quote.hpp"

namespace willcall::sales {

// Says in the quote what is more than one may have, and what its lines take of what their owner
// may have. An owner of whom nothing is known has this order only.
void apply_limits(Quote& quote, const Asked& asked);

}  // namespace willcall::sales

#endif
