#include "tables/query.hpp"

namespace willcall::tables {

using store::Cell;

class Query::Reading final : public Rows {
public:
    Reading(const Query& query, std::span<const std::int32_t> kinds, store::Connection& connection,
            std::span<const std::size_t> chosen, bool total)
        : query_(query), total_(total), texts_(std::make_unique<bool[]>(chosen.size())) {
        for (std::size_t at = 0; at < chosen.size(); ++at) {
            const auto& column = query.columns_[chosen[at]];
            if (column.look && !(total && column.total.empty()))
                looks_.emplace_back(at, column.look(connection));
            texts_[at] = kinds[chosen[at]] == WILLCALL_TEXT && !column.look;
        }
        const auto sql = query.sources_.size() == 1 ? select_from(query.sources_.front(), chosen) +
                                                          ordered_by(query.order_)
                                                    : select_sums(chosen);
        std::vector<Cell> values;
        for (std::size_t source = 0; source < query.sources_.size(); ++source)
            for (const auto& value : query.values_)
                values.push_back(
                    std::visit([](const auto& one) { return store::to_cell(one); }, value));
        cursor_ = connection.open(sql, values, std::span<const bool>(texts_.get(), chosen.size()));
    }

    bool next(std::span<Cell> cells) override {
        if (!cursor_->next(cells)) return false;
        for (const auto& [at, look] : looks_)
            if (cells[at].type == Cell::Type::number) look(cells[at]);
        return true;
    }

private:
    std::string ordered_by(const std::string& columns) const {
        return total_ || columns.empty() ? "" : " order by " + columns;
    }
    std::string grouped_by(const std::string& columns) const {
        return total_ || columns.empty() ? "" : " group by " + columns;
    }
    static std::string name_of(std::size_t at) { return 'c' + std::to_string(at); }

    std::string select_from(const std::string& source, std::span<const std::size_t> chosen) const {
        std::string sql;
        for (std::size_t at = 0; at < chosen.size(); ++at) {
            const auto& column = query_.columns_[chosen[at]];
            sql += at == 0 ? "select " : ", ";
            if (!total_) sql += column.sql;
            else if (!column.total.empty()) sql += column.total;
            else sql += texts_[at] ? "cast(null as text)" : "cast(null as bigint)";
            sql += " as " + name_of(at);
        }
        return sql + " from " + source + query_.where_ + grouped_by(query_.group_);
    }

    std::string select_sums(std::span<const std::size_t> chosen) const {
        std::string sql, groups;
        for (std::size_t at = 0; at < chosen.size(); ++at) {
            const bool grouped = !total_ && query_.columns_[chosen[at]].sql == query_.group_;
            sql += (at == 0 ? "select " : ", ") + (grouped ? name_of(at) : sum_of(name_of(at)));
            if (grouped) groups = name_of(at);
        }
        sql += " from (";
        for (const auto& source : query_.sources_)
            sql += (&source == query_.sources_.data() ? "" : " union all ") +
                   select_from(source, chosen);
        return sql + ") parts" + grouped_by(groups) + ordered_by(groups);
    }

    const Query& query_;
    bool total_;
    std::unique_ptr<bool[]> texts_;  // which of the columns are
    std::vector<std::pair<std::size_t, Look>> looks_;
    std::unique_ptr<store::Cursor> cursor_;
};

Open Query::open(std::vector<std::int32_t> kinds) const {
    return [query = *this, kinds = std::move(kinds)](store::Connection& connection,
                                                     std::span<const std::size_t> chosen) {
        return std::make_unique<Reading>(query, kinds, connection, chosen, false);
    };
}

Open Query::open_total(std::vector<std::int32_t> kinds) const {
    if (!totals_) return {};
    return [query = *this, kinds = std::move(kinds)](store::Connection& connection,
                                                     std::span<const std::size_t> chosen) {
        return std::make_unique<Reading>(query, kinds, connection, chosen, true);
    };
}

}  // namespace willcall::tables
