#include "sales/counters.hpp"

namespace willcall::sales {

const ShiftRow* Counters::open_shift(store::Connection& turn, std::int64_t seller) {
    auto found = shifts_.find(seller);
    if (found == shifts_.end())
        found =
            shifts_
                .emplace(seller, turn.find<ShiftRow>("where seller = ? and closed is null", seller))
                .first;
    return found->second ? &*found->second : nullptr;
}

std::int64_t Counters::draw(store::Connection& turn, std::int64_t location) {
    auto found = series_.find(location);
    if (found == series_.end()) {
        const auto row = turn.find<SeriesRow>("where location = ?", location);
        found =
            series_.emplace(location, Series{row.value_or(SeriesRow{location, 0}), row.has_value()})
                .first;
    }
    found->second.changed = true;
    return ++found->second.row.last;
}

void Counters::take(store::Connection& turn, std::int64_t shift, Means means, std::int64_t amount) {
    const std::pair key{shift, means};
    auto found = takings_.find(key);
    if (found == takings_.end()) {
        const auto row = turn.find<TakingsRow>("where shift = ? and means = ?", shift, means);
        const TakingsRow fresh{shift, means, 0, 0, std::nullopt};
        found = takings_.emplace(key, Takings{row.value_or(fresh), row.has_value()}).first;
    }
    auto& takings = found->second;
    takings.row.payments += 1;
    takings.row.amount += amount;
    takings.changed = true;
}

void Counters::write(store::Connection& turn) {
    for (auto& [key, takings] : takings_) {
        if (!takings.changed) continue;
        const auto& row = takings.row;
        if (takings.stored)
            turn.execute(
                "update shift_takings set payments = ?, amount = ? where shift = ? and means = ?",
                row.payments, row.amount, row.shift, row.means);
        else turn.insert(row);
        takings.stored = true;
        takings.changed = false;
    }
    for (auto& [location, series] : series_) {
        if (!series.changed) continue;
        if (series.stored)
            turn.execute("update series set last = ? where location = ?", series.row.last,
                         location);
        else turn.insert(series.row);
        series.stored = true;
        series.changed = false;
    }
}

void Counters::forget() {
    shifts_.clear();
    takings_.clear();
    series_.clear();
}

}  // namespace willcall::sales
