// The tree, and the table by which plugins and described structs read and write it.
#include "operations/value.hpp"

#include "operations/writing.hpp"

namespace {

using Value = willcall_value;
using Writer = willcall_writer;

std::string_view view(willcall_text text) {
    return text.data == nullptr ? std::string_view{}
                                : std::string_view{text.data, static_cast<std::size_t>(text.size)};
}

willcall_text text_of(const std::string& text) { return {text.data(), text.size()}; }

const Value* or_nothing(const Value& value) {
    return value.written == Written::null ? nullptr : &value;
}

// No exception may cross to a plugin. A writer that could not write is never complete.
template <class Write>
void guarded(Writer* writer, Write write) noexcept {
    if (writer == nullptr) return;
    try {
        write(*writer);
    } catch (...) {
        writer->spoil();
    }
}

const Value* find(const Value* value, willcall_text key) noexcept {
    return value == nullptr ? nullptr : value->find(view(key));
}

std::uint64_t size(const Value* value) noexcept {
    return value == nullptr ? 0 : value->children.size();
}

const Value* at(const Value* value, std::uint64_t index) noexcept {
    if (value == nullptr || index >= value->children.size()) return nullptr;
    return or_nothing(value->children[index]);
}

willcall_text key(const Value* value, std::uint64_t index) noexcept {
    if (value == nullptr || index >= value->children.size()) return {"", 0};
    return text_of(value->children[index].key);
}

willcall_text text(const Value* value) noexcept {
    return value == nullptr ? willcall_text{"", 0} : text_of(value->text);
}

std::int64_t number(const Value* value) noexcept { return value == nullptr ? 0 : value->number; }

// Only the engine knows its calls; it copies the table and fills this in.
Writer* no_answer(willcall_call* /*call*/) noexcept { return nullptr; }

void object(Writer* writer) noexcept {
    guarded(writer, [](Writer& to) { to.object(); });
}
void list(Writer* writer) noexcept {
    guarded(writer, [](Writer& to) { to.list(); });
}
void end(Writer* writer) noexcept {
    guarded(writer, [](Writer& to) { to.end(); });
}
void name(Writer* writer, willcall_text key) noexcept {
    guarded(writer, [&](Writer& to) { to.name(view(key)); });
}
void put_text(Writer* writer, willcall_text text) noexcept {
    guarded(writer, [&](Writer& to) { to.put_text(view(text)); });
}
void put_number(Writer* writer, std::int32_t kind, std::int64_t number) noexcept {
    guarded(writer, [&](Writer& to) { to.put_number(kind, number); });
}
void put_null(Writer* writer) noexcept {
    guarded(writer, [](Writer& to) { to.put_null(); });
}
void put_value(Writer* writer, const Value* value) noexcept {
    guarded(writer, [&](Writer& to) { value == nullptr ? to.put_null() : to.put_value(*value); });
}

}  // namespace

const willcall_value* willcall_value::find(std::string_view wanted) const {
    for (const auto& child : children)
        if (child.key == wanted) return or_nothing(child);
    return nullptr;
}

namespace willcall {

const willcall_value_service value_service = {
    sizeof(willcall_value_service),
    0,
    find,
    size,
    at,
    key,
    text,
    number,
    no_answer,
    object,
    list,
    end,
    name,
    put_text,
    put_number,
    put_null,
    put_value,
};

}  // namespace willcall
