#include "sales/placing.hpp"

#include "store/selecting.hpp"

#include <algorithm>

namespace willcall::sales {

namespace {

// "MAIN-000012"
std::string number_text(const catalogue::LocationItem& location, std::int64_t serial) {
    auto digits = std::to_string(serial);
    if (digits.size() < static_cast<std::size_t>(location.width))
        digits.insert(0, static_cast<std::size_t>(location.width) - digits.size(), '0');
    return location.prefix + digits;
}

std::vector<stock::Claim> claims_of(const Quote& quote) {
    std::vector<stock::Claim> claims;
    claims.reserve(quote.claims.size());
    for (const auto& one : quote.claims) claims.push_back(one.claim);
    return claims;
}

Placed repeated(const std::string& request, std::optional<std::int64_t> placed,
                const OrderToPlace& order) {
    if (request != order.request_hash || !placed) return KeyTaken{};
    return Replayed{*placed};
}

Refusal without_shift(const OrderToPlace& order) {
    return refusal("shift.none_open", "`" + order.caller->seller.login + "` has no open shift");
}

// A shortage refuses, except on an offer's own limit.
Placed fallen_short(const Quote& quote, const stock::QuotaRow& quota) {
    std::int64_t asked = 0;
    const LineClaim* last = nullptr;
    for (const auto& one : quote.claims)
        if (one.claim.quota == quota.id) {
            asked += one.claim.units;
            last = &one;
        }
    if (!last->offer.empty()) return OfferEnded{last->offer};
    return Refusal{{shortage(quota, asked, last->line)}};
}

template <store::Stored Row>
std::span<const Row> as_rows(const Row& row) {
    return {&row, 1};
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
    for (const auto* const order : placed)
        for (const Row& row : as_rows(std::get<OrderRows>(order->outcome).*member))
            std::apply(
                [&](const auto&... one) {
                    (cells.push_back(store::to_cell(row.*one.member)), ...);
                },
                Row::columns);
    turn.insert_cells(Row::table, store::column_list<Row>(), store::column_count<Row>(), cells);
}

}  // namespace

void Placing::lead(store::Connection& turn, std::span<store::Waiting* const> waiting) {
    refresh(turn);
    load(turn, waiting);
    for (auto* one : waiting) {
        auto& order = static_cast<OrderToPlace&>(*one);
        order.outcome = decide(order);
        if (std::holds_alternative<OrderRows>(order.outcome)) remember(order);
    }
    flush(turn);
}

void Placing::forget() {
    ledger_.forget();
    counters_.forget();
    data_version_ = -1;
    epoch_sum_ = -1;
    forget_rows();
}

void Placing::forget_rows() {
    placed_.clear();
    claims_.clear();
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
    std::vector<std::string> keys;
    for (auto* one : waiting) {
        const auto& order = static_cast<const OrderToPlace&>(*one);
        if (!order.key.empty()) keys.push_back(order.key);
        if (order.quote->snapshot->epoch_sum != epoch_sum_) continue;
        if (order.quote->needs_shift) sellers.push_back(order.caller->seller.id);
        for (const auto& claim : order.quote->claims) quotas.push_back(claim.claim.quota);
    }
    counters_.load_shifts(turn, sellers);
    for (auto* one : waiting)
        if (const auto* at = location_of(static_cast<const OrderToPlace&>(*one)))
            locations.push_back(at->id);
    counters_.load_series(turn, std::move(locations));
    ledger_.load(turn, std::move(quotas));
    // Last: whoever had the locks before may have placed the same.
    for (auto& row : store::select_in<IdempotencyRow>(turn, "key", std::move(keys),
                                                      "and operation = 'orders.place'")) {
        std::pair key{std::move(row.key), row.actor};
        seen_.insert_or_assign(std::move(key), Seen{std::move(row.request), row.order});
    }
}

const catalogue::LocationItem* Placing::location_of(const OrderToPlace& order) const {
    if (!order.quote->needs_shift) return order.quote->location;
    const auto* shift = counters_.open_shift(order.caller->seller.id);
    if (shift == nullptr) return nullptr;
    return order.quote->snapshot->catalogue->location(shift->location);
}

Placed Placing::decide(const OrderToPlace& order) {
    if (auto seen = seen_before(order)) return std::move(*seen);
    const auto& quote = *order.quote;
    if (quote.snapshot->epoch_sum != epoch_sum_) return Moved{};
    const ShiftRow* shift = nullptr;
    if (quote.needs_shift) {
        shift = counters_.open_shift(order.caller->seller.id);
        if (shift == nullptr) return without_shift(order);
        if (quote.shift && *quote.shift != shift->id) return Moved{};
    }
    if (auto short_of = claim(order)) return std::move(*short_of);
    return write_down(order, shift);
}

std::optional<Placed> Placing::seen_before(const OrderToPlace& order) const {
    if (order.key.empty()) return std::nullopt;
    const auto found = seen_.find({order.key, order.caller->actor.id});
    if (found == seen_.end()) return std::nullopt;
    return repeated(found->second.request, found->second.order, order);
}

std::optional<Placed> Placing::claim(const OrderToPlace& order) {
    const auto claims = claims_of(*order.quote);
    const auto* quota = ledger_.take(claims);
    if (quota == nullptr) {
        shortages_.lift(claims);
        return std::nullopt;
    }
    shortages_.note(*quota);
    return fallen_short(*order.quote, *quota);
}

bool Placing::would_fall_short(const Quote& quote) const {
    return shortages_.any() && shortages_.hit(claims_of(quote));
}

std::optional<Placed> Placing::placed_before(store::Connection& reading,
                                             const OrderToPlace& order) {
    if (order.key.empty()) return std::nullopt;
    const auto row =
        reading.find<IdempotencyRow>("where key = ? and actor = ? and operation = 'orders.place'",
                                     order.key, order.caller->actor.id);
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
        if (!shift) return without_shift(order);
        if (quote.shift && *quote.shift != shift->id) return Moved{};
    }
    const auto claims = claims_of(quote);
    std::vector<std::int64_t> ids;
    for (const auto& claim : claims) ids.push_back(claim.quota);
    stock::Ledger now;
    now.view(reading, std::move(ids));
    const auto* quota = now.take(claims);
    if (quota == nullptr) return std::nullopt;
    return fallen_short(quote, *quota);
}

