#include "sales/transfers.hpp"

#include "delivery/codes.hpp"
#include "sales/telling.hpp"

#include <willcall/tickets.hpp>

#include <algorithm>
#include <set>

namespace willcall::sales {

namespace {

std::string field_of(std::size_t index) { return "tickets[" + std::to_string(index) + ']'; }

class Transferring {
public:
    Transferring(const Needs& needs, Call& call, const TransferTickets& request)
        : needs_(needs), call_(call), request_(request), turn_(*call.connection) {}

    Answered<TicketsTransferred> transfer() {
        find_tickets();
        for (const auto& ticket : tickets_)
            if (auto refused = refuse(ticket)) return std::move(*refused);
        if (auto refused = ask_channel()) return std::move(*refused);
        if (auto refused = find_job()) return std::move(*refused);
        TicketsTransferred answer;
        call_.note.subject = tickets_.front().id;
        call_.note.nothing = request_.dry_run;
        if (!request_.dry_run)
            tell_of_tickets(needs_, call_, tickets_,
                            request_.returned ? NoticeReason::given_back
                                              : NoticeReason::taken_back);
        for (auto& ticket : tickets_) {
            ++ticket.issue;
            answer.tickets.push_back({{ticket.id}, ticket.issue, {}});
            if (request_.dry_run) continue;
            answer.tickets.back().code = needs_.code_of(ticket.id, ticket.issue);
            write(ticket);
        }
        if (request_.dry_run) return answer;
        std::set<std::int64_t> orders;
        for (const auto& ticket : tickets_) orders.insert(ticket.order);
        for (const auto order : orders) promise_anew(needs_, call_, order, false);
        answer.delivery = deliver();
        return answer;
    }

private:
    void find_tickets() {
        const auto seen = seen_by(needs_, call_, "/tickets/transfer");
        std::set<std::int64_t> named;
        for (std::size_t index = 0; index < request_.tickets.size(); ++index) {
            const auto id = request_.tickets[index].number;
            if (!named.insert(id).second)
                throw invalid(field_of(index) + ": is named twice").at(field_of(index));
            auto row = turn_.find<TicketRow>(
                "where id = ? and exists (select 1 from orders where orders.id = "
                "tickets.order_id and " +
                    seen.sql + ")",
                id, seen.value);
            if (!row) throw not_found("no ticket `" + id_text(id) + "`").at(field_of(index));
            tickets_.push_back(std::move(*row));
        }
    }

    std::optional<Refusal> refuse(const TicketRow& ticket) const {
        if (auto refused = refuse_reissue(ticket)) return refused;
        const auto* performance =
            needs_.snapshot_of(call_)->catalogue->performance(ticket.performance);
        if (performance == nullptr || call_.now < performance->ends) return std::nullopt;
        return refusal("transfer.performance_over",
                       "`" + performance->key + "` is over, its tickets stay as they are",
                       {{"ended", performance->ends}});
    }

    // Tickets that a delivery has brought to who has them.
    std::int64_t handed_out() const {
        return std::ranges::count_if(tickets_, [this](const TicketRow& ticket) {
            if (turn_.number("select count(*) from delivery_tickets l join deliveries d "
                             "on d.id = l.delivery where l.ticket = ? and l.issue = ? "
                             "and d.order_id is not null and d.state = 3",
                             ticket.id, ticket.issue) > 0)
                return true;
            if (turn_.number("select count(*) from transfers where ticket = ?", ticket.id) > 0)
                return false;
            return turn_.number("select count(*) from deliveries d where d.order_id = ? "
                                "and d.state = 3 and not exists (select 1 from "
                                "delivery_tickets l where l.delivery = d.id)",
                                ticket.order) > 0;
        });
    }

    // The channel of who does it says whether it may be done there.
    std::optional<Refusal> ask_channel() const {
        const auto snapshot = needs_.snapshot_of(call_);
        const auto& key = call_.caller->seller.channel;
        if (snapshot->catalogue->channel(key) == nullptr)
            return refusal("orders.no_channel",
                           "the seller `" + call_.caller->seller.login + "` has no sales channel");
        const auto order = turn_.find<OrderRow>("where id = ?", tickets_.front().order);
        willcall_change asked{};
        asked.struct_size = sizeof asked;
        asked.kind = request_.returned ? WILLCALL_CHANGE_RETURN : WILLCALL_CHANGE_TRANSFER;
        asked.ticket_count = static_cast<std::int64_t>(tickets_.size());
        for (const auto& ticket : tickets_) asked.value += ticket.price;
        asked.placed = order->placed;
        asked.sold_at = as_text(snapshot->catalogue->channel(order->channel)->key);
        asked.handed_out = handed_out();
        access::Questioning questioning(call_, *snapshot, *needs_.world);
        auto terms = plugins::ask(channel_in(*snapshot, key), questioning.around, asked);
        if (terms.accepted) return std::nullopt;
        for (auto& reason : terms.reasons) reason.line.reset();
        return Refusal{std::move(terms.reasons)};
    }

