#include "tables/query.hpp"

namespace willcall::tables {

using store::Cell;

class Query::Reading final : public Rows {
public:
    Reading(const Query& query, std::span<const std::int32_t> kinds, store::Connection& connection,
            std::span<const std::size_t> chosen, bool total) {
        std::string sql;
        const auto texts = std::make_unique<bool[]>(chosen.size());
        for (std::size_t at = 0; at < chosen.size(); ++at) {
            const auto& source = query.columns_[chosen[at]];
            if (source.look && !(total && source.total.empty()))
                looks_.emplace_back(at, source.look(connection));
            texts[at] = kinds[chosen[at]] == WILLCALL_TEXT && !source.look;
            sql += at == 0 ? "select " : ", ";
            if (!total) sql += source.sql;
            else if (!source.total.empty()) sql += source.total;
            else sql += texts[at] ? "cast(null as text)" : "cast(null as bigint)";
        }
        sql += " from " + query.from_ + query.where_;
        if (!total && !query.group_.empty()) sql += " group by " + query.group_;
        if (!total && !query.order_.empty()) sql += " order by " + query.order_;
        std::vector<Cell> values;
        for (const auto& value : query.values_)
            values.push_back(
                std::visit([](const auto& one) { return store::to_cell(one); }, value));
        cursor_ = connection.open(sql, values, std::span<const bool>(texts.get(), chosen.size()));
    }

    bool next(std::span<Cell> cells) override {
        if (!cursor_->next(cells)) return false;
        for (const auto& [at, look] : looks_)
            if (cells[at].type == Cell::Type::number) look(cells[at]);
        return true;
    }

private:
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
