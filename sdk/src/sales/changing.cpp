#include "sales/changing.hpp"

#include "sales/drawers.hpp"
#include "sales/lines.hpp"
#include "sales/payments.hpp"
#include "sales/rules.hpp"
#include "sales/shifts.hpp"
#include "stock/halls.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace willcall::sales {

namespace {

std::int32_t abi_kind(TransactionKind kind) {
    switch (kind) {
    case TransactionKind::payment: return WILLCALL_CHANGE_PAYMENT;
    case TransactionKind::cancellation: return WILLCALL_CHANGE_CANCELLATION;
    case TransactionKind::exchange: return WILLCALL_CHANGE_EXCHANGE;
    default: return WILLCALL_CHANGE_REFUND;
    }
}

// The tickets of a line that took of a claim, how many of them are dead, and how many of these by
// the present change.
struct Takers {
    std::int64_t all = 0;
    std::int64_t dead = 0;
    std::int64_t just = 0;
};
Takers takers_of(const OrderRows& rows, const ClaimRow& claim,
                 const std::vector<TicketRow>& ended) {
    // The first tickets of a line get its first offer, the next ones its second.
    std::int64_t first = 0;
    auto end = std::numeric_limits<std::int64_t>::max();
    std::int64_t past = 0;
    for (const auto& effect : rows.effects) {
        if (effect.line != claim.line) continue;
        if (effect.offer == claim.offer) first = past, end = past + effect.units;
        past += effect.units;
    }
    Takers takers;
    std::int64_t number = 0;
    for (const auto& ticket : rows.tickets) {
        if (ticket.line != claim.line) continue;
        if (number >= first && number < end) {
            ++takers.all;
            takers.dead += ticket.state == TicketState::dead;
            takers.just += std::ranges::find(ended, ticket.id, &TicketRow::id) != ended.end();
        }
        ++number;
    }
    return takers;
}

}  // namespace

Changing::Changing(const Needs& needs, Call& call, Id order, TransactionKind kind,
                   std::string_view permission, std::string note)
    : needs_(needs), call_(call), turn_(*call.connection), snapshot_(needs.snapshot_of(call)) {
    auto rows = find_seen(needs, call, order, permission);
    if (!rows) throw no_order(id_text(order.number)).at("id");
    rows_ = std::move(*rows);
    change_.id = call.make_id();
    change_.order = order.number;
    change_.position = static_cast<std::int64_t>(rows_.transactions.size());
    change_.kind = kind;
    change_.at = call.now;
    change_.session = call.caller->session;
    change_.actor = call.caller->kind == SessionKind::host ? 0 : call.caller->actor.id;
    change_.seller = call.caller->seller.id;
    change_.note = std::move(note);
    // Where the caller sells is where it is done; who sells nowhere does it where it was sold.
    channel_ = catalogue().channel(call.caller->seller.channel);
    if (channel_ == nullptr) channel_ = catalogue().channel(rows_.order.channel);
    change_.channel = channel_->id;
}

Answered<std::vector<TicketRow>> Changing::choose(const std::vector<Id>& asked) const {
    std::vector<TicketRow> chosen;
    if (asked.empty()) {
        std::ranges::copy_if(
            rows_.tickets, std::back_inserter(chosen),
            [](const TicketRow& ticket) { return ticket.state == TicketState::valid; });
        if (chosen.empty()) return refusal("orders.ended", "no ticket of the order is left");
        return chosen;
    }
    for (std::size_t number = 0; number < asked.size(); ++number) {
        const auto field = "tickets[" + std::to_string(number) + "]";
        const auto id = asked[number].number;
        const auto found = std::ranges::find(rows_.tickets, id, &TicketRow::id);
        if (found == rows_.tickets.end())
            throw invalid(field + ": the order has no such ticket").at(field);
        if (std::ranges::find(chosen, id, &TicketRow::id) != chosen.end())
            throw invalid(field + ": was named already").at(field);
        if (found->state == TicketState::dead)
            return refusal("ticket.dead", "the ticket `" + id_text(id) + "` was given back");
        if (found->state == TicketState::used)
            return refusal("ticket.used", "the ticket `" + id_text(id) + "` has been used");
        chosen.push_back(*found);
    }
    return chosen;
}

std::optional<Refusal> Changing::settle_terms(std::int64_t tickets, std::int64_t value) {
    const auto* sold_at = catalogue().channel(rows_.order.channel);
    willcall_change asked{};
    asked.struct_size = sizeof asked;
    asked.kind = abi_kind(change_.kind);
    asked.ticket_count = tickets;
    asked.value = value;
    asked.placed = rows_.order.placed;
    asked.sold_at = as_text(sold_at->key);
    std::vector<std::int64_t> line_tickets(rows_.lines.size());
    for (const auto& ticket : rows_.tickets)
        if (ticket.state != TicketState::dead) ++line_tickets[ticket.line];
    asked.line_tickets = line_tickets.data();
    asked.line_count = line_tickets.size();
    const auto& channel = channel_in(*snapshot_, channel_->key);
    if (auto no = against_acting(*call_.caller, channel)) return Refusal{{std::move(*no)}};
    access::Questioning questioning(call_, *snapshot_, *needs_.world);
    auto terms = plugins::ask(channel, questioning.around, asked);
    if (!terms.accepted) {
        for (auto& reason : terms.reasons) reason.line.reset();
        return Refusal{std::move(terms.reasons)};
    }
    payment_ = terms.payment;
    said_ = std::move(terms.claims);
    return find_shift(terms);
}