    // The delivery of the order that they are to come with, which must not be on its way yet.
    std::optional<Refusal> find_job() {
        if (!request_.with) return std::nullopt;
        const auto seen = seen_by(needs_, call_, "/tickets/transfer");
        job_ = turn_.find<delivery::JobRow>(
            "where order_id = ? and state = 0 and exists (select 1 from orders where "
            "orders.id = deliveries.order_id and " +
                seen.sql + ") order by id limit 1",
            request_.with->number, seen.value);
        if (job_) return std::nullopt;
        return refusal("transfer.sent_already", "the order `" + id_text(request_.with->number) +
                                                    "` does not wait to be sent any more");
    }

    void write(const TicketRow& ticket) {
        turn_.execute("update tickets set issue = ?, holder = ? where id = ?", ticket.issue,
                      request_.holder, ticket.id);
        turn_.insert(ReissueRow{ticket.id, ticket.issue, call_.now});
        turn_.insert(TransferRow{ticket.id, ticket.issue, call_.now, call_.caller->actor.id,
                                 call_.caller->seller.id, ticket.holder, request_.language});
    }

    std::optional<Id> deliver() {
        std::vector<delivery::DeliveryTicketRow> rows;
        if (job_) {
            list_own(rows);
            turn_.execute("update deliveries set tickets = tickets + ? where id = ?",
                          static_cast<std::int64_t>(tickets_.size()), job_->id);
        } else if (!promise()) {
            return std::nullopt;
        }
        for (const auto& ticket : tickets_) rows.push_back({job_->id, ticket.id, ticket.issue});
        turn_.insert_all(rows);
        return Id{job_->id};
    }

    // Tickets of the order itself, where it is the first time that others come with them.
    void list_own(std::vector<delivery::DeliveryTicketRow>& rows) const {
        if (turn_.number("select count(*) from delivery_tickets where delivery = ?", job_->id) > 0)
            return;
        for (const auto& ticket :
             turn_.select<TicketRow>("where order_id = ? and state not in (1, 3) and not exists "
                                     "(select 1 from transfers x where x.ticket = tickets.id)",
                                     job_->order))
            rows.push_back({job_->id, ticket.id, ticket.issue});
    }

    // A delivery of their own, in the way that the first one's order promised.
    bool promise() {
        const auto order = turn_.find<OrderRow>("where id = ?", tickets_.front().order);
        if (request_.to.empty() || order->delivery_method.empty()) return false;
        const auto carriers =
            needs_.snapshot_of(call_)->catalogue->carriers(order->delivery_method);
        job_ = delivery::promise(call_.make_id(),
                                 {order->id, order->delivery_method, carriers, request_.to,
                                  static_cast<std::int64_t>(tickets_.size())},
                                 call_.now);
        turn_.insert(*job_);
        return true;
    }

    const Needs& needs_;
    Call& call_;
    const TransferTickets& request_;
    store::Connection& turn_;
    std::vector<TicketRow> tickets_;
    std::optional<delivery::JobRow> job_;
};

}  // namespace

std::optional<Refusal> refuse_reissue(const TicketRow& ticket) {
    const auto text = '`' + id_text(ticket.id) + '`';
    if (ticket.state == TicketState::dead)
        return refusal("ticket.dead", "the ticket " + text + " was given back");
    if (ticket.state == TicketState::used)
        return refusal("ticket.used", "the ticket " + text + " has been used");
    if (ticket.state == TicketState::held)
        return refusal("ticket.held", "the ticket " + text + " is not paid");
    if (ticket.issue == delivery::TicketCodes::issue_most)
        return refusal("ticket.issued_too_often", "no code can say another issue of " + text,
                       {{"issue", ticket.issue}});
    return std::nullopt;
}

std::vector<Operation> transfer_operations(const Needs& needs) {
    return {operation<TransferTickets, TicketsTransferred>(
        "tickets.transfer", "/tickets/transfer",
        "gives tickets to somebody else: new codes, sent to them, and the old ones are dead",
        Handling::writes, [needs](Call& call, const TransferTickets& request) {
            return Transferring(needs, call, request).transfer();
        })};
}

}  // namespace willcall::sales
