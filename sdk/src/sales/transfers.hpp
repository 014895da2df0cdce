// Tickets given to somebody else after they were handed out.
#ifndef WILLCALL_SALES_TRANSFERS_HPP
#define WILLCALL_SALES_TRANSFERS_HPP

#include "sales/orders.hpp"

namespace willcall::sales {

// Why a ticket can't have a new code.
std::optional<Refusal> refuse_reissue(const TicketRow& ticket);

// tickets.transfer
std::vector<Operation> transfer_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
