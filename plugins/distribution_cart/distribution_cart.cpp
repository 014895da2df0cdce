// distribution_cart: partners allocate tickets of their contingents to guests, and hand them out in
// rounds.
#include "channel.hpp"
#include "feature.hpp"

const willcall_module* willcall_plugin_entry_v1() {
    using namespace distribution_cart;
    return willcall::plugin::module<Structure, Feature>(
        "distribution_cart", "1.0.0", "partners distribute their contingents to guests");
}
