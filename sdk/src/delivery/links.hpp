// Links: a delivery's documents for whoever has its link, each fetch written down.
//
// A link is signed like a ticket code, with the delivery's id and how often tickets of its order
// were issued anew by then. Nothing lies anywhere to be found: the document is made when it is
// fetched, and a link that was given out before a ticket was issued anew is dead.
#ifndef WILLCALL_DELIVERY_LINKS_HPP
#define WILLCALL_DELIVERY_LINKS_HPP

#include "delivery/worker.hpp"
#include "operations/call.hpp"
#include "operations/operation.hpp"

namespace willcall::delivery {

// 122 letters and digits, the same for as long as it lives.
std::string link_of(store::Connection& reading, const TicketCodes& codes, const JobRow& job);

// Notes in the journal, in a turn of its own, that the call happened.
using Happened = std::function<void(Call&)>;

std::vector<Operation> link_operations(const Lent& lent, Happened happened);

}  // namespace willcall::delivery

#endif
