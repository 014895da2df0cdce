#include "seating/hall.hpp"

#include <algorithm>
#include <bit>

namespace willcall::seating {

namespace {

// The seats of one block as a wish sees them.
class View {
public:
    View(const Seats& seats, std::uint32_t block, const Wish& wish)
        : all_(seats), block_(seats.plan->blocks[block]), wish_(wish) {}

    std::size_t size() const { return block_.size(); }
    bool is_free(std::size_t place) const {
        return place < block_.size() && all_.free[block_[place]];
    }
    bool fits(std::size_t place) const {
        return is_free(place) && wish_.wants(seat(place).category) && is_open(block_[place]);
    }
    // Whether taking its neighbour leaves this one alone. Of whatever category: somebody may sit
    // there beside another category's seat. A place before the first wraps round, past the last.
    bool alone(std::size_t place, std::size_t beyond) const {
        return is_free(place) && !is_free(beyond);
    }
    std::int64_t distance(std::size_t place) const { return seat(place).distance; }

private:
    const PlannedSeat& seat(std::size_t place) const { return all_.plan->seats[block_[place]]; }
    bool is_open(SeatIndex seat) const {
        const auto lock = seat < all_.locks.size() ? all_.locks[seat] : 0;
        return lock == 0 || (wish_.keys >> (lock - 1) & 1) != 0;
    }

