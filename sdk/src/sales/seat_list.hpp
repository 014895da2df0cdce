// seats.list: the seats of a performance as a table.
#ifndef WILLCALL_SALES_SEAT_LIST_HPP
#define WILLCALL_SALES_SEAT_LIST_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

Operation seat_list_operation(const Needs& needs);

}  // namespace willcall::sales

#endif
