// What a customer's record may say.
#ifndef WILLCALL_CUSTOMERS_DETAILS_HPP
#define WILLCALL_CUSTOMERS_DETAILS_HPP

#include "customers/record.hpp"

namespace willcall::customers {

// The printed name that first and last name make.
std::string name_of_parts(const Record& record);

// Brings every detail to its one spelling, and throws INVALID, by its field, for what makes no
// sense. `now` is what nobody can be born after.
void settle_details(Record& record, std::int64_t now);

void check_password(std::string_view password);

}  // namespace willcall::customers

#endif
