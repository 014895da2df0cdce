// From text to validated values.
//
// Limits: 1 MiB of YAML, 4 MiB of JSON, 64 levels, 100,000 nodes (aliases expanded). Refused
// everywhere: invalid UTF-8, NUL bytes, duplicate keys; by the shape: unknown keys, missing fields,
// wrong types, money with more decimals than the currency has, times without an offset.
#ifndef WILLCALL_OPERATIONS_READING_HPP
#define WILLCALL_OPERATIONS_READING_HPP

#include "operations/value.hpp"

#include <willcall/plugin/values.hpp>

#include <string>
#include <string_view>

namespace willcall {

// The most that a document may be. The usual ones are those of a request.
struct ReadingLimits {
    std::size_t bytes = std::size_t{4} * 1'048'576;
    std::size_t values = 100'000;
};

// Parses one JSON document; `file` names it in errors. Throws a Failure with line and column.
Value parse_json(std::string_view text, const ReadingLimits& limits = {},
                 const std::string& file = {});

// Parses one YAML document; `file` names it in errors. Anchors and aliases are allowed, tags and
// merge keys are not.
Value parse_yaml(std::string_view text, const std::string& file);

// What validation needs to know besides the shape.
struct Dialect {
    int decimals = 2;      // of the store's currency
    std::string file;      // named in errors; empty for a request
    std::string currency;  // named in errors
};

// Checks `value` against the shape and fills in kinds and numbers. Throws a Failure that names the
// path (`lines[0].quantity: must be at least 1`), and the place where the value has one. `path`
// is where the value itself stands.
void validate(Value& value, const willcall_shape& shape, const Dialect& dialect,
              const std::string& path = {});

// Reads a validated value into its described struct.
template <Described T>
T read_as(const Value& value) {
    return read<T>(value_service, &value);
}

// Parses, validates and reads a request.
template <Described T>
T read_json(std::string_view text, const Dialect& dialect) {
    auto value = parse_json(text);
    validate(value, *shape::of<T>(), dialect);
    return read_as<T>(value);
}

// Short text of ids: thirteen characters of Crockford's base 32, lower case.
std::string id_text(std::int64_t id);
// The id of a short text, or 0 where it is none. Capitals, and o, i, l for 0 and 1, are understood.
std::int64_t id_number(std::string_view text);

// RFC 3339 in UTC with as many decimals as needed ("2018-10-26T23:51:00Z"), and back from any
// offset; at most six decimals.
std::string time_text(std::int64_t microseconds);
bool time_number(std::string_view text, std::int64_t& microseconds);

// A wall clock's time without offset, to the second ("2018-11-08T20:00"), and back.
std::string local_time_text(std::int64_t microseconds);
bool local_time_number(std::string_view text, std::int64_t& microseconds);

// Integers beyond it are text in JSON: who keeps numbers in doubles would lose digits.
inline constexpr std::int64_t exact_most = std::int64_t{1} << 53;

// An integer in its one spelling: no plus, no leading zeros, no "-0".
bool integer_number(std::string_view text, std::int64_t& number);

// Money as decimal text ("38.00"), and back; false where it is none or has too many decimals.
std::string money_text(std::int64_t minor, int decimals);
bool money_number(std::string_view text, int decimals, std::int64_t& minor);

// Minor-unit digits of an ISO 4217 currency, -1 for an unknown code.
int currency_decimals(std::string_view code);

// Whether a text is valid UTF-8 without NUL.
bool is_clean_text(std::string_view text);

}  // namespace willcall

#endif
