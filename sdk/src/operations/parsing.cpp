#include "operations/parsing.hpp"

#include "operations/reading.hpp"
#include "operations/wording.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace willcall {

namespace {

// Up to here every pair is compared; more members are sorted first.
constexpr std::size_t pairs_most = 16;

const Value* duplicate_of_few(const std::vector<Value>& members) {
    for (std::size_t later = 1; later < members.size(); ++later)
        for (std::size_t earlier = 0; earlier < later; ++earlier)
            if (members[later].key == members[earlier].key) return &members[later];
    return nullptr;
}

const Value* duplicate_of_many(const std::vector<Value>& members) {
    std::vector<const Value*> sorted;
    sorted.reserve(members.size());
    for (const auto& member : members) sorted.push_back(&member);
    // By key, and by place in the object among the same key: addresses in one vector are in order.
    std::sort(sorted.begin(), sorted.end(), [](const Value* a, const Value* b) {
        const int order = a->key.compare(b->key);
        return order != 0 ? order < 0 : a < b;
    });
    const auto same = std::adjacent_find(sorted.begin(), sorted.end(),
                                         [](auto* a, auto* b) { return a->key == b->key; });
    return same == sorted.end() ? nullptr : *std::next(same);
}

}  // namespace

Failure malformed(std::string_view language, Place place, std::string_view why) {
    std::string message = "not valid ";
    message += language;
    if (place.line > 0) {
        message +=
            " at line " + std::to_string(place.line) + ", column " + std::to_string(place.column);
    }
    message += ": ";
    message += why;
    return invalid(std::move(message)).in(std::move(place));
}

std::string_view source_of(std::string_view text, std::string_view language,
                           const std::string& file, std::size_t bytes_most) {
    if (text.size() > bytes_most) {
        throw malformed(language, {file},
                        "it has " + std::to_string(text.size()) + " bytes, at most " +
                            std::to_string(bytes_most) + " are read");
    }
    if (!is_clean_text(text)) {
        // The last line that is clean ends where the fault begins.
        std::size_t clean = 0;
        int line = 1;
        for (auto end = text.find('\n'); end != text.npos; end = text.find('\n', clean)) {
            if (!is_clean_text(text.substr(clean, end - clean))) break;
            clean = end + 1;
            ++line;
        }
        throw malformed(language, {file, line, 1}, "this line has invalid UTF-8 or a NUL byte");
    }
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return text;
}

void refuse_duplicates(const Value& object, std::string_view language, const std::string& file) {
    const auto& members = object.children;
    const auto* twice =
        members.size() <= pairs_most ? duplicate_of_few(members) : duplicate_of_many(members);
    if (twice == nullptr) return;
    throw malformed(language, {file, twice->line, twice->column},
                    "the key " + quoted(twice->key) + " stands twice in one object");
}

std::size_t characters_in(std::string_view text) {
    // Bytes that go on with a character begin with the bits 10; eight bytes at a time.
    std::size_t going_on = 0;
    std::size_t at = 0;
    for (std::uint64_t eight = 0; text.size() - at >= sizeof eight; at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        const auto marked = (eight >> 7U) & (~eight >> 6U) & 0x0101010101010101U;
        going_on += static_cast<std::size_t>(std::popcount(marked));
    }
    for (; at < text.size(); ++at)
        going_on += (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    return text.size() - going_on;
}

}  // namespace willcall
