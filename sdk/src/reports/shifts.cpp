// The list of shifts.
#include "reports/looks.hpp"
#include "reports/operations.hpp"
#include "tables/operation.hpp"

#include <willcall/shift_list.hpp>

namespace willcall::reports {

namespace {

using access::Scope;

// Of all means of a closed shift. While it is open its seller has yet to count it.
std::string once_closed(const std::string& sum) {
    return "(select cast(sum(" + sum +
           ") as bigint) from shift_takings k where k.shift = shifts.id "
           "and shifts.closed is not null)";
}

void narrow_to_scope(Query& query, Scope scope, const Call& call) {
    if (scope == Scope::none) query.where("shifts.id < ?", std::int64_t{0});
    else if (scope != Scope::all) query.where("shifts.seller = ?", call.caller->seller.id);
}

void narrow_to_request(Query& query, const ListShifts& request, Call& call,
                       const catalogue::Catalogue& catalogue) {
    if (!request.seller.empty())
        query.where("shifts.seller = ?", asked_seller(call, request.seller));
    if (!request.location.empty()) {
        const auto* location = catalogue.location(request.location);
        if (location == nullptr)
            throw not_found("no location `" + request.location + "`").at("location");
        query.where("shifts.location = ?", location->id);
    }
    if (request.open)
        query.where(*request.open ? "shifts.closed is null" : "shifts.closed is not null");
    if (request.from && request.to && *request.to <= *request.from)
        throw invalid("to: must be later than `from`").at("to");
    if (request.from)
        query.where("(shifts.closed is null or shifts.closed >= ?)", request.from->microseconds);
    if (request.to) query.where("shifts.opened < ?", request.to->microseconds);
    if (request.after) query.where("shifts.id > ?", request.after->number);
}

std::pair<std::string, Query> shifts(const Needs& needs, Call& call, const ListShifts& request) {
    const auto catalogue = needs.catalogue_of(call);
    // A drawer is its user's own: who does not see all shifts sees theirs.
    auto scope = needs.find_scope(call, "/shifts/list");
    if (scope != Scope::all && scope != Scope::none) scope = Scope::own;
    Query query;
    query.column("shifts.id")
        .column("shifts.seller", login())
        .column("shifts.location", location_key(catalogue))
        .column("shifts.opened")
        .column("shifts.closed")
        .summed("shifts.opening_float")
        .summed(once_closed("k.payments"))
        .summed(once_closed("k.amount"))
        .summed(once_closed("k.expected"))
        .summed(once_closed("k.counted"))
        .summed(once_closed("k.counted - k.expected"))
        .from("shifts")
        .order("shifts.id");
    narrow_to_scope(query, scope, call);
    narrow_to_request(query, request, call, *catalogue);
    return {access::scope_word(scope), query};
}

}  // namespace

std::vector<Operation> shift_operations(const Needs& needs) {
    std::vector<Operation> operations;
    operations.push_back(tables::table_operation<ListShifts, ShiftLine>(
        "shifts.list", "/shifts/list", "shifts the caller may see, oldest first",
        {"shifts", "ShiftList", true}, with(needs, shifts)));
    return operations;
}

}  // namespace willcall::reports
