// What a delivery is about: an order with its live tickets, as documents and carriers see it.
#ifndef WILLCALL_DELIVERY_CONTENT_HPP
#define WILLCALL_DELIVERY_CONTENT_HPP

#include "catalogue/catalogue.hpp"
#include "delivery/codes.hpp"

#include <willcall/plugin/content.hpp>

namespace willcall::delivery {

// Reads the order, and of its tickets those that a delivery is about (0: none, so all that nobody
// else was given). Throws a Failure where it, or something it names, is not in the store.
DeliveryContent content_of(store::Connection& reading, const catalogue::Catalogue& catalogue,
                           const TicketCodes& codes, std::int64_t order, std::int64_t delivery = 0);

// Whoever is told of an order: its buyer, in their language; and what it is called.
struct ToldOfOrder {
    std::string number, name, language;
};
ToldOfOrder told_of_order(store::Connection& reading, const catalogue::Catalogue& catalogue,
                          std::int64_t order);

}  // namespace willcall::delivery

#endif
