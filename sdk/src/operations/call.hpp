// One call of an operation: who asks, for whom, and what its handler may use.
#ifndef WILLCALL_OPERATIONS_CALL_HPP
#define WILLCALL_OPERATIONS_CALL_HPP

#include "operations/failure.hpp"
#include "operations/reading.hpp"

#include <willcall/reasons.hpp>

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace willcall {

namespace store {
class Connection;
}  // namespace store

// Numbers are stored: append only.
enum class SessionKind : std::uint8_t { host, user, customer };

// A user as a session sees them: the one who acts, or the one whose sale it is.
struct UserFacts {
    std::int64_t id = 0;
    std::string login;
    std::string name;
    std::string employee_number;
    std::string external_id;
    std::string role;
    std::string channel;                 // key; empty: none
    std::vector<std::string> locations;  // keys
    bool uses_shifts = false;
    bool disabled = false;

    const std::string& shown_name() const { return name.empty() ? login : name; }
};

// Who asks. Made from the session when the call begins; what it was read from is guarded by the
// access epoch.
struct Caller {
    SessionKind kind = SessionKind::host;
    std::int64_t session = 0;
    std::int64_t customer = 0;  // of a customer's session
    UserFacts actor;            // login "host" for the host, the customer's id for a customer
    UserFacts seller;           // the actor, unless the session acts for another
    std::int64_t acts_since = 0;
    std::int64_t idle_seconds = 0;  // after so long without use the session ends; 0: never
    std::int64_t used = 0;          // when the store was last told
    std::string acts_by;            // plugin that set whom it acts for
    std::string banner;             // says so, as JSON (banner.hpp); empty: it acts for itself
    std::string authority;          // the plugin on whose authority this is asked; empty: nobody's

    bool acts_for_another() const { return actor.id != seller.id; }
    std::int64_t books_for = 0;  // of a customer's session: the owner it books for; 0: themselves
    std::string errand;          // what was said when that was set

    // Whose a sale of this caller is, and who books it, as far as the session says. A user's says
    // neither.
    std::int64_t owner() const { return books_for != 0 ? books_for : customer; }
    std::int64_t facilitator() const { return books_for != 0 ? customer : 0; }
};

// What the host writes into the journal after a handler of a writing operation: ids, amounts and
// a text of which only a salted hash is kept.
struct JournalNote {
    std::int64_t subject = 0;
    std::int64_t amount = 0;
    std::string content;
    bool nothing = false;  // all was so already: roll back, journal nothing
};

class Call {
public:
    const Caller* caller = nullptr;
    store::Connection* connection = nullptr;  // a reading transaction, or the turn's
    bool in_turn = false;
    std::int64_t now = 0;     // microseconds; one instant for the whole call
    std::int64_t booked = 0;  // when it is written down, where that is later than `now`
    std::int64_t deadline = std::numeric_limits<std::int64_t>::max();
    Dialect dialect;           // decimals of the store's currency
    std::string_view key;      // idempotency key; empty: none
    std::string_view request;  // as it came, for its hash
    std::string prepared;      // by the operation's own `prepare`, before the turn
    JournalNote note;
    std::function<std::int64_t()> make_id;  // in a turn only
    // Epochs a writing handler moved ("access", "catalogue", "plugin/ticket_office"); the host
    // raises them in the same transaction.
    std::vector<std::string> moved;
    // Where in a file that came with the request a field stands; absent: nothing came.
    std::function<Place(std::string_view field)> place_of;
};

}  // namespace willcall

#endif
