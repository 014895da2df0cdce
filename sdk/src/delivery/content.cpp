#include "delivery/content.hpp"

#include "operations/failure.hpp"
#include "operations/reading.hpp"

namespace willcall::delivery {

namespace {

struct OrderFacts {
    std::int64_t id = 0;
    std::optional<std::string> number;
    std::int64_t placed = 0, seller = 0, channel = 0;
    std::string buyer_name;
    std::int64_t total = 0;
    static constexpr auto columns = std::tuple{store::column<"id">(&OrderFacts::id),
                                               store::column<"number">(&OrderFacts::number),
                                               store::column<"placed">(&OrderFacts::placed),
                                               store::column<"seller">(&OrderFacts::seller),
                                               store::column<"channel">(&OrderFacts::channel),
                                               store::column<"buyer_name">(&OrderFacts::buyer_name),
                                               store::column<"total">(&OrderFacts::total)};
};

struct TicketFacts {
    std::int64_t id = 0, performance = 0, ticket_type = 0, price = 0;
    std::string holder;
    std::int64_t issue = 0;
    static constexpr auto columns =
        std::tuple{store::column<"id">(&TicketFacts::id),
                   store::column<"performance">(&TicketFacts::performance),
                   store::column<"ticket_type">(&TicketFacts::ticket_type),
                   store::column<"price">(&TicketFacts::price),
                   store::column<"holder">(&TicketFacts::holder),
                   store::column<"issue">(&TicketFacts::issue)};
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

std::vector<ContentTicket> tickets_of(store::Connection& reading,
                                      const catalogue::Catalogue& catalogue,
                                      const TicketCodes& codes, std::int64_t order) {
    // State 1 is dead: given back or issued anew.
    const auto rows = reading.query<TicketFacts>(
        "select id, performance, ticket_type, price, holder, issue from tickets "
        "where order_id = ? and state <> 1 order by id",
        order);
    std::vector<ContentTicket> tickets;
    tickets.reserve(rows.size());
    std::int64_t shown = 0;  // performance of the ticket before
    std::string starts_text;
    for (const auto& row : rows) {
        const auto& performance =
            known(catalogue.performance(row.performance), "performance", order);
        if (row.performance != shown) {
            shown = row.performance;
            starts_text = catalogue.wall_text(performance.starts);
        }
        auto& ticket = tickets.emplace_back();
        ticket.id = {row.id};
        ticket.code = codes.sign(row.id, row.issue);
        ticket.event = performance.event->name;
        ticket.place = performance.event->place;
        ticket.starts_text = starts_text;
        ticket.starts = {performance.starts};
        ticket.ends = {performance.ends};
        ticket.ticket_type =
            known(catalogue.ticket_type(row.ticket_type), "ticket type", order).name;
        ticket.price = {row.price};
        ticket.price_text = amount_text(row.price, catalogue);
        ticket.holder = row.holder;
    }
    return tickets;
}

template <class T>
Value tree_of(const T& value) {
    constexpr auto kind = shape::kind_of<T>();
    static_assert(kind == WILLCALL_OBJECT || kind == WILLCALL_LIST || kind == WILLCALL_TEXT ||
                      kind == WILLCALL_MONEY || kind == WILLCALL_TIME || kind == WILLCALL_ID,
                  "add the kind below");
    Value tree;
    tree.kind = kind;
    if constexpr (kind == WILLCALL_OBJECT) {
        tree.written = Written::object;
        tree.children.reserve(std::tuple_size_v<decltype(T::fields)>);
        for_each_field<T>([&](const auto& field) {
            tree.children.push_back(tree_of(value.*field.member));
            tree.children.back().key = field.name;
        });
    } else if constexpr (kind == WILLCALL_LIST) {
        tree.written = Written::list;
        tree.children.reserve(value.size());
        for (const auto& element : value) tree.children.push_back(tree_of(element));
    } else {
        tree.written = Written::text;
        if constexpr (kind == WILLCALL_TEXT) {
            tree.text = value;
        } else {
            const auto& [number] = value;
            tree.number = number;
        }
    }
    return tree;
}

}  // namespace

DeliveryContent content_of(store::Connection& reading, const catalogue::Catalogue& catalogue,
                           const TicketCodes& codes, std::int64_t order) {
    const auto rows = reading.query<OrderFacts>(
        "select id, number, placed, seller, channel, buyer_name, total from orders where id = ?",
        order);
    if (rows.empty()) throw Failure(WILLCALL_STORE, "there is no order `" + id_text(order) + '`');
    const auto& row = rows.front();
    DeliveryContent content;
    content.order = {row.id};
    content.number = row.number.value_or(id_text(row.id));
    content.organiser = catalogue.organisation.name;
    content.language = catalogue.organisation.language;
    content.buyer = row.buyer_name;
    // Nobody where the host sold, or the buyer online.
    if (const auto seller = catalogue::find_user(reading, row.seller))
        content.seller = seller->name;
    content.channel = known(catalogue.channel(row.channel), "channel", order).name;
    content.placed = {row.placed};
    content.placed_text = catalogue.wall_text(row.placed);
    content.total_text = amount_text(row.total, catalogue);
    content.tickets = tickets_of(reading, catalogue, codes, order);
    return content;
}

Value value_of(const DeliveryContent& content) { return tree_of(content); }

}  // namespace willcall::delivery
