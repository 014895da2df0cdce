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

    static constexpr auto fields = std::tuple{
        field<"customer">(&RelateCustomers::customer, "a person or organisation"),
        field<"other">(&RelateCustomers::other, "another"),
        field<"kind">(&RelateCustomers::kind, "what the one is to the other: parent, member ...",
                      between(1, 64)),
        field<"since">(&RelateCustomers::since, "when it began"),
        field<"until">(&RelateCustomers::until, "when it ends, or ended"),
    };
};

struct UnrelateCustomers {
    Id id;

    static constexpr auto fields = std::tuple{
        field<"id">(&UnrelateCustomers::id, "of the relationship"),
    };
};

struct ListRelations {
    std::optional<Id> customer;
    std::optional<Id> after;
    std::int64_t most = 100;

    static constexpr auto fields = std::tuple{
        field<"customer">(&ListRelations::customer, "only those of this customer, on either side"),
        field<"after">(&ListRelations::after, "the last id of the page before"),
        field<"most">(&ListRelations::most, "rows in this answer", between(1, 10'000),
                      can_be_left_out),
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

    static constexpr auto meaning = "what one customer is to another";
    static constexpr auto fields = std::tuple{
        field<"id">(&CustomerRelation::id, "for `customers.unrelate`"),
        field<"customer">(&CustomerRelation::customer, "the one"),
        field<"name">(&CustomerRelation::name, "of the one"),
        field<"kind">(&CustomerRelation::kind, "what the one is to the other"),
        field<"other">(&CustomerRelation::other, "the other"),
        field<"other_name">(&CustomerRelation::other_name, "of the other"),
        field<"since">(&CustomerRelation::since, "when it began; absent: not said"),
        field<"until">(&CustomerRelation::until, "when it ends, or ended; absent: not said"),
    };
};

struct RelationList {
    std::vector<CustomerRelation> relations;
    std::optional<Id> next;
    bool more = false;
    std::string scope;

    static constexpr auto meaning = "relationships, oldest first";
    static constexpr auto fields = std::tuple{
        field<"relations">(&RelationList::relations, "the page"),
        field<"next">(&RelationList::next, "pass as `after` for the next page; absent at the end"),
        field<"more">(&RelationList::more, "whether there are more"),
        field<"scope">(&RelationList::scope, "what the caller may see: all, channel, own or none"),
    };
};

}  // namespace willcall

#endif
