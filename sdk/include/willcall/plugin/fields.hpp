// Described structs: each field is written once, with its name, meaning and limits.
//
//     struct OrderLine {
//         std::string performance;
//         std::int64_t quantity = 1;
//         static constexpr auto fields = in_order{
//             field<"performance">(&OrderLine::performance, "key of the performance"),
//             field<"quantity">(&OrderLine::quantity, "tickets", at_least(1), can_be_left_out),
//         };
//     };
//
// From that come the shape (and with it validation, JSON Schema, reference, stubs and command
// line), the reader and the writer (values.hpp). Needs the C++20 standard library only.
#ifndef WILLCALL_PLUGIN_FIELDS_HPP
#define WILLCALL_PLUGIN_FIELDS_HPP

#include <willcall/plugin/in_order.hpp>
#include <willcall/plugin/value.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace willcall {

// Minor units of the store's currency.
struct Money {
    std::int64_t minor = 0;
    friend constexpr auto operator<=>(Money, Money) = default;
    friend constexpr Money operator+(Money a, Money b) { return {a.minor + b.minor}; }
    friend constexpr Money operator-(Money a, Money b) { return {a.minor - b.minor}; }
    friend constexpr Money operator*(Money a, std::int64_t count) { return {a.minor * count}; }
    constexpr Money& operator+=(Money other) { return minor += other.minor, *this; }
};

// Microseconds since 1970 in UTC.
struct Time {
    std::int64_t microseconds = 0;
    friend constexpr auto operator<=>(Time, Time) = default;
};

// What a clock on the organisation's wall shows, as microseconds since 1970 as if it stood in UTC.
struct LocalTime {
    std::int64_t microseconds = 0;
    friend constexpr auto operator<=>(LocalTime, LocalTime) = default;
};

// A time-ordered number that the engine makes; thirteen characters at the border. Zero is none.
struct Id {
    std::int64_t number = 0;
    friend constexpr auto operator<=>(Id, Id) = default;
    constexpr explicit operator bool() const { return number != 0; }
};

// A value whose reader validates it: settings handed on, an answer passed through.
struct Any {
    const willcall_value* value = nullptr;
};

// The text of a field's name as a template argument.
template <std::size_t size>
struct FieldName {
    char text[size] = {};
    consteval FieldName(const char (&literal)[size]) { std::copy_n(literal, size, text); }
};

// What may be said of a field after its meaning: limits (of an integer's value, a text's
// characters, a list's length, both inclusive), that it can be left out, that it is secret, that
// it has lines.
struct FieldOption {
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
    std::uint32_t flags = 0;
};
constexpr FieldOption at_least(std::int64_t least) { return {.least = least}; }
constexpr FieldOption at_most(std::int64_t most) { return {.most = most}; }
constexpr FieldOption between(std::int64_t least, std::int64_t most) {
    return {.least = least, .most = most};
}
// Without it only optionals, lists and maps may be absent. The initialiser is what then holds.
inline constexpr FieldOption can_be_left_out{.flags = WILLCALL_FIELD_OPTIONAL};
inline constexpr FieldOption secret{.flags = WILLCALL_FIELD_SECRET};
// Without it a text has no control characters, so that it can stand in a header or on a ticket.
inline constexpr FieldOption multiline{.flags = WILLCALL_FIELD_MULTILINE};
// Settings of a channel: keys of events, or products, of the season; of its locations. What is not
// there is refused when the season is applied.
inline constexpr FieldOption names_event{.flags = WILLCALL_FIELD_EVENT};
inline constexpr FieldOption names_location{.flags = WILLCALL_FIELD_LOCATION};

template <FieldName field_name, class Struct, class Member>
struct Field {
    using Type = Member;
    static constexpr const char* name = field_name.text;
    Member Struct::*member;
    const char* meaning;
    FieldOption option;
};

template <FieldName name, class Struct, class Member, class... Options>
constexpr auto field(Member Struct::*member, const char* meaning, Options... options) {
    FieldOption all;
    ((all.least = std::max(all.least, options.least), all.most = std::min(all.most, options.most),
      all.flags |= options.flags),
     ...);
    return Field<name, Struct, Member>{member, meaning, all};
}

template <class T>
concept Described = requires {
    T::fields;
};

// The words of an enumeration, in the order of its values, found beside it:
//     enum class Means { cash, card };
//     constexpr std::array<const char*, 3> words_of(Means) { return {"cash", "card", nullptr}; }
template <class T>
concept Worded = std::is_enum_v<T> && requires(T value) {
    words_of(value);
};

// Calls `visit(field)` for every field of a described struct, in order.
template <Described T, class Visitor>
constexpr void for_each_field(Visitor&& visit) {
    T::fields.each(visit);
}

