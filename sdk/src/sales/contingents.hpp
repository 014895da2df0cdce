// Contingents: places of a performance that are set aside for a channel until their release.
#ifndef WILLCALL_SALES_CONTINGENTS_HPP
#define WILLCALL_SALES_CONTINGENTS_HPP

#include "sales/quote.hpp"

namespace willcall::sales {

// Says of each line which contingent of the channel it draws from, and which others have. The best
// seats there are become those of the contingent's category.
void find_contingents(Quote& quote, std::int64_t now);
// What it draws from, it claims; what others have left is not for it.
void claim_contingents(Quote& quote);

}  // namespace willcall::sales

#endif
