// The operations that make documents and give them to the caller.
#ifndef WILLCALL_SALES_DOCUMENTS_HPP
#define WILLCALL_SALES_DOCUMENTS_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

std::vector<Operation> document_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
