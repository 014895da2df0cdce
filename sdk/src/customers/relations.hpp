// Relationships between customers.
#ifndef WILLCALL_CUSTOMERS_RELATIONS_HPP
#define WILLCALL_CUSTOMERS_RELATIONS_HPP

#include "customers/customers.hpp"

namespace willcall::customers {

struct RelationRow {
    std::int64_t id = 0;
    std::int64_t customer = 0;
    std::int64_t other = 0;
    std::string kind;
    std::optional<std::int64_t> since, until;
    std::string email;
    static constexpr const char* table = "customer_relations";
    static constexpr auto columns = in_order{store::column<"id">(&RelationRow::id),
                                             store::column<"customer">(&RelationRow::customer),
                                             store::column<"other">(&RelationRow::other),
                                             store::column<"kind">(&RelationRow::kind),
                                             store::column<"since">(&RelationRow::since),
                                             store::column<"until">(&RelationRow::until),
                                             store::column<"email">(&RelationRow::email)};
};

// Another text whenever what the two are to each other has changed.
std::string relation_version(store::Connection& reading, std::int64_t one, std::int64_t other);

// customers.relate, customers.unrelate
std::vector<Operation> relation_operations(const Needs& needs);

}  // namespace willcall::customers

#endif
