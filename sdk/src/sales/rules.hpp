// What eligibility rules say of a sale, taken into its quote.
#ifndef WILLCALL_SALES_RULES_HPP
#define WILLCALL_SALES_RULES_HPP

#include "sales/quote.hpp"

#include <set>

namespace willcall::sales {

// Locks that rules have opened, by line.
using Opened = std::vector<std::set<std::string>>;

// Asks every rule of these lines, which are those of the quote: what it says against them, the
// offers that apply, what they claim, the locks opened, the commissions. `questioning` is of the
// quote's call and owner.
Opened ask_rules(Quote& quote, const Asked& asked, access::Questioning& questioning,
                 std::span<const willcall_sale_line> lines);

// A line takes so many of a quota that was declared; throws where nobody did.
void add_claim(Quote& quote, std::int64_t line, const std::string& key, std::int64_t units,
               const std::string& offer = {});

}  // namespace willcall::sales

#endif
