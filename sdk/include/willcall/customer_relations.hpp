// Relationships: who belongs to whom, and as what.
#ifndef WILLCALL_CUSTOMER_RELATIONS_HPP
#define WILLCALL_CUSTOMER_RELATIONS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct RelateCustomers {
    Id customer;
    Id other;
    std::string kind;
    std::optional<Time> since;
    std::optional<Time> until;
    std::string email;

    static constexpr auto fields = in_order{
        field<"customer">(&RelateCustomers::customer, "a person or organisation"),
        field<"other">(&RelateCustomers::other, "another"),
        field<"kind">(&RelateCustomers::kind, "what the one is to the other: parent, member ...",
                      between(1, 64)),
        field<"since">(&RelateCustomers::since, "when it began"),
        field<"until">(&RelateCustomers::until, "when it ends, or ended"),
        field<"email">(&RelateCustomers::email,
                       "where the one is written to as that; left out: as otherwise", at_most(254),
                       can_be_left_out),
    };
};

struct UnrelateCustomers {
    Id id;

    static constexpr auto fields = in_order{
        field<"id">(&UnrelateCustomers::id, "of the relationship"),
    };
};

struct ListRelations {
    std::optional<Id> customer;
    std::optional<Id> after;

    static constexpr auto fields = in_order{
        field<"customer">(&ListRelations::customer, "only those of this customer, on either side"),
        field<"after">(&ListRelations::after, "the last id of the page before"),
    };
};

struct CustomerRelation {
    Id id;
    Id customer;
    std::string name;
    std::string kind;
    Id other;
    std::string other_name;
    std::optional<Time> since;
    std::optional<Time> until;
    std::string email;

    static constexpr auto meaning = "what one customer is to another";
    static constexpr auto fields = in_order{
        field<"id">(&CustomerRelation::id, "for `customers.unrelate`"),
        field<"customer">(&CustomerRelation::customer, "the one"),
        field<"name">(&CustomerRelation::name, "of the one"),
        field<"kind">(&CustomerRelation::kind, "what the one is to the other"),
        field<"other">(&CustomerRelation::other, "the other"),
        field<"other_name">(&CustomerRelation::other_name, "of the other"),
        field<"since">(&CustomerRelation::since, "when it began; absent: not said"),
        field<"until">(&CustomerRelation::until, "when it ends, or ended; absent: not said"),
        field<"email">(&CustomerRelation::email, "where the one is written to as that"),
    };
};

}  // namespace willcall

#endif
