// Customers: people and organisations that tickets are bought by and for.
#ifndef WILLCALL_CUSTOMERS_HPP
#define WILLCALL_CUSTOMERS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct CreateCustomer {
    std::string name;
    std::string email;
    std::string postcode;
    std::string password;

    static constexpr auto fields = std::tuple{
        field<"name">(&CreateCustomer::name, "as printed", between(1, 200)),
        field<"email">(&CreateCustomer::email, "email address, unique; needed to sign in",
                       at_most(254), can_be_left_out),
        field<"postcode">(&CreateCustomer::postcode, "postal code", at_most(20), can_be_left_out),
        field<"password">(&CreateCustomer::password, "for signing in; empty: can't", at_most(1'000),
                          can_be_left_out, secret),
    };
};

struct GetCustomer {
    Id id;

    static constexpr auto fields = std::tuple{
        field<"id">(&GetCustomer::id, "whose record"),
    };
};

struct Customer {
    Id id;
    std::string name;
    std::string email;
    std::string postcode;
    Time created;

    static constexpr auto meaning = "a person or organisation";
    static constexpr auto fields = std::tuple{
        field<"id">(&Customer::id, "its id"),
        field<"name">(&Customer::name, "as printed"),
        field<"email">(&Customer::email, "email address; empty: none"),
        field<"postcode">(&Customer::postcode, "postal code"),
        field<"created">(&Customer::created, "since when"),
    };
};

}  // namespace willcall

#endif
