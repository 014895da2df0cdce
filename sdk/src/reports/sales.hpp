// Sums and lists over what was sold.
#ifndef WILLCALL_REPORTS_SALES_HPP
#define WILLCALL_REPORTS_SALES_HPP

#include "access/scope.hpp"
#include "catalogue/catalogue.hpp"

#include <willcall/reports.hpp>

namespace willcall::reports {

// Sums of the orders in the caller's scope. Throws NOT_FOUND for an unknown event.
SalesReport sales(const Call& call, const ReportSales& request, access::Scope scope,
                  const catalogue::Catalogue& catalogue);

// Performances with what is left of them; they are the same for every caller.
PerformanceList performances(const Call& call, const ListPerformances& request,
                             const catalogue::Catalogue& catalogue);

}  // namespace willcall::reports

#endif
