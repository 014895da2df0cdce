#include "sales/counters.hpp"

#include "store/selecting.hpp"

#include <array>

namespace willcall::sales {

namespace {

constexpr std::array<std::string_view, 2> taken{"payments", "amount"};
constexpr std::array<std::string_view, 2> by_shift{"shift", "means"};
constexpr std::array<std::string_view, 1> last{"last"};
constexpr std::array<std::string_view, 1> by_location{"location"};

void add(std::vector<store::Cell>& cells, std::initializer_list<std::int64_t> numbers) {
    for (const auto number : numbers) cells.push_back(store::to_cell(number));
}

}  // namespace

std::optional<ShiftRow> find_open_shift(store::Connection& reading, std::int64_t seller) {
    return reading.find<ShiftRow>("where seller = ? and closed is null", seller);
}

Refusal no_open_shift(const std::string& seller_login) {
    return refusal("shift.none_open", "`" + seller_login + "` has no open shift");
}

void Counters::load_shifts(store::Connection& turn, std::vector<std::int64_t> sellers) {
    std::erase_if(sellers, [this](std::int64_t seller) { return shifts_.contains(seller); });
    for (const auto seller : sellers) shifts_.emplace(seller, std::nullopt);
    std::vector<std::int64_t> opened;
    for (auto& row :
         store::lock_in<ShiftRow>(turn, "seller", std::move(sellers), "and closed is null")) {
        opened.push_back(row.id);
        shifts_[row.seller] = std::move(row);
    }
    // Whoever adds to them has the lock on their shift.
    for (auto& row : store::select_in<TakingsRow>(turn, "shift", std::move(opened)))
        takings_.insert_or_assign({row.shift, row.means}, Takings{row, true});
}

void Counters::load_series(store::Connection& turn, std::vector<std::int64_t> locations) {
    std::erase_if(locations, [this](std::int64_t location) { return series_.contains(location); });
    for (const auto location : locations) series_.emplace(location, Series{SeriesRow{location, 0}});
    for (auto& row : store::lock_in<SeriesRow>(turn, "location", std::move(locations)))
        series_[row.location] = Series{row, true};
}

const ShiftRow* Counters::open_shift(std::int64_t seller) const {
    const auto found = shifts_.find(seller);
    return found != shifts_.end() && found->second ? &*found->second : nullptr;
}

Number Counters::draw(const catalogue::LocationItem& location) {
    auto& series = series_.at(location.id);
    series.changed = true;
    const auto serial = ++series.row.last;
    auto digits = std::to_string(serial);
    if (digits.size() < static_cast<std::size_t>(location.width))
        digits.insert(0, static_cast<std::size_t>(location.width) - digits.size(), '0');
    return {serial, location.prefix + digits};
}

void Counters::take(std::int64_t shift, Means means, std::int64_t amount) {
    const TakingsRow fresh{shift, means, 0, 0, {}, {}};
    auto& takings = takings_.try_emplace({shift, means}, Takings{fresh}).first->second;
    takings.row.payments += 1;
    takings.row.amount += amount;
    takings.changed = true;
}

void Counters::write(store::Connection& turn) {
    std::vector<store::Cell> cells;
    for (auto& [key, takings] : takings_) {
        if (!takings.changed) continue;
        const auto& row = takings.row;
        if (takings.stored)
            add(cells, {row.payments, row.amount, row.shift, static_cast<std::int64_t>(row.means)});
        else turn.insert(row);
        takings.stored = true;
        takings.changed = false;
    }
    turn.update_cells({"shift_takings", taken, by_shift}, cells);
    cells.clear();
    for (auto& [location, series] : series_) {
        if (!series.changed) continue;
        if (series.stored) add(cells, {series.row.last, location});
        else turn.insert(series.row);
        series.stored = true;
        series.changed = false;
    }
    turn.update_cells({"series", last, by_location}, cells);
}

void Counters::forget() {
    shifts_.clear();
    takings_.clear();
    series_.clear();
}

}  // namespace willcall::sales
