// What became of customers: likely duplicates, changes of their records, the orders they are in.
#ifndef WILLCALL_CUSTOMER_HISTORY_HPP
#define WILLCALL_CUSTOMER_HISTORY_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct ListDuplicates {
    std::optional<Id> of;

    static constexpr auto fields = in_order{
        field<"of">(&ListDuplicates::of, "only those of this customer"),
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
    static constexpr auto fields = in_order{
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

struct ListChanges {
    Id customer;

    static constexpr auto fields = in_order{
        field<"customer">(&ListChanges::customer, "whose record"),
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
    static constexpr auto fields = in_order{
        field<"at">(&CustomerChange::at, "when"),
        field<"actor">(&CustomerChange::actor, "login of who did it"),
        field<"field">(&CustomerChange::field_name, "which: email, tags/patron, consents/news ..."),
        field<"before">(&CustomerChange::before, "empty: nothing; of a password never said"),
        field<"after">(&CustomerChange::after, "empty: nothing; of a password never said"),
        field<"merge">(&CustomerChange::merge, "the merge that did it; absent: none"),
    };
};

enum class CustomerRole { buyer, owner, facilitator };
constexpr std::array<const char*, 4> words_of(CustomerRole) {
    return {"buyer", "owner", "facilitator", nullptr};
}

struct ListCustomerOrders {
    Id customer;
    std::optional<Id> after;

    static constexpr auto fields = in_order{
        field<"customer">(&ListCustomerOrders::customer, "whose"),
        field<"after">(&ListCustomerOrders::after, "the last id of the page before"),
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
    static constexpr auto fields = in_order{
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

}  // namespace willcall

#endif
