// Tables of a plugin's own as described structs: one struct is one row.
//
//     struct Note {
//         std::string name;
//         std::string author;
//         Time at;
//         static constexpr auto fields = in_order{ … };
//         static constexpr willcall::plugin::Table table{
//             .name = "notes", .key = {"name"},
//             .indexes = {{.name = "by_author", .columns = {"author", "at"}}}};
//     };
//
// A column is a text, integer, boolean, word, id, Money, Time, LocalTime or Bytes; an optional may
// hold nothing. A class says which tables are its own with `using Tables = std::tuple<Note>;`.
#ifndef WILLCALL_PLUGIN_ROWS_HPP
#define WILLCALL_PLUGIN_ROWS_HPP

#include <willcall/plugin/storage.h>
#include <willcall/plugin/values.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace willcall::plugin {

// A column of bytes, which need not be text.
struct Bytes {
    std::string data;
};

// At most seven columns each. The columns of a key stand in the order of the fields.
struct Index {
    const char* name = nullptr;
    const char* columns[8] = {};
    bool unique = false;
};
struct Table {
    const char* name = nullptr;
    const char* key[8] = {};
    Index indexes[7] = {};
    // No instance keeps what is in it: a write makes none anew.
    bool read_when_asked = false;
    // Texts that say who somebody is, which are empty once they are forgotten.
    const char* personal[8] = {};
};

template <class T>
concept Row = Described<T> && requires {
    T::table.name;
};

// Which rows a scan reads, and in which order: in_key() and in_index() make one. Texts in it must
// outlive the scan.
struct Where {
    const char* index = nullptr;
    std::vector<willcall_cell> prefix;
};

