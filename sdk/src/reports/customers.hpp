// The lists about customers.
#ifndef WILLCALL_REPORTS_CUSTOMERS_HPP
#define WILLCALL_REPORTS_CUSTOMERS_HPP

#include "operations/operation.hpp"
#include "reports/narrowing.hpp"

namespace willcall::reports {

std::vector<Operation> customer_operations(const Needs& needs);

}  // namespace willcall::reports

#endif
