// The outbox: one row for each promise to hand something over, written in the turn of the sale.
//
// A worker leases a job, hands it over outside any turn, and records what came of it. A lease that
// runs out (its engine died) makes the job due again under the same id, so that a receiver can drop
// a repeat. An engine never takes a job again that it has in flight itself: its clock may be the
// host's and leap past the lease. What it claimed without ever learning of it is freed (free_lost).
#ifndef WILLCALL_DELIVERY_OUTBOX_HPP
#define WILLCALL_DELIVERY_OUTBOX_HPP

#include "store/connection.hpp"
#include "store/world.hpp"

#include <willcall/delivery.hpp>

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace willcall::delivery {

// A row of the table `deliveries`. `next_try` says when a worker may take it: while it is in
// flight, when its lease is over.
struct JobRow {
    std::int64_t id = 0;
    std::optional<std::int64_t> order;  // absent: of a shift, or it tells of a loss
    std::string method;
    std::string carrier;
    std::string recipient;
    DeliveryState state = DeliveryState::queued;
    std::int64_t tickets = 0;
    std::int64_t attempts = 0;
    std::int64_t queued = 0;
    std::int64_t next_try = 0;
    std::int64_t lease_until = 0;
    std::int64_t lease_writer = 0;
    std::optional<std::int64_t> delivered;
    std::string detail;
    bool begun = false;  // of a claimed one: somebody may have handed it over before
    static constexpr const char* table = "deliveries";
    static constexpr auto columns = in_order{store::column<"id">(&JobRow::id),
                                             store::column<"order_id">(&JobRow::order),
                                             store::column<"method">(&JobRow::method),
                                             store::column<"carrier">(&JobRow::carrier),
                                             store::column<"recipient">(&JobRow::recipient),
                                             store::column<"state">(&JobRow::state),
                                             store::column<"tickets">(&JobRow::tickets),
                                             store::column<"attempts">(&JobRow::attempts),
                                             store::column<"queued">(&JobRow::queued),
                                             store::column<"next_try">(&JobRow::next_try),
                                             store::column<"lease_until">(&JobRow::lease_until),
                                             store::column<"lease_writer">(&JobRow::lease_writer),
                                             store::column<"delivered">(&JobRow::delivered),
                                             store::column<"detail">(&JobRow::detail)};
};

// A delivery of a closing balance, in place of an order's documents.
struct ClosingRow {
    std::int64_t delivery = 0;
    std::int64_t shift = 0;
    static constexpr const char* table = "closings";
    static constexpr auto columns = in_order{store::column<"delivery">(&ClosingRow::delivery),
                                             store::column<"shift">(&ClosingRow::shift)};
};

// What a sale promises. `carriers` are those of the method, in the order they are tried.
struct Promise {
    std::optional<std::int64_t> order;
    std::string method;
    std::span<const std::string> carriers;
    std::string recipient;
    std::int64_t tickets = 0;
};
// The row of a promise, for the sale to insert with its other rows.
JobRow promise(std::int64_t id, const Promise& promised, std::int64_t now);

inline constexpr std::int64_t lease_microseconds = 300'000'000;
// Tries with one carrier before the next one of the chain gets its turn: some five hours.
inline constexpr std::int64_t attempts_per_carrier = 12;

// Frees jobs whose lease can't be held any more: of this writer, whose number was given to a new
// engine, and of those that closed. Called once, before this engine's first claim.
std::int64_t free_leases(store::Connection& turn, std::int64_t writer, std::int64_t now);
// Frees jobs that are leased to this writer and that it does not have in hand: the turn that
// claimed them is in the store, but the answer to its commit was lost.
std::int64_t free_lost(store::Connection& turn, std::int64_t writer,
                       const std::multiset<std::int64_t>& in_hand, std::int64_t now);

// Leases at most `most` due jobs to `writer`, those waiting longest first.
std::vector<JobRow> claim(store::Connection& turn, std::int64_t most, std::int64_t now,
                          std::int64_t writer);

// Whether it still stands as `writer` claimed it: who claimed it a while ago looks again before it
// hands it over.
bool is_leased(store::Connection& connection, std::int64_t job, std::int64_t writer);

// When the next job is due that `writer` may claim; nothing where none waits.
std::optional<std::int64_t> next_due(store::Connection& connection, std::int64_t writer);

// The beginning of a statement that cancels deliveries which were not handed over yet; a condition
// follows. What a worker has claimed counts too, and is not handed over any more. Only what is on
// its way at this very moment arrives all the same; what comes of it changes nothing.
inline const std::string cancel_where =
    "update deliveries set state = 5, lease_until = 0, lease_writer = 0 where state < 3 and ";

// Cancels what of an order was not handed over yet; says how many. Tickets that somebody else was
// given have deliveries of their own.
std::int64_t cancel_waiting(store::Connection& turn, std::int64_t order);

// The carriers of a promised method, in the order they are tried.
using Carriers = std::function<std::vector<std::string>(std::string_view method)>;

// What of an order still waits shows tickets as they were, so it is cancelled; what the order
// promised is then promised once more for the tickets that are left, as a delivery of its own.
// `always`: even where nothing waited.
struct PromisedAnew {
    std::int64_t cancelled = 0;
    std::optional<std::int64_t> job;
};
PromisedAnew promise_anew(store::Connection& turn, std::int64_t order, bool always,
                          const Carriers& carriers, const std::function<std::int64_t()>& make_id,
                          std::int64_t now);

// A ticket with the issue that a delivery is about; others of its order may be about others. Of a
// notice: the issue that was lost.
struct DeliveryTicketRow {
    std::int64_t delivery = 0;
    std::int64_t ticket = 0;
    std::int64_t issue = 0;
    static constexpr const char* table = "delivery_tickets";
    static constexpr auto columns =
        in_order{store::column<"delivery">(&DeliveryTicketRow::delivery),
                 store::column<"ticket">(&DeliveryTicketRow::ticket),
                 store::column<"issue">(&DeliveryTicketRow::issue)};
};

// What came of a claimed job.
struct Outcome {
    enum class Kind { delivered, try_later, failed, not_tried };
    JobRow job;  // as it was claimed
    Kind kind = Kind::try_later;
    std::int64_t again_after_seconds = 0;  // of try_later: not before
    std::string detail;                    // where it is, or why it failed
};

// Writes outcomes down. What failed, or was tried often enough, goes to the next carrier of its
// method; after the last one it has failed for good. A job that somebody else has leased since is
// left to them, unless it was handed over: that stays true.
void record(store::Connection& turn, std::span<const Outcome> outcomes, const Carriers& carriers,
            const World& world, std::int64_t now, std::int64_t writer);

// How long to wait after so many tries: doubling from half a minute to an hour, the upper half of
// each by chance, so that what failed together does not come back together.
std::int64_t back_off_seconds(std::int64_t attempts, const World& world);

DeliveryCounts counts(store::Connection& connection);

}  // namespace willcall::delivery

#endif
