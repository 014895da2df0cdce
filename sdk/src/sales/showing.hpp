// From stored rows to what operations answer.
#ifndef WILLCALL_SALES_SHOWING_HPP
#define WILLCALL_SALES_SHOWING_HPP

#include "catalogue/catalogue.hpp"
#include "sales/rows.hpp"
#include "store/connection.hpp"

#include <functional>

namespace willcall::sales {

// An order with all its rows, or nothing.
std::optional<OrderRows> load_order(store::Connection& connection, std::int64_t id);

// Login of a user id; "host" for 0.
using LoginOf = std::function<std::string(std::int64_t user)>;
LoginOf logins_from(store::Connection& connection);
// Signed code of a ticket; empty function: codes stay empty.
using CodeOf = std::function<std::string(std::int64_t ticket, std::int64_t issue)>;

// The order as it was placed. The same rows give the same answer, however often it is asked.
Order show_order(const OrderRows& rows, const catalogue::Catalogue& catalogue,
                 const LoginOf& login_of, const CodeOf& code_of);

}  // namespace willcall::sales

#endif
