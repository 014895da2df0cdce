// facilitated_booking: customers who book on behalf of others, as their relationships allow.
#include "booking.hpp"
#include "rules.hpp"

const willcall_module* willcall_plugin_entry_v1() {
    using namespace facilitated_booking;
    return willcall::plugin::module<Rights, Rules, Booking>(
        "facilitated_booking", "1.0.0", "customers who book on behalf of others");
}