OrderRows Placing::write_down(const OrderToPlace& order, const ShiftRow* shift) {
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
        head.serial = counters_.draw(location->id);
        head.number = number_text(*location, *head.serial);
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
    add_tickets(rows, quote);
    add_payments(rows, order);
    return rows;
}

void Placing::add_tickets(OrderRows& rows, const Quote& quote) {
    const auto order = rows.order.id;
    std::int64_t number = 0;
    for (const auto& line : quote.lines) {
        rows.lines.push_back({order, number, line.performance->id, line.ticket_type->id,
                              line.quantity, line.price, line.total});
        std::int64_t position = 0;
        for (const auto& effect : line.effects)
            rows.effects.push_back(
                {order, number, position++, effect.offer, effect.units, effect.amount.minor});
        for (std::int64_t ticket = 0; ticket < line.quantity; ++ticket) {
            TicketRow row;
            row.id = identifiers_.next(rows.order.placed);
            row.order = order;
            row.line = number;
            row.performance = line.performance->id;
            row.ticket_type = line.ticket_type->id;
            row.price = line.ticket_price(ticket);
            const auto& holders = *line.holders;
            if (!holders.empty())
                row.holder = holders[holders.size() == 1 ? 0 : static_cast<std::size_t>(ticket)];
            rows.tickets.push_back(std::move(row));
        }
        ++number;
    }
    for (const auto& [line, claim, offer] : quote.claims)
        claims_.push_back({order, line, claim.quota, claim.units});
}

void Placing::add_payments(OrderRows& rows, const OrderToPlace& order) {
    if (order.asked->payments == nullptr) return;
    for (const auto& payment : *order.asked->payments) {
        PaymentRow row;
        row.id = identifiers_.next(order.now);
        row.order = rows.order.id;
        row.shift = rows.order.shift;
        row.collector = order.caller->seller.id;
        row.means = payment.means;
        row.amount = payment.amount.minor;
        row.taken = order.now;
        rows.order.paid += row.amount;
        if (row.shift) counters_.take(*row.shift, row.means, row.amount);
        rows.payments.push_back(row);
    }
}

// Keeps what was decided until the turn writes all of it at once.
void Placing::remember(const OrderToPlace& order) {
    const auto& head = std::get<OrderRows>(order.outcome).order;
    placed_.push_back(&order);
    if (!order.key.empty()) {
        // The same key may stand in one batch twice.
        seen_[{order.key, order.caller->actor.id}] = Seen{order.request_hash, head.id};
        keys_.push_back({order.key, order.caller->actor.id, "orders.place", order.request_hash,
                         head.id, std::nullopt, order.now});
    }
    if (!head.delivery_method.empty())
        deliveries_.push_back(
            delivery::promise(identifiers_.next(order.now),
                              {head.id, head.delivery_method, std::span(&order.quote->carrier, 1),
                               head.delivery_to, head.tickets},
                              order.now));
    happened_.push_back({order.now, head.session, head.actor, head.seller, "orders.place", head.id,
                         head.total, order.request_hash});
}

void Placing::flush(store::Connection& turn) {
    seen_.clear();
    if (placed_.empty()) return;
    // Two engines that write the same keys wait for each other in one order, too.
    std::ranges::sort(keys_, {}, &IdempotencyRow::key);
    ledger_.write(turn);
    counters_.write(turn);
    insert_each<OrderRow>(turn, placed_, &OrderRows::order);
    insert_each<LineRow>(turn, placed_, &OrderRows::lines);
    insert_each<EffectRow>(turn, placed_, &OrderRows::effects);
    turn.insert_all(claims_);
    insert_each<TicketRow>(turn, placed_, &OrderRows::tickets);
    insert_each<PaymentRow>(turn, placed_, &OrderRows::payments);
    turn.insert_all(keys_);
    turn.insert_all(deliveries_);
    const auto now = placed_.back()->now;
    chain_.append(turn, happened_, [&] { return identifiers_.next(now); });
    forget_rows();
}

}  // namespace willcall::sales
