// events.delete: takes out of the catalogue what nobody ever bought.
#ifndef WILLCALL_SALES_DELETING_HPP
#define WILLCALL_SALES_DELETING_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

std::vector<Operation> event_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
