// From stored rows to what operations answer.
#ifndef WILLCALL_SALES_SHOWING_HPP
#define WILLCALL_SALES_SHOWING_HPP

#include "catalogue/catalogue.hpp"
#include "sales/rows.hpp"
#include "store/connection.hpp"

#include <functional>

namespace willcall::sales {

// An order with all its rows as it stands now, or nothing.
std::optional<OrderRows> load_order(store::Connection& connection, std::int64_t id);

// The same as it was when it was placed: whatever happened to it since is left out, so that a
// repeated request gets the answer it had.
OrderRows as_placed(store::Connection& reading, OrderRows rows);

// A line of a product names it, and neither event, performance nor ticket type.
void name_product(QuotedLine& line);
// What one commission keeps of one more ticket.
void add_commission(std::vector<LineCommission>& all, const std::string& name, std::int64_t amount);

// Login of a user id; "host" for 0.
using LoginOf = std::function<std::string(std::int64_t user)>;
LoginOf logins_from(store::Connection& connection);
// Signed code of a ticket; empty function: codes stay empty.
using CodeOf = std::function<std::string(std::int64_t ticket, std::int64_t issue)>;

// What the order is worth now: paid for it and to be settled, changes included.
struct Standing {
    std::int64_t paid = 0;
    std::int64_t to_settle = 0;
};
Standing standing_of(const OrderRows& rows);

// A seat by its guid; one that has left its plan, after its ticket died, has only that.
std::optional<Seat> show_seat(const std::string& guid,
                              const catalogue::PerformanceItem* performance);

// Names of the parties of an order, where one books for the other.
PartyNames read_names(store::Connection& connection, std::int64_t owner, std::int64_t facilitator);
// That a facilitator has no address where the order could be confirmed.
Reason nobody_told();

// The same rows give the same answer, however often it is asked.
Order show_order(const OrderRows& rows, const catalogue::Catalogue& catalogue,
                 const LoginOf& login_of, const CodeOf& code_of);

}  // namespace willcall::sales

#endif
