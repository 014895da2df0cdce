#include "stock/quotas.hpp"

#include "operations/failure.hpp"
#include "store/selecting.hpp"

#include <algorithm>
#include <array>

namespace willcall::stock {

std::int64_t declare(store::Connection& turn, std::span<const Wanted> wanted,
                     const std::function<std::int64_t()>& make_id) {
    std::int64_t changed = 0;
    for (const auto& [key, capacity, spent] : wanted) {
        auto row = turn.find<QuotaRow>("where key = ?", key);
        if (!row) {
            turn.insert(QuotaRow{make_id(), key, capacity, capacity, 0, 0, spent ? 1 : 0});
            ++changed;
        } else if (row->capacity != capacity || (row->spent != 0) != spent) {
            const auto allowed = std::max(capacity, row->sold + row->held);
            turn.execute("update quotas set capacity = ?, allowed = ?, spent = ? where id = ?",
                         capacity, allowed, std::int64_t{spent ? 1 : 0}, row->id);
            ++changed;
        }
    }
    return changed;
}

namespace {

const std::string as_it_will_be =
    "select id, key, capacity, allowed, sold, held - cast(coalesce((select sum(h.units) "
    "from holds h where h.quota = quotas.id and h.until <= ?), 0) as bigint) as held, spent "
    "from quotas where key ";

}  // namespace

std::vector<QuotaRow> read_quotas(store::Connection& reading, const std::string& pattern,
                                  std::int64_t now) {
    return reading.query<QuotaRow>(as_it_will_be + "like ?", now, pattern);
}

std::optional<QuotaRow> find_quota(store::Connection& reading, const std::string& key,
                                   std::int64_t now) {
    auto found = reading.query<QuotaRow>(as_it_will_be + "= ?", now, key);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

void Ledger::load(store::Connection& turn, std::vector<std::int64_t> ids) {
    std::erase_if(ids, [this](std::int64_t id) { return rows_.contains(id); });
    for (auto& row : store::lock_in<QuotaRow>(turn, "id", std::move(ids)))
        rows_.insert_or_assign(row.id, std::move(row));
}

void Ledger::load(store::Connection& turn, std::vector<std::int64_t> ids,
                  const std::vector<Wanted>& limits, const std::function<std::int64_t()>& make_id) {
    std::vector<std::string> keys;
    for (const auto& limit : limits) keys.push_back(limit.key);
    auto found = store::select_in<QuotaRow>(turn, "key", std::move(keys));
    for (const auto& row : found) ids.push_back(row.id);
    load(turn, std::move(ids));
    for (auto& row : found) row = rows_.at(row.id);
    keep_limits(limits, std::move(found), make_id);
}

void Ledger::view(store::Connection& reading, std::vector<std::int64_t> ids,
                  const std::vector<Wanted>& limits) {
    std::erase_if(ids, [this](std::int64_t id) { return rows_.contains(id); });
    for (auto& row : store::select_in<QuotaRow>(reading, "id", std::move(ids)))
        rows_.insert_or_assign(row.id, std::move(row));
    std::vector<Wanted> unknown;
    std::vector<std::string> keys;
    for (const auto& limit : limits) {
        if (limits_.contains(limit.key)) continue;
        unknown.push_back(limit);
        keys.push_back(limit.key);
    }
    // Ids that no row has.
    keep_limits(unknown, store::select_in<QuotaRow>(reading, "key", std::move(keys)),
                [this] { return -1 - static_cast<std::int64_t>(fresh_.size()); });
}

// In the order of their keys, so that engines which make the same ones wait for each other in one
// order.
void Ledger::keep_limits(const std::vector<Wanted>& limits, std::vector<QuotaRow> found,
                         const std::function<std::int64_t()>& make_id) {
    std::map<std::string, QuotaRow> rows;
    for (const auto& [key, capacity, spent] : limits) rows.insert_or_assign(key, QuotaRow{0, key});
    for (auto& row : found) rows.insert_or_assign(row.key, std::move(row));
    for (const auto& [key, capacity, spent] : limits) {
        auto& row = rows.at(key);
        row.capacity = capacity;
        row.allowed = std::max(capacity, row.sold + row.held);
    }
    for (auto& [key, row] : rows) {
        if (row.id == 0) fresh_.insert(row.id = make_id());
        limits_.insert_or_assign(key, row.id);
        rows_.insert_or_assign(row.id, std::move(row));
    }
}

void Ledger::forget_limits() {
    for (const auto& [key, id] : limits_) rows_.erase(id);
    limits_.clear();
    fresh_.clear();
}

const QuotaRow* Ledger::find(std::int64_t id) const {
    const auto found = rows_.find(id);
    return found == rows_.end() ? nullptr : &found->second;
}

namespace {

std::int64_t& units_of(QuotaRow& row, Taken as) { return as == Taken::sold ? row.sold : row.held; }

}  // namespace

std::int64_t Ledger::set_aside(std::int64_t quota, std::span<const SetAside> aside,
                               std::span<const Claim> claims) const {
    std::int64_t units = 0;
    for (const auto& one : aside) {
        if (one.quota != quota) continue;
        auto left = rows_.at(one.contingent).left();
        for (const auto& claim : claims)
            if (claim.quota == one.contingent) left -= claim.units;
        units += std::max<std::int64_t>(0, left);
    }
    return units;
}

const QuotaRow* Ledger::take(std::span<const Claim> claims, Taken as,
                             std::span<const SetAside> aside) {
    // One order may claim a quota on several lines: what it took so far counts, so take and give
    // back rather than look first.
    const auto promised_before = promised_;
    for (std::size_t next = 0; next < claims.size(); ++next) {
        const auto found = rows_.find(claims[next].quota);
        if (found == rows_.end()) throw Failure(WILLCALL_INTERNAL, "a claim on no quota");
        auto& row = found->second;
        const auto promised = promised_.find(row.id);
        const auto in_hand = promised == promised_.end() ? 0 : promised->second;
        const auto left = row.left() - (aside.empty() ? 0 : set_aside(row.id, aside));
        if (claims[next].units <= std::max(left, in_hand)) {
            units_of(row, as) += claims[next].units;
            if (in_hand > 0)
                promised->second = std::max<std::int64_t>(0, in_hand - claims[next].units);
            continue;
        }
        promised_ = promised_before;
        for (std::size_t taken = 0; taken < next; ++taken)
            units_of(rows_.at(claims[taken].quota), as) -= claims[taken].units;
        return &row;
    }
    for (const auto& claim : claims) changed_.push_back(claim.quota);
    return nullptr;
}

void Ledger::give_back(std::span<const Claim> claims, Taken as) {
    for (const auto& [quota, units] : claims) {
        units_of(rows_.at(quota), as) -= units;
        changed_.push_back(quota);
    }
}

void Ledger::give_back_promised(std::span<const Claim> claims) {
    give_back(claims, Taken::held);
    for (const auto& [quota, units] : claims) promised_[quota] += units;
}

void Ledger::put_back(std::span<const Claim> claims) {
    for (const auto& [quota, units] : claims) rows_.at(quota).held += units;
}

void Ledger::sell_held(std::span<const Claim> claims) {
    give_back(claims, Taken::held);
    for (const auto& [quota, units] : claims) rows_.at(quota).sold += units;
}

void Ledger::write(store::Connection& turn) {
    std::ranges::sort(changed_);
    changed_.erase(std::unique(changed_.begin(), changed_.end()), changed_.end());
    std::vector<store::Cell> cells;
    cells.reserve(changed_.size() * 3);
    for (const auto id : changed_) {
        const auto& row = rows_.at(id);
        if (fresh_.contains(id)) {
            if (row.sold + row.held == 0) continue;  // taken, and given back at once
            fresh_.erase(id);
            turn.insert(row);
            continue;
        }
        // At once: of an owner who had more than is allowed by now, some may just have come back.
        if (limits_.contains(row.key)) {
            turn.execute("update quotas set capacity = ?, allowed = ?, sold = ?, held = ? "
                         "where id = ?",
                         row.capacity, row.allowed, row.sold, row.held, id);
            continue;
        }
        for (const auto number : {row.sold, row.held, id}) cells.push_back(store::to_cell(number));
    }
    static constexpr std::array<std::string_view, 2> taken{"sold", "held"};
    static constexpr std::array<std::string_view, 1> by_id{"id"};
    turn.update_cells({"quotas", taken, by_id}, cells);
    changed_.clear();
}

void Shortages::note(const QuotaRow& row) {
    const std::unique_lock lock(mutex_);
    left_.insert_or_assign(row.id, row.left());
    any_ = true;
}

void Shortages::lift(std::span<const Claim> claims) {
    if (!any_) return;
    const std::unique_lock lock(mutex_);
    for (const auto& claim : claims) left_.erase(claim.quota);
    any_ = !left_.empty();
}

bool Shortages::hit(std::span<const Claim> claims) const {
    const std::shared_lock lock(mutex_);
    return std::ranges::any_of(claims, [this](const Claim& claim) {
        const auto found = left_.find(claim.quota);
        return found != left_.end() && found->second < claim.units;
    });
}

}  // namespace willcall::stock
