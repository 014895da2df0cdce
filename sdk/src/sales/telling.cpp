#include "sales/telling.hpp"

#include "sales/orders.hpp"
#include "sales/rules.hpp"

#include <map>
#include <tuple>

namespace willcall::sales {

namespace {

// A ticket that was given to somebody else, with the delivery that brought it: absent where nobody
// was to get it, as when whoever sold it took it back.
struct GivenOn {
    std::int64_t ticket = 0;
    std::string holder, language;
    std::optional<std::int64_t> order;
    std::optional<std::string> method, recipient;
    std::optional<DeliveryState> state;
    static constexpr auto columns =
        in_order{column<"ticket">(&GivenOn::ticket),     column<"holder">(&GivenOn::holder),
                 column<"language">(&GivenOn::language), column<"order_id">(&GivenOn::order),
                 column<"method">(&GivenOn::method),     column<"recipient">(&GivenOn::recipient),
                 column<"state">(&GivenOn::state)};
};

// By ticket.
std::map<std::int64_t, GivenOn> given_on(store::Connection& turn, std::int64_t order) {
    std::map<std::int64_t, GivenOn> found;
    for (auto& row : turn.query<GivenOn>(
             "select k.id as ticket, k.holder, x.language, d.order_id, d.method, d.recipient, "
             "case when d.attempts = 0 and d.state = 5 then 0 else d.state end as state "
             "from tickets k join transfers x on x.ticket = k.id and x.issue = k.issue "
             "left join delivery_tickets l on l.ticket = x.ticket and l.issue = x.issue "
             "left join deliveries d on d.id = l.delivery and d.order_id is not null "
             "where k.order_id = ? order by k.id, d.id is not null, d.id",
             order))
        found.insert_or_assign(row.ticket, std::move(row));
    return found;
}

// Whoever gave them out knows best that they are on their way no more.
bool is_known_by_delivery(NoticeReason reason) {
    return reason == NoticeReason::taken_back || reason == NoticeReason::given_back;
}

}  // namespace

Telling::Telling(const Needs& needs, const Call& call)
    : Telling(*call.connection, needs.snapshot_of(call), *needs.world, call.now, call.make_id) {}

Telling::Had Telling::by_buyer(const OrderRow& order) const {
    Had had;
    had.notice.order = order.id;
    had.method = order.delivery_method;
    had.recipient = order.delivery_to;
    had.begun =
        turn_
            .number("select d.id from deliveries d where d.order_id = ? and d.state <> 0 and "
                    "(d.attempts > 0 or d.state <> 5) and not exists (select 1 from "
                    "delivery_tickets l join transfers x on x.ticket = l.ticket and "
                    "x.issue = l.issue where l.delivery = d.id) limit 1",
                    order.id)
            .has_value();
    return had;
}

std::vector<Telling::Had> Telling::by_whom(const OrderRow& order,
                                           std::span<const TicketRow> tickets) const {
    const auto others = given_on(turn_, order.id);
    using Whom = std::tuple<std::int64_t, std::string, std::string, std::string, std::string>;
    std::vector<Had> all{by_buyer(order)};
    std::map<Whom, std::size_t> places;
    for (const auto& ticket : tickets) {
        std::size_t place = 0;
        if (const auto given = others.find(ticket.id); given != others.end()) {
            const auto& row = given->second;
            if (!row.order) continue;
            const auto& language =
                row.language.empty() ? catalogue().organisation.language : row.language;
            const auto [known, added] = places.try_emplace(
                Whom{*row.order, *row.method, *row.recipient, row.holder, language}, all.size());
            place = known->second;
            if (added) {
                auto& had = all.emplace_back();
                had.notice.order = row.order;
                had.notice.whom = row.holder;
                had.notice.language = language;
                had.method = *row.method;
                had.recipient = *row.recipient;
                had.begun = row.state != DeliveryState::queued;
            }
        }
        all[place].tickets.push_back({0, ticket.id, ticket.issue});
    }
    return all;
}

std::optional<std::int64_t> Telling::promise(Had& had, std::int64_t tickets) {
    if (had.method.empty() || tickets == 0) return std::nullopt;
    const auto carriers = delivery::notice_carriers(catalogue(), *snapshot_->instances, had.method);
    if (carriers.empty()) return std::nullopt;
    const auto job = delivery::promise(
        make_id_(), {std::nullopt, had.method, carriers, had.recipient, tickets}, now_);
    had.notice.delivery = job.id;
    had.notice.at = now_;
    for (auto& ticket : had.tickets) ticket.delivery = job.id;
    turn_.insert(job);
    turn_.insert(had.notice);
    turn_.insert_all(had.tickets);
    return job.id;
}

void Telling::of_tickets(const OrderRow& order, std::span<const TicketRow> tickets,
                         NoticeReason reason, std::optional<std::int64_t> transaction) {
    const auto* channel = catalogue().channel(order.channel);
    if (channel == nullptr || !channel->notices) return;
    for (auto& had : by_whom(order, tickets)) {
        const bool buyer = !had.notice.whom;
        // What the buyer has instead of them is told by a delivery of its own.
        if (buyer && reason == NoticeReason::exchanged) continue;
        if (!had.begun && (!buyer || is_known_by_delivery(reason))) continue;
        had.notice.reason = reason;
        if (buyer) had.notice.transaction = transaction;
        promise(had, static_cast<std::int64_t>(had.tickets.size()));
    }
}

std::optional<std::int64_t> Telling::of_places(std::int64_t seller, std::int64_t places) {
    // A customer's basket is no allocation, and who was taken out has none.
    const auto user = catalogue::find_user(turn_, seller);
    if (!user || user->disabled) return std::nullopt;
    const auto* channel = catalogue().channel(user->channel);
    if (channel == nullptr || !channel->notices) return std::nullopt;
    const auto waits =
        turn_.number("select max(n.delivery) from notices n join deliveries d on d.id = n.delivery "
                     "where n.seller = ? and d.state = 0",
                     seller);
    if (waits) {
        turn_.execute("update deliveries set tickets = tickets + ? where id = ?", places, *waits);
        return waits;
    }
    Had had;
    had.notice.reason = NoticeReason::released;
    had.notice.seller = seller;
    had.method = method_for(*user, places);
    had.recipient = user->login;
    return promise(had, places);
}

// How the seller's channel would hand the places out to the seller. One that fails says nothing,
// and keeps nobody from having what is released.
std::string Telling::method_for(const UserFacts& user, std::int64_t places) const {
    const auto found = snapshot_->instances->channels.find(user.channel);
    if (found == snapshot_->instances->channels.end()) return {};
    Caller caller;
    caller.kind = SessionKind::user;
    caller.actor = caller.seller = user;
    Call call;
    call.caller = &caller;
    call.connection = &turn_;
    call.now = now_;
    willcall_sale sale{};
    sale.struct_size = sizeof sale;
    sale.recipient = sale.buyer_email = as_text(user.login);
    sale.ticket_count = places;
    try {
        const access::Questioning questioning(call, *snapshot_, world_);
        return plugins::ask(found->second, questioning.around, sale).method;
    } catch (const Failure& failure) {
        if (world_.log)
            world_.log(2, std::string("nobody is told of a release: ") + failure.what());
        return {};
    }
}

}  // namespace willcall::sales
