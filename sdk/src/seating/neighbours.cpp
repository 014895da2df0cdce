// Which seats of a plan are next to each other, and how far each is from where one looks.
#include "seating/plan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace willcall::seating {

namespace {

// As a number that is the same on every machine: IEEE says what a square root is to the last bit.
std::int64_t distance(Point a, Point b) {
    const auto x = static_cast<double>(a.x - b.x);
    const auto y = static_cast<double>(a.y - b.y);
    return static_cast<std::int64_t>(std::sqrt(x * x + y * y));
}

// The seats of one row from left to right; whatever is near a seat stands near it in this order.
class RowOrder {
public:
    RowOrder(const Plan& plan, const PlannedRow& row) : plan_(plan), order_(row.seats) {
        std::ranges::sort(order_, [&](SeatIndex a, SeatIndex b) {
            const auto one = plan.seats[a].at;
            const auto other = plan.seats[b].at;
            return std::tuple(one.x, one.y, a) < std::tuple(other.x, other.y, b);
        });
    }

    // How far each seat is from the nearest one; none where it is alone.
    void nearest(std::vector<std::int64_t>& all) const {
        if (order_.size() < 2) return;
        for (std::size_t at = 0; at < order_.size(); ++at) {
            auto least = std::numeric_limits<std::int64_t>::max();
            for (auto next = at + 1; next < order_.size() && width(at, next) < least; ++next)
                least = std::min(least, between(at, next));
            for (auto next = at; next-- > 0 && width(next, at) < least;)
                least = std::min(least, between(next, at));
            all.push_back(least);
        }
    }

    // The row in blocks: whoever is within `step` of each other, each block from one end to the
    // other.
    std::vector<std::vector<SeatIndex>> blocks(std::int64_t step) const {
        std::vector<std::vector<SeatIndex>> found;
        std::vector<bool> taken(order_.size());
        for (std::size_t first = 0; first < order_.size(); ++first) {
            if (taken[first]) continue;
            taken[first] = true;
            std::vector<std::size_t> reached{first};
            for (std::size_t at = 0; at < reached.size(); ++at) reach(reached, at, taken, step);
            std::vector<SeatIndex> seats;
            for (const auto at : reached) seats.push_back(order_[at]);
            sort_along(seats);
            cut(seats, step, found);
        }
        return found;
    }

private:
    std::int64_t width(std::size_t left, std::size_t right) const {
        return plan_.seats[order_[right]].at.x - plan_.seats[order_[left]].at.x;
    }
    std::int64_t between(std::size_t a, std::size_t b) const {
        return distance(plan_.seats[order_[a]].at, plan_.seats[order_[b]].at);
    }

    void reach(std::vector<std::size_t>& reached, std::size_t from, std::vector<bool>& taken,
               std::int64_t step) const {
        const auto here = reached[from];
        const auto look = [&](std::size_t at) {
            if (taken[at] || between(here, at) > step) return;
            taken[at] = true;
            reached.push_back(at);
        };
        for (auto next = here + 1; next < order_.size() && width(here, next) <= step; ++next)
            look(next);
        for (auto next = here; next-- > 0 && width(next, here) <= step;) look(next);
    }

    // A row that goes away from the stage is one too: along whichever side it is longer on.
    void sort_along(std::vector<SeatIndex>& seats) const {
        const auto x = [&](SeatIndex seat) { return plan_.seats[seat].at.x; };
        const auto y = [&](SeatIndex seat) { return plan_.seats[seat].at.y; };
        const auto [left, right] = std::ranges::minmax(seats, {}, x);
        const auto [front, back] = std::ranges::minmax(seats, {}, y);
        const bool across = x(right) - x(left) >= y(back) - y(front);
        std::ranges::sort(seats, [&](SeatIndex a, SeatIndex b) {
            return across ? std::tuple(x(a), y(a), a) < std::tuple(x(b), y(b), b)
                          : std::tuple(y(a), x(a), a) < std::tuple(y(b), x(b), b);
        });
    }

    // Seats may hang together in a curve whose order jumps: there it is cut.
    void cut(const std::vector<SeatIndex>& seats, std::int64_t step,
             std::vector<std::vector<SeatIndex>>& found) const {
        found.emplace_back();
        for (const auto seat : seats) {
            auto& block = found.back();
            if (!block.empty() &&
                distance(plan_.seats[block.back()].at, plan_.seats[seat].at) > step)
                found.emplace_back();
            found.back().push_back(seat);
        }
    }

    const Plan& plan_;
    std::vector<SeatIndex> order_;
};

}  // namespace

void find_neighbours(Plan& plan) {
    for (const auto& zone : plan.zones) {
        std::vector<std::int64_t> steps;
        for (const auto row : zone.rows) RowOrder(plan, plan.rows[row]).nearest(steps);
        std::int64_t usual = 0;
        if (!steps.empty()) {
            const auto middle = steps.begin() + static_cast<std::ptrdiff_t>((steps.size() - 1) / 2);
            std::ranges::nth_element(steps, middle);
            usual = *middle;
        }
        for (const auto row : zone.rows)
            for (auto& block : RowOrder(plan, plan.rows[row]).blocks(usual + usual / 2))
                plan.blocks.push_back(std::move(block));
    }
    for (std::uint32_t block = 0; block < plan.blocks.size(); ++block)
        for (std::uint32_t place = 0; place < plan.blocks[block].size(); ++place) {
            auto& seat = plan.seats[plan.blocks[block][place]];
            seat.block = block;
            seat.place = place;
        }
}

void measure_distances(Plan& plan, Point focus) {
    for (auto& seat : plan.seats) seat.distance = distance(seat.at, focus);
}

}  // namespace willcall::seating
