#include "stock/halls.hpp"

#include <algorithm>
#include <utility>

namespace willcall::stock {

namespace {

struct NotFree {
    std::string seat;
    TicketState ticket = TicketState::valid;
    static constexpr auto columns =
        in_order{store::column<"seat">(&NotFree::seat), store::column<"state">(&NotFree::ticket)};
};

struct HallRow {
    std::int64_t performance = 0;
    std::int64_t version = 0;
    static constexpr const char* table = "halls";
    static constexpr auto columns = in_order{store::column<"performance">(&HallRow::performance),
                                             store::column<"version">(&HallRow::version)};
};

std::int64_t version_of(store::Connection& turn, std::int64_t performance) {
    return turn.number("select version from halls where performance = ?", performance).value_or(0);
}

// By performance, one after the other.
void free_rows(store::Connection& turn, const std::vector<SeatRow>& seats,
               const MakeVersion& make_version) {
    std::int64_t before = 0;
    for (const auto& row : seats) {
        turn.execute("delete from seats where performance = ? and seat = ?", row.performance,
                     row.seat);
        if (std::exchange(before, row.performance) != row.performance)
            turn.execute("update halls set version = ? where performance = ?", make_version(),
                         row.performance);
    }
}

}  // namespace

std::vector<SeatState> read_seats(store::Connection& connection,
                                  const catalogue::PerformanceItem& performance, Lapsed lapsed) {
    std::vector<SeatState> states(performance.plan->seats.size(), SeatState::free);
    for (const auto seat : performance.blocked) states[seat] = SeatState::blocked;
    for (const auto& row : connection.query<NotFree>(
             "select s.seat, t.state from seats s join tickets t on t.id = s.ticket "
             "where s.performance = ? and not exists (select 1 from registrations r "
             "where r.order_id = t.order_id and r.state = 0 and r.until <= ?) union all "
             "select s.seat, 3 from seats s join baskets b on b.id = s.basket "
             "where s.performance = ? and s.basket is not null "
             "and (b.until is null or b.until > ?) and (s.until is null or s.until > ?)",
             performance.id, lapsed.registrations, performance.id, lapsed.baskets, lapsed.baskets))
        if (const auto seat = performance.plan->find(row.seat))
            states[*seat] = row.ticket == TicketState::held ? SeatState::held : SeatState::sold;
    return states;
}

void free_seats(store::Connection& turn, std::int64_t order, const MakeVersion& make_version) {
    const auto seats = turn.query<SeatRow>(
        "select s.performance, s.seat, s.ticket, s.basket, s.until from tickets t "
        "join seats s on s.performance = t.performance and s.seat = t.seat and s.ticket = t.id "
        "where t.order_id = ? and t.state = 1 order by s.performance",
        order);
    free_rows(turn, seats, make_version);
}

void free_seats_of_basket(store::Connection& turn, std::int64_t basket,
                          const MakeVersion& make_version) {
    free_rows(turn, turn.select<SeatRow>("where basket = ? order by performance", basket),
              make_version);
}

void free_lapsed_seats(store::Connection& turn, std::int64_t basket, std::int64_t now,
                       const MakeVersion& make_version) {
    free_rows(
        turn,
        turn.select<SeatRow>("where basket = ? and until <= ? order by performance", basket, now),
        make_version);
}

void Halls::load(store::Connection& turn, const catalogue::PerformanceItem& performance,
                 Lapsed lapsed) {
    const auto found = kept_.find(performance.id);
    if (found != kept_.end()) {
        auto& kept = found->second;
        const bool same = &kept.hall.plan() == performance.plan.get() &&
                          kept.blocked == performance.blocked &&
                          kept.hall.locks() == performance.locks;
        if (same && (!kept.doubtful || version_of(turn, performance.id) == kept.version)) {
            kept.doubtful = false;
            return;
        }
        kept_.erase(found);
    }
    // Before the seats: what is sold between the two reads makes the version old, never the seats.
    const auto version = version_of(turn, performance.id);
    const auto states = read_seats(turn, performance, lapsed);
    Kept made{seating::Hall(performance.plan, performance.locks), performance.blocked, version};
    for (seating::SeatIndex seat = 0; seat < states.size(); ++seat)
        if (states[seat] != SeatState::free) made.hall.take(seat);
    kept_.emplace(performance.id, std::move(made));
}

void Halls::take(std::int64_t performance, seating::SeatIndex seat) {
    auto& kept = kept_.at(performance);
    kept.hall.take(seat);
    ++kept.unsaved;
}

void Halls::give_back(std::int64_t performance, seating::SeatIndex seat) {
    auto& kept = kept_.at(performance);
    kept.hall.give_back(seat);
    --kept.unsaved;
}

void Halls::give(std::int64_t performance, seating::SeatIndex seat, std::int64_t ticket) {
    add({performance, kept_.at(performance).hall.plan().seats[seat].guid, ticket, {}, {}});
}

void Halls::hold(std::int64_t performance, seating::SeatIndex seat, std::int64_t basket,
                 std::optional<std::int64_t> until) {
    add({performance, kept_.at(performance).hall.plan().seats[seat].guid, {}, basket, until});
}

void Halls::add(SeatRow row) {
    kept_.at(row.performance).given = true;
    given_.push_back(std::move(row));
}

void Halls::write(store::Connection& turn, const MakeVersion& make_version) {
    turn.insert_all(given_);
    given_.clear();
    for (auto& [performance, kept] : kept_) {
        if (kept.unsaved == 0 && !kept.given) continue;
        const bool first = kept.version == 0;
        kept.version = make_version();
        kept.unsaved = 0;
        kept.given = false;
        if (first) turn.insert(HallRow{performance, kept.version});
        else
            turn.execute("update halls set version = ? where performance = ?", kept.version,
                         performance);
    }
}

void Halls::forget() {
    given_.clear();
    std::erase_if(kept_,
                  [](const auto& one) { return one.second.unsaved != 0 || one.second.given; });
    for (auto& [performance, kept] : kept_) kept.doubtful = true;
}

}  // namespace willcall::stock
