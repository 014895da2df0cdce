// orders.place and orders.register: from the request to the committed order.
#ifndef WILLCALL_SALES_PLACE_HPP
#define WILLCALL_SALES_PLACE_HPP

#include "sales/orders.hpp"

#include <willcall/changes.hpp>

namespace willcall::sales {

// Quotes on the caller's thread, joins a batch turn, and answers after its commit. A quote that the
// turn finds outdated is made anew, the third time inside an exclusive turn.
Answered<Order> place(const Needs& needs, Call& call, PlaceOrder request);

// The same, stopping where it would wait for the batch turn.
std::unique_ptr<UnderWay> begin_place(const Needs& needs, Call& call, PlaceOrder request);

// In the turn of the call: its tickets are in the buyer's hands already.
Answered<Order> place_on_paper(const Needs& needs, Call& call, PlaceOrder request);

// In the turn of the call, as if they had come at once: each is placed whole or not at all, and is
// written with the others.
std::vector<Answered<Order>> place_each(const Needs& needs, Call& call,
                                        std::vector<PlaceOrder> requests);

// Both without payment: the places are held, and nothing is handed out before it is paid.
Answered<Order> place_registration(const Needs& needs, Call& call, RegisterOrder request);
std::unique_ptr<UnderWay> begin_registration(const Needs& needs, Call& call, RegisterOrder request);

}  // namespace willcall::sales

#endif
