// What people do to promises by hand: have one tried again, or call it off.
#ifndef WILLCALL_DELIVERY_BY_HAND_HPP
#define WILLCALL_DELIVERY_BY_HAND_HPP

#include "delivery/outbox.hpp"
#include "operations/call.hpp"
#include "operations/failure.hpp"

namespace willcall::delivery {

// Makes a failed or waiting job due at once: from the first of `carriers`, as often as at first,
// and under its own id. It waits to be tried again, since somebody may have it. Refused for every
// other.
Answered<DeliveryRow> retry(Call& call, const RetryDelivery& request, const Carriers& carriers);

// Calls off a job that nobody has in hand; the tickets stay sold. Refused once it is delivered.
Answered<DeliveryRow> cancel(Call& call, const CancelDelivery& request);

}  // namespace willcall::delivery

#endif
