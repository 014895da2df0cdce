// The tables of the engine: lists, books and sums.
#ifndef WILLCALL_REPORTS_OPERATIONS_HPP
#define WILLCALL_REPORTS_OPERATIONS_HPP

#include "operations/operation.hpp"
#include "reports/narrowing.hpp"

namespace willcall::reports {

// All of them.
std::vector<Operation> report_operations(access::FindScope find_scope,
                                         catalogue::CatalogueOf catalogue_of,
                                         catalogue::FindShown find_shown);

std::vector<Operation> list_operations(const Needs& needs);
std::vector<Operation> shift_operations(const Needs& needs);
std::vector<Operation> people_operations(const Needs& needs);
std::vector<Operation> book_operations(const Needs& needs);
std::vector<Operation> sales_operations(const Needs& needs);
std::vector<Operation> party_operations(const Needs& needs);

}  // namespace willcall::reports

#endif
