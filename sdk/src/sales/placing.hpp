// Placing: what happens to quotes in a turn. Everything is decided in memory in order of arrival,
// then written with multi-row statements; a refused one has touched nothing.
#ifndef WILLCALL_SALES_PLACING_HPP
#define WILLCALL_SALES_PLACING_HPP

#include "delivery/outbox.hpp"
#include "journal/journal.hpp"
#include "sales/baskets.hpp"
#include "sales/counters.hpp"
#include "sales/lines.hpp"
#include "sales/rows.hpp"
#include "store/identifiers.hpp"
#include "store/turns.hpp"

#include <map>
#include <tuple>
#include <variant>

namespace willcall::sales {

// Something the quote depended on has changed: it goes back to its caller to be made anew.
struct Moved {};
// Less is left of an offer's own limit: the quote is made anew, and takes no more than that.
struct OfferEnded {
    std::string quota;  // by plugin and key
    std::int64_t left = 0;
};
// Places are held past their time: they are given back in a turn of its own, and the quote is made
// anew. First those of baskets; where there are none, those of registrations in this quota.
struct Overdue {
    std::int64_t quota = 0;  // 0: only those of baskets
};
// The idempotency key has placed this order already.
struct Replayed {
    std::int64_t order = 0;
};
// The idempotency key belongs to another request, or to one that was erased with whom it spoke of.
struct KeyTaken {
    bool erased = false;
};
Failure key_taken(std::string_view key, bool erased);

using Placed = std::variant<Moved, OfferEnded, Overdue, Replayed, KeyTaken, Refusal, OrderRows>;

// One order on its way into a turn. Lives on its caller's stack.
struct OrderToPlace : store::Waiting {
    const Quote* quote = nullptr;
    const Caller* caller = nullptr;
    const Asked* asked = nullptr;
    const char* operation = nullptr;  // it was asked with
    std::int64_t basket = 0;          // that it is placed from; 0: none
    std::int64_t basket_version = 0;  // as its lines were read
    bool swept = false;               // it has waited for expired baskets already
    std::int64_t now = 0;
    std::int64_t booked = 0;               // when it is written down: later, of paper tickets
    std::string key;                       // idempotency key; empty: none
    std::string request_hash;              // of the request it came with
    std::span<const LineClaim> claims;     // the quote's, with its owner's as the turn found them
    std::vector<LineClaim> owners_claims;  // where they are more than the quote's
    Placed outcome;
};

// What became of an idempotency key that was used before, whose request was this and placed that.
Placed repeated(const std::string& request, std::optional<std::int64_t> placed,
                const OrderToPlace& order);
// Whether a rule was told of owner and facilitator what is not so any more; but for OwnerFacts.
bool knows_parties_no_more(store::Connection& reading, const OrderToPlace& order);
stock::Taken taken_as(const OrderToPlace& order);
// What a shortage comes to: it refuses, unless places are held past their time, or it is an offer's
// own limit.
Placed fallen_short(store::Connection& reading, std::span<const LineClaim> claims,
                    const stock::QuotaRow& quota, std::int64_t now, std::int64_t set_aside = 0);
// Of the quotas claimed, one of which places are held past their time.
std::optional<std::int64_t> overdue_quota(store::Connection& reading, const stock::Ledger& ledger,
                                          std::span<const LineClaim> claims, std::int64_t now);

class Placing {
public:
    // `world` outlives it.
    Placing(Identifiers& identifiers, journal::Chain& chain, const World& world)
        : identifiers_(identifiers), chain_(chain), world_(world) {}

    // Whether a turn would probably find a quota of this quote short. Any thread.
    bool would_fall_short(const Quote& quote) const;
    // What became of the order's idempotency key so far; nothing where it is new, or there is none.
    // Any thread.
    static std::optional<Placed> placed_before(store::Connection& reading,
                                               const OrderToPlace& order);
    // What a turn would say now if it were no, decided from one reading. Any thread.
    static std::optional<Placed> foretell(store::Connection& reading, const OrderToPlace& order);

