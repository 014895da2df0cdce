#include "sales/deleting.hpp"

#include "operations/wording.hpp"

#include <willcall/catalogue.hpp>

namespace willcall::sales {

namespace {

// An event that was ever sold stays: its orders, its numbers and every report speak of it.
std::optional<Refusal> refuse_bought(store::Connection& turn, const std::string& event,
                                     std::int64_t performance) {
    const auto count = [&](const char* sql) { return turn.number(sql, performance).value_or(0); };
    if (const auto tickets = count("select count(*) from tickets where performance = ?"))
        return refusal("event.sold",
                       "the event " + quoted(event) +
                           " has orders, and they stay; `published: false` takes it off sale",
                       {{"tickets", tickets}});
    if (const auto lines = count("select count(*) from basket_lines where performance = ?"))
        return refusal("event.in_baskets",
                       "the event " + quoted(event) + " is in baskets that are still open",
                       {{"lines", lines}});
    if (const auto lines = count("select count(*) from released_lines where performance = ?"))
        return refusal("event.released",
                       "baskets had places of the event " + quoted(event) +
                           " until their contingent was released, and that stays visible; "
                           "`published: false` takes it off sale",
                       {{"lines", lines}});
    return std::nullopt;
}

Answered<EventDeleted> remove(const Needs& needs, Call& call, const DeleteEvent& request) {
    auto& turn = *call.connection;
    const auto& catalogue = *needs.snapshot_of(call)->catalogue;
    const auto* event = catalogue.event(request.event);
    if (event == nullptr) throw not_found("no event " + quoted(request.event)).at("event");
    stock::Ledger ledger;
    needs.placing->release_overdue(turn, ledger, 0, call.now, needs.snapshot_of(call));

    EventDeleted answer{request.event};
    for (const auto& type : catalogue.ticket_types) answer.ticket_types += type->event == event;
    for (const auto& performance : catalogue.performances) {
        if (performance->event != event) continue;
        if (auto refused = refuse_bought(turn, request.event, performance->id))
            return std::move(*refused);
        ++answer.performances;
    }
    for (const auto& performance : catalogue.performances) {
        if (performance->event != event) continue;
        for (const auto* contingent : catalogue.contingents_of(performance->id)) {
            turn.execute("delete from quotas where key = ?",
                         catalogue::contingent_quota(contingent->key));
            turn.execute("delete from items where id = ?", contingent->id);
        }
        turn.execute("delete from halls where performance = ?", performance->id);
        turn.execute("delete from quotas where key = ?",
                     catalogue::performance_quota(performance->key));
        for (const auto& type : catalogue.ticket_types)
            if (type->event == event)
                turn.execute("delete from quotas where key = ?",
                             catalogue::ticket_type_quota(performance->key, type->key));
    }
    turn.execute("delete from items where parent = ?", event->id);
    turn.execute("delete from items where id = ?", event->id);
    call.note.subject = event->id;
    call.moved.emplace_back("catalogue");
    return answer;
}

}  // namespace

std::vector<Operation> event_operations(const Needs& needs) {
    return {operation<DeleteEvent, EventDeleted>(
        "events.delete", "/events/delete",
        "takes an event that nobody ever bought out of the catalogue", Handling::writes,
        [needs](Call& call, const DeleteEvent& request) { return remove(needs, call, request); })};
}

}  // namespace willcall::sales
