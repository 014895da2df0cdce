// What ids in the tables stand for, as people know it: keys, logins, when a performance starts.
#ifndef WILLCALL_REPORTS_LOOKS_HPP
#define WILLCALL_REPORTS_LOOKS_HPP

#include "catalogue/catalogue.hpp"
#include "tables/query.hpp"

namespace willcall::reports {

// The number of an order: a registration has that of its payment. Null, or empty, for none.
inline constexpr const char* order_number =
    "coalesce(orders.number, (select t.number from transactions t "
    "where t.order_id = orders.id and t.kind = 0))";
inline constexpr const char* shown_number =
    "coalesce(orders.number, (select t.number from transactions t "
    "where t.order_id = orders.id and t.kind = 0), '')";
// A total of prices: what was given back, or is not paid, is no part of it.
inline constexpr const char* live_price =
    "cast(coalesce(sum(case when tickets.state in (0, 2) then tickets.price else 0 end), 0) "
    "as bigint)";
// Who booked an order for another, and whom it is for: after a `from` with `orders` in it.
inline constexpr const char* parties =
    " left join customers facilitators on facilitators.id = orders.facilitator "
    "left join customers owners on owners.id = orders.owner";
inline constexpr const char* products = "(select id from items where kind = 'product')";

using CataloguePointer = std::shared_ptr<const catalogue::Catalogue>;

// Of a channel's id.
tables::MakeLook channel_key(CataloguePointer catalogue);
// Of a location's.
tables::MakeLook location_key(CataloguePointer catalogue);
// Of a performance's.
tables::MakeLook performance_key(CataloguePointer catalogue);
tables::MakeLook performance_starts(CataloguePointer catalogue);
tables::MakeLook event_key(CataloguePointer catalogue);
// Of a ticket type's.
tables::MakeLook ticket_type_key(CataloguePointer catalogue);
// Of whoever acts or sells: a user's login, "host", or the id of a customer.
std::string login_of(std::int64_t id, store::Connection& connection);
tables::MakeLook login();

}  // namespace willcall::reports

#endif
