// A hall on one night: which seats are free, and which are the best of them. Single-threaded.
#ifndef WILLCALL_SEATING_HALL_HPP
#define WILLCALL_SEATING_HALL_HPP

#include "seating/plan.hpp"

#include <array>
#include <list>

namespace willcall::seating {

// The best choice of so many seats in one block. Less is better, in this order.
struct Choice {
    std::int64_t gaps = 0;      // seats left alone that were not alone before
    std::int64_t distance = 0;  // of all its seats from the focal point
    std::uint32_t block = 0;
    std::uint32_t first = 0;  // place in the block
    friend auto operator<=>(const Choice&, const Choice&) = default;
};

// What is asked of a hall: so many seats, of one category or of any, of those that are locked only
// where the lock is open: lock number n is open where keys has the bit n - 1.
struct Wish {
    std::uint32_t count = 1;
    std::optional<std::uint32_t> category;
    std::uint64_t keys = 0;
    std::uint64_t without = 0;  // not of these categories: of number n where it has the bit n
    bool wants(std::uint32_t of) const {
        return (!category || of == *category) && (of >= 64 || (without >> of & 1) == 0);
    }
    friend bool operator==(const Wish&, const Wish&) = default;
};

// The lock of each seat, by number; 0: none. Shorter than the plan: none of the rest.
using Locks = std::vector<std::uint8_t>;
inline constexpr std::size_t locks_most = 64;

// Which seats there are, and which of them are free.
struct Seats {
    std::shared_ptr<const Plan> plan;
    Locks locks;
    std::vector<bool> free;
};

// The best choice of each block for one wish, with the best of all on top. What has changed is
// looked at again only when it is asked for.
class Ranking {
public:
    Ranking(const Plan& plan, Wish wish);

    const Wish& wish() const { return wish_; }
    void mark(std::uint32_t block);
    std::optional<Choice> best(const Seats& seats);

private:
    bool better(std::uint32_t a, std::uint32_t b) const;
    void settle(std::uint32_t block);

    Wish wish_;
    std::vector<std::optional<Choice>> choices_;  // by block
    std::vector<std::uint32_t> winners_;          // of a tournament: the best block on top, at 1
    std::uint32_t leaves_ = 1;
    std::vector<std::uint32_t> stale_;
    std::vector<bool> is_stale_;
};

class Hall {
public:
    explicit Hall(std::shared_ptr<const Plan> plan, Locks locks = {});

    const Plan& plan() const { return *seats_.plan; }
    const Locks& locks() const { return seats_.locks; }
    bool is_free(SeatIndex seat) const { return seats_.free[seat]; }
    void take(SeatIndex seat);
    void give_back(SeatIndex seat);

    // The best seats next to each other: those that leave no seat alone where there is such a
    // choice (a preference; it never refuses), of these the nearest to the focal point in sum, of
    // these the first in the plan. None where so many are nowhere together.
    std::vector<SeatIndex> best_together(Wish wish);
    // All choices of seats next to each other, the best first, and the seats of one.
    std::vector<Choice> every_together(Wish wish) const;
    std::vector<SeatIndex> seats_of(const Choice& choice, Wish wish) const;
    // The best together, or where it can't be, group by group, each as large as can be. None where
    // there are not so many.
    std::vector<SeatIndex> best_apart(Wish wish);

    // The most seats next to each other, and the seats there are, whatever the wish's count.
    std::int64_t longest_run(Wish wish) const;
    std::int64_t free_count(const Wish& wish) const;
    // Free seats right beside this one, of those that the wish is for.
    std::vector<SeatIndex> free_beside(SeatIndex seat, const Wish& wish) const;

private:
    void set(SeatIndex seat, bool free);
    Ranking& ranking(Wish wish);

    // Whoever asks next mostly asks for as many as one before.
    static constexpr std::size_t rankings_most = 8;

    std::int64_t& count_of(SeatIndex seat);

    Seats seats_;
    std::vector<std::array<std::int64_t, locks_most + 1>> counts_;  // by category and lock
    std::list<Ranking> rankings_;                                   // used last first
    // For refusals, which come in crowds: the runs of a hall that has not changed since.
    mutable std::vector<std::pair<Wish, std::int64_t>> runs_;
};

}  // namespace willcall::seating

#endif