    const Seats& all_;
    const std::vector<SeatIndex>& block_;
    const Wish& wish_;
};

// Says each choice of one block, from its one end to the other.
template <class Say>
void each_choice(const View& view, std::uint32_t block, std::uint32_t count, const Say& say) {
    std::uint32_t run = 0;  // seats that fit, up to here
    std::int64_t distance = 0;
    for (std::uint32_t end = 0; end < view.size(); ++end) {
        if (!view.fits(end)) {
            run = 0;
            distance = 0;
            continue;
        }
        distance += view.distance(end);
        if (run == count) distance -= view.distance(end - count);
        else ++run;
        if (run < count) continue;
        const auto first = end + 1 - count;
        const auto before = static_cast<std::size_t>(first) - 1;
        const std::size_t after = std::size_t{end} + 1;
        const std::int64_t gaps =
            (view.alone(before, before - 1) ? 1 : 0) + (view.alone(after, after + 1) ? 1 : 0);
        say(Choice{gaps, distance, block, first});
    }
}

std::optional<Choice> best_of(const View& view, std::uint32_t block, std::uint32_t count) {
    std::optional<Choice> best;
    each_choice(view, block, count, [&](const Choice& choice) {
        if (!best || choice < *best) best = choice;
    });
    return best;
}

}  // namespace

Ranking::Ranking(const Plan& plan, Wish wish)
    : wish_(wish), choices_(plan.blocks.size()), is_stale_(plan.blocks.size()) {
    const auto blocks = static_cast<std::uint32_t>(plan.blocks.size());
    leaves_ = std::bit_ceil(std::max(blocks, 2U));
    winners_.resize(std::size_t{2} * leaves_);
    for (std::uint32_t leaf = 0; leaf < leaves_; ++leaf) winners_[leaves_ + leaf] = leaf;
    for (auto node = leaves_ - 1; node > 0; --node) winners_[node] = winners_[2 * node];
    for (std::uint32_t block = 0; block < blocks; ++block) mark(block);
}

void Ranking::mark(std::uint32_t block) {
    if (is_stale_[block]) return;
    is_stale_[block] = true;
    stale_.push_back(block);
}

bool Ranking::better(std::uint32_t a, std::uint32_t b) const {
    if (a >= choices_.size() || !choices_[a]) return false;
    return b >= choices_.size() || !choices_[b] || *choices_[a] < *choices_[b];
}

void Ranking::settle(std::uint32_t block) {
    for (auto node = (leaves_ + block) / 2; node > 0; node /= 2) {
        const auto left = winners_[2 * node];
        const auto right = winners_[2 * node + 1];
        winners_[node] = better(right, left) ? right : left;
    }
}

std::optional<Choice> Ranking::best(const Seats& seats) {
    for (const auto block : stale_) {
        choices_[block] = best_of(View(seats, block, wish_), block, wish_.count);
        is_stale_[block] = false;
        settle(block);
    }
    stale_.clear();
    const auto winner = winners_[1];
    return winner < choices_.size() ? choices_[winner] : std::nullopt;
}

Hall::Hall(std::shared_ptr<const Plan> plan, Locks locks)
    : seats_{std::move(plan), std::move(locks), {}}, counts_(seats_.plan->categories.size()) {
    seats_.free.resize(seats_.plan->seats.size(), true);
    for (SeatIndex seat = 0; seat < seats_.free.size(); ++seat) ++count_of(seat);
}

std::int64_t& Hall::count_of(SeatIndex seat) {
    const auto lock = seat < seats_.locks.size() ? seats_.locks[seat] : 0;
    return counts_[plan().seats[seat].category][lock];
}

void Hall::set(SeatIndex seat, bool free) {
    if (seats_.free[seat] == free) return;
    seats_.free[seat] = free;
    count_of(seat) += free ? 1 : -1;
    for (auto& ranking : rankings_) ranking.mark(plan().seats[seat].block);
    runs_.clear();
}

void Hall::take(SeatIndex seat) { set(seat, false); }

void Hall::give_back(SeatIndex seat) { set(seat, true); }

Ranking& Hall::ranking(Wish wish) {
    const auto found = std::ranges::find(rankings_, wish, &Ranking::wish);
    if (found != rankings_.end()) {
        rankings_.splice(rankings_.begin(), rankings_, found);
    } else {
        if (rankings_.size() == rankings_most) rankings_.pop_back();
        rankings_.emplace_front(plan(), wish);
    }
    return rankings_.front();
}

std::vector<SeatIndex> Hall::best_together(Wish wish) {
    const auto choice = ranking(wish).best(seats_);
    return choice ? seats_of(*choice, wish) : std::vector<SeatIndex>();
}

std::vector<SeatIndex> Hall::seats_of(const Choice& choice, Wish wish) const {
    const auto first = plan().blocks[choice.block].begin() + choice.first;
    return {first, first + wish.count};
}

std::vector<Choice> Hall::every_together(Wish wish) const {
    std::vector<Choice> choices;
    for (std::uint32_t block = 0; block < plan().blocks.size(); ++block)
        each_choice(View(seats_, block, wish), block, wish.count,
                    [&](const Choice& choice) { choices.push_back(choice); });
    std::ranges::sort(choices);
    return choices;
}

std::vector<SeatIndex> Hall::best_apart(Wish wish) {
    std::vector<SeatIndex> found;
    if (free_count(wish) < wish.count) return found;
    auto group = wish;
    group.count = static_cast<std::uint32_t>(longest_run(wish));
    while (found.size() < wish.count) {
        group.count = std::min(group.count, wish.count - static_cast<std::uint32_t>(found.size()));
        const auto seats = best_together(group);
        if (seats.empty()) --group.count;  // what is taken makes no run longer
        for (const auto seat : seats) {
            take(seat);
            found.push_back(seat);
        }
    }
    for (const auto seat : found) give_back(seat);
    return found;
}

std::int64_t Hall::longest_run(Wish wish) const {
    wish.count = 0;
    const auto known = std::ranges::find(runs_, wish, [](const auto& run) { return run.first; });
    if (known != runs_.end()) return known->second;
    std::int64_t longest = 0;
    for (std::uint32_t block = 0; block < plan().blocks.size(); ++block) {
        const View view(seats_, block, wish);
        std::int64_t run = 0;
        for (std::size_t place = 0; place < view.size(); ++place) {
            run = view.fits(place) ? run + 1 : 0;
            longest = std::max(longest, run);
        }
    }
    runs_.emplace_back(wish, longest);
    return longest;
}

std::int64_t Hall::free_count(const Wish& wish) const {
    std::int64_t count = 0;
    for (std::uint32_t category = 0; category < counts_.size(); ++category) {
        if (!wish.wants(category)) continue;
        const auto& of_lock = counts_[category];
        count += of_lock[0];
        for (std::size_t lock = 1; lock <= locks_most; ++lock)
            if ((wish.keys >> (lock - 1) & 1) != 0) count += of_lock[lock];
    }
    return count;
}

std::vector<SeatIndex> Hall::free_beside(SeatIndex seat, const Wish& wish) const {
    const auto block = plan().seats[seat].block;
    const std::size_t place = plan().seats[seat].place;
    const View view(seats_, block, wish);
    std::vector<SeatIndex> found;
    for (const auto beside : {place - 1, place + 1})
        if (view.fits(beside)) found.push_back(plan().blocks[block][beside]);
    return found;
}

}  // namespace willcall::seating
