// Writes JSON text. What comes from plugins is not trusted to be in order, or valid UTF-8.
#include "operations/writing.hpp"

#include "operations/reading.hpp"

#include <utf8proc.h>

#include <array>

namespace {

// Whether a text stands in JSON as it is: ASCII without controls, quotes and backslashes. Names of
// fields always do, and most of what is written; to look twice at each would cost the most of all.
bool is_plain(std::string_view text) {
    static constexpr auto odd = [] {
        std::array<bool, 256> bytes{};
        for (std::size_t byte = 0; byte < bytes.size(); ++byte)
            bytes[byte] = byte < 0x20 || byte >= 0x7F || byte == '"' || byte == '\\';
        return bytes;
    }();
    bool any = false;
    for (const char character : text) any |= odd[static_cast<unsigned char>(character)];
    return !any;
}

bool needs_escape(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte < 0x20 || byte == '"' || byte == '\\';
}

void append_escape(std::string& text, char character) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (character) {
    case '"': text += "\\\""; return;
    case '\\': text += "\\\\"; return;
    case '\n': text += "\\n"; return;
    case '\r': text += "\\r"; return;
    case '\t': text += "\\t"; return;
    default: break;
    }
    const auto byte = static_cast<unsigned char>(character);
    text += "\\u00";
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
}

void append_quoted(std::string& text, std::string_view clean) {
    text += '"';
    std::size_t plain = 0;
    for (std::size_t at = 0; at < clean.size(); ++at) {
        if (!needs_escape(clean[at])) continue;
        text.append(clean, plain, at - plain);
        append_escape(text, clean[at]);
        plain = at + 1;
    }
    text.append(clean, plain);
    text += '"';
}

// The text with every byte that is no valid UTF-8, and every NUL, replaced by U+FFFD.
std::string cleaned(std::string_view text) {
    std::string clean;
    clean.reserve(text.size() + 8);
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    for (std::size_t at = 0; at < text.size();) {
        utf8proc_int32_t character = 0;
        const auto left = static_cast<utf8proc_ssize_t>(text.size() - at);
        const auto size = utf8proc_iterate(bytes + at, left, &character);
        const bool valid = size > 0 && character != 0;
        const auto length = valid ? static_cast<std::size_t>(size) : 1;
        clean += valid ? text.substr(at, length) : std::string_view{"\xEF\xBF\xBD"};
        at += length;
    }
    return clean;
}

// Grown once: nearly all that is written comes this way.
void append_plain(std::string& text, std::string_view plain) {
    const auto begin = text.size() + 1;
    text.resize(begin + plain.size() + 1, '"');
    plain.copy(text.data() + begin, plain.size());
}

void append_text(std::string& text, std::string_view any) {
    if (is_plain(any)) append_plain(text, any);
    else if (willcall::is_clean_text(any)) append_quoted(text, any);
    else append_quoted(text, cleaned(any));
}

// Whether digits with one decimal point are a JSON number as they stand.
bool is_plain_decimal(std::string_view text) {
    const auto point = text.find('.');
    if (point == text.npos || point + 1 == text.size()) return false;
    for (const char digit : text.substr(point + 1))
        if (digit < '0' || digit > '9') return false;
    std::int64_t whole = 0;
    const auto front = text.substr(0, point);
    return front == "-0" || willcall::integer_number(front, whole);
}

bool is_exact(std::int64_t number) {
    return number >= -willcall::exact_most && number <= willcall::exact_most;
}

}  // namespace

void willcall_writer::object() {
    if (!begin_value()) return;
    text += '{';
    open_.push_back('}');
    first_ = true;
}

void willcall_writer::list() {
    if (!begin_value()) return;
    text += '[';
    open_.push_back(']');
    first_ = true;
}

void willcall_writer::end() {
    if (open_.empty() || after_name_) spoil();
    if (spoiled_) return;
    text += open_.back();
    open_.pop_back();
    first_ = false;
}

void willcall_writer::name(std::string_view key) {
    if (open_.empty() || open_.back() != '}' || after_name_) spoil();
    if (spoiled_) return;
    if (!first_) text += ',';
    append_text(text, key);
    text += ':';
    after_name_ = true;
}

void willcall_writer::put_text(std::string_view any) {
    if (begin_value()) append_text(text, any);
}

void willcall_writer::put_number(std::int32_t kind, std::int64_t number) {
    if (!begin_value()) return;
    switch (kind) {
    case WILLCALL_BOOLEAN: text += number != 0 ? "true" : "false"; return;
    case WILLCALL_MONEY: append_plain(text, willcall::money_text(number, decimals)); return;
    case WILLCALL_TIME: append_plain(text, willcall::time_text(number)); return;
    case WILLCALL_LOCAL_TIME: append_plain(text, willcall::local_time_text(number)); return;
    case WILLCALL_ID: append_plain(text, willcall::id_text(number)); return;
    default: break;
    }
    if (is_exact(number)) text += std::to_string(number);
    else append_plain(text, std::to_string(number));
}

void willcall_writer::put_null() {
    if (begin_value()) text += "null";
}

void willcall_writer::put_value(const willcall_value& value) {
    if (value.written == Written::object || value.written == Written::list) {
        const bool named = value.written == Written::object;
        named ? object() : list();
        for (const auto& child : value.children) {
            if (named) name(child.key);
            put_value(child);
        }
        end();
        return;
    }
    put_scalar(value);
}

// Makes room for the next value; false where none may stand here.
bool willcall_writer::begin_value() {
    const bool in_object = !open_.empty() && open_.back() == '}';
    if ((open_.empty() && begun_) || (in_object && !after_name_)) spoil();
    if (spoiled_) return false;
    if (!first_ && !after_name_) text += ',';
    begun_ = true;
    first_ = false;
    after_name_ = false;
    return true;
}

void willcall_writer::put_scalar(const willcall_value& value) {
    switch (value.written == Written::null ? WILLCALL_ANY : value.kind) {
    case WILLCALL_TEXT:
    case WILLCALL_WORD: return put_text(value.text);
    case WILLCALL_INTEGER:
    case WILLCALL_BOOLEAN:
    case WILLCALL_MONEY:
    case WILLCALL_TIME:
    case WILLCALL_LOCAL_TIME:
    case WILLCALL_ID: return put_number(value.kind, value.number);
    default: return put_unread(value);
    }
}

// A scalar that no shape has looked at goes on as it came. What YAML left open is what any JSON
// reader of YAML would take it for, if it is written so that nobody could read it otherwise.
void willcall_writer::put_unread(const willcall_value& value) {
    std::int64_t whole = 0;
    switch (value.written) {
    case Written::null: return put_null();
    case Written::boolean:
    case Written::decimal:
    case Written::integer:
        if (begin_value()) text += value.text;
        return;
    case Written::plain: break;
    default: return put_text(value.text);
    }
    const bool literal = value.text == "true" || value.text == "false" ||
                         (willcall::integer_number(value.text, whole) && is_exact(whole)) ||
                         is_plain_decimal(value.text);
    if (!literal) return put_text(value.text);
    if (begin_value()) text += value.text;
}
