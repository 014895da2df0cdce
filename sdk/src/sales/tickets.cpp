#include "sales/tickets.hpp"

#include "delivery/codes.hpp"
#include "sales/paper_tickets.hpp"
#include "sales/showing.hpp"
#include "sales/transfers.hpp"

#include <willcall/tickets.hpp>

namespace willcall::sales {

namespace {

struct AdmissionRow {
    std::int64_t ticket = 0;
    std::int64_t issue = 0;
    std::int64_t at = 0;
    static constexpr const char* table = "admissions";
    static constexpr auto columns =
        in_order{column<"ticket">(&AdmissionRow::ticket), column<"issue">(&AdmissionRow::issue),
                 column<"at">(&AdmissionRow::at)};
};

Answered<ReissuedTicket> reissue(const Needs& needs, Call& call, const ReissueTicket& request) {
    auto& turn = *call.connection;
    const auto seen = seen_by(needs, call, "/tickets/reissue");
    const auto row = turn.find<TicketRow>(
        "where id = ? and exists (select 1 from orders where orders.id = tickets.order_id and " +
            seen.sql + ")",
        request.ticket.number, seen.value);
    if (!row) throw not_found("no ticket `" + id_text(request.ticket.number) + "`").at("ticket");
    if (auto refused = refuse_reissue(*row)) return std::move(*refused);
    if (turn.number("select count(*) from transfers where ticket = ?", row->id) > 0)
        return refusal("ticket.transferred",
                       "the ticket was given to somebody else: give it once more, to whom it is");
    const auto issue = row->issue + 1;
    turn.execute("update tickets set issue = ? where id = ?", issue, row->id);
    turn.insert(ReissueRow{row->id, issue, call.now});
    ReissuedTicket answer;
    answer.ticket = {row->id};
    answer.issue = issue;
    answer.code = needs.code_of(row->id, issue);
    const auto anew = promise_anew(needs, call, row->order, request.deliver);
    answer.cancelled = anew.cancelled;
    if (anew.job) answer.delivery = Id{*anew.job};
    call.note.subject = row->id;
    return answer;
}

// Why a ticket is not let in with this issue of it; nothing where it is. `asked`: null for any.
std::optional<Refusal> shut_out(Call& call, const catalogue::Catalogue& catalogue,
                                const catalogue::PerformanceItem* asked, const TicketRow& ticket,
                                std::int64_t issue) {
    if (ticket.state == TicketState::dead || issue != ticket.issue)
        return refusal("ticket.dead", "the ticket was given back or issued anew",
                       {{"issue", issue}, {"lives", ticket.issue}});
    if (ticket.state == TicketState::used) {
        const auto admitted =
            call.connection->number("select at from admissions where ticket = ?", ticket.id);
        return refusal("ticket.used", "the ticket has been used",
                       {{"admitted", admitted.value_or(0)}});
    }
    if (ticket.state == TicketState::held) return refusal("ticket.held", "the ticket is not paid");
    if (asked == nullptr || asked->id == ticket.performance) return std::nullopt;
    const auto* other = catalogue.performance(ticket.performance);
    return refusal("ticket.other_performance",
                   "the ticket is for `" + (other == nullptr ? "" : other->key) + "`",
                   {{"starts", other == nullptr ? 0 : other->starts}});
}

Answered<Admission> admit(const Needs& needs, Call& call, const AdmitTicket& request) {
    auto& turn = *call.connection;
    const auto snapshot = needs.snapshot_of(call);
    const auto& catalogue = snapshot->catalogue;
    const auto* asked = catalogue->performance(request.performance);
    if (asked == nullptr && !request.performance.empty())
        throw not_found("no performance `" + request.performance + "`").at("performance");
    const auto meaning = snapshot->codes->verify(request.code);
    const auto row = meaning ? turn.find<TicketRow>("where id = ?", meaning->ticket) : std::nullopt;
    if (!row) return refusal("ticket.unknown", "this is no code of a ticket of ours");
    if (auto refused = shut_out(call, *catalogue, asked, *row, meaning->issue)) return *refused;
    turn.execute("update tickets set state = ? where id = ?", TicketState::used, row->id);
    turn.insert(AdmissionRow{row->id, row->issue, call.now});
    const auto* performance = catalogue->performance(row->performance);
    const auto* type = catalogue->ticket_type(row->ticket_type);
    call.note.subject = row->id;
    return Admission{{row->id},
                     {row->order},
                     performance == nullptr ? std::string() : performance->key,
                     type == nullptr ? std::string() : type->key,
                     row->holder,
                     {call.now},
                     show_seat(row->seat, performance)};
}

}  // namespace

std::vector<Operation> ticket_operations(const Needs& needs) {
    std::vector<Operation> operations{
        operation<ReissueTicket, ReissuedTicket>(
            "tickets.reissue", "/tickets/reissue",
            "gives a ticket a new code; the old one opens no door any more", Handling::writes,
            [needs](Call& call, const ReissueTicket& request) {
                return reissue(needs, call, request);
            }),
        operation<AdmitTicket, Admission>("tickets.admit", "/tickets/admit",
                                          "lets the bearer of a code in, once", Handling::writes,
                                          [needs](Call& call, const AdmitTicket& request) {
                                              return admit(needs, call, request);
                                          }),
    };
    for (auto& one : transfer_operations(needs)) operations.push_back(std::move(one));
    for (auto& one : paper_ticket_operations(needs)) operations.push_back(std::move(one));
    return operations;
}

}  // namespace willcall::sales
