// What can be asked, described for machines and people, from the shapes alone.
#ifndef WILLCALL_OPERATIONS_SCHEMA_HPP
#define WILLCALL_OPERATIONS_SCHEMA_HPP

#include "operations/operation.hpp"

#include <string>
#include <string_view>

namespace willcall {

// One JSON document: {"abi": "0.1", "version": …, "operations": [{name, permission, summary,
// writes, plugin, table, request, answer}], "$defs": {…}}: requests and answers are JSON Schema
// 2020-12, objects are named in $defs by their noun. Formats: money "money", times "date-time",
// wall-clock times "date-time-local", ids "id".
std::string describe_json(const Operations& operations, std::string_view version);

// The JSON Schema of one shape on its own (of a season file, of a plugin's settings).
std::string schema_json(const willcall_shape& shape);

// The reference page of all operations, in Markdown.
std::string reference_markdown(const Operations& operations);

}  // namespace willcall

#endif