// Held past its time by somebody else it counts as free.
std::optional<Refusal> Changing::take_claims() {
    Quote quote;
    quote.snapshot = snapshot_;
    const auto& plugin = channel_in(*snapshot_, channel_->key).module().name;
    for (const auto& claim : said_)
        add_claim(quote, static_cast<std::int64_t>(claim.item),
                  plugins::quota_key(plugin, claim.key), claim.units);
    const auto claims = claims_of(quote.claims);
    ledger_.load(turn_, quotas_of(quote));
    const auto* quota = ledger_.take(claims);
    while (quota != nullptr &&
           needs_.placing->release_overdue(turn_, ledger_, quota->id, call_.now, snapshot_))
        quota = ledger_.take(claims);
    if (quota != nullptr) return Refusal{{short_of(quote.claims, *quota).reason}};
    add_claims(claims_, rows_.order.id, 0, quote.claims);
    return std::nullopt;
}

// Of a quota that the registration held already the payment may have claimed more.
void Changing::take_held() {
    const auto order = rows_.order.id;
    const auto holds = load_holds(turn_, ledger_, order);
    ledger_.sell_held(claims_of(holds));
    for (const auto& hold : holds) {
        const auto same = std::ranges::find_if(claims_, [&](const ClaimRow& claim) {
            return claim.line == hold.line && claim.quota == hold.quota &&
                   claim.offer == hold.offer;
        });
        if (same != claims_.end()) same->units += hold.units;
        else claims_.push_back({order, hold.line, hold.quota, hold.units, hold.offer});
    }
    turn_.insert_all(claims_);
    turn_.execute("delete from holds where holder = ?", order);
}

// Money that moves stands on the open shift of whoever moves it (decision 8). Giving up what was
// never paid moves none.
std::optional<Refusal> Changing::find_shift(const plugins::Terms& terms) {
    const auto& seller = call_.caller->seller;
    if (change_.kind == TransactionKind::cancellation) return std::nullopt;
    if (!terms.location.empty()) location_ = catalogue().location(terms.location);
    if (terms.shift == WILLCALL_SHIFT_BY_ROLE && uses_shifts(call_, *snapshot_, *needs_.world)) {
        counters_.load_shifts(turn_, {seller.id});
        const auto* shift = counters_.open_shift(seller.id);
        if (shift == nullptr) return no_open_shift(seller.login);
        change_.shift = shift->id;
        location_ = catalogue().location(shift->location);
    }
    if (location_ != nullptr) change_.location = location_->id;
    return std::nullopt;
}

void Changing::end(const std::vector<TicketRow>& tickets) {
    for (const auto& ticket : tickets) {
        change_.ended += ticket.price;
        ended_.push_back({ticket.id, change_.id});
        std::ranges::find(rows_.tickets, ticket.id, &TicketRow::id)->state = TicketState::dead;
    }
    give_back(tickets);
}

// A claim is taken by the tickets of its line, or by those of them that got its offer: as many of
// its units come back as of these are dead, less those that were before. What is spent stays so.
void Changing::give_back(const std::vector<TicketRow>& ended) {
    const auto order = rows_.order.id;
    auto taken = turn_.select<ClaimRow>("where order_id = ? order by line, quota, offer", order);
    std::erase_if(taken, [&](const ClaimRow& claim) {
        return std::ranges::find(ended, claim.line, &TicketRow::line) == ended.end();
    });
    std::vector<std::int64_t> quotas;
    quotas.reserve(taken.size());
    for (const auto& claim : taken) quotas.push_back(claim.quota);
    ledger_.load(turn_, std::move(quotas));
    std::vector<stock::Claim> claims;
    for (const auto& claim : taken) {
        const auto [tickets, dead, just] = takers_of(rows_, claim, ended);
        if (just == 0 || ledger_.find(claim.quota)->spent != 0) continue;
        const auto units = claim.units * dead / tickets - claim.units * (dead - just) / tickets;
        if (units == 0) continue;
        releases_.push_back({change_.id, order, claim.line, claim.quota, units, claim.offer});
        claims.push_back({claim.quota, units});
    }
    ledger_.give_back(claims, stock::Taken::sold);
}

