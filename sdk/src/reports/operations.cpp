#include "reports/operations.hpp"

namespace willcall::reports {

std::vector<Operation> report_operations(access::FindScope find_scope,
                                         catalogue::CatalogueOf catalogue_of,
                                         catalogue::FindShown find_shown) {
    const Needs needs{std::move(find_scope), std::move(catalogue_of), std::move(find_shown)};
    auto operations = sales_operations(needs);
    for (auto& one : list_operations(needs)) operations.push_back(std::move(one));
    for (auto& one : shift_operations(needs)) operations.push_back(std::move(one));
    for (auto& one : people_operations(needs)) operations.push_back(std::move(one));
    for (auto& one : book_operations(needs)) operations.push_back(std::move(one));
    for (auto& one : party_operations(needs)) operations.push_back(std::move(one));
    return operations;
}

}  // namespace willcall::reports
