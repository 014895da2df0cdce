// Customers: the people and organisations that tickets are bought by and for.
#ifndef WILLCALL_CUSTOMERS_CUSTOMERS_HPP
#define WILLCALL_CUSTOMERS_CUSTOMERS_HPP

#include "customers/record.hpp"
#include "operations/operation.hpp"

#include <functional>
#include <vector>

namespace willcall::customers {

// What this room needs of those above it.
struct Needs {
    // Makes what is stored of a password; called before the turn.
    std::function<std::string(const std::string&)> hash_password;
    // Whether the record of a new person needs the day of birth.
    std::function<bool(const Call&)> needs_date_of_birth;
    // The channel the caller sells through; 0: none.
    std::function<std::int64_t(const Call&)> channel_of;
    // Whether the caller may see this record under a permission: what they may not is not there.
    std::function<bool(const Call&, std::string_view permission, std::int64_t customer)> sees;
};

// Nobody where the record is another's, merged or erased.
std::optional<Record> find_active(store::Connection& connection, std::int64_t id);

// The record, for a caller who may see it. Throws NOT_FOUND at `field` where there is none: what
// they may not see is not there.
Record seen(const Needs& needs, Call& call, std::string_view permission, std::int64_t id,
            const char* field);

std::vector<Operation> customers_operations(const Needs& needs);

}  // namespace willcall::customers

#endif
