// Forms: what is asked of tickets, per ticket type or per channel and event, and whether it was
// answered.
#ifndef WILLCALL_SALES_FORMS_HPP
#define WILLCALL_SALES_FORMS_HPP

#include "sales/quote.hpp"

namespace willcall::sales {

// Throws where an answer is none that the form knows, naming its field; says in the quote what is
// required and missing, where something is to be sold.
void check_forms(Quote& quote, const Asked& asked);

// The answers of ticket number `index` of a line; nobody's where none were given.
const std::map<std::string, std::string>& answers_of(const PricedLine& line, std::int64_t index);

}  // namespace willcall::sales

#endif
