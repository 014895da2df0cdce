// Reads described structs out of values, and writes them, through the host's value service.
//
// A value that reaches a reader has been validated against the shape of the struct: reading only
// moves it. The engine and every plugin use these same two functions.
#ifndef WILLCALL_PLUGIN_VALUES_HPP
#define WILLCALL_PLUGIN_VALUES_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

constexpr willcall_text as_text(std::string_view text) { return {text.data(), text.size()}; }
constexpr std::string_view as_view(willcall_text text) {
    return {text.data, static_cast<std::size_t>(text.size)};
}

template <class T>
T read(const willcall_value_service& values, const willcall_value* value) {
    if constexpr (shape::is_optional<T>) {
        if (value == nullptr) return std::nullopt;
        return read<typename T::value_type>(values, value);
    } else if constexpr (shape::is_list<T>) {
        T list;
        const auto size = value == nullptr ? 0 : values.size(value);
        list.reserve(size);
        for (std::uint64_t index = 0; index < size; ++index)
            list.push_back(read<typename T::value_type>(values, values.at(value, index)));
        return list;
    } else if constexpr (shape::is_map<T>) {
        T map;
        const auto size = value == nullptr ? 0 : values.size(value);
        for (std::uint64_t index = 0; index < size; ++index)
            map.emplace(as_view(values.key(value, index)),
                        read<typename T::mapped_type>(values, values.at(value, index)));
        return map;
    } else if constexpr (std::is_same_v<T, std::string>) {
        return std::string(as_view(values.text(value)));
    } else if constexpr (std::is_same_v<T, Any>) {
        return {value};
    } else if constexpr (Described<T>) {
        T made{};
        for_each_field<T>([&](const auto& field) {
            using Member = typename std::remove_cvref_t<decltype(field)>::Type;
            const auto* member = values.find(value, as_text(field.name));
            // A field left out keeps its initialiser.
            if (member != nullptr) made.*field.member = read<Member>(values, member);
        });
        return made;
    } else if constexpr (requires { T{std::int64_t{}}; } && std::is_aggregate_v<T>) {
        return T{values.number(value)};
    } else {
        return static_cast<T>(values.number(value));
    }
}

template <class T>
void write(const willcall_value_service& values, willcall_writer* writer, const T& value) {
    constexpr auto kind = shape::kind_of<T>();
    if constexpr (shape::is_optional<T>) {
        value ? write(values, writer, *value) : values.put_null(writer);
    } else if constexpr (shape::is_list<T>) {
        values.list(writer);
        for (const auto& element : value) write(values, writer, element);
        values.end(writer);
    } else if constexpr (shape::is_map<T>) {
        values.object(writer);
        for (const auto& [key, element] : value) {
            values.name(writer, as_text(key));
            write(values, writer, element);
        }
        values.end(writer);
    } else if constexpr (kind == WILLCALL_TEXT) {
        values.put_text(writer, as_text(value));
    } else if constexpr (kind == WILLCALL_WORD) {
        values.put_text(writer, as_text(words_of(value)[static_cast<std::size_t>(value)]));
    } else if constexpr (kind == WILLCALL_ANY) {
        value.value == nullptr ? values.put_null(writer) : values.put_value(writer, value.value);
    } else if constexpr (kind == WILLCALL_OBJECT) {
        values.object(writer);
        for_each_field<T>([&](const auto& field) {
            const auto& member = value.*field.member;
            // An absent member is left out, not written as null.
            if constexpr (shape::is_optional<std::remove_cvref_t<decltype(member)>>) {
                if (!member) return;
            }
            values.name(writer, as_text(field.name));
            write(values, writer, member);
        });
        values.end(writer);
    } else if constexpr (kind == WILLCALL_INTEGER || kind == WILLCALL_BOOLEAN) {
        values.put_number(writer, kind, static_cast<std::int64_t>(value));
    } else {
        const auto& [number] = value;
        values.put_number(writer, kind, number);
    }
}

}  // namespace willcall

#endif
