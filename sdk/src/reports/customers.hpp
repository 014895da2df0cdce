// The lists about customers.
#ifndef WILLCALL_REPORTS_CUSTOMERS_HPP
#define WILLCALL_REPORTS_CUSTOMERS_HPP

#include "access/scope.hpp"
#include "catalogue/catalogue.hpp"
#include "operations/operation.hpp"

#include <vector>

namespace willcall::reports {

// What they need of the engine.
struct CustomerLists {
    access::FindScope find_scope;
    catalogue::CatalogueOf catalogue_of;
};

std::vector<Operation> customer_operations(const CustomerLists& needs);

}  // namespace willcall::reports

#endif
