// The operations on tickets after the sale.
#ifndef WILLCALL_SALES_TICKETS_HPP
#define WILLCALL_SALES_TICKETS_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

struct ReissueRow {
    std::int64_t ticket = 0;
    std::int64_t issue = 0;  // the new one
    std::int64_t at = 0;
    static constexpr const char* table = "reissues";
    static constexpr auto columns =
        std::tuple{column<"ticket">(&ReissueRow::ticket), column<"issue">(&ReissueRow::issue),
                   column<"at">(&ReissueRow::at)};
};

struct AdmissionRow {
    std::int64_t ticket = 0;
    std::int64_t issue = 0;
    std::int64_t at = 0;
    static constexpr const char* table = "admissions";
    static constexpr auto columns =
        std::tuple{column<"ticket">(&AdmissionRow::ticket), column<"issue">(&AdmissionRow::issue),
                   column<"at">(&AdmissionRow::at)};
};

std::vector<Operation> ticket_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
