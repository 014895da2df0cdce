#include "sales/baskets.hpp"

#include "operations/reading.hpp"
#include "sales/holding.hpp"
#include "sales/orders.hpp"

#include <algorithm>

namespace willcall::sales {

namespace {

// Others wait for the turn in which they are released.
constexpr std::int64_t released_at_once_most = 200;

struct ExpiredBasket {
    std::int64_t id = 0;
    static constexpr auto columns = in_order{column<"id">(&ExpiredBasket::id)};
};

}  // namespace

BasketRow find_basket(store::Connection& connection, Id id, std::int64_t seller,
                      const char* field) {
    auto row = connection.find<BasketRow>("where id = ? and seller = ?", id.number, seller);
    if (!row) throw not_found("no basket `" + id_text(id.number) + "`").at(field);
    // A merge may have made the two one; it can be undone, so it leaves that as it is.
    if (row->owner && row->owner == row->facilitator) row->facilitator.reset();
    return std::move(*row);
}

std::optional<Refusal> settle_parties(const Caller& caller, BasketRow& row) {
    if (caller.customer == 0) return std::nullopt;
    auto owner = row.owner.value_or(0);
    std::int64_t facilitator = 0;
    auto refused = settle_parties(caller, owner, facilitator);
    row.owner = owner;
    row.facilitator = facilitator == 0 ? std::nullopt : std::optional(facilitator);
    return refused;
}

BasketState state_of(const BasketRow& row, std::int64_t now) {
    const bool expired = row.state == BasketState::open && row.until && *row.until <= now;
    return expired ? BasketState::expired : row.state;
}

std::optional<Refusal> refuse_unless_open(const BasketRow& row, std::int64_t now) {
    switch (state_of(row, now)) {
    case BasketState::ordered: return refusal("basket.ordered", "the basket was placed already");
    case BasketState::dropped: return refusal("basket.dropped", "the basket was dropped");
    case BasketState::expired:
        return refusal("basket.expired", "the basket has expired, and holds nothing any more",
                       {{"until", row.until.value_or(0)}});
    case BasketState::open: break;
    }
    return std::nullopt;
}

std::vector<OrderLine> lines_of(store::Connection& connection, std::int64_t basket,
                                std::int64_t now) {
    std::vector<OrderLine> lines;
    for (const auto& row : connection.select<BasketLineRow>(
             "where basket = ? and (until is null or until > ?) order by line", basket, now))
        lines.push_back(read_json<OrderLine>(row.content, {}));
    return lines;
}

BasketSaid said_of(const BasketRow& row) {
    if (row.said.empty()) return {};
    return read_json<BasketSaid>(row.said, {});
}

HeldBasket read_held(store::Connection& turn, BasketRow row) {
    const auto id = row.id;
    return {std::move(row), turn.select<HoldRow>("where holder = ? order by line, quota", id),
            turn.select<stock::SeatRow>("where basket = ?", id)};
}

GivenBack::GivenBack(const HeldBasket& held, const Performances& performances,
                     stock::Ledger& ledger, stock::Halls& halls)
    : ledger_(ledger), halls_(halls), claims_(claims_of(held.holds)) {
    ledger_.give_back_promised(claims_);
    for (const auto& row : held.seats) {
        const auto of =
            std::ranges::find(performances, row.performance, &catalogue::PerformanceItem::id);
        if (of == performances.end() || (*of)->plan == nullptr) continue;
        if (const auto seat = (*of)->plan->find(row.seat)) {
            halls_.give_back(row.performance, *seat);
            seats_.emplace_back(row.performance, *seat);
        }
    }
}

GivenBack::~GivenBack() {
    ledger_.end_promises();
    if (kept_) return;
    ledger_.put_back(claims_);
    for (const auto& [performance, seat] : seats_) halls_.take(performance, seat);
}

void delete_held(store::Connection& turn, std::int64_t basket) {
    turn.execute("delete from holds where holder = ?", basket);
    turn.execute("delete from seats where basket = ?", basket);
    turn.execute("delete from basket_lines where basket = ?", basket);
}

void end_basket(store::Connection& turn, std::int64_t basket, BasketState as,
                std::optional<std::int64_t> order) {
    delete_held(turn, basket);
    turn.execute("update baskets set state = ?, order_id = ?, version = version + 1, said = '' "
                 "where id = ?",
                 as, order, basket);
}

void give_up_basket(store::Connection& turn, stock::Ledger& ledger, std::int64_t basket,
                    BasketState as, const MakeId& make_id) {
    ledger.give_back(claims_of(load_holds(turn, ledger, basket)), stock::Taken::held);
    stock::free_seats_of_basket(turn, basket, make_id);
    end_basket(turn, basket, as);
}

bool any_expired(store::Connection& reading, std::int64_t now) {
    return reading.number("select id from baskets where state = 0 and until <= ? limit 1", now) ||
           any_lapsed(reading, now);
}

bool any_lapsed(store::Connection& reading, std::int64_t now) {
    return reading.number("select basket from basket_lines where until <= ? limit 1", now)
        .has_value();
}

namespace {

// What lapsed and is still there, as it is written down from `position` on: a seat each, or places
// without one.
std::vector<delivery::ReleasedLineRow> lapsed_lines(store::Connection& connection,
                                                    const catalogue::Catalogue& catalogue,
                                                    std::int64_t basket, std::int64_t position,
                                                    std::int64_t now) {
    std::vector<delivery::ReleasedLineRow> rows;
    for (const auto& row : connection.select<BasketLineRow>(
             "where basket = ? and until <= ? order by line", basket, now)) {
        const auto line = read_json<OrderLine>(row.content, {});
        const auto* of = catalogue.performance(row.performance);
        const auto* type =
            of == nullptr ? nullptr : catalogue.ticket_type(*of->event, line.ticket_type);
        if (type == nullptr) continue;
        const auto add = [&](std::int64_t quantity, const std::string& seat) {
            rows.push_back(
                {basket, position++, *row.until, row.performance, type->id, quantity, seat, {}});
        };
        for (const auto& seat : line.seats) add(1, seat);
        if (line.seats.empty()) add(row.quantity, {});
    }
    return rows;
}

void keep_visible(store::Connection& turn, const catalogue::Catalogue& catalogue,
                  std::int64_t basket, std::int64_t now, Telling& telling) {
    const auto position =
        turn.number("select max(position) + 1 from released_lines where basket = ?", basket)
            .value_or(0);
    auto rows = lapsed_lines(turn, catalogue, basket, position, now);
    std::int64_t places = 0;
    for (const auto& row : rows) places += row.quantity;
    const auto seller = turn.number("select seller from baskets where id = ?", basket).value_or(0);
    const auto notice = telling.of_places(seller, places);
    for (auto& row : rows) row.notice = notice;
    turn.insert_all(rows);
}

// The basket stays, and so does whatever else it holds. Who calls has kept them visible.
void release_lines(store::Connection& turn, stock::Ledger& ledger, std::int64_t basket,
                   std::int64_t now, const MakeId& make_id) {
    auto holds = load_holds(turn, ledger, basket);
    std::erase_if(holds, [&](const HoldRow& hold) { return !hold.until || *hold.until > now; });
    ledger.give_back(claims_of(holds), stock::Taken::held);
    turn.execute("delete from holds where holder = ? and until <= ?", basket, now);
    stock::free_lapsed_seats(turn, basket, now, make_id);
    turn.execute("delete from basket_lines where basket = ? and until <= ?", basket, now);
    turn.execute("update baskets set version = version + 1 where id = ?", basket);
}

}  // namespace

std::vector<std::int64_t> release_expired(store::Connection& turn, stock::Ledger& ledger,
                                          std::int64_t now, const catalogue::Catalogue& catalogue,
                                          Telling& telling, const MakeId& make_id) {
    std::vector<std::int64_t> released;
    for (const auto& [id] : turn.query<ExpiredBasket>(
             "select id from baskets where state = 0 and until <= ? order by until, id limit ?",
             now, released_at_once_most)) {
        give_up_basket(turn, ledger, id, BasketState::expired, make_id);
        released.push_back(id);
    }
    for (const auto& [id] : turn.query<ExpiredBasket>(
             "select distinct basket as id from basket_lines where until <= ? order by id "
             "limit ?",
             now, released_at_once_most)) {
        keep_visible(turn, catalogue, id, now, telling);
        release_lines(turn, ledger, id, now, make_id);
        released.push_back(id);
    }
    return released;
}

std::vector<ReleasedLine> released_lines(store::Connection& connection,
                                         const catalogue::Catalogue& catalogue, std::int64_t basket,
                                         std::int64_t now) {
    auto rows =
        connection.select<delivery::ReleasedLineRow>("where basket = ? order by position", basket);
    const auto position = static_cast<std::int64_t>(rows.size());
    std::ranges::move(lapsed_lines(connection, catalogue, basket, position, now),
                      std::back_inserter(rows));
    std::vector<ReleasedLine> lines;
    for (const auto& row : rows) {
        const auto* performance = catalogue.performance(row.performance);
        const auto* type = catalogue.ticket_type(row.ticket_type);
        if (performance == nullptr || type == nullptr) continue;
        const Time released{row.released};
        const bool same = !lines.empty() && lines.back().performance == performance->key &&
                          lines.back().ticket_type == type->key &&
                          lines.back().released == released && !row.seat.empty() &&
                          !lines.back().seats.empty();
        if (!same) lines.push_back({performance->key, type->key, 0, {}, released});
        lines.back().quantity += row.quantity;
        if (!row.seat.empty()) lines.back().seats.push_back(row.seat);
    }
    return lines;
}

}  // namespace willcall::sales
