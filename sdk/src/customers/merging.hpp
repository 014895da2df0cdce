// Two records of one customer made one, and that undone.
#ifndef WILLCALL_CUSTOMERS_MERGING_HPP
#define WILLCALL_CUSTOMERS_MERGING_HPP

#include "customers/customers.hpp"

namespace willcall::customers {

struct MergeRow {
    std::int64_t id = 0;
    std::int64_t kept = 0;
    std::int64_t absorbed = 0;
    std::int64_t at = 0;
    std::int64_t actor = 0;
    std::optional<std::int64_t> undone;
    static constexpr const char* table = "customer_merges";
    static constexpr auto columns = in_order{store::column<"id">(&MergeRow::id),
                                             store::column<"kept">(&MergeRow::kept),
                                             store::column<"absorbed">(&MergeRow::absorbed),
                                             store::column<"at">(&MergeRow::at),
                                             store::column<"actor">(&MergeRow::actor),
                                             store::column<"undone">(&MergeRow::undone)};
};

// customers.merge, customers.unmerge
std::vector<Operation> merge_operations(const Needs& needs);

}  // namespace willcall::customers

#endif
