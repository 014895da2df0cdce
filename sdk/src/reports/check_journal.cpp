// The part of the check that reads the journal: chain by chain, every hash made anew.
#include "journal/journal.hpp"
#include "operations/reading.hpp"
#include "reports/check_faults.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace willcall::reports {

namespace {

// A page at a time: some drivers hold the whole result in memory.
constexpr std::int64_t rows_a_page = 5'000;

struct Recorded {
    std::int64_t order = 0;
    std::int64_t amount = 0;
};

// What happened to an order after it was placed: how often, and the money it moved.
struct Changed {
    std::int64_t count = 0;
    std::int64_t amount = 0;
    void add(std::int64_t more) {
        ++count;
        amount += more;
    }
};
using Changes = std::map<std::int64_t, Changed>;  // by order

constexpr std::string_view changing[] = {"orders.pay", "orders.cancel", "orders.release",
                                         "orders.refund", "orders.exchange"};

std::string entry_name(std::int64_t writer, std::int64_t sequence) {
    return "entry " + std::to_string(writer) + ':' + std::to_string(sequence);
}

class JournalWalk {
public:
    JournalWalk(store::Connection& reading, Faults& faults) : reading_(reading), faults_(faults) {}

    void walk() {
        // A chain that is gone altogether is missed where its head was kept, or by its orders.
        for (std::int64_t writer = -1;;) {
            const auto next =
                reading_.number("select min(writer) from journal where writer > ?", writer);
            if (!next) break;
            writer = *next;
            walk_chain(writer);
        }
    }
    std::vector<Recorded> take_recorded() { return std::move(recorded_); }
    const Changes& changes() const { return changes_; }

private:
    void walk_chain(std::int64_t writer) {
        std::string head;
        std::int64_t reached = 0;
        while (true) {
            const auto rows = reading_.select<journal::JournalRow>(
                "where writer = ? and sequence > ? order by sequence limit ?", writer, reached,
                rows_a_page);
            for (const auto& row : rows) {
                visit(row, reached, head);
                reached = row.sequence;
                head = row.hash;
            }
            if (static_cast<std::int64_t>(rows.size()) < rows_a_page) return;
        }
    }
    void visit(const journal::JournalRow& row, std::int64_t reached, const std::string& head) {
        const auto what = entry_name(row.writer, row.sequence);
        const bool follows = row.sequence == reached + 1;
        if (!follows)
            faults_.add("journal.gap", what,
                        "comes after " + std::to_string(reached) + ": entries are gone");
        // What followed an entry that is gone says nothing by itself.
        else if (journal::row_hash(row, head) != row.hash)
            faults_.add("journal.hash", what, "its hash does not fit what it says");
        const bool begins = row.operation == journal::begin_operation;
        if (begins != (row.sequence == 1))
            faults_.add("journal.begin", what,
                        begins ? "begins a chain in its middle" : "begins a chain, but binds none");
        else if (begins && !journal::binding_holds(reading_, row.content))
            faults_.add("journal.begin", what, "the chains it was bound to are others now");
        if (row.operation == "orders.place" || row.operation == "orders.register")
            recorded_.push_back({row.subject, row.amount});
        else if (std::ranges::find(changing, row.operation) != std::end(changing))
            changes_[row.subject].add(row.amount);
    }

    store::Connection& reading_;
    Faults& faults_;
    std::vector<Recorded> recorded_;
    Changes changes_;
};

// Both in the order of their ids, side by side.
class OrderMatch {
public:
    OrderMatch(std::vector<Recorded> recorded, int decimals, Faults& faults)
        : recorded_(std::move(recorded)), decimals_(decimals), faults_(faults) {
        std::ranges::sort(recorded_, {}, &Recorded::order);
    }
    void visit(std::int64_t order, std::int64_t total) {
        for (; at_ < recorded_.size() && recorded_[at_].order < order; ++at_) unknown();
        const auto first = at_;
        while (at_ < recorded_.size() && recorded_[at_].order == order) ++at_;
        const auto what = "order " + id_text(order);
        if (at_ == first)
            return faults_.add("journal.order_unrecorded", what, "is not in the journal");
        if (at_ > first + 1)
            faults_.add("journal.order_twice", what,
                        "is " + std::to_string(at_ - first) + " times in the journal");
        if (recorded_[first].amount != total)
            faults_.add("journal.amount_differs", what,
                        "the journal says " + money_text(recorded_[first].amount, decimals_) +
                            ", the order " + money_text(total, decimals_));
    }
    void finish() {
        for (; at_ < recorded_.size(); ++at_) unknown();
    }

private:
    void unknown() {
        faults_.add("journal.order_unknown", "order " + id_text(recorded_[at_].order),
                    "is in the journal, but not in the store");
    }
    std::vector<Recorded> recorded_;
    std::size_t at_ = 0;
    int decimals_;
    Faults& faults_;
};

void match_changes(store::Connection& reading, Changes recorded, Faults& faults) {
    const std::array<bool, 3> texts{false, false, false};
    reading.run("select order_id, count(*), cast(sum(paid + to_settle) as bigint) "
                "from transactions group by order_id order by order_id",
                {}, texts, [&](std::span<const store::Cell> cells) {
                    auto& said = recorded[cells[0].number];
                    said.count -= cells[1].number;
                    said.amount -= cells[2].number;
                });
    for (const auto& [order, rest] : recorded)
        if (rest.count != 0 || rest.amount != 0)
            faults.add("journal.changes_differ", "order " + id_text(order),
                       "the journal has " + std::to_string(rest.count) +
                           " changes more than the store, or they moved other money");
}

}  // namespace

void check_journal(store::Connection& reading, const std::vector<ChainHead>& expected, int decimals,
                   Faults& faults) {
    JournalWalk walk(reading, faults);
    walk.walk();
    OrderMatch match(walk.take_recorded(), decimals, faults);
    const std::array<bool, 2> texts{false, false};
    reading.run(
        "select id, total from orders order by id", {}, texts,
        [&](std::span<const store::Cell> cells) { match.visit(cells[0].number, cells[1].number); });
    match.finish();
    match_changes(reading, walk.changes(), faults);
    for (const auto& head : expected) {
        if (reading
                .number("select count(*) from journal where writer = ? and sequence = ? "
                        "and hash = ?",
                        head.writer, head.sequence, head.hash)
                .value_or(0) == 0)
            faults.add("journal.head_lost", entry_name(head.writer, head.sequence),
                       "was the end of its chain once, and is not in it any more");
    }
}

}  // namespace willcall::reports
