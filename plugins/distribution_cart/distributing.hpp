// From allocated to distributed: guest by guest, each all of it or nothing.
#ifndef DISTRIBUTION_CART_DISTRIBUTING_HPP
#define DISTRIBUTION_CART_DISTRIBUTING_HPP

#include "open_cart.hpp"

namespace distribution_cart {

// In the order they are named. `sent_by`: the way in which guests of the structure receive tickets.
std::vector<GuestOutcome> distribute(OpenCart& cart, const std::vector<std::int64_t>& guests,
                                     const std::string& sent_by, bool dry_run);

// The tickets of these places are the relay's again, at once: their codes are dead.
void take_back(OpenCart& cart, const std::vector<Place*>& places, bool returned);

}  // namespace distribution_cart

#endif
