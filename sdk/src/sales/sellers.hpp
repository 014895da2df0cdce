// Users as sellers: found by exactly what their record says, with what one must know to sell for
// them.
#ifndef WILLCALL_SALES_SELLERS_HPP
#define WILLCALL_SALES_SELLERS_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

// sellers.find
std::vector<Operation> seller_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
