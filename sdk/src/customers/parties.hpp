// Where in the store a customer is a party: what merges rewrite, and the check looks through.
#ifndef WILLCALL_CUSTOMERS_PARTIES_HPP
#define WILLCALL_CUSTOMERS_PARTIES_HPP

#include <array>

namespace willcall::customers {

struct Party {
    const char* table;
    const char* column;  // the table's rows are named by its `id`
};

// The place in this list is stored: append only.
inline constexpr std::array<Party, 15> parties = {{
    {"orders", "owner"},
    {"orders", "facilitator"},
    {"orders", "seller"},
    {"orders", "actor"},
    {"payments", "collector"},
    {"customers", "introduced_by"},
    {"customer_relations", "customer"},
    {"customer_relations", "other"},
    {"transactions", "seller"},
    {"transactions", "actor"},
    {"baskets", "owner"},
    {"baskets", "facilitator"},
    {"baskets", "seller"},
    {"baskets", "actor"},
    {"sessions", "books_for"},
}};

}  // namespace willcall::customers

#endif
