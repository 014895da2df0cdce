// A described struct as a tree of values, as plugins read it: built without JSON text, whose limits
// are for what comes from outside.
#ifndef WILLCALL_OPERATIONS_TREE_HPP
#define WILLCALL_OPERATIONS_TREE_HPP

#include "operations/value.hpp"

#include <willcall/plugin/fields.hpp>

namespace willcall {

template <class T>
Value tree_of(const T& value) {
    constexpr auto kind = shape::kind_of<T>();
    static_assert(kind != WILLCALL_WORD && kind != WILLCALL_MAP && kind != WILLCALL_ANY,
                  "add the kind below");
    Value tree;
    tree.kind = kind;
    if constexpr (kind == WILLCALL_OBJECT) {
        tree.written = Written::object;
        tree.children.reserve(T::fields.count);
        for_each_field<T>([&](const auto& field) {
            const auto& member = value.*field.member;
            if constexpr (shape::is_optional<std::remove_cvref_t<decltype(member)>>) {
                if (!member) return;
                tree.children.push_back(tree_of(*member));
            } else {
                tree.children.push_back(tree_of(member));
            }
            tree.children.back().key = field.name;
        });
    } else if constexpr (kind == WILLCALL_LIST) {
        tree.written = Written::list;
        tree.children.reserve(value.size());
        for (const auto& element : value) tree.children.push_back(tree_of(element));
    } else {
        tree.written = Written::text;
        if constexpr (kind == WILLCALL_TEXT) tree.text = value;
        else if constexpr (kind == WILLCALL_INTEGER || kind == WILLCALL_BOOLEAN)
            tree.number = static_cast<std::int64_t>(value);
        else {
            const auto& [number] = value;
            tree.number = number;
        }
    }
    return tree;
}

}  // namespace willcall

#endif
