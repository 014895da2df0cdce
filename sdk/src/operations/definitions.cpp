#include "operations/definitions.hpp"

#include <string_view>

namespace willcall {

namespace {

bool same_text(const char* a, const char* b) {
    return std::string_view(a == nullptr ? "" : a) == std::string_view(b == nullptr ? "" : b);
}

bool same_words(const char* const* a, const char* const* b) {
    if (a == nullptr || b == nullptr) return a == b;
    for (; *a != nullptr && *b != nullptr; ++a, ++b)
        if (!same_text(*a, *b)) return false;
    return *a == *b;
}

}  // namespace

void Definitions::add(const willcall_shape& shape) {
    if (names_.count(&shape) != 0) return;
    const std::string noun = shape.name;
    std::string name = noun;
    for (int number = 2;; ++number) {
        const auto known = by_name_.find(name);
        if (known == by_name_.end()) break;
        Pairs assumed;
        if (same(shape, *known->second, assumed)) {
            names_.emplace(&shape, name);
            // What it reaches is the same too, but at other addresses.
            for (std::uint64_t index = 0; index < shape.field_count; ++index)
                add_of(field_at(shape, index));
            return;
        }
        name = noun + std::to_string(number);
    }
    by_name_.emplace(name, &shape);
    names_.emplace(&shape, std::move(name));
    for (std::uint64_t index = 0; index < shape.field_count; ++index)
        add_of(field_at(shape, index));
}

const std::string& Definitions::name_of(const willcall_shape& shape) const {
    return names_.at(&shape);
}

bool Definitions::same(const willcall_shape& a, const willcall_shape& b, Pairs& assumed) {
    // Shapes may reach themselves: a pair that is being compared counts as the same.
    if (&a == &b || !assumed.emplace(&a, &b).second) return true;
    if (!same_text(a.name, b.name) || !same_text(a.meaning, b.meaning)) return false;
    if (a.field_count != b.field_count) return false;
    for (std::uint64_t index = 0; index < a.field_count; ++index)
        if (!same(field_at(a, index), field_at(b, index), assumed)) return false;
    return true;
}

bool Definitions::same(const willcall_field& a, const willcall_field& b, Pairs& assumed) {
    if (a.kind != b.kind || a.flags != b.flags || a.least != b.least || a.most != b.most)
        return false;
    if (!same_text(a.name, b.name) || !same_text(a.meaning, b.meaning) ||
        !same_text(a.standard, b.standard) || !same_words(a.words, b.words))
        return false;
    if ((a.shape == nullptr) != (b.shape == nullptr)) return false;
    if (a.shape != nullptr && !same(*a.shape, *b.shape, assumed)) return false;
    if ((a.element == nullptr) != (b.element == nullptr)) return false;
    return a.element == nullptr || same(*a.element, *b.element, assumed);
}

void Definitions::add_of(const willcall_field& field) {
    if (field.shape != nullptr) add(*field.shape);
    if (field.element != nullptr) add_of(*field.element);
}

const willcall_field& field_at(const willcall_shape& shape, std::uint64_t index) {
    const auto* bytes = reinterpret_cast<const char*>(shape.fields);
    return *reinterpret_cast<const willcall_field*>(bytes + index * shape.field_size);
}

}  // namespace willcall
