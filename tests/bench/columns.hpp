// Rows of a statement in column buffers, as the limit of everything that reads many.
#ifndef WILLCALL_BENCH_COLUMNS_HPP
#define WILLCALL_BENCH_COLUMNS_HPP

#include "sqlite.hpp"

#include <vector>

namespace willcall::bench {

// Numbers of eight bytes, texts behind each other with where each ends.
struct Column {
    std::vector<std::int64_t> numbers;
    std::vector<std::int32_t> ends;
    std::vector<char> texts;

    void add(sqlite3_value* value) {
        if (sqlite3_value_type(value) == SQLITE_TEXT) {
            const auto* const text = sqlite3_value_text(value);
            texts.insert(texts.end(), text, text + sqlite3_value_bytes(value));
            ends.push_back(static_cast<std::int32_t>(texts.size()));
        } else {
            numbers.push_back(sqlite3_value_int64(value));
        }
    }
};

// All rows; `columns` is as wide as they are.
inline std::size_t read_into_columns(Statement& rows, std::vector<Column>& columns) {
    columns.assign(static_cast<std::size_t>(sqlite3_column_count(rows.get())), {});
    std::size_t count = 0;
    for (; rows.step(); ++count)
        for (std::size_t at = 0; at < columns.size(); ++at)
            columns[at].add(sqlite3_column_value(rows.get(), static_cast<int>(at)));
    sqlite3_reset(rows.get());
    return count;
}
inline std::size_t read_into_columns(Statement& rows) {
    std::vector<Column> columns;
    return read_into_columns(rows, columns);
}

}  // namespace willcall::bench

#endif
