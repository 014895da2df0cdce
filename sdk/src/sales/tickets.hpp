// The operations on tickets after the sale.
#ifndef WILLCALL_SALES_TICKETS_HPP
#define WILLCALL_SALES_TICKETS_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

// tickets.reissue and tickets.admit, and those of tickets on paper
std::vector<Operation> ticket_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
