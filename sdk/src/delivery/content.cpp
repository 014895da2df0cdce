#include "delivery/content.hpp"

#include "customers/customers.hpp"
#include "operations/failure.hpp"
#include "operations/reading.hpp"

#include <willcall/orders.hpp>

namespace willcall::delivery {

namespace {

struct OrderFacts {
    std::int64_t id = 0;
    std::optional<std::string> number;
    std::int64_t placed = 0, seller = 0, channel = 0;
    std::optional<std::int64_t> facilitator, owner;
    std::string buyer_name, buyer_language;
    std::int64_t total = 0, to_settle = 0;
    static constexpr auto columns =
        in_order{store::column<"id">(&OrderFacts::id),
                 store::column<"number">(&OrderFacts::number),
                 store::column<"placed">(&OrderFacts::placed),
                 store::column<"seller">(&OrderFacts::seller),
                 store::column<"channel">(&OrderFacts::channel),
                 store::column<"facilitator">(&OrderFacts::facilitator),
                 store::column<"owner">(&OrderFacts::owner),
                 store::column<"buyer_name">(&OrderFacts::buyer_name),
                 store::column<"buyer_language">(&OrderFacts::buyer_language),
                 store::column<"total">(&OrderFacts::total),
                 store::column<"to_settle">(&OrderFacts::to_settle)};
};

// As it stands now: what was exchanged and given back is counted, and a registration has the number
// of its payment.
constexpr const char* order_facts =
    "select id, coalesce(number, (select t.number from transactions t "
    "where t.order_id = orders.id and t.kind = 0)) as number, placed, seller, channel, "
    "facilitator, owner, buyer_name, buyer_language, "
    "total + cast(coalesce((select sum(t.sold - t.ended + t.fee) from transactions t "
    "where t.order_id = orders.id and t.kind in (3, 4)), 0) as bigint) as total, "
    "to_settle + cast(coalesce((select sum(t.to_settle) from transactions t "
    "where t.order_id = orders.id), 0) as bigint) as to_settle from orders where id = ?";

struct TaxFacts {
    std::string name;
    std::int64_t rate = 0, amount = 0;
    static constexpr auto columns =
        in_order{store::column<"name">(&TaxFacts::name), store::column<"rate">(&TaxFacts::rate),
                 store::column<"amount">(&TaxFacts::amount)};
};

struct PaymentFacts {
    Means means = Means::cash;
    std::int64_t amount = 0, change = 0;
    static constexpr auto columns = in_order{store::column<"means">(&PaymentFacts::means),
                                             store::column<"amount">(&PaymentFacts::amount),
                                             store::column<"change">(&PaymentFacts::change)};
};

struct TicketFacts {
    std::int64_t id = 0, performance = 0, ticket_type = 0, price = 0;
    std::string holder;
    std::int64_t issue = 0;
    std::string seat;
    static constexpr auto columns =
        in_order{store::column<"id">(&TicketFacts::id),
                 store::column<"performance">(&TicketFacts::performance),
                 store::column<"ticket_type">(&TicketFacts::ticket_type),
                 store::column<"price">(&TicketFacts::price),
                 store::column<"holder">(&TicketFacts::holder),
                 store::column<"issue">(&TicketFacts::issue),
                 store::column<"seat">(&TicketFacts::seat)};
};

template <class Item>
const Item& known(const Item* item, const char* what, std::int64_t order) {
    if (item == nullptr)
        throw Failure(WILLCALL_STORE, "the order `" + id_text(order) + "` names a " + what +
                                          " that is not in the store");
    return *item;
}

std::string amount_text(std::int64_t minor, const catalogue::Catalogue& catalogue) {
    return money_text(minor, catalogue.decimals) + ' ' + catalogue.organisation.currency;
}

// Neither what was given back nor what is not paid, nor what somebody else was given since.
std::vector<TicketFacts> facts_of(store::Connection& reading, std::int64_t order,
                                  std::int64_t delivery) {
    static const std::string facts =
        "select k.id, k.performance, k.ticket_type, k.price, k.holder, k.issue, k.seat ";
    if (delivery != 0 &&
        reading.number("select count(*) from delivery_tickets where delivery = ?", delivery) > 0)
        return reading.query<TicketFacts>(
            facts + "from delivery_tickets d join tickets k on k.id = d.ticket and "
                    "k.issue = d.issue where d.delivery = ? and k.state not in (1, 3) "
                    "order by k.id",
            delivery);
    return reading.query<TicketFacts>(
        facts + "from tickets k where k.order_id = ? and k.state not in (1, 3) and not exists "
                "(select 1 from transfers x where x.ticket = k.id) order by k.id",
        order);
}

std::vector<ContentTicket> tickets_of(store::Connection& reading,
                                      const catalogue::Catalogue& catalogue,
                                      const TicketCodes& codes, std::int64_t order,
                                      std::int64_t delivery) {
    const auto rows = facts_of(reading, order, delivery);
    std::vector<ContentTicket> tickets;
    tickets.reserve(rows.size());
    std::int64_t shown = 0;  // performance of the ticket before
    std::string starts_text;
    LocalTime starts_wall, ends_wall;
    for (const auto& row : rows) {
        const auto& performance =
            known(catalogue.performance(row.performance), "performance", order);
        const bool product = performance.event->product;
        if (row.performance != shown && !product) {
            shown = row.performance;
            starts_text = catalogue.wall_text(performance.starts);
            starts_wall = catalogue.on_wall(performance.starts);
            ends_wall = catalogue.on_wall(performance.ends);
        }
        auto& ticket = tickets.emplace_back();
        ticket.id = {row.id};
        ticket.code = codes.sign(row.id, row.issue);
        ticket.event = performance.event->name;
        ticket.place = performance.event->place;
        if (!product) {
            ticket.starts_text = starts_text;
            ticket.starts = Time{performance.starts};
            ticket.starts_wall = starts_wall;
            ticket.ends = Time{performance.ends};
            ticket.ends_wall = ends_wall;
        }
        ticket.ticket_type =
            known(catalogue.ticket_type(row.ticket_type), "ticket type", order).name;
        ticket.price = {row.price};
        ticket.price_text = amount_text(row.price, catalogue);
        ticket.holder = row.holder;
        if (row.seat.empty() || !performance.plan) continue;
        const auto index = performance.plan->find(row.seat);
        auto seat = index ? performance.plan->shown(*index) : Seat{};
        ticket.zone = std::move(seat.zone);
        ticket.row = std::move(seat.row);
        ticket.seat = index ? seat.number : row.seat;
    }
    return tickets;
}

std::vector<ContentPayment> payments_of(store::Connection& reading, std::int64_t order) {
    std::vector<ContentPayment> payments;
    for (const auto& row : reading.query<PaymentFacts>(
             "select means, payments.amount, coalesce(tendered.amount - payments.amount, 0) "
             "as change from payments left join tendered on payment = id "
             "where order_id = ? order by id",
             order))
        payments.push_back(
            {words_of(row.means)[static_cast<std::size_t>(row.means)], {row.amount}, {row.change}});
    return payments;
}

// Of the tickets that are left.
std::vector<ContentTax> taxes_of(store::Connection& reading, std::int64_t order) {
    std::vector<ContentTax> taxes;
    for (const auto& row : reading.query<TaxFacts>(
             "select x.name, x.rate, cast(sum(k.tax) as bigint) as amount from tickets k "
             "join line_taxes x on x.order_id = k.order_id and x.line = k.line "
             "where k.order_id = ? and k.state <> 1 group by x.name, x.rate "
             "order by x.name, x.rate",
             order))
        taxes.push_back({row.name, catalogue::tax_rate_text(row.rate), {row.amount}});
    return taxes;
}

std::optional<customers::Record> customer_of(store::Connection& reading,
                                             std::optional<std::int64_t> id) {
    return id ? customers::find_active(reading, *id) : std::nullopt;
}

ContentCustomer shown(const std::optional<customers::Record>& customer) {
    return customer ? ContentCustomer{customer->name, customer->email} : ContentCustomer{};
}

struct TransferFacts {
    std::string holder, language;
    static constexpr auto columns = in_order{store::column<"holder">(&TransferFacts::holder),
                                             store::column<"language">(&TransferFacts::language)};
};

// Of tickets that were given to somebody else nothing is said but what they are.
void show_transfer(store::Connection& reading, const catalogue::Catalogue& catalogue,
                   std::int64_t delivery, DeliveryContent& content) {
    const auto given = reading.query<TransferFacts>(
        "select k.holder, x.language from delivery_tickets d join tickets k on k.id = d.ticket "
        "join transfers x on x.ticket = d.ticket and x.issue = d.issue "
        "where d.delivery = ? and k.order_id = ? order by k.id limit 1",
        delivery, content.order.number);
    if (given.empty()) return;
    content.buyer = given.front().holder;
    content.language =
        given.front().language.empty() ? catalogue.organisation.language : given.front().language;
    content.payments.clear();
    content.taxes.clear();
    content.total = {};
    for (const auto& ticket : content.tickets) content.total += ticket.price;
    content.total_text = amount_text(content.total.minor, catalogue);
    if (content.to_settle.minor != 0) content.to_settle = content.total;
}

// That of the buyer, else of whoever is told, else the organisation's.
std::string language_of(const OrderFacts& order, const std::optional<customers::Record>& told,
                        const catalogue::Catalogue& catalogue) {
    if (!order.buyer_language.empty()) return order.buyer_language;
    if (told && !told->language.empty()) return told->language;
    return catalogue.organisation.language;
}

OrderFacts facts_of_order(store::Connection& reading, std::int64_t order) {
    auto rows = reading.query<OrderFacts>(order_facts, order);
    if (rows.empty()) throw Failure(WILLCALL_STORE, "there is no order `" + id_text(order) + '`');
    return std::move(rows.front());
}

}  // namespace

ToldOfOrder told_of_order(store::Connection& reading, const catalogue::Catalogue& catalogue,
                          std::int64_t order) {
    auto row = facts_of_order(reading, order);
    const auto facilitator = customer_of(reading, row.facilitator);
    auto language =
        language_of(row, facilitator ? facilitator : customer_of(reading, row.owner), catalogue);
    return {row.number.value_or(id_text(row.id)), std::move(row.buyer_name), std::move(language)};
}

DeliveryContent content_of(store::Connection& reading, const catalogue::Catalogue& catalogue,
                           const TicketCodes& codes, std::int64_t order, std::int64_t delivery) {
    const auto row = facts_of_order(reading, order);
    DeliveryContent content;
    content.order = {row.id};
    content.number = row.number.value_or(id_text(row.id));
    content.organiser = catalogue.organisation.name;
    const auto owner = customer_of(reading, row.owner);
    const auto facilitator = customer_of(reading, row.facilitator);
    content.language = language_of(row, facilitator ? facilitator : owner, catalogue);
    content.buyer = row.buyer_name;
    content.owner = shown(owner);
    content.facilitator = shown(facilitator);
    // Nobody where the host sold, or the buyer online.
    if (const auto seller = catalogue::find_user(reading, row.seller))
        content.seller = seller->name;
    content.channel = known(catalogue.channel(row.channel), "channel", order).name;
    content.placed = {row.placed};
    content.placed_text = catalogue.wall_text(row.placed);
    content.placed_wall = catalogue.on_wall(row.placed);
    content.total = {row.total};
    content.total_text = amount_text(row.total, catalogue);
    content.to_settle = {row.to_settle};
    content.taxes = taxes_of(reading, order);
    content.payments = payments_of(reading, order);
    content.tickets = tickets_of(reading, catalogue, codes, order, delivery);
    if (delivery != 0) show_transfer(reading, catalogue, delivery, content);
    return content;
}

}  // namespace willcall::delivery
