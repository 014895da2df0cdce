// Rows that are in memory already, as described structs: of small tables that need more than SQL.
#ifndef WILLCALL_TABLES_MEMORY_HPP
#define WILLCALL_TABLES_MEMORY_HPP

#include "tables/table.hpp"

namespace willcall::tables {

template <Described Row>
class Memory final : public Rows {
public:
    Memory(std::vector<Row> rows, std::span<const std::size_t> chosen)
        : rows_(std::move(rows)), chosen_(chosen.begin(), chosen.end()) {}

    bool next(std::span<store::Cell> cells) override {
        if (at_ == rows_.size()) return false;
        const auto& row = rows_[at_++];
        std::array<store::Cell, Row::fields.count> all;
        std::size_t number = 0;
        for_each_field<Row>(
            [&](const auto& field) { all[number++] = store::to_cell(row.*field.member); });
        for (std::size_t at = 0; at < chosen_.size(); ++at) cells[at] = all[chosen_[at]];
        return true;
    }

private:
    std::vector<Row> rows_;
    std::vector<std::size_t> chosen_;
    std::size_t at_ = 0;
};

// `make(connection)` answers the rows, in a vector.
template <class Make>
Open from_memory(Make make) {
    return [make](store::Connection& connection,
                  std::span<const std::size_t> chosen) -> std::unique_ptr<Rows> {
        auto rows = make(connection);
        using Row = typename decltype(rows)::value_type;
        return std::make_unique<Memory<Row>>(std::move(rows), chosen);
    };
}

}  // namespace willcall::tables

#endif