    // An offer of this quote whose own limit it exceeds, less what `basket` has of it; nothing
    // where there is none. `ledger` views what it has to. Any thread.
    static std::optional<OfferEnded> ended_offer(store::Connection& reading, stock::Ledger& ledger,
                                                 const Quote& quote, std::int64_t now,
                                                 std::int64_t basket = 0);

    // Decides and writes the orders of one turn, inside its transaction.
    void lead(store::Connection& turn, std::span<store::Waiting* const> waiting);
    // Gives back what is held past its time, in an exclusive turn: by baskets, or else by
    // registrations in this quota (0: none). `ledger` counts and is written. Whoever loses by it is
    // told, by this snapshot. Says whether there was anything.
    bool release_overdue(store::Connection& turn, stock::Ledger& ledger, std::int64_t quota,
                         std::int64_t now, const std::shared_ptr<const access::Snapshot>& snapshot);
    // The same whatever quota it is in, so that nobody is told late because nobody missed it. What
    // is kept in memory must have been forgotten.
    bool release_overdue(store::Connection& turn, std::int64_t now,
                         const std::shared_ptr<const access::Snapshot>& snapshot);
    // What was kept in memory is no longer what the store says: after a failed turn, and after
    // every exclusive one.
    void forget();
    // The halls that are kept from turn to turn: for who is alone in an exclusive one.
    stock::Halls& halls() { return halls_; }

private:
    using Key = std::tuple<std::string, std::int64_t, std::string>;  // actor, operation
    struct Seen {
        std::string request;
        std::optional<std::int64_t> order;
    };

    bool write_released(store::Connection& turn, stock::Ledger& ledger,
                        std::span<const journal::Happened> released, const MakeId& make_id);
    void refresh(store::Connection& turn);
    void load(store::Connection& turn, std::span<store::Waiting* const> waiting);
    // Whose series numbers the order: the shift's, or the one that the channel names; or null.
    const catalogue::LocationItem* location_of(const OrderToPlace& order) const;
    Placed decide(store::Connection& turn, OrderToPlace& order);
    std::optional<Placed> seen_before(const OrderToPlace& order) const;
    std::optional<Placed> claim(store::Connection& turn, const OrderToPlace& order);
    void load_baskets(store::Connection& turn, std::vector<std::int64_t> baskets,
                      std::vector<std::int64_t>& quotas);
    Placed decide_stock(store::Connection& turn, OrderToPlace& order, const ShiftRow* shift);
    Placed decide_basket(store::Connection& turn, OrderToPlace& order, const ShiftRow* shift);
    OrderRows write_down(const OrderToPlace& order, const ShiftRow* shift, SeatsTaken& seats);
    void add_tickets(OrderRows& rows, const OrderToPlace& order, SeatsTaken& seats);
    void add_payments(OrderRows& rows, const OrderToPlace& order);
    void remember(const OrderToPlace& order);
    void tell_registered(const OrderToPlace& order);
    void flush(store::Connection& turn);
    void forget_rows();

    Identifiers& identifiers_;
    journal::Chain& chain_;
    const World& world_;
    std::int64_t data_version_ = -1;
    std::int64_t epoch_sum_ = -1;
    stock::Ledger ledger_;
    Counters counters_;
    stock::Shortages shortages_;
    stock::Halls halls_;
    // For one turn.
    std::map<Key, Seen> seen_;
    std::map<std::int64_t, HeldBasket> baskets_;  // that orders are placed from
    std::map<std::int64_t, OwnerFacts> owners_;   // that rules were told of
    bool expired_ = false;  // baskets hold seats past their time, and nobody waits for them yet

    // What this turn writes: the rows that orders answer with, and others.
    std::vector<const OrderToPlace*> placed_;
    std::vector<ClaimRow> claims_;
    std::vector<HoldRow> holds_;
    std::vector<IdempotencyRow> keys_;
    std::vector<delivery::JobRow> deliveries_;
    std::vector<delivery::NoticeRow> notices_;             // of registrations
    std::vector<delivery::DeliveryTicketRow> registered_;  // their tickets
    std::vector<journal::Happened> happened_;
    std::vector<std::pair<std::int64_t, std::int64_t>> ended_;  // baskets, with their orders
};

}  // namespace willcall::sales

#endif
