#include "reports/operations.hpp"

#include "reports/sales.hpp"

namespace willcall::reports {

std::vector<Operation> report_operations(access::FindScope find_scope,
                                         catalogue::CatalogueOf catalogue_of) {
    constexpr auto sales_permission = "/reports/sales";
    auto sum = [find_scope = std::move(find_scope),
                catalogue_of](Call& call, const ReportSales& request) -> Answered<SalesReport> {
        return sales(call, request, find_scope(call, sales_permission), *catalogue_of(call));
    };
    auto list = [catalogue_of = std::move(catalogue_of)](
                    Call& call, const ListPerformances& request) -> Answered<PerformanceList> {
        return performances(call, request, *catalogue_of(call));
    };
    return {
        operation<ReportSales, SalesReport>(
            "reports.sales", sales_permission,
            "what was sold, summed by performance, channel, seller or ticket type", Handling::reads,
            std::move(sum)),
        operation<ListPerformances, PerformanceList>(
            "performances.list", "/performances/list",
            "the performances, with what is sold, held and left of them", Handling::reads,
            std::move(list)),
    };
}

}  // namespace willcall::reports
