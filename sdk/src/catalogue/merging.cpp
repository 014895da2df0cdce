#include "catalogue/merging.hpp"

#include <algorithm>

namespace willcall::catalogue {

namespace {

bool is_object(const Value* value) { return value != nullptr && value->written == Written::object; }

bool same_members(const Value& a, const Value& b) {
    const auto all_in = [](const Value& inner, const Value& outer) {
        return std::ranges::all_of(inner.children, [&](const Value& member) {
            return same(inner.find(member.key), outer.find(member.key));
        });
    };
    return all_in(a, b) && all_in(b, a);
}

}  // namespace

// Null and absent are the same.
bool same(const Value* a, const Value* b) {
    if (a == nullptr || b == nullptr) return a == b;
    if (a->written != b->written) return false;
    if (a->written == Written::object) return same_members(*a, *b);
    return a->text == b->text &&
           std::ranges::equal(a->children, b->children, [](const Value& one, const Value& other) {
               return same(&one, &other);
           });
}

const Value* Merging::decide(const Value* filed, const Value* content, const Value* wanted,
                             const std::string& path) {
    if (same(content, wanted)) return content;
    if (same(content, filed) || overwrite_) {
        changes_.push_back({path, said_changed});
        return wanted;
    }
    changes_.push_back({path, said_kept});
    return content;
}

Value Merging::merge(const Value& filed, const Value& content, const Value& wanted,
                     const std::string& path) {
    if (!is_object(&content) || !is_object(&wanted))
        return *decide(&filed, &content, &wanted, path);
    Value merged;
    merged.written = Written::object;
    const auto add = [&](const std::string& key) {
        const auto* before = filed.find(key);
        const auto* now = content.find(key);
        const auto* then = wanted.find(key);
        const auto inner = path + '.' + key;
        if (is_object(now) && is_object(then)) {
            static const Value nothing;
            auto value = merge(before == nullptr ? nothing : *before, *now, *then, inner);
            value.key = key;
            merged.children.push_back(std::move(value));
        } else if (const auto* decided = decide(before, now, then, inner)) {
            merged.children.push_back(*decided);
        }
    };
    for (const auto& member : wanted.children) add(member.key);
    // What an operation has set, or what the file says no longer.
    for (const auto& member : content.children)
        if (std::ranges::find(wanted.children, member.key, &Value::key) == wanted.children.end())
            add(member.key);
    return merged;
}

}  // namespace willcall::catalogue
