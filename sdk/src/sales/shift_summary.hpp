// The summary of a shift, and what is written about one.
#ifndef WILLCALL_SALES_SHIFT_SUMMARY_HPP
#define WILLCALL_SALES_SHIFT_SUMMARY_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

// shifts.summary and shifts.comment
std::vector<Operation> summary_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
