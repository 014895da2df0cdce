// The operations of this room: sums and lists over what was sold.
#ifndef WILLCALL_REPORTS_OPERATIONS_HPP
#define WILLCALL_REPORTS_OPERATIONS_HPP

#include "access/scope.hpp"
#include "catalogue/catalogue.hpp"
#include "operations/operation.hpp"

#include <vector>

namespace willcall::reports {

std::vector<Operation> report_operations(access::FindScope find_scope,
                                         catalogue::CatalogueOf catalogue_of);

}  // namespace willcall::reports

#endif
