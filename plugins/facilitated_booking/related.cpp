#include "related.hpp"

namespace facilitated_booking {

std::vector<Related> related_to(Id customer, const willcall::plugin::Call& call, Sight sight) {
    constexpr auto* operation = "customers.relations";
    std::vector<Related> all;
    engine::ListRelations request{customer, {}};
    for (bool more = true; more;) {
        const auto page = sight == Sight::all
                              ? call.invoke_as_plugin<engine::Relations>(operation, request)
                              : call.invoke<engine::Relations>(operation, request);
        for (const auto& row : page.relations) {
            const bool is_one = row.customer == customer;
            all.push_back({row.id, is_one ? row.other : row.customer,
                           is_one ? row.other_name : row.name, row.kind, is_one, row.since,
                           row.until});
        }
        more = page.more && !page.relations.empty();
        if (more) request.after = page.relations.back().id;
    }
    return all;
}

}  // namespace facilitated_booking
