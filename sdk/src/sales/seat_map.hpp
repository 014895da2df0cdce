// seats.map, seats.block and seats.unblock: the seats of a performance, and which are not for sale.
#ifndef WILLCALL_SALES_SEAT_MAP_HPP
#define WILLCALL_SALES_SEAT_MAP_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

std::vector<Operation> seat_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
