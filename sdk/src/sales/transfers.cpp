#include "sales/transfers.hpp"

#include "delivery/codes.hpp"
#include "sales/telling.hpp"
#include "store/selecting.hpp"

#include <willcall/tickets.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace willcall::sales {

namespace {

std::string field_of(std::size_t index) { return "tickets[" + std::to_string(index) + ']'; }

struct Brought {
    std::int64_t ticket = 0;
    std::int64_t issue = 0;
    static constexpr auto columns =
        in_order{column<"ticket">(&Brought::ticket), column<"issue">(&Brought::issue)};
};

struct Named {
    std::int64_t id = 0;
    static constexpr auto columns = in_order{column<"id">(&Named::id)};
};

// What deliveries have brought to who has the tickets.
class Received {
public:
    Received(store::Connection& turn, std::vector<std::int64_t> tickets,
             std::vector<std::int64_t> orders) {
        for (const auto& [ticket, issue] : store::query_in<Brought>(
                 turn,
                 "select l.ticket, l.issue from delivery_tickets l join deliveries d "
                 "on d.id = l.delivery where d.order_id is not null and d.state = 3 and l.ticket",
                 tickets))
            brought_.emplace(ticket, issue);
        for (const auto& [id] : store::query_in<Named>(
                 turn, "select distinct ticket as id from transfers where ticket",
                 std::move(tickets)))
            given_on_.insert(id);
        for (const auto& [id] : store::query_in<Named>(
                 turn,
                 "select distinct order_id as id from deliveries where state = 3 and not exists "
                 "(select 1 from delivery_tickets l where l.delivery = deliveries.id) "
                 "and order_id",
                 std::move(orders)))
            orders_.insert(id);
    }
    bool has(const TicketRow& ticket) const {
        if (brought_.contains({ticket.id, ticket.issue})) return true;
        return !given_on_.contains(ticket.id) && orders_.contains(ticket.order);
    }

private:
    std::set<std::pair<std::int64_t, std::int64_t>> brought_;
    std::set<std::int64_t> given_on_, orders_;
};

class Transferring {
public:
    Transferring(const Needs& needs, Call& call, const TransferTickets& request)
        : needs_(needs),
          call_(call),
          request_(request),
          turn_(*call.connection),
          seen_(seen_by(needs, call, "/tickets/transfer")) {}

    Answered<TicketsTransferred> transfer() {
        find_tickets();
        for (const auto& ticket : tickets_)
            if (auto refused = refuse(ticket)) return std::move(*refused);
        if (auto refused = ask_channel()) return std::move(*refused);
        if (auto refused = find_job()) return std::move(*refused);
        TicketsTransferred answer;
        call_.note.subject = tickets_.front().id;
        call_.note.nothing = request_.dry_run;
        if (!request_.dry_run) tell();
        for (auto& ticket : tickets_) {
            ++ticket.issue;
            answer.tickets.push_back({{ticket.id}, ticket.issue, {}});
            if (request_.dry_run) continue;
            answer.tickets.back().code = needs_.code_of(ticket.id, ticket.issue);
            write(ticket);
        }
        if (request_.dry_run) return answer;
        for (const auto& [order, row] : orders_) promise_anew(needs_, call_, order, false);
        answer.delivery = deliver();
        return answer;
    }

private:
    void find_tickets() {
        std::vector<std::int64_t> ids;
        for (const auto& ticket : request_.tickets) ids.push_back(ticket.number);
        std::map<std::int64_t, TicketRow> found;
        std::vector<std::int64_t> orders;
        for (auto& row : store::select_in<TicketRow>(turn_, "id", ids)) {
            orders.push_back(row.order);
            found.emplace(row.id, std::move(row));
        }
        for (auto& row : store::select_in<OrderRow>(turn_, "id", std::move(orders)))
            if (sees(row.id)) orders_.emplace(row.id, std::move(row));
        std::set<std::int64_t> named;
        for (std::size_t index = 0; index < ids.size(); ++index) {
            if (!named.insert(ids[index]).second)
                throw invalid(field_of(index) + ": is named twice").at(field_of(index));
            const auto ticket = found.find(ids[index]);
            if (ticket == found.end() || !orders_.contains(ticket->second.order))
                throw not_found("no ticket `" + id_text(ids[index]) + "`").at(field_of(index));
            tickets_.push_back(std::move(ticket->second));
        }
    }

