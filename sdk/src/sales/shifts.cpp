#include "sales/shifts.hpp"

#include "sales/counters.hpp"

#include <algorithm>

namespace willcall::sales {

namespace {

using catalogue::Catalogue;
using catalogue::CatalogueOf;

std::optional<ShiftRow> find_open(Call& call) {
    return find_open_shift(*call.connection, call.caller->seller.id);
}

// The one location where the user may open a shift, as asked or as the user has it (BTZ-22).
Answered<const catalogue::LocationItem*> choose_location(Call& call, const Catalogue& catalogue,
                                                         const std::string& asked) {
    const auto& own = call.caller->seller.locations;
    if (asked.empty() && own.size() != 1)
        return refusal("shift.location_needed", "say at which location the shift is opened",
                       {{"locations", static_cast<std::int64_t>(own.size())}});
    const auto& key = asked.empty() ? own.front() : asked;
    if (!own.empty() && std::ranges::find(own, key) == own.end())
        return refusal("shift.location_not_own", "`" + key + "` is not among the locations of `" +
                                                     call.caller->seller.login + "`");
    const auto* location = catalogue.location(key);
    if (location == nullptr) throw not_found("no location `" + key + "`").at("location");
    return location;
}

Answered<Shift> open_shift(const CatalogueOf& catalogue_of, Call& call, const OpenShift& request) {
    const auto& seller = call.caller->seller;
    if (call.caller->kind != SessionKind::user)
        return refusal("shift.no_user", "only a user has shifts");
    if (!seller.uses_shifts)
        return refusal("shift.unused", "`" + seller.login + "` sells without shifts");
    if (request.opening_float.minor < 0)
        throw invalid("opening_float: must not be negative").at("opening_float");
    if (const auto open = find_open(call))
        return refusal("shift.already_open", "`" + seller.login + "` has an open shift",
                       {{"since", open->opened}});
    const auto catalogue = catalogue_of(call);
    const auto chosen = choose_location(call, *catalogue, request.location);
    if (const auto* refused = std::get_if<Refusal>(&chosen)) return *refused;
    ShiftRow row;
    row.id = call.make_id();
    row.seller = seller.id;
    row.location = std::get<const catalogue::LocationItem*>(chosen)->id;
    row.opened = call.now;
    row.opening_float = request.opening_float.minor;
    call.connection->insert(row);
    call.note.subject = row.id;
    call.note.amount = row.opening_float;
    return show_shift(*call.connection, *catalogue, row, seller.login);
}

Answered<Shift> current_shift(const CatalogueOf& catalogue_of, Call& call, const Nothing&) {
    const auto row = find_open(call);
    if (!row) return no_open_shift(call.caller->seller.login);
    return show_shift(*call.connection, *catalogue_of(call), *row, call.caller->seller.login);
}

void write_count(Call& call, const ShiftRow& shift, const CountedMeans& counted) {
    if (call.connection->execute(
            "update shift_takings set counted = ? where shift = ? and means = ?",
            counted.amount.minor, shift.id, static_cast<std::int64_t>(counted.means)) == 0) {
        const TakingsRow row{shift.id, counted.means, 0, 0, counted.amount.minor};
        call.connection->insert(row);
    }
}

Answered<Shift> close_shift(const CatalogueOf& catalogue_of, Call& call,
                            const CloseShift& request) {
    auto row = find_open(call);
    if (!row) return no_open_shift(call.caller->seller.login);
    std::vector<Means> seen;
    for (std::size_t number = 0; number < request.counted.size(); ++number) {
        const auto& counted = request.counted[number];
        const auto field = "counted[" + std::to_string(number) + "]";
        if (counted.amount.minor < 0)
            throw invalid(field + ".amount: must not be negative").at(field + ".amount");
        if (std::ranges::find(seen, counted.means) != seen.end())
            throw invalid(field + ".means: was counted already").at(field + ".means");
        seen.push_back(counted.means);
    }
    // A drawer that was given a float is counted even where nothing was sold for cash.
    for (const auto& counted : request.counted) write_count(call, *row, counted);
    row->closed = call.now;
    call.connection->execute("update shifts set closed = ?, version = version + 1 where id = ?",
                             call.now, row->id);
    call.note.subject = row->id;
    auto shift = show_shift(*call.connection, *catalogue_of(call), *row, call.caller->seller.login);
    for (const auto& means : shift.means) call.note.amount += means.taken.minor;
    return shift;
}

template <class Request, class Handler>
Operation shift_operation(const CatalogueOf& catalogue_of, const char* name, const char* permission,
                          const char* summary, Handling handling, Handler handler) {
    return operation<Request, Shift>(name, permission, summary, handling,
                                     [catalogue_of, handler](Call& call, const Request& request) {
                                         return handler(catalogue_of, call, request);
                                     });
}

}  // namespace

Shift show_shift(store::Connection& connection, const catalogue::Catalogue& catalogue,
                 const ShiftRow& row, const std::string& seller) {
    Shift shift;
    shift.id = {row.id};
    shift.seller = seller;
    const auto* location = catalogue.location(row.location);
    shift.location = location == nullptr ? std::string() : location->key;
    shift.opened = {row.opened};
    shift.opening_float = {row.opening_float};
    if (!row.closed) return shift;
    shift.closed = Time{*row.closed};
    for (const auto& takings :
         connection.select<TakingsRow>("where shift = ? order by means", row.id)) {
        ShiftMeans means;
        means.means = takings.means;
        means.payments = takings.payments;
        means.taken = {takings.amount};
        means.expected = means.taken;
        if (takings.means == Means::cash) means.expected += shift.opening_float;
        if (takings.counted) {
            means.counted = Money{*takings.counted};
            means.over = *means.counted - means.expected;
        }
        shift.means.push_back(means);
    }
    return shift;
}

std::vector<Operation> shift_operations(const catalogue::CatalogueOf& catalogue_of) {
    return {
        shift_operation<OpenShift>(catalogue_of, "shifts.open", "/shifts/open",
                                   "begins the seller's time at a location", Handling::writes,
                                   open_shift),
        shift_operation<Nothing>(catalogue_of, "shifts.current", "/shifts/current",
                                 "the seller's open shift", Handling::reads, current_shift),
        shift_operation<CloseShift>(catalogue_of, "shifts.close", "/shifts/close",
                                    "counts the drawer and ends the shift; it never changes after",
                                    Handling::writes, close_shift),
    };
}

}  // namespace willcall::sales