std::optional<Refusal> Changing::settle(const std::vector<PaymentLine>& payments) {
    const auto standing = standing_of(rows_);
    const bool settled_later =
        standing.to_settle != 0 || (standing.paid == 0 && payment_ == WILLCALL_PAYMENT_SKIPPED);
    if (settled_later || payment_ == WILLCALL_PAYMENT_SKIPPED) {
        if (sum_of(payments) != 0 || (!settled_later && due() != 0))
            return refusal("payment.skipped", "no money moves here");
        if (settled_later) change_.to_settle = due();
        return std::nullopt;
    }
    change_.paid = due();
    if (due() < 0 && payments.empty()) {
        book(by_the_means_it_came(-due()), -1);
        return std::nullopt;
    }
    if (auto refused = refuse_payments(payments)) return refused;
    if (auto refused = find_drawer(payments)) return refused;
    book(payments, due() < 0 ? -1 : 1);
    return std::nullopt;
}

std::optional<Refusal> Changing::refuse_payments(const std::vector<PaymentLine>& payments) const {
    const auto given = sum_of(payments);
    for (std::size_t number = 0; due() < 0 && number < payments.size(); ++number) {
        const auto field = "payments[" + std::to_string(number) + "].tendered";
        if (payments[number].tendered) throw invalid(field + ": money is paid out").at(field);
    }
    const auto wanted = due() < 0 ? -due() : due();
    if (given == wanted) return std::nullopt;
    if (due() < 0 && given > wanted)
        return refusal("refund.more_than_paid", "more would be paid out than is given back",
                       {{"due", wanted}, {"asked", given}});
    return refusal("payment.differs", "the payments do not equal what is due",
                   {{"total", due()}, {"paid", given}});
}

// Whoever acts for the seller takes money into their own drawer, and pays out of it what they hold
// for the seller, and no more.
std::optional<Refusal> Changing::find_drawer(const std::vector<PaymentLine>& payments) {
    const auto& [actor, seller] = std::tie(call_.caller->actor, call_.caller->seller);
    std::map<Means, std::int64_t> moved;
    for (const auto& payment : payments)
        if (payment.collected_by == CollectedBy::actor)
            moved[payment.means] += payment.amount.minor;
    if (actor.id == seller.id || moved.empty()) return std::nullopt;
    counters_.load_shifts(turn_, {actor.id});
    if (due() >= 0) return std::nullopt;
    const auto* drawer = counters_.open_shift(actor.id);
    for (const auto& [means, amount] : moved) {
        const auto held = drawer == nullptr
                              ? held_for(turn_, actor.id, 0, seller.id, means).amount
                              : held_for(turn_, actor.id, drawer->id, seller.id, means).in_drawer;
        if (amount > held)
            return refusal("held.short", "less is held for `" + seller.login + "`",
                           {{"asked", amount}, {"held", held}});
    }
    return std::nullopt;
}

std::vector<PaymentLine> Changing::by_the_means_it_came(std::int64_t amount) const {
    std::vector<PaymentLine> net;
    for (const auto& payment : rows_.payments) {
        auto same = std::ranges::find(net, payment.means, &PaymentLine::means);
        if (same == net.end()) same = net.insert(net.end(), {payment.means, {}});
        same->amount.minor += payment.amount;
    }
    std::vector<PaymentLine> out;
    for (const auto& one : net) {
        const auto part =
            std::clamp<std::int64_t>(amount, 0, std::max<std::int64_t>(0, one.amount.minor));
        if (part > 0) out.push_back({one.means, {part}, {}});
        amount -= part;
    }
    return out;
}

void Changing::book(const std::vector<PaymentLine>& payments, std::int64_t sign) {
    for (const auto& payment : payments) {
        PaymentRow row;
        row.id = call_.make_id();
        row.order = rows_.order.id;
        row.shift = change_.shift;
        row.collector = collector_of(payment, *call_.caller);
        row.means = payment.means;
        row.amount = sign * payment.amount.minor;
        row.taken = call_.now;
        row.transaction = change_.id;
        if (row.shift) counters_.take(*row.shift, row.means, row.amount);
        add_payment(row, payment, payments_, tendered_);
        if (auto collection = collected(row, change_.seller, counters_.open_shift(row.collector)))
            collections_.push_back(*collection);
    }
}

void Changing::write() {
    // A number is drawn when something is sold or given back (decision 6).
    if (location_ != nullptr) {
        counters_.load_series(turn_, {location_->id});
        const auto drawn = counters_.draw(*location_);
        change_.serial = drawn.serial;
        change_.number = drawn.text;
    }
    turn_.insert(change_);
    turn_.insert_all(payments_);
    turn_.insert_all(tendered_);
    turn_.insert_all(collections_);
    turn_.insert_all(ended_);
    if (!ended_.empty())
        turn_.execute("update tickets set state = ? where id in "
                      "(select ticket from ended_tickets where transaction_id = ?)",
                      TicketState::dead, change_.id);
    turn_.insert_all(releases_);
    stock::free_seats(turn_, rows_.order.id, call_.make_id);
}

Order Changing::finish() {
    ledger_.write(turn_);
    counters_.write(turn_);
    call_.note.subject = rows_.order.id;
    call_.note.amount = change_.paid + change_.to_settle;
    return show_order(*load_order(turn_, rows_.order.id), catalogue(), logins_from(turn_),
                      needs_.code_of);
}

}  // namespace willcall::sales