    bool sees(std::int64_t order) const {
        return turn_
            .number("select id from orders where id = ? and " + seen_.sql, order, seen_.value)
            .has_value();
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

    // The channel of who does it says whether it may be done there: of each order, since what was
    // sold when, and where, is the order's.
    std::optional<Refusal> ask_channel() const {
        const auto snapshot = needs_.snapshot_of(call_);
        const auto& key = call_.caller->seller.channel;
        if (snapshot->catalogue->channel(key) == nullptr)
            return refusal("orders.no_channel",
                           "the seller `" + call_.caller->seller.login + "` has no sales channel");
        std::vector<std::int64_t> tickets, orders;
        for (const auto& ticket : tickets_) tickets.push_back(ticket.id);
        for (const auto& [id, row] : orders_) orders.push_back(id);
        const Received received(turn_, std::move(tickets), std::move(orders));
        for (const auto& [id, order] : orders_)
            if (auto refused = ask_channel(*snapshot, order, received)) return refused;
        return std::nullopt;
    }
    std::optional<Refusal> ask_channel(const access::Snapshot& snapshot, const OrderRow& order,
                                       const Received& received) const {
        willcall_change asked{};
        asked.struct_size = sizeof asked;
        asked.kind = request_.returned ? WILLCALL_CHANGE_RETURN : WILLCALL_CHANGE_TRANSFER;
        for (const auto& ticket : tickets_) {
            if (ticket.order != order.id) continue;
            ++asked.ticket_count;
            asked.value += ticket.price;
            asked.handed_out += received.has(ticket) ? 1 : 0;
        }
        asked.placed = order.placed;
        asked.sold_at = as_text(snapshot.catalogue->channel(order.channel)->key);
        access::Questioning questioning(call_, snapshot, *needs_.world);
        auto terms = plugins::ask(channel_in(snapshot, call_.caller->seller.channel),
                                  questioning.around, asked);
        if (terms.accepted) return std::nullopt;
        for (auto& reason : terms.reasons) reason.line.reset();
        return Refusal{std::move(terms.reasons)};
    }

    // The delivery that brings the order its own tickets: one of tickets that were given on is
    // somebody else's. Where the order is handed out by nobody, neither are they.
    std::optional<Refusal> find_job() {
        if (!request_.with) return std::nullopt;
        const auto id = request_.with->number;
        if (!sees(id)) throw no_order(id_text(id)).at("with");
        if (turn_.number("select id from orders where id = ? and delivery_method = ''", id))
            return std::nullopt;
        job_ = turn_.find<delivery::JobRow>(
            "where order_id = ? and state = 0 and (not exists (select 1 from delivery_tickets l "
            "where l.delivery = deliveries.id) or exists (select 1 from delivery_tickets l join "
            "tickets k on k.id = l.ticket where l.delivery = deliveries.id and k.order_id = "
            "deliveries.order_id and not exists (select 1 from transfers x where "
            "x.ticket = k.id))) order by id desc limit 1",
            id);
        if (job_) return std::nullopt;
        return refusal("transfer.sent_already",
                       "the order `" + id_text(id) + "` does not wait to be sent any more");
    }

    // Before they change: whoever has them now.
    void tell() const {
        const auto reason = request_.returned ? NoticeReason::given_back : NoticeReason::taken_back;
        Telling telling(needs_, call_);
        for (const auto& [id, order] : orders_) {
            std::vector<TicketRow> tickets;
            for (const auto& ticket : tickets_)
                if (ticket.order == id) tickets.push_back(ticket);
            telling.of_tickets(order, tickets, reason);
        }
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
        } else if (request_.with || !promise()) {
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

    // A delivery of their own, as the first of their orders that promised one did.
    bool promise() {
        const auto with_method = std::ranges::find_if(tickets_, [this](const TicketRow& ticket) {
            return !orders_.at(ticket.order).delivery_method.empty();
        });
        if (request_.to.empty() || with_method == tickets_.end()) return false;
        const auto& order = orders_.at(with_method->order);
        const auto carriers = needs_.snapshot_of(call_)->catalogue->carriers(order.delivery_method);
        job_ = delivery::promise(call_.make_id(),
                                 {order.id, order.delivery_method, carriers, request_.to,
                                  static_cast<std::int64_t>(tickets_.size())},
                                 call_.now);
        turn_.insert(*job_);
        return true;
    }

    const Needs& needs_;
    Call& call_;
    const TransferTickets& request_;
    store::Connection& turn_;
    access::ScopeCondition seen_;
    std::vector<TicketRow> tickets_;
    std::map<std::int64_t, OrderRow> orders_;  // of the tickets, all of which are seen
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