namespace rows {

template <class T>
constexpr std::int32_t column_type() {
    if constexpr (shape::is_optional<T>) return column_type<typename T::value_type>();
    else if constexpr (std::is_same_v<T, Bytes>) return WILLCALL_COLUMN_BYTES;
    else {
        constexpr auto kind = shape::kind_of<T>();
        static_assert(kind < WILLCALL_OBJECT, "a column holds one scalar");
        switch (kind) {
        case WILLCALL_BOOLEAN: return WILLCALL_COLUMN_BOOLEAN;
        case WILLCALL_MONEY: return WILLCALL_COLUMN_MONEY;
        case WILLCALL_TIME:
        case WILLCALL_LOCAL_TIME: return WILLCALL_COLUMN_TIME;
        case WILLCALL_INTEGER:
        case WILLCALL_ID: return WILLCALL_COLUMN_INTEGER;
        default: return WILLCALL_COLUMN_TEXT;
        }
    }
}

// The cell refers to the texts of `value`.
template <class T>
willcall_cell cell(const T& value) {
    if constexpr (shape::is_optional<T>) {
        return value ? cell(*value) : willcall_cell{};
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
        return {WILLCALL_COLUMN_TEXT, 0, 0, as_text(value)};
    } else if constexpr (std::is_same_v<T, Bytes>) {
        return {WILLCALL_COLUMN_BYTES, 0, 0, as_text(value.data)};
    } else if constexpr (Worded<T>) {
        return {WILLCALL_COLUMN_TEXT, 0, 0,
                as_text(words_of(value)[static_cast<std::size_t>(value)])};
    } else if constexpr (std::is_integral_v<T>) {
        return {column_type<T>(), 0, static_cast<std::int64_t>(value), {}};
    } else {
        const auto& [number] = value;
        return {column_type<T>(), 0, number, {}};
    }
}

template <class T>
void take(const willcall_cell& cell, T& value) {
    if constexpr (shape::is_optional<T>) {
        if (cell.type != 0) take(cell, value.emplace());
    } else if constexpr (std::is_same_v<T, std::string>) {
        value = as_view(cell.text);
    } else if constexpr (std::is_same_v<T, Bytes>) {
        value.data = as_view(cell.text);
    } else if constexpr (Worded<T>) {
        const auto words = words_of(T{});
        for (std::size_t index = 0; words[index] != nullptr; ++index)
            if (words[index] == as_view(cell.text)) value = static_cast<T>(index);
    } else if constexpr (std::is_integral_v<T>) {
        value = static_cast<T>(cell.number);
    } else {
        value = T{cell.number};
    }
}

template <Row R>
constexpr bool in_key(std::string_view column) {
    return std::ranges::any_of(R::table.key,
                               [&](const char* name) { return name && name == column; });
}

template <Row R>
constexpr bool is_personal(std::string_view column) {
    return std::ranges::any_of(R::table.personal,
                               [&](const char* name) { return name && name == column; });
}

template <Row R>
constexpr bool personal_names_fields() {
    std::ptrdiff_t found = 0;
    for_each_field<R>([&](const auto& field) { found += is_personal<R>(field.name); });
    return found == std::ranges::count_if(R::table.personal, [](auto* name) { return name; });
}

template <Row R>
constexpr bool key_names_fields() {
    std::ptrdiff_t found = 0;
    for_each_field<R>([&](const auto& field) { found += in_key<R>(field.name); });
    return found > 0 &&
           found == std::ranges::count_if(R::table.key, [](auto* name) { return name; });
}

template <Row R>
void append(std::vector<willcall_cell>& cells, const R& row, bool key_only = false) {
    for_each_field<R>([&](const auto& field) {
        if (!key_only || in_key<R>(field.name)) cells.push_back(cell(row.*field.member));
    });
}

template <Row R>
std::vector<R> all(const willcall_rows& found) {
    std::vector<R> made(found.row_count);
    for (std::uint64_t number = 0; number < found.row_count; ++number) {
        const auto* next = found.cells + number * found.column_count;
        const auto* end = next + found.column_count;
        for_each_field<R>([&](const auto& field) {
            if (next != end) take(*next++, made[number].*field.member);
        });
    }
    return made;
}

// The table as the host makes it; lives as long as the program.
template <Row R>
const willcall_table& declared() {
    static_assert(key_names_fields<R>(), "the key of a table names fields of its struct");
    static_assert(personal_names_fields<R>(), "what is personal names fields of its struct");
    static constexpr auto count = R::fields.count;
    static const auto columns = [] {
        std::array<willcall_column, count> made{};
        auto* next = made.data();
        for_each_field<R>([&](const auto& field) {
            using Type = typename std::remove_cvref_t<decltype(field)>::Type;
            *next++ = {field.name, column_type<Type>(),
                       (in_key<R>(field.name) ? WILLCALL_COLUMN_KEY : 0U) |
                           (shape::is_optional<Type> ? WILLCALL_COLUMN_NULLABLE : 0U) |
                           (is_personal<R>(field.name) ? WILLCALL_COLUMN_PERSONAL : 0U)};
        });
        return made;
    }();
    static const auto indexes = [] {
        std::vector<willcall_index> made;
        for (const auto& index : R::table.indexes)
            if (index.name != nullptr)
                made.push_back(
                    {index.name, index.columns, index.unique ? WILLCALL_INDEX_UNIQUE : 0U, 0});
        return made;
    }();
    static const willcall_table made = {sizeof(willcall_table),
                                        R::table.read_when_asked ? WILLCALL_TABLE_READ_WHEN_ASKED
                                                                 : 0U,
                                        R::table.name,
                                        columns.data(),
                                        count,
                                        indexes.data(),
                                        indexes.size()};
    return made;
}

}  // namespace rows

// All rows whose key begins with `leading`, in the order of the key.
template <class... Values>
Where in_key(const Values&... leading) {
    return {nullptr, {rows::cell(leading)...}};
}
// All rows whose columns of the index begin with `leading`, in the order of the index.
template <class... Values>
Where in_index(const char* index, const Values&... leading) {
    return {index, {rows::cell(leading)...}};
}

}  // namespace willcall::plugin

#endif
