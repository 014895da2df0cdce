// seats.map, seats.block and seats.unblock: the seats of a performance, and which are not for sale.
#ifndef WILLCALL_SALES_SEAT_MAP_HPP
#define WILLCALL_SALES_SEAT_MAP_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

// A performance with seats. Throws at `performance`: NOT_FOUND for what is not there or the caller
// is not shown, INVALID for one without a seating plan.
const catalogue::PerformanceItem& shown_hall(const Needs& needs, const Call& call,
                                             const std::string& key);

std::vector<Operation> seat_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
