// Rows as C++ structs, each column written once:
//
//     struct SeriesRow {
//         std::int64_t location = 0;
//         std::int64_t last = 0;
//         static constexpr const char* table = "series";
//         static constexpr auto columns =
//             in_order{column<"location">(&SeriesRow::location),
//                        column<"last">(&SeriesRow::last)};
//     };
//
// Members are integers, booleans, enumerations, texts, Id, Money, Time, or optionals of these.
#ifndef WILLCALL_STORE_ROW_HPP
#define WILLCALL_STORE_ROW_HPP

#include <willcall/plugin/fields.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace willcall::store {

// One value on its way to or from the database. Texts on the way in are borrowed.
struct Cell {
    enum class Type : std::uint8_t { null, number, text };
    Type type = Type::null;
    bool is_text = false;  // what a null stands for
    std::int64_t number = 0;
    std::string_view text;
};

template <FieldName column_name, class Row, class Member>
struct Column {
    using Type = Member;
    static constexpr const char* name = column_name.text;
    Member Row::*member;
};
template <FieldName name, class Row, class Member>
constexpr auto column(Member Row::*member) {
    return Column<name, Row, Member>{member};
}

template <class T>
concept Stored = requires {
    T::table;
    T::columns;
};

template <class T>
constexpr bool is_text_type() {
    if constexpr (shape::is_optional<T>) return is_text_type<typename T::value_type>();
    else return std::is_convertible_v<T, std::string_view>;
}

template <class T>
Cell to_cell(const T& value) {
    if constexpr (shape::is_optional<T>) {
        if (value) return to_cell(*value);
        return {Cell::Type::null, is_text_type<T>(), 0, {}};
    } else if constexpr (is_text_type<T>()) {
        return {Cell::Type::text, true, 0, std::string_view(value)};
    } else if constexpr (std::is_class_v<T>) {
        const auto& [number] = value;
        return {Cell::Type::number, false, number, {}};
    } else {
        return {Cell::Type::number, false, static_cast<std::int64_t>(value), {}};
    }
}

template <class T>
void from_cell(const Cell& cell, T& value) {
    if constexpr (shape::is_optional<T>) {
        if (cell.type == Cell::Type::null) value.reset();
        else from_cell(cell, value.emplace());
    } else if constexpr (std::is_same_v<T, std::string>) {
        value = cell.text;
    } else if constexpr (std::is_class_v<T>) {
        auto& [number] = value;
        number = cell.number;
    } else {
        value = static_cast<T>(cell.number);
    }
}

// "id, key, capacity"
template <Stored Row>
const std::string& column_list() {
    static const std::string list = [] {
        std::string text;
        Row::columns.each(
            [&](const auto& one) { text.append(text.empty() ? "" : ", ").append(one.name); });
        return text;
    }();
    return list;
}

template <Stored Row>
constexpr std::size_t column_count() {
    return Row::columns.count;
}

}  // namespace willcall::store

#endif