namespace shape {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
// What holds fewer integers than 64 bits: its own limits hold too, so that nothing wraps around.
template <class T>
inline constexpr bool is_narrow =
    std::is_integral_v<T> && !std::is_same_v<T, bool> && sizeof(T) < sizeof(std::int64_t);
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;

template <class T>
constexpr std::int32_t kind_of() {
    if constexpr (is_optional<T>) return kind_of<typename T::value_type>();
    else if constexpr (is_list<T>) return WILLCALL_LIST;
    else if constexpr (is_map<T>) return WILLCALL_MAP;
    else if constexpr (std::is_same_v<T, std::string>) return WILLCALL_TEXT;
    else if constexpr (std::is_same_v<T, bool>) return WILLCALL_BOOLEAN;
    else if constexpr (std::is_same_v<T, Money>) return WILLCALL_MONEY;
    else if constexpr (std::is_same_v<T, Time>) return WILLCALL_TIME;
    else if constexpr (std::is_same_v<T, LocalTime>) return WILLCALL_LOCAL_TIME;
    else if constexpr (std::is_same_v<T, Id>) return WILLCALL_ID;
    else if constexpr (std::is_same_v<T, Any>) return WILLCALL_ANY;
    else if constexpr (Worded<T>) return WILLCALL_WORD;
    else if constexpr (std::is_integral_v<T>) {
        static_assert(sizeof(T) < sizeof(std::int64_t) || std::is_signed_v<T>,
                      "an integer has 64 bits with a sign");
        return WILLCALL_INTEGER;
    } else {
        static_assert(Described<T>, "a field holds one of the kinds of value.h");
        return WILLCALL_OBJECT;
    }
}

// The type's own name without its namespaces: "Order".
template <class T>
constexpr std::string_view noun() {
    std::string_view text = __PRETTY_FUNCTION__;
    text = text.substr(text.find("T = ") + 4);
    text = text.substr(0, text.find_first_of(";]"));
    const auto colon = text.rfind(':');
    return colon == text.npos ? text : text.substr(colon + 1);
}

// What the struct says of itself with `static constexpr const char* meaning`.
template <class T>
constexpr const char* meaning_of() {
    if constexpr (requires { T::meaning; }) return T::meaning;
    else return "";
}

template <class T>
const willcall_field* element();
template <Described T>
const willcall_shape* of();

// What a field of type T is, whatever its name: the part shared by members and elements.
template <class T>
willcall_field plain() {
    if constexpr (is_optional<T>) {
        auto inner = plain<typename T::value_type>();
        inner.flags |= WILLCALL_FIELD_OPTIONAL;
        return inner;
    } else {
        willcall_field described{};
        described.kind = kind_of<T>();
        if constexpr (is_list<T>) described.element = element<typename T::value_type>();
        if constexpr (is_map<T>) described.element = element<typename T::mapped_type>();
        if constexpr (is_list<T> || is_map<T>) described.flags = WILLCALL_FIELD_OPTIONAL;
        if constexpr (Described<T>) described.shape = of<T>();
        if constexpr (is_narrow<T>) {
            described.least = std::numeric_limits<T>::min();
            described.most = std::numeric_limits<T>::max();
        }
        if constexpr (Worded<T>) {
            static constexpr auto words = words_of(T{});
            described.words = words.data();
        }
        return described;
    }
}

template <class T>
const willcall_field* element() {
    static const willcall_field described = plain<T>();
    return &described;
}

// The initialiser of a field that can be left out, as JSON; empty where that says nothing.
template <class Member>
std::string standard(const Member& initial) {
    if constexpr (std::is_same_v<Member, bool>) return initial ? "true" : "false";
    else if constexpr (std::is_same_v<Member, std::string>) {
        return initial.empty() ? std::string() : '"' + initial + '"';
    } else if constexpr (Worded<Member>) {
        return std::string("\"") + words_of(initial)[static_cast<std::size_t>(initial)] + '"';
    } else if constexpr (std::is_integral_v<Member>) return std::to_string(initial);
    else return {};
}

template <Described T, class F>
willcall_field member(const F& field, std::string& initial) {
    constexpr FieldOption free;
    auto described = plain<typename F::Type>();
    described.name = F::name;
    described.meaning = field.meaning;
    described.flags |= field.option.flags;
    if (field.option.least != free.least || field.option.most != free.most) {
        const bool narrow = described.least != 0 || described.most != 0;
        described.least =
            narrow ? std::max(described.least, field.option.least) : field.option.least;
        described.most = narrow ? std::min(described.most, field.option.most) : field.option.most;
    }
    // A list that must not be empty must not be absent either.
    if (is_list<typename F::Type> && field.option.least > 0)
        described.flags &= ~WILLCALL_FIELD_OPTIONAL;
    if ((field.option.flags & WILLCALL_FIELD_OPTIONAL) != 0) {
        initial = standard(T{}.*field.member);
        if (!initial.empty()) described.standard = initial.c_str();
    }
    return described;
}

// The shape of a described struct, made once; lives as long as the program.
template <Described T>
const willcall_shape* of() {
    static constexpr auto count = T::fields.count;
    static const std::string name{noun<T>()};
    static std::array<std::string, count + 1> initials;
    static const std::array<willcall_field, count + 1> fields = [] {
        std::array<willcall_field, count + 1> all{};
        std::size_t next = 0;
        for_each_field<T>([&](const auto& one) {
            all[next] = member<T>(one, initials[next]);
            ++next;
        });
        return all;
    }();
    static const willcall_shape made = {sizeof(willcall_shape), sizeof(willcall_field),
                                        name.c_str(),           meaning_of<T>(),
                                        fields.data(),          count};
    return &made;
}

}  // namespace shape
}  // namespace willcall

#endif
