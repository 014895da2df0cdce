#include "operations/hiding.hpp"

#include "operations/definitions.hpp"
#include "operations/reading.hpp"
#include "operations/writing.hpp"

#include <set>

namespace willcall {

namespace {

using Seen = std::set<const willcall_shape*>;

bool has_secrets(const willcall_shape& shape, Seen& seen);

bool has_secrets(const willcall_field& field, Seen& seen) {
    if ((field.flags & WILLCALL_FIELD_SECRET) != 0) return true;
    if (field.element != nullptr && has_secrets(*field.element, seen)) return true;
    return field.shape != nullptr && has_secrets(*field.shape, seen);
}

bool has_secrets(const willcall_shape& shape, Seen& seen) {
    if (!seen.insert(&shape).second) return false;
    for (std::uint64_t index = 0; index < shape.field_count; ++index)
        if (has_secrets(field_at(shape, index), seen)) return true;
    return false;
}

void hide(Value& value, const willcall_shape& shape);

void hide(Value& value, const willcall_field& field) {
    if ((field.flags & WILLCALL_FIELD_SECRET) != 0) value.text.clear();
    if (field.element != nullptr)
        for (auto& child : value.children) hide(child, *field.element);
    if (field.shape != nullptr) hide(value, *field.shape);
}

void hide(Value& value, const willcall_shape& shape) {
    for (std::uint64_t index = 0; index < shape.field_count; ++index) {
        const auto& field = field_at(shape, index);
        for (auto& child : value.children)
            if (child.key == field.name) hide(child, field);
    }
}

}  // namespace

std::string without_secrets(std::string_view json, const willcall_shape& shape) {
    Seen seen;
    if (json.empty() || !has_secrets(shape, seen)) return std::string(json);
    auto value = parse_json(json);
    hide(value, shape);
    willcall_writer writer(0);  // nothing was validated: amounts stay as they are written
    writer.put_value(value);
    return std::move(writer.text);
}

}  // namespace willcall
