// A parsed value: one tree for JSON and YAML, with the place of every node.
#ifndef WILLCALL_OPERATIONS_VALUE_HPP
#define WILLCALL_OPERATIONS_VALUE_HPP

#include <willcall/plugin/value.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// How a node was written. YAML leaves plain scalars untyped: the shape decides what they are, so
// that a seat `012` stays a text and `NO` is no boolean.
enum class Written : std::uint8_t { null, boolean, integer, decimal, text, plain, list, object };

struct willcall_value {
    Written written = Written::null;
    std::int32_t kind = 0;    // WILLCALL_TEXT …, once validated
    std::int64_t number = 0;  // of an integer as parsed; of any scalar but texts once validated
    std::string text;         // as written, without quotes
    std::string key;          // in the parent object
    std::vector<willcall_value> children;
    int line = 0;  // from 1; 0 where the source has none
    int column = 0;

    // The member of that key; nullptr where it is absent or null.
    const willcall_value* find(std::string_view wanted) const;
};

namespace willcall {

using Value = willcall_value;

// The table plugins and described structs read and write values with (values.hpp). Its `answer`
// gives nullptr: only the engine knows its calls, so the table a host hands out is a copy of this
// one with `answer` filled in.
extern const willcall_value_service value_service;

}  // namespace willcall

#endif
