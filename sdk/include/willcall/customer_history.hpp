// What became of customers: likely duplicates, changes of their records, the orders they are in.
#ifndef WILLCALL_CUSTOMER_HISTORY_HPP
#define WILLCALL_CUSTOMER_HISTORY_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct ListDuplicates {
    std::optional<Id> of;
    std::int64_t most = 100;

    static constexpr auto fields = std::tuple{
        field<"of">(&ListDuplicates::of, "only those of this customer"),
        field<"most">(&ListDuplicates::most, "rows in this answer", between(1, 10'000),
                      can_be_left_out),
    };
};

struct LikelyDuplicate {
    Id customer;
    std::string name;
    Id other;
    std::string other_name;
    bool postcode = false;
    bool address = false;
    bool date_of_birth = false;
    bool facilitator = false;

    static constexpr auto meaning =
        "two records of the same first initial and last name, and what else they share; where a "
        "record was made by somebody else, that one's address counts too";
    static constexpr auto fields = std::tuple{
        field<"customer">(&LikelyDuplicate::customer, "the older record"),
        field<"name">(&LikelyDuplicate::name, "on the older record"),
        field<"other">(&LikelyDuplicate::other, "the newer record"),
        field<"other_name">(&LikelyDuplicate::other_name, "on the newer record"),
        field<"postcode">(&LikelyDuplicate::postcode, "whether they share the postal code"),
        field<"address">(&LikelyDuplicate::address, "whether they share the first address line"),
        field<"date_of_birth">(&LikelyDuplicate::date_of_birth,
                               "whether one was made by somebody else, and they share the day"),
        field<"facilitator">(&LikelyDuplicate::facilitator,
                             "whether the same customer made, or has booked for, both"),
    };
};

struct DuplicateList {
    std::vector<LikelyDuplicate> pairs;
    bool more = false;
    std::string scope;

    static constexpr auto meaning = "likely duplicates, the oldest record first";
    static constexpr auto fields = std::tuple{
        field<"pairs">(&DuplicateList::pairs, "the page"),
        field<"more">(&DuplicateList::more, "whether there are more"),
        field<"scope">(&DuplicateList::scope, "what the caller may see: all, channel, own or none"),
    };
};

struct ListChanges {
    Id customer;
    std::int64_t most = 100;

    static constexpr auto fields = std::tuple{
        field<"customer">(&ListChanges::customer, "whose record"),
        field<"most">(&ListChanges::most, "rows in this answer", between(1, 10'000),
                      can_be_left_out),
    };
};

struct CustomerChange {
    Time at;
    std::string actor;
    std::string field_name;
    std::string before;
    std::string after;
    std::optional<Id> merge;

    static constexpr auto meaning = "a field of a customer's record that was changed";
    static constexpr auto fields = std::tuple{
        field<"at">(&CustomerChange::at, "when"),
        field<"actor">(&CustomerChange::actor, "login of who did it"),
        field<"field">(&CustomerChange::field_name, "which: email, tags/patron, consents/news ..."),
        field<"before">(&CustomerChange::before, "empty: nothing; of a password never said"),
        field<"after">(&CustomerChange::after, "empty: nothing; of a password never said"),
        field<"merge">(&CustomerChange::merge, "the merge that did it; absent: none"),
    };
};

struct ChangeList {
    std::vector<CustomerChange> changes;
    bool more = false;
    std::string scope;

    static constexpr auto meaning = "what was changed, the first change first";
    static constexpr auto fields = std::tuple{
        field<"changes">(&ChangeList::changes, "the page"),
        field<"more">(&ChangeList::more, "whether there are more"),
        field<"scope">(&ChangeList::scope, "what the caller may see: all, channel, own or none"),
    };
};

enum class CustomerRole { buyer, owner, facilitator };
constexpr std::array<const char*, 4> words_of(CustomerRole) {
    return {"buyer", "owner", "facilitator", nullptr};
}

struct ListCustomerOrders {
    Id customer;
    std::optional<Id> after;
    std::int64_t most = 100;

    static constexpr auto fields = std::tuple{
        field<"customer">(&ListCustomerOrders::customer, "whose"),
        field<"after">(&ListCustomerOrders::after, "the last id of the page before"),
        field<"most">(&ListCustomerOrders::most, "rows in this answer", between(1, 10'000),
                      can_be_left_out),
    };
};

struct CustomerOrder {
    Id id;
    std::string number;
    Time placed;
    CustomerRole role = CustomerRole::buyer;
    std::string other_name;
    std::int64_t tickets = 0;
    Money total;

    static constexpr auto meaning = "an order that a customer has a part in";
    static constexpr auto fields = std::tuple{
        field<"id">(&CustomerOrder::id, "of the order"),
        field<"number">(&CustomerOrder::number, "of the order"),
        field<"placed">(&CustomerOrder::placed, "when"),
        field<"role">(&CustomerOrder::role,
                      "buyer: for themselves; owner: facilitated by the other; facilitator: on "
                      "behalf of the other"),
        field<"other_name">(&CustomerOrder::other_name,
                            "name of the other; empty where there is none"),
        field<"tickets">(&CustomerOrder::tickets, "how many"),
        field<"total">(&CustomerOrder::total, "of the order"),
    };
};

struct CustomerOrderList {
    std::vector<CustomerOrder> orders;
    std::optional<Id> next;
    bool more = false;
    std::string scope;

    static constexpr auto meaning = "orders of a customer, oldest first";
    static constexpr auto fields = std::tuple{
        field<"orders">(&CustomerOrderList::orders, "the page"),
        field<"next">(&CustomerOrderList::next,
                      "pass as `after` for the next page; absent at the end"),
        field<"more">(&CustomerOrderList::more, "whether there are more"),
        field<"scope">(&CustomerOrderList::scope,
                       "what the caller may see: all, channel, own or none"),
    };
};

}  // namespace willcall

#endif
