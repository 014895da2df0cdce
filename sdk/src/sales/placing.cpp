#include "sales/placing.hpp"

#include "sales/drawers.hpp"
#include "sales/holding.hpp"
#include "sales/payments.hpp"
#include "store/selecting.hpp"

#include <algorithm>
#include <set>

namespace willcall::sales {

namespace {

Placed repeated(const std::string& request, std::optional<std::int64_t> placed,
                const OrderToPlace& order) {
    if (request != order.request_hash || !placed) return KeyTaken{request.empty()};
    return Replayed{*placed};
}

// Whether a rule was told of the owner what is not so any more.
bool knows_owner_no_more(store::Connection& reading, const OrderToPlace& order) {
    const auto& known = order.quote->owner;
    return known && read_owner(reading, order.asked->owner) != *known;
}

// A shortage refuses, unless places are held past their time, or it is an offer's own limit.
Placed fallen_short(store::Connection& reading, std::span<const LineClaim> claims,
                    const stock::QuotaRow& quota, std::int64_t now) {
    if (quota.held > 0 && overdue_units(reading, quota.id, now) > 0) return Overdue{quota.id};
    auto [offer, reason] = short_of(claims, quota);
    if (!offer.empty()) return OfferEnded{said_key(quota.key), quota.left()};
    return Refusal{{std::move(reason)}};
}

// Whether the actor takes money of a sale for another, into their own drawer.
bool actor_collects(const OrderToPlace& order) {
    return order.caller->actor.id != order.caller->seller.id && order.asked->payments != nullptr &&
           std::ranges::find(*order.asked->payments, CollectedBy::actor,
                             &PaymentLine::collected_by) != order.asked->payments->end();
}

stock::Taken taken_as(const OrderToPlace& order) {
    return order.asked->registration ? stock::Taken::held : stock::Taken::sold;
}

template <store::Stored Row>
std::span<const Row> as_rows(const Row& row) {
    return {&row, 1};
}
template <store::Stored Row>
std::span<const Row> as_rows(const std::optional<Row>& row) {
    return {row ? &*row : nullptr, row ? 1U : 0U};
}
template <store::Stored Row>
std::span<const Row> as_rows(const std::vector<Row>& rows) {
    return rows;
}

// Writes one kind of row of all orders, from where they answer with it: nothing is copied.
template <store::Stored Row, class Member>
void insert_each(store::Connection& turn, std::span<const OrderToPlace* const> placed,
                 Member OrderRows::*member) {
    std::vector<store::Cell> cells;
    cells.reserve(placed.size() * store::column_count<Row>());
    for (const auto* const order : placed)
        for (const Row& row : as_rows(std::get<OrderRows>(order->outcome).*member))
            Row::columns.each(
                [&](const auto& one) { cells.push_back(store::to_cell(row.*one.member)); });
    turn.insert_cells(Row::table, store::column_list<Row>(), store::column_count<Row>(), cells);
}

}  // namespace

Failure key_taken(std::string_view key, bool erased) {
    return {WILLCALL_CONFLICT, (erased ? "what the idempotency key `" : "the idempotency key `") +
                                   std::string(key) +
                                   (erased ? "` asked for was erased with whom it spoke of"
                                           : "` belongs to another request")};
}

void Placing::lead(store::Connection& turn, std::span<store::Waiting* const> waiting) {
    refresh(turn);
    load(turn, waiting);
    for (auto* one : waiting) {
        auto& order = static_cast<OrderToPlace&>(*one);
        order.outcome = decide(turn, order);
        if (std::holds_alternative<OrderRows>(order.outcome)) remember(order);
    }
    flush(turn);
}

void Placing::forget() {
    ledger_.forget();
    counters_.forget();
    halls_.forget();
    data_version_ = -1;
    epoch_sum_ = -1;
    forget_rows();
}

void Placing::forget_rows() {
    placed_.clear();
    claims_.clear();
    holds_.clear();
    keys_.clear();
    seen_.clear();
    deliveries_.clear();
    happened_.clear();
}

void Placing::refresh(store::Connection& turn) {
    // Another connection has committed since: nothing kept in memory may be trusted.
    const auto version = turn.data_version();
    if (version != data_version_) forget();
    data_version_ = version;
    if (epoch_sum_ < 0) epoch_sum_ = access::read_epoch_sum(turn);
}

// All that the turn counts, and nothing else: what it locks it locks in one order, of kinds and
// within each, so that no two engines ever wait for each other.
void Placing::load(store::Connection& turn, std::span<store::Waiting* const> waiting) {
    std::vector<std::int64_t> sellers;
    std::vector<std::int64_t> locations;
    std::vector<std::int64_t> quotas;
    std::vector<stock::Wanted> limits;
    std::vector<std::string> keys;
    std::set<const catalogue::PerformanceItem*> halls;
    std::int64_t now = 0;
    for (auto* one : waiting) {
        const auto& order = static_cast<const OrderToPlace&>(*one);
        now = order.now;
        if (!order.key.empty()) keys.push_back(order.key);
        if (order.quote->snapshot->epoch_sum != epoch_sum_) continue;
        if (order.quote->needs_shift) sellers.push_back(order.caller->seller.id);
        if (actor_collects(order)) sellers.push_back(order.caller->actor.id);
        for (const auto& claim : order.quote->claims) quotas.push_back(claim.claim.quota);
        for (const auto& line : order.quote->lines)
            if (line.seats) halls.insert(line.performance);
        for (const auto& claim : order.quote->owner_claims) limits.push_back(claim.limit);
    }
    counters_.load_shifts(turn, sellers);
    for (auto* one : waiting)
        if (const auto* at = location_of(static_cast<const OrderToPlace&>(*one)))
            locations.push_back(at->id);
    counters_.load_series(turn, std::move(locations));
    ledger_.load(turn, std::move(quotas), limits, [&] { return identifiers_.next(now); });
    // After the quotas: whoever has the lock of a performance's has its seats too.
    for (const auto* performance : halls) halls_.load(turn, *performance);
    // Last: whoever had the locks before may have placed the same.
    for (auto& row : store::select_in<IdempotencyRow>(
             turn, "key", std::move(keys), "and operation in ('orders.place', 'orders.register')"))
        seen_.insert_or_assign(Key{std::move(row.key), row.actor, std::move(row.operation)},
                               Seen{std::move(row.request), row.order});
}

const catalogue::LocationItem* Placing::location_of(const OrderToPlace& order) const {
    // A registration stands nowhere before it is paid.
    if (order.asked->registration) return nullptr;
    if (!order.quote->needs_shift) return order.quote->location;
    const auto* shift = counters_.open_shift(order.caller->seller.id);
    if (shift == nullptr) return nullptr;
    return order.quote->snapshot->catalogue->location(shift->location);
}

Placed Placing::decide(store::Connection& turn, OrderToPlace& order) {
    if (auto seen = seen_before(order)) return std::move(*seen);
    const auto& quote = *order.quote;
    if (quote.snapshot->epoch_sum != epoch_sum_) return Moved{};
    const ShiftRow* shift = nullptr;
    if (quote.needs_shift) {
        shift = counters_.open_shift(order.caller->seller.id);
        if (shift == nullptr) return no_open_shift(order.caller->seller.login);
        if (quote.shift && *quote.shift != shift->id) return Moved{};
    }
    if (knows_owner_no_more(turn, order)) return Moved{};
    order.claims = quote.claims;
    if (!quote.owner_claims.empty())
        order.claims = order.owners_claims = all_claims(quote, ledger_);
    if (auto fallen = claim(turn, order)) return std::move(*fallen);
    const auto asked = quote.seats();
    SeatsTaken seats(halls_, asked);
    if (!seats.against().empty()) {
        ledger_.give_back(claims_of(order.claims), taken_as(order));
        if (const auto quota = overdue_quota(turn, order)) return Overdue{*quota};
        return Refusal{seats.against()};
    }
    auto rows = write_down(order, shift, seats);
    seats.keep();
    return rows;
}

std::optional<Placed> Placing::seen_before(const OrderToPlace& order) const {
    if (order.key.empty()) return std::nullopt;
    const auto found = seen_.find({order.key, order.caller->actor.id, order.operation});
    if (found == seen_.end()) return std::nullopt;
    return repeated(found->second.request, found->second.order, order);
}

std::optional<Placed> Placing::claim(store::Connection& turn, const OrderToPlace& order) {
    const auto claims = claims_of(order.claims);
    const auto* quota = ledger_.take(claims, taken_as(order));
    if (quota == nullptr) {
        shortages_.lift(claims);
        return std::nullopt;
    }
    // Of what one owner may have nobody else asks.
    if (!quota->key.starts_with(catalogue::owner_quotas)) shortages_.note(*quota);
    return fallen_short(turn, order.claims, *quota, order.now);
}

std::optional<std::int64_t> Placing::overdue_quota(store::Connection& turn,
                                                   const OrderToPlace& order) const {
    for (const auto& claim : claims_of(order.claims))
        if (ledger_.find(claim.quota)->held > 0 && overdue_units(turn, claim.quota, order.now) > 0)
            return claim.quota;
    return std::nullopt;
}

// What is held past its time is given back when it is missed, and not before: so nothing needs to
// run in the background to be right.
bool Placing::release_overdue(store::Connection& turn, stock::Ledger& ledger, std::int64_t quota,
                              std::int64_t now) {
    const auto make_id = [&] { return identifiers_.next(now); };
    std::vector<journal::Happened> released;
    for (const auto order : sales::release_overdue(turn, ledger, quota, now, make_id))
        released.push_back({now, 0, 0, 0, "orders.release", order, 0, {}});
    if (released.empty()) return false;
    ledger.write(turn);
    chain_.append(turn, released, make_id);
    return true;
}

bool Placing::would_fall_short(const Quote& quote) const {
    return shortages_.any() && shortages_.hit(claims_of(quote.claims));
}

std::optional<Placed> Placing::placed_before(store::Connection& reading,
                                             const OrderToPlace& order) {
    if (order.key.empty()) return std::nullopt;
    const auto row =
        reading.find<IdempotencyRow>("where key = ? and actor = ? and operation = ?", order.key,
                                     order.caller->actor.id, order.operation);
    if (!row) return std::nullopt;
    return repeated(row->request, row->order, order);
}

// In the order of a turn, so that the answer is the same.
std::optional<Placed> Placing::foretell(store::Connection& reading, const OrderToPlace& order) {
    const auto& quote = *order.quote;
    if (auto placed = placed_before(reading, order)) return placed;
    if (access::read_epoch_sum(reading) != quote.snapshot->epoch_sum) return Moved{};
    if (quote.needs_shift) {
        const auto shift = find_open_shift(reading, order.caller->seller.id);
        if (!shift) return no_open_shift(order.caller->seller.login);
        if (quote.shift && *quote.shift != shift->id) return Moved{};
    }
    if (knows_owner_no_more(reading, order)) return Moved{};
    stock::Ledger now;
    now.view(reading, quotas_of(quote), limits_of(quote));
    const auto claims = all_claims(quote, now);
    const auto* quota = now.take(claims_of(claims), taken_as(order));
    if (quota == nullptr) return std::nullopt;
    return fallen_short(reading, claims, *quota, order.now);
}

std::optional<OfferEnded> Placing::ended_offer(store::Connection& reading, const Quote& quote,
                                               std::int64_t now) {
    const auto of_offer = [](const auto& one) { return !one.offer.empty(); };
    if (std::ranges::none_of(quote.claims, of_offer) &&
        std::ranges::none_of(quote.owner_claims, of_offer))
        return std::nullopt;
    stock::Ledger ledger;
    ledger.view(reading, quotas_of(quote), limits_of(quote));
    std::map<std::int64_t, std::int64_t> asked;
    for (const auto& one : all_claims(quote, ledger))
        if (of_offer(one)) asked[one.claim.quota] += one.claim.units;
    for (const auto& [id, units] : asked) {
        const auto* row = ledger.find(id);
        if (row == nullptr || row->left() >= units || overdue_units(reading, id, now) > 0) continue;
        return OfferEnded{said_key(row->key), row->left()};
    }
    return std::nullopt;
}

OrderRows Placing::write_down(const OrderToPlace& order, const ShiftRow* shift, SeatsTaken& seats) {
    const auto& quote = *order.quote;
    const auto& caller = *order.caller;
    OrderRows rows;
    auto& head = rows.order;
    head.id = identifiers_.next(order.now);
    head.placed = order.now;
    head.session = caller.session;
    head.actor = caller.kind == SessionKind::host ? 0 : caller.actor.id;
    head.seller = caller.seller.id;
    head.channel = quote.channel->id;
    if (shift != nullptr) head.shift = shift->id;
    if (const auto* location = location_of(order)) {
        head.location = location->id;
        auto drawn = counters_.draw(*location);
        head.serial = drawn.serial;
        head.number = std::move(drawn.text);
    }
    if (order.asked->owner != 0) head.owner = order.asked->owner;
    if (const auto* buyer = order.asked->buyer) {
        head.buyer_name = buyer->name;
        head.buyer_email = buyer->email;
        head.buyer_postcode = buyer->postcode;
        head.buyer_language = buyer->language;
    }
    head.reference = order.asked->reference;
    head.tickets = quote.ticket_count;
    head.total = quote.total;
    head.to_settle = quote.to_settle;
    head.delivery_method = quote.terms.method;
    head.delivery_to = quote.terms.method.empty() ? std::string() : quote.terms.recipient;
    add_tickets(rows, order, seats);
    add_payments(rows, order);
    return rows;
}

void Placing::add_tickets(OrderRows& rows, const OrderToPlace& order, SeatsTaken& seats) {
    const auto& quote = *order.quote;
    const auto make_id = [&] { return identifiers_.next(order.now); };
    if (!order.asked->registration) {
        add_lines(rows, quote, {}, seats, make_id);
        add_claims(claims_, rows.order.id, 0, order.claims);
        return;
    }
    rows.registration =
        RegistrationRow{rows.order.id, RegistrationState::open, quote.held_until, std::nullopt};
    add_lines(rows, quote, {.state = TicketState::held}, seats, make_id);
    add_holds(holds_, *rows.registration, order.claims);
}

void Placing::add_payments(OrderRows& rows, const OrderToPlace& order) {
    if (order.asked->payments == nullptr) return;
    for (const auto& payment : *order.asked->payments) {
        PaymentRow row;
        row.id = identifiers_.next(order.now);
        row.order = rows.order.id;
        row.shift = rows.order.shift;
        row.collector = collector_of(payment, *order.caller);
        row.means = payment.means;
        row.amount = payment.amount.minor;
        row.taken = order.now;
        rows.order.paid += row.amount;
        if (row.shift) counters_.take(*row.shift, row.means, row.amount);
        add_payment(row, payment, rows.payments, rows.tendered);
        const auto* drawer = counters_.open_shift(row.collector);
        if (auto collection = collected(row, order.caller->seller.id, drawer))
            rows.collections.push_back(*collection);
    }
}

// Keeps what was decided until the turn writes all of it at once.
void Placing::remember(const OrderToPlace& order) {
    const auto& head = std::get<OrderRows>(order.outcome).order;
    placed_.push_back(&order);
    if (!order.key.empty()) {
        // The same key may stand in one batch twice.
        seen_[{order.key, order.caller->actor.id, order.operation}] =
            Seen{order.request_hash, head.id};
        keys_.push_back({order.key, order.caller->actor.id, order.operation, order.request_hash,
                         head.id, std::nullopt, order.now});
    }
    // A registration hands out nothing before it is paid.
    if (!head.delivery_method.empty() && !order.asked->registration)
        deliveries_.push_back(
            delivery::promise(identifiers_.next(order.now),
                              {head.id, head.delivery_method, std::span(&order.quote->carrier, 1),
                               head.delivery_to, head.tickets},
                              order.now));
    happened_.push_back({order.now, head.session, head.actor, head.seller, order.operation, head.id,
                         head.total, order.request_hash});
}

void Placing::flush(store::Connection& turn) {
    seen_.clear();
    if (placed_.empty()) return ledger_.forget_limits();
    // Two engines that write the same keys wait for each other in one order, too.
    std::ranges::sort(keys_, {}, &IdempotencyRow::key);
    ledger_.write(turn);
    ledger_.forget_limits();
    counters_.write(turn);
    insert_each<OrderRow>(turn, placed_, &OrderRows::order);
    insert_each<LineRow>(turn, placed_, &OrderRows::lines);
    insert_each<EffectRow>(turn, placed_, &OrderRows::effects);
    insert_each<LineTaxRow>(turn, placed_, &OrderRows::taxes);
    turn.insert_all(claims_);
    turn.insert_all(holds_);
    insert_each<RegistrationRow>(turn, placed_, &OrderRows::registration);
    insert_each<TicketRow>(turn, placed_, &OrderRows::tickets);
    insert_each<CommissionRow>(turn, placed_, &OrderRows::commissions);
    insert_each<TicketAnswerRow>(turn, placed_, &OrderRows::answers);
    const auto now = placed_.back()->now;
    halls_.write(turn, [&] { return identifiers_.next(now); });
    insert_each<PaymentRow>(turn, placed_, &OrderRows::payments);
    insert_each<TenderedRow>(turn, placed_, &OrderRows::tendered);
    insert_each<CollectionRow>(turn, placed_, &OrderRows::collections);
    turn.insert_all(keys_);
    turn.insert_all(deliveries_);
    chain_.append(turn, happened_, [&] { return identifiers_.next(now); });
    forget_rows();
}

}  // namespace willcall::sales
