// Paper tickets: ranges assigned to users, and sold numbers uploaded later.
#ifndef WILLCALL_SALES_PAPER_TICKETS_HPP
#define WILLCALL_SALES_PAPER_TICKETS_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

// paper_tickets.assign, paper_tickets.ranges, paper_tickets.upload, paper_tickets.get
std::vector<Operation> paper_ticket_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
