// Whether it is the time to sell.
#ifndef WILLCALL_SALES_WINDOWS_HPP
#define WILLCALL_SALES_WINDOWS_HPP

#include "sales/quote.hpp"

namespace willcall::sales {

// Says of each line whose sale is not open now why not: a line is on sale while the windows of its
// event (or the event's own in this channel), performance, ticket type and channel are all open.
void check_windows(Quote& quote, std::int64_t now);

}  // namespace willcall::sales

#endif
