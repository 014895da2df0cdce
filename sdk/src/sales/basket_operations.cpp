// The operations on baskets; placing one with payments is orders.place.
#include "operations/writing.hpp"
#include "sales/filling.hpp"
#include "sales/place.hpp"

#include <set>

namespace willcall::sales {

namespace {

std::string text_of(const Call& call, const BasketSaid& said) {
    return write_json(said, call.dialect.decimals);
}

// The order it would be, without looking for places: it has them.
OrderQuote quote_of(const Needs& needs, const Call& call, const BasketRow& row,
                    const Basket& shown) {
    Asked asked;
    asked.lines = &shown.lines;
    asked.buyer = shown.buyer ? &*shown.buyer : nullptr;
    asked.owner = row.owner.value_or(0);
    asked.facilitator = row.facilitator.value_or(0);
    asked.promotion_codes = &shown.promotion_codes;
    const auto told = told_of(*call.connection, *call.caller, asked);
    if (asked.buyer == nullptr && told) asked.buyer = &*told;
    asked.complete = true;
    stock::Ledger ledger;
    auto quote = quote_with_offers(needs, call, asked, ledger, row.id);
    look_for_shift(call, quote);
    return show_quote(quote, asked, *call.caller);
}

Basket show(const Needs& needs, const Call& call, const BasketRow& row) {
    Basket shown;
    shown.id = {row.id};
    shown.state = state_of(row, call.now);
    shown.opened = {row.opened};
    if (row.until) shown.until = Time{*row.until};
    if (row.owner) shown.owner = Id{*row.owner};
    if (row.facilitator) shown.facilitator = Id{*row.facilitator};
    if (row.order) shown.order = Id{*row.order};
    shown.released =
        released_lines(*call.connection, *needs.snapshot_of(call)->catalogue, row.id, call.now);
    if (shown.state != BasketState::open) return shown;
    auto said = said_of(row);
    shown.buyer = std::move(said.buyer);
    shown.promotion_codes = std::move(said.promotion_codes);
    shown.lines = lines_of(*call.connection, row.id, call.now);
    if (!shown.lines.empty()) shown.quote = quote_of(needs, call, row, shown);
    return shown;
}

void write_filled(store::Connection& turn, const BasketRow& row) {
    turn.execute("update baskets set version = version + 1, until = ?, owner = ?, "
                 "facilitator = ?, said = ? where id = ?",
                 row.until, row.owner, row.facilitator, row.said, row.id);
}

std::vector<HeldLine> held_lines(store::Connection& turn, std::int64_t basket) {
    std::vector<HeldLine> lines;
    for (const auto& row : turn.select<BasketLineRow>("where basket = ? order by line", basket)) {
        auto line = read_json<OrderLine>(row.content, {});
        lines.push_back({std::move(line.performance),
                         std::move(line.ticket_type),
                         row.quantity,
                         std::move(line.seats),
                         {}});
        if (row.until) lines.back().until = Time{*row.until};
    }
    return lines;
}

BasketRow new_basket(const Call& call) {
    BasketRow row;
    row.id = call.make_id();
    row.seller = call.caller->seller.id;
    row.actor = call.caller->actor.id;
    row.opened = call.now;
    return row;
}

// Whoever it is for, and whatever is bought: what it holds is decided anew.
Answered<Basket> fill_anew(const Needs& needs, Call& call, BasketRow row,
                           std::vector<OrderLine> lines) {
    if (auto refused = refuse_unless_open(row, call.now)) return std::move(*refused);
    if (auto refused = settle_parties(*call.caller, row)) return std::move(*refused);
    std::vector<BasketToFill> one(1);
    one.front() = {std::move(row), std::move(lines)};
    if (auto refused = fill_baskets(needs, call, one)) return std::move(*refused);
    const auto& filled = one.front().row;
    write_filled(*call.connection, filled);
    call.note.subject = filled.id;
    return show(needs, call, filled);
}

BasketRow find(const Call& call, Id id) {
    return find_basket(*call.connection, id, call.caller->seller.id, "id");
}

Answered<Basket> open(const Needs& needs, Call& call, const OpenBasket& request) {
    auto row = new_basket(call);
    if (request.owner) row.owner = request.owner->number;
    row.said = text_of(call, {request.buyer, request.promotion_codes});
    const auto& channel = call.caller->seller.channel;
    const auto* at = needs.snapshot_of(call)->catalogue->channel(channel);
    if (at == nullptr)
        return refusal("orders.no_channel",
                       "the seller `" + call.caller->seller.login + "` has no sales channel");
    row.until = held_until(*needs.snapshot_of(call), *at, call.now);
    call.connection->insert(row);
    return fill_anew(needs, call, std::move(row), request.lines);
}

Answered<Basket> fill(const Needs& needs, Call& call, const FillBasket& request) {
    return fill_anew(needs, call, find(call, request.id), request.lines);
}

Answered<Basket> assign(const Needs& needs, Call& call, const AssignBasket& request) {
    auto row = find(call, request.id);
    if (request.owner) row.owner = request.owner->number;
    auto said = said_of(row);
    if (request.buyer) said.buyer = request.buyer;
    if (request.promotion_codes) said.promotion_codes = *request.promotion_codes;
    row.said = text_of(call, said);
    if (row.owner && row.owner == row.facilitator) row.facilitator.reset();
    return fill_anew(needs, call, row, lines_of(*call.connection, row.id, call.now));
}

// What one basket gives up another may have, and nobody in between.
Answered<BasketsRearranged> rearrange(const Needs& needs, Call& call,
                                      const RearrangeBaskets& request) {
    auto& turn = *call.connection;
    std::vector<BasketToFill> baskets;
    std::set<std::int64_t> named;
    for (std::size_t index = 0; index < request.baskets.size(); ++index) {
        const auto& wanted = request.baskets[index];
        const auto field = "baskets[" + std::to_string(index) + "].id";
        if (wanted.id && !named.insert(wanted.id->number).second)
            throw invalid(field + ": is named twice").at(field);
        BasketRow row;
        if (wanted.id) {
            row = find_basket(turn, *wanted.id, call.caller->seller.id, "baskets");
            if (auto refused = refuse_unless_open(row, call.now)) return std::move(*refused);
        } else {
            row = new_basket(call);
        }
        auto said = said_of(row);
        if (wanted.buyer) said.buyer = wanted.buyer;
        row.said = text_of(call, said);
        if (wanted.owner) row.owner = wanted.owner->number;
        if (!wanted.id) turn.insert(row);
        baskets.push_back({std::move(row), wanted.lines});
    }
    if (auto refused = fill_baskets(needs, call, baskets)) return std::move(*refused);
    BasketsRearranged answer;
    for (const auto& [row, lines] : baskets) {
        write_filled(turn, row);
        answer.baskets.push_back({{row.id}, held_lines(turn, row.id)});
    }
    call.note.subject = baskets.front().row.id;
    return answer;
}

PlacedBasket outcome_of(Id basket, Answered<Order> answered) {
    PlacedBasket outcome;
    outcome.basket = basket;
    if (auto* refused = std::get_if<Refusal>(&answered)) {
        outcome.reasons = std::move(refused->reasons);
        return outcome;
    }
    auto& order = std::get<Order>(answered);
    outcome.order = order.id;
    outcome.number = std::move(order.number);
    for (auto& ticket : order.tickets)
        outcome.tickets.push_back({ticket.id, std::move(ticket.performance),
                                   std::move(ticket.ticket_type),
                                   ticket.seat ? std::move(ticket.seat->guid) : std::string()});
    return outcome;
}

// Who places many in one turn pays for one: they are written together.
Answered<BasketsPlaced> place_all(const Needs& needs, Call& call, const PlaceBaskets& request) {
    std::vector<PlaceOrder> orders;
    std::set<std::int64_t> named;
    for (std::size_t index = 0; index < request.baskets.size(); ++index) {
        const auto field = "baskets[" + std::to_string(index) + ']';
        if (!named.insert(request.baskets[index].number).second)
            throw invalid(field + ": is named twice").at(field);
        auto& order = orders.emplace_back();
        order.basket = request.baskets[index];
        order.codes = false;
    }
    auto answered = place_each(needs, call, std::move(orders));
    BasketsPlaced answer;
    call.note.nothing = true;
    for (std::size_t index = 0; index < answered.size(); ++index) {
        answer.baskets.push_back(outcome_of(request.baskets[index], std::move(answered[index])));
        const auto& order = answer.baskets.back().order;
        if (!order || !call.note.nothing) continue;
        call.note.nothing = false;
        call.note.subject = order->number;
    }
    return answer;
}

Answered<Basket> facilitate(const Needs& needs, Call& call, const FacilitateBasket& request) {
    auto row = find(call, request.id);
    row.facilitator.reset();
    if (request.facilitator) {
        if (!row.owner)
            return refusal("basket.no_owner",
                           "the basket is for nobody yet: the owner comes first");
        if (*row.owner == request.facilitator->number)
            return refusal("basket.own", "whoever it is for books it for no one else");
        row.facilitator = request.facilitator->number;
    }
    return fill_anew(needs, call, row, lines_of(*call.connection, row.id, call.now));
}

Answered<Basket> get(const Needs& needs, Call& call, const NamedBasket& request) {
    return show(needs, call, find(call, request.id));
}

struct Listed {
    std::int64_t id = 0;
    std::int64_t opened = 0;
    std::optional<std::int64_t> until;
    std::optional<std::int64_t> owner;
    std::int64_t tickets = 0;
    static constexpr auto columns =
        in_order{column<"id">(&Listed::id), column<"opened">(&Listed::opened),
                 column<"until">(&Listed::until), column<"owner">(&Listed::owner),
                 column<"tickets">(&Listed::tickets)};
};

Answered<BasketList> list(Call& call, const ListBaskets& request) {
    const auto rows = call.connection->query<Listed>(
        "select id, opened, until, owner, (select cast(coalesce(sum(quantity), 0) as bigint) "
        "from basket_lines where basket = baskets.id) as tickets from baskets "
        "where seller = ? and state = 0 and id > ? and (until is null or until > ?) "
        "order by id limit ?",
        call.caller->seller.id, request.after ? request.after->number : 0, call.now,
        request.most + 1);
    BasketList page;
    for (const auto& row : rows) {
        if (static_cast<std::int64_t>(page.baskets.size()) == request.most) {
            page.next = page.baskets.back().id;
            break;
        }
        ListedBasket listed{{row.id}, {row.opened}, {}, {}, row.tickets};
        if (row.until) listed.until = Time{*row.until};
        if (row.owner) listed.owner = Id{*row.owner};
        page.baskets.push_back(listed);
    }
    return page;
}

Answered<Basket> drop(const Needs& needs, Call& call, const NamedBasket& request) {
    auto row = find(call, request.id);
    if (auto refused = refuse_unless_open(row, call.now)) return std::move(*refused);
    stock::Ledger ledger;
    give_up_basket(*call.connection, ledger, row.id, BasketState::dropped, call.make_id);
    ledger.write(*call.connection);
    row.state = BasketState::dropped;
    call.note.subject = row.id;
    return show(needs, call, row);
}

}  // namespace

std::vector<Operation> basket_operations(const Needs& needs) {
    return {
        operation<OpenBasket, Basket>("baskets.open", "/baskets/open",
                                      "holds what somebody means to buy", Handling::writes,
                                      with(needs, open)),
        operation<FillBasket, Basket>("baskets.fill", "/baskets/fill",
                                      "holds other things instead, and for longer",
                                      Handling::writes, with(needs, fill)),
        operation<AssignBasket, Basket>("baskets.assign", "/baskets/assign",
                                        "says for whom it is, and who buys: prices follow",
                                        Handling::writes, with(needs, assign)),
        operation<RearrangeBaskets, BasketsRearranged>(
            "baskets.rearrange", "/baskets/rearrange",
            "fills several at once: what one gives up, another may have", Handling::writes,
            with(needs, rearrange)),
        operation<PlaceBaskets, BasketsPlaced>(
            "baskets.place", "/orders/place",
            "sells what several hold, each as an order of its own or not at all", Handling::writes,
            with(needs, place_all)),
        operation<FacilitateBasket, Basket>("baskets.facilitate", "/baskets/facilitate",
                                            "says who books it for its owner", Handling::writes,
                                            with(needs, facilitate)),
        operation<NamedBasket, Basket>("baskets.get", "/baskets/get",
                                       "a basket of the seller's, at today's prices",
                                       Handling::reads, with(needs, get)),
        operation<ListBaskets, BasketList>("baskets.list", "/baskets/list",
                                           "the seller's open baskets", Handling::reads, list),
        operation<NamedBasket, Basket>("baskets.drop", "/baskets/drop",
                                       "gives back what a basket holds", Handling::writes,
                                       with(needs, drop)),
    };
}

}  // namespace willcall::sales
