#include "sales/shifts.hpp"

#include "access/permissions.hpp"
#include "sales/drawers.hpp"
#include "sales/shift_summary.hpp"

#include <algorithm>

namespace willcall::sales {

namespace {

using catalogue::Catalogue;

std::optional<ShiftRow> find_open(const Call& call) {
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

Answered<Shift> open_shift(const Needs& needs, Call& call, const OpenShift& request) {
    const auto& seller = call.caller->seller;
    if (call.caller->kind != SessionKind::user)
        return refusal("shift.no_user", "only a user has shifts");
    const auto snapshot = needs.snapshot_of(call);
    if (!uses_shifts(call, *snapshot, *needs.world))
        return refusal("shift.unused", "`" + seller.login + "` sells without shifts");
    if (request.opening_float.minor < 0)
        throw invalid("opening_float: must not be negative").at("opening_float");
    if (request.opening_float.minor > 0)
        if (auto refused = refuse_for_another(call)) return std::move(*refused);
    if (const auto open = find_open(call))
        return refusal("shift.already_open", "`" + seller.login + "` has an open shift",
                       {{"since", open->opened}});
    const auto& catalogue = *snapshot->catalogue;
    const auto chosen = choose_location(call, catalogue, request.location);
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
    return show_shift(*call.connection, catalogue, row, seller.login);
}

Answered<Shift> current_shift(const Needs& needs, Call& call, const Nothing&) {
    const auto row = find_open(call);
    if (!row) return no_open_shift(call.caller->seller.login);
    return show_shift(*call.connection, *needs.snapshot_of(call)->catalogue, *row,
                      call.caller->seller.login);
}

// The shift that was counted: the seller's own, and open.
Answered<ShiftRow> find_counted(const Call& call, const std::optional<Id>& asked) {
    if (auto refused = refuse_for_another(call)) return std::move(*refused);
    auto row =
        asked ? call.connection->find<ShiftRow>("where id = ?", asked->number) : find_open(call);
    if (!row && asked) throw not_found("no shift `" + id_text(asked->number) + "`").at("shift");
    if (!row) return no_open_shift(call.caller->seller.login);
    if (row->seller != call.caller->seller.id)
        return refusal("shift.not_own", "a drawer is counted by whom it belongs to");
    if (row->closed)
        return refusal("shift.closed", "the shift was closed, and stays as it was closed",
                       {{"closed", *row->closed}});
    return std::move(*row);
}

void check_counts(const std::vector<CountedMeans>& all) {
    std::vector<Means> seen;
    for (std::size_t number = 0; number < all.size(); ++number) {
        const auto& counted = all[number];
        const auto field = "counted[" + std::to_string(number) + "]";
        if (counted.amount.minor < 0)
            throw invalid(field + ".amount: must not be negative").at(field + ".amount");
        if (std::ranges::find(seen, counted.means) != seen.end())
            throw invalid(field + ".means: was counted already").at(field + ".means");
        seen.push_back(counted.means);
    }
}

// What was found and what should have been, for good. A drawer that was given a float is counted
// even where nothing was sold for cash.
void write_counts(store::Connection& turn, const ShiftRow& shift,
                  const std::vector<CountedMeans>& all) {
    for (const auto& [means, amount] : all)
        if (turn.execute("update shift_takings set counted = ? where shift = ? and means = ?",
                         amount.minor, shift.id, means) == 0)
            turn.insert(TakingsRow{shift.id, means, 0, 0, amount.minor, {}});
    for (const auto& means : means_of(turn, shift))
        if (turn.execute("update shift_takings set expected = ? where shift = ? and means = ?",
                         means.expected.minor, shift.id, means.means) == 0)
            turn.insert(TakingsRow{shift.id, means.means, 0, 0, {}, means.expected.minor});
}

// As the seller's channel says; whatever becomes of it, the shift is closed.
void promise_closing(const Needs& needs, Call& call, const ShiftRow& shift) {
    const auto snapshot = needs.snapshot_of(call);
    const auto found = snapshot->instances->channels.find(call.caller->seller.channel);
    if (found == snapshot->instances->channels.end()) return;
    const access::Questioning questioning(call, *snapshot, *needs.world);
    const auto handing = plugins::ask_closing(found->second, questioning.around);
    if (handing.method.empty()) return;
    const auto& to = handing.recipient.empty() ? call.caller->seller.login : handing.recipient;
    const auto carriers = snapshot->catalogue->carriers(handing.method);
    const auto job = delivery::promise(call.make_id(),
                                       {std::nullopt, handing.method, carriers, to, 0}, call.now);
    call.connection->insert(job);
    call.connection->insert(delivery::ClosingRow{job.id, shift.id});
}

Answered<Shift> close_shift(const Needs& needs, Call& call, const CloseShift& request) {
    check_counts(request.counted);
    auto found = find_counted(call, request.shift);
    if (auto* refused = std::get_if<Refusal>(&found)) return std::move(*refused);
    auto& row = std::get<ShiftRow>(found);
    write_counts(*call.connection, row, request.counted);
    row.closed = call.now;
    call.connection->execute("update shifts set closed = ?, version = version + 1 where id = ?",
                             call.now, row.id);
    call.note.subject = row.id;
    promise_closing(needs, call, row);
    auto shift = show_shift(*call.connection, *needs.snapshot_of(call)->catalogue, row,
                            call.caller->seller.login);
    for (const auto& means : shift.means) call.note.amount += means.taken.minor;
    return shift;
}

template <class Request, class Handler>
Operation shift_operation(const Needs& needs, const char* name, const char* permission,
                          const char* summary, Handling handling, Handler handler) {
    return operation<Request, Shift>(name, permission, summary, handling,
                                     [needs, handler](Call& call, const Request& request) {
                                         return handler(needs, call, request);
                                     });
}

}  // namespace

bool uses_shifts(const Call& call, const access::Snapshot& snapshot, const World& world) {
    return call.caller->seller.uses_shifts &&
           !access::is_denied_to_seller(call, snapshot, world, "/shifts/use");
}

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
    shift.means = means_of(connection, row);
    return shift;
}

bool sees_shift(const Needs& needs, const Call& call, const ShiftRow& shift,
                std::string_view permission) {
    const auto scope = needs.find_scope(call, permission);
    if (scope == access::Scope::all || scope == access::Scope::none)
        return scope == access::Scope::all;
    return shift.seller == call.caller->seller.id;
}

Answered<ShiftRow> find_shift(const Needs& needs, const Call& call, const std::optional<Id>& asked,
                              std::string_view permission) {
    auto row =
        asked ? call.connection->find<ShiftRow>("where id = ?", asked->number) : find_open(call);
    if (!row && !asked) return no_open_shift(call.caller->seller.login);
    if (!row || !sees_shift(needs, call, *row, permission))
        throw not_found("no shift `" + id_text(asked ? asked->number : row->id) + "`").at("shift");
    return std::move(*row);
}

std::vector<Operation> shift_operations(const Needs& needs) {
    std::vector<Operation> operations{
        shift_operation<OpenShift>(needs, "shifts.open", "/shifts/open",
                                   "begins the seller's time at a location", Handling::writes,
                                   open_shift),
        shift_operation<Nothing>(needs, "shifts.current", "/shifts/current",
                                 "the seller's open shift", Handling::reads, current_shift),
        shift_operation<CloseShift>(needs, "shifts.close", "/shifts/close",
                                    "counts the drawer and ends the shift; it never changes after",
                                    Handling::writes, close_shift),
    };
    for (auto& one : drawer_operations()) operations.push_back(std::move(one));
    for (auto& one : summary_operations(needs)) operations.push_back(std::move(one));
    return operations;
}

}  // namespace willcall::sales
