// Two records of one customer made one, and that undone; a person forgotten.
#ifndef WILLCALL_CUSTOMER_MERGES_HPP
#define WILLCALL_CUSTOMER_MERGES_HPP

#include <willcall/customers.hpp>

namespace willcall {

struct MergeCustomers {
    Id keep;
    Id absorb;

    static constexpr auto fields = in_order{
        field<"keep">(&MergeCustomers::keep, "the record that stays; what it says counts"),
        field<"absorb">(&MergeCustomers::absorb,
                        "the record that becomes part of it; fills in what the other lacks"),
    };
};

struct CustomersMerged {
    Id merge;
    Customer customer;
    std::int64_t parties = 0;

    static constexpr auto meaning = "one customer out of two records";
    static constexpr auto fields = in_order{
        field<"merge">(&CustomersMerged::merge, "for `customers.unmerge`"),
        field<"customer">(&CustomersMerged::customer, "the record that stays"),
        field<"parties">(&CustomersMerged::parties,
                         "times that orders, payments and records named the other"),
    };
};

struct UnmergeCustomers {
    Id merge;

    static constexpr auto fields = in_order{
        field<"merge">(&UnmergeCustomers::merge, "which"),
    };
};

struct CustomersUnmerged {
    Customer kept;
    Customer restored;
    std::int64_t parties = 0;

    static constexpr auto meaning = "two records again";
    static constexpr auto fields = in_order{
        field<"kept">(&CustomersUnmerged::kept,
                      "without what it had from the other, but for what was changed since"),
        field<"restored">(&CustomersUnmerged::restored, "as it was, with the orders it had"),
        field<"parties">(&CustomersUnmerged::parties,
                         "times that orders, payments and records name it again"),
    };
};

struct ListMerges {
    std::optional<Id> customer;
    std::optional<Id> after;

    static constexpr auto fields = in_order{
        field<"customer">(&ListMerges::customer, "only those this customer was part of"),
        field<"after">(&ListMerges::after, "the last id of the page before"),
    };
};

struct CustomerMerge {
    Id id;
    Time at;
    std::string actor;
    Id kept;
    std::string kept_name;
    Id absorbed;
    std::string absorbed_name;
    std::optional<Time> undone;

    static constexpr auto meaning = "a merge of two records";
    static constexpr auto fields = in_order{
        field<"id">(&CustomerMerge::id, "for `customers.unmerge`"),
        field<"at">(&CustomerMerge::at, "when"),
        field<"actor">(&CustomerMerge::actor, "login of who did it"),
        field<"kept">(&CustomerMerge::kept, "the record that stayed"),
        field<"kept_name">(&CustomerMerge::kept_name, "on that record"),
        field<"absorbed">(&CustomerMerge::absorbed, "the record that became part of it"),
        field<"absorbed_name">(&CustomerMerge::absorbed_name, "on that record"),
        field<"undone">(&CustomerMerge::undone, "when it was undone; absent: it holds"),
    };
};

struct EraseCustomer {
    Id id;

    static constexpr auto fields = in_order{
        field<"id">(&EraseCustomer::id, "who is to be forgotten, with every record merged into it"),
    };
};

struct CustomerErased {
    Id id;
    std::int64_t records = 0;
    std::int64_t orders = 0;
    std::int64_t tickets = 0;
    std::int64_t deliveries = 0;
    std::int64_t answers = 0;
    std::int64_t rows = 0;

    static constexpr auto meaning =
        "what names, addresses and numbers were taken from; sales, money and the journal stand";
    static constexpr auto fields = in_order{
        field<"id">(&CustomerErased::id, "the record, which says nothing now"),
        field<"records">(&CustomerErased::records, "records, with those merged into it"),
        field<"orders">(&CustomerErased::orders, "orders that name nobody now"),
        field<"tickets">(&CustomerErased::tickets, "tickets that name nobody now"),
        field<"deliveries">(&CustomerErased::deliveries,
                            "deliveries without a recipient now; those that waited are called off"),
        field<"answers">(&CustomerErased::answers,
                         "answers kept for a repeated key that spoke of them, and are gone"),
        field<"rows">(&CustomerErased::rows, "rows of plugins that name nobody now"),
    };
};

}  // namespace willcall

#endif
