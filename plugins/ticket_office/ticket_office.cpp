// ticket_office: a box office, the organiser's own or a partner's. It sells every event until the
// performance ends, unless the event is withdrawn here, under caps and for credits of its own,
// against payment.
#include "access.hpp"
#include "office.hpp"
#include "offices.hpp"

const willcall_module* willcall_plugin_entry_v1() {
    return willcall::plugin::module<ticket_office::Office, ticket_office::Access,
                                    ticket_office::Offices>(
        "ticket_office", "2.0.0", "ticket offices, the organiser's own and partners'");
}
