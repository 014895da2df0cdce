#include "tables/table.hpp"

#include <algorithm>

namespace willcall::tables {

void Kept::add(std::span<const store::Cell> cells) {
    for (auto cell : cells) {
        if (cell.type == store::Cell::Type::text && !cell.text.empty()) {
            auto& copy = texts_.emplace_back(std::make_unique<char[]>(cell.text.size()));
            std::ranges::copy(cell.text, copy.get());
            cell.text = {copy.get(), cell.text.size()};
        }
        cells_.push_back(cell);
    }
}

std::span<const store::Cell> Kept::row(std::size_t number) const {
    return std::span(cells_).subspan(number * width_, width_);
}

}  // namespace willcall::tables
