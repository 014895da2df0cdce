// Everything scarce is a quota, every sale is a set of claims. There is no second way to run out.
#ifndef WILLCALL_STOCK_QUOTAS_HPP
#define WILLCALL_STOCK_QUOTAS_HPP

#include "store/connection.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace willcall::stock {

struct QuotaRow {
    std::int64_t id = 0;
    std::string key;
    std::int64_t capacity = 0;
    std::int64_t allowed = 0;  // the larger of capacity and what was sold and held when lowered
    std::int64_t sold = 0;
    std::int64_t held = 0;
    std::int64_t spent = 0;  // 1: what is claimed of it does not come back
    static constexpr const char* table = "quotas";
    static constexpr auto columns = in_order{store::column<"id">(&QuotaRow::id),
                                             store::column<"key">(&QuotaRow::key),
                                             store::column<"capacity">(&QuotaRow::capacity),
                                             store::column<"allowed">(&QuotaRow::allowed),
                                             store::column<"sold">(&QuotaRow::sold),
                                             store::column<"held">(&QuotaRow::held),
                                             store::column<"spent">(&QuotaRow::spent)};

    // What can still be sold: by capacity, never by what an old capacity allowed.
    std::int64_t left() const { return std::max<std::int64_t>(0, capacity - sold - held); }
};

struct Wanted {
    std::string key;
    std::int64_t capacity = 0;
    bool spent = false;
};

// Brings the quotas of these keys to these capacities, in the turn: new ones are made, a capacity
// lowered under what is sold stays allowed and shows as overcommitted. Says how many changed.
std::int64_t declare(store::Connection& turn, std::span<const Wanted> wanted,
                     const std::function<std::int64_t()>& make_id);

// Quotas whose keys are like this pattern, as they will be once what is held past its time was
// missed.
std::vector<QuotaRow> read_quotas(store::Connection& reading, const std::string& pattern,
                                  std::int64_t now);

// The one of this key, the same way; nothing where there is none.
std::optional<QuotaRow> find_quota(store::Connection& reading, const std::string& key,
                                   std::int64_t now);

struct Claim {
    std::int64_t quota = 0;
    std::int64_t units = 0;
};

// What is left of a contingent is left out of a quota for whoever it is not for.
struct SetAside {
    std::int64_t quota = 0;
    std::int64_t contingent = 0;  // a quota, too
    friend bool operator==(const SetAside&, const SetAside&) = default;
};

// What claimed units count as: sold, or kept for somebody who has not paid.
enum class Taken { sold, held };

// The quotas of a turn in memory: loaded once, changed by every accepted sale, written once.
class Ledger {
public:
    // Makes sure these quotas are in memory, and nobody else's turn counts them: all that a turn
    // needs in one call, since they are locked in the order of their ids.
    void load(store::Connection& turn, std::vector<std::int64_t> ids);
    // The same with quotas that nobody declared: they are written when something is first taken of
    // them, with the capacity that is wanted then.
    void load(store::Connection& turn, std::vector<std::int64_t> ids,
              const std::vector<Wanted>& limits, const std::function<std::int64_t()>& make_id);
    // The same for who only looks: whatever others count goes on. Always of one reading.
    void view(store::Connection& reading, std::vector<std::int64_t> ids,
              const std::vector<Wanted>& limits = {});
    // Null for a quota that does not exist.
    const QuotaRow* find(std::int64_t id) const;
    // One of the undeclared ones that were loaded.
    const QuotaRow& limit(const std::string& key) const { return rows_.at(limits_.at(key)); }
    // They are too many to be kept.
    void forget_limits();

    // Takes all claims or none, one after the other: those on contingents come first. On a shortage
    // says which quota fell short; null: taken.
    const QuotaRow* take(std::span<const Claim> claims, Taken as = Taken::sold,
                         std::span<const SetAside> aside = {});
    // Units of a quota that are set aside for others: of contingents that these claims are on, what
    // they leave.
    std::int64_t set_aside(std::int64_t quota, std::span<const SetAside> aside,
                           std::span<const Claim> claims = {}) const;
    // Gives back what was taken; the quotas must be in memory.
    void give_back(std::span<const Claim> claims, Taken as);
    // The same for who has it in hand: until `end_promises` as much is taken again whatever the
    // capacity is by now. `put_back` undoes it.
    void give_back_promised(std::span<const Claim> claims);
    void put_back(std::span<const Claim> claims);
    void end_promises() { promised_.clear(); }
    // What was held is sold: it was promised, so it counts even where the capacity was lowered.
    void sell_held(std::span<const Claim> claims);
    // Writes what changed since the last write.
    void write(store::Connection& turn);
    // Forgets everything: after a failed turn, or when others have written.
    void forget() {
        rows_.clear();
        forget_limits();
        changed_.clear();
        promised_.clear();
    }

private:
    void keep_limits(const std::vector<Wanted>& limits, std::vector<QuotaRow> found,
                     const std::function<std::int64_t()>& make_id);

    std::unordered_map<std::int64_t, QuotaRow> rows_;
    std::map<std::string, std::int64_t> limits_;  // ids of undeclared ones by key
    std::set<std::int64_t> fresh_;                // of those: not in the store yet
    std::vector<std::int64_t> changed_;
    std::unordered_map<std::int64_t, std::int64_t> promised_;  // units, by quota
};

// Which quotas turns have found short, and what was left of them: nobody need wait for a turn to be
// told the same. A hint only, and never the reason of a refusal: it may be behind what the store
// says, in either direction. Any thread.
class Shortages {
public:
    void note(const QuotaRow& row);
    // What a sale has taken is not short any more, as far as it went.
    void lift(std::span<const Claim> claims);
    bool any() const { return any_; }
    // Whether one of the claims is for more than was left.
    bool hit(std::span<const Claim> claims) const;

private:
    std::atomic<bool> any_{false};  // mostly there are none: then nobody takes the lock
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::int64_t, std::int64_t> left_;
};

}  // namespace willcall::stock

#endif
