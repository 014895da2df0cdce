// What a caller asked for and may see, as conditions inside a query over `orders`.
#ifndef WILLCALL_REPORTS_NARROWING_HPP
#define WILLCALL_REPORTS_NARROWING_HPP

#include "access/scope.hpp"
#include "catalogue/catalogue.hpp"
#include "catalogue/operations.hpp"
#include "tables/query.hpp"

#include <willcall/reports.hpp>

namespace willcall::reports {

// What the tables need of the engine.
struct Needs {
    access::FindScope find_scope;
    catalogue::CatalogueOf catalogue_of;
    catalogue::FindShown find_shown = {};
};

using tables::Query;

// A half-open time, [from, to); absent ends are open.
struct Span {
    std::optional<std::int64_t> from;
    std::optional<std::int64_t> to;
};
// Throws INVALID for a span upside down, for an end given twice, and for a time that no clock of
// the organisation shows.
Span span_of(const SoldFilter& filter, const catalogue::Catalogue& catalogue);

using access::Walk;

// The orders of the caller's scope.
void narrow(Query& query, access::Scope scope, const Call& call,
            const catalogue::Catalogue& catalogue, Walk walk = Walk::others);
// The orders of a filter, of those in the caller's scope. `performance` is the column that it is
// compared with; null where the query has none, and an order is in if any of its lines is. Throws
// NOT_FOUND, with the field, for what is not there, and for a seller whose sales are outside a
// scope that goes by seller.
void narrow(Query& query, access::Scope scope, const SoldFilter& filter, const char* performance,
            Call& call, const catalogue::Catalogue& catalogue, Walk walk = Walk::others);
// Null for none asked.
const catalogue::EventItem* asked_event(const catalogue::Catalogue& catalogue,
                                        const std::string& key);
std::int64_t asked_seller(Call& call, const std::string& login);

}  // namespace willcall::reports

#endif
