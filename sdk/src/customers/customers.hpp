// Customers: the people and organisations that tickets are bought by and for.
#ifndef WILLCALL_CUSTOMERS_CUSTOMERS_HPP
#define WILLCALL_CUSTOMERS_CUSTOMERS_HPP

#include "operations/operation.hpp"
#include "store/connection.hpp"

#include <willcall/customers.hpp>

#include <functional>
#include <vector>

namespace willcall::customers {

struct CustomerRow {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> email;  // as email_key() gives it; unique
    std::string postcode;
    std::optional<std::string> password;  // Argon2id hash; nothing: can't sign in
    std::int64_t created = 0;
    std::int64_t version = 1;  // of the record, for the guards of quotes
    static constexpr const char* table = "customers";
    static constexpr auto columns = std::tuple{store::column<"id">(&CustomerRow::id),
                                               store::column<"name">(&CustomerRow::name),
                                               store::column<"email">(&CustomerRow::email),
                                               store::column<"postcode">(&CustomerRow::postcode),
                                               store::column<"password">(&CustomerRow::password),
                                               store::column<"created">(&CustomerRow::created),
                                               store::column<"version">(&CustomerRow::version)};
};

std::optional<CustomerRow> find_customer(store::Connection& connection, std::int64_t id);
std::optional<CustomerRow> find_customer(store::Connection& connection, std::string_view email);

// `hash_password` makes what is stored of a password; it is called before the turn.
std::vector<Operation>
customers_operations(std::function<std::string(const std::string&)> hash_password);

}  // namespace willcall::customers

#endif
