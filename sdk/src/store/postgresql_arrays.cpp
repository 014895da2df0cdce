#include "store/postgresql_arrays.hpp"

namespace willcall::store {

namespace {

// Of PostgreSQL's catalogue, fixed for good.
constexpr std::int32_t bigint_type = 20;
constexpr std::int32_t text_type = 25;

template <class Integer>
void add(std::string& bytes, Integer number) {
    const auto bits = static_cast<std::uint64_t>(number);
    for (auto shift = static_cast<int>(sizeof(Integer) * 8); shift > 0;) {
        shift -= 8;
        bytes += static_cast<char>((bits >> static_cast<unsigned>(shift)) & 0xffU);
    }
}

void add(std::string& bytes, const Cell& cell) {
    switch (cell.type) {
    case Cell::Type::null: add(bytes, std::int32_t{-1}); break;
    case Cell::Type::number:
        add(bytes, static_cast<std::int32_t>(sizeof cell.number));
        add(bytes, cell.number);
        break;
    case Cell::Type::text:
        add(bytes, static_cast<std::int32_t>(cell.text.size()));
        bytes += cell.text;
        break;
    }
}

std::string column_array(std::span<const Cell> cells, std::size_t first, std::size_t width) {
    std::string bytes;
    bytes.reserve(20 + 12 * (cells.size() / width));
    add(bytes, std::int32_t{1});  // dimensions
    add(bytes, std::int32_t{1});  // there may be nulls
    add(bytes, cells[first].is_text ? text_type : bigint_type);
    add(bytes, static_cast<std::int32_t>(cells.size() / width));
    add(bytes, std::int32_t{1});  // the first index
    for (auto at = first; at < cells.size(); at += width) add(bytes, cells[at]);
    return bytes;
}

}  // namespace

const char* array_type(const Cell& cell) { return cell.is_text ? "text[]" : "bigint[]"; }

std::vector<std::string> column_arrays(std::span<const Cell> cells, std::size_t width) {
    std::vector<std::string> arrays;
    arrays.reserve(width);
    for (std::size_t column = 0; column < width; ++column)
        arrays.push_back(column_array(cells, column, width));
    return arrays;
}

}  // namespace willcall::store
