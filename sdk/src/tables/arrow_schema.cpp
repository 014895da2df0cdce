// What an Arrow reader is told before the rows: formats, names, metadata. Every schema owns its
// texts and its children, and each child can be moved away and released alone.
#include "operations/reading.hpp"
#include "tables/arrow.hpp"

#include <cstring>

namespace willcall::tables {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Owned {
    std::string format;
    std::string name;
    std::string metadata;
    std::vector<ArrowSchema> inner;
    std::vector<ArrowSchema*> children;
    ArrowSchema dictionary{};
};

void release(ArrowSchema* schema) {
    const std::unique_ptr<Owned> owned(static_cast<Owned*>(schema->private_data));
    for (auto& child : owned->inner)
        if (child.release != nullptr) child.release(&child);
    if (owned->dictionary.release != nullptr) owned->dictionary.release(&owned->dictionary);
    schema->release = nullptr;
}

void append_number(std::string& bytes, std::size_t number) {
    const auto narrow = static_cast<std::int32_t>(number);
    char raw[sizeof narrow];
    std::memcpy(raw, &narrow, sizeof narrow);
    bytes.append(raw, sizeof narrow);
}

// Counts and sizes in the machine's byte order, as the interface wants it.
std::string metadata_of(const Pairs& pairs) {
    std::string bytes;
    append_number(bytes, pairs.size());
    for (const auto& [key, value] : pairs) {
        append_number(bytes, key.size());
        bytes += key;
        append_number(bytes, value.size());
        bytes += value;
    }
    return bytes;
}

Owned& make(ArrowSchema& schema, std::string format, std::string name, const Pairs& pairs,
            bool nullable) {
    auto owned = std::make_unique<Owned>();
    owned->format = std::move(format);
    owned->name = std::move(name);
    if (!pairs.empty()) owned->metadata = metadata_of(pairs);
    schema = {};
    schema.format = owned->format.c_str();
    schema.name = owned->name.c_str();
    schema.metadata = pairs.empty() ? nullptr : owned->metadata.data();
    schema.flags = nullable ? ARROW_FLAG_NULLABLE : 0;
    schema.release = release;
    schema.private_data = owned.get();
    return *owned.release();
}

std::string format_of(const Column& column, const Head& head) {
    switch (column.kind) {
    case WILLCALL_INTEGER: return "l";
    case WILLCALL_BOOLEAN: return "b";
    case WILLCALL_MONEY: return "d:18," + std::to_string(head.decimals);
    case WILLCALL_TIME: return "tsu:" + (head.timezone.empty() ? "UTC" : head.timezone);
    case WILLCALL_LOCAL_TIME: return "tsu:";
    case WILLCALL_WORD: return "i";
    default: return "u";
    }
}

void make_column(const Column& column, const Head& head, ArrowSchema& schema) {
    Pairs pairs;
    if (!column.meaning.empty()) pairs.emplace_back("willcall.meaning", column.meaning);
    if (column.kind == WILLCALL_MONEY) pairs.emplace_back("willcall.unit", head.currency);
    if (column.kind == WILLCALL_ID) pairs.emplace_back("willcall.unit", "id");
    auto& owned = make(schema, format_of(column, head), column.name, pairs, column.nullable);
    if (column.kind != WILLCALL_WORD) return;
    make(owned.dictionary, "u", {}, {}, false);
    schema.dictionary = &owned.dictionary;
}

}  // namespace

void export_schema(const Head& head, ArrowSchema& schema) {
    Pairs pairs{{"willcall.operation", head.operation}, {"willcall.title", head.title},
                {"willcall.scope", head.scope},         {"willcall.organiser", head.organiser},
                {"willcall.currency", head.currency},   {"willcall.timezone", head.timezone},
                {"willcall.asked_by", head.asked_by},   {"willcall.at", time_text(head.at)}};
    if (!head.withheld.empty()) pairs.emplace_back("willcall.withheld", head.withheld);
    for (const auto& [name, value] : head.filters)
        pairs.emplace_back("willcall.filter." + name, value);
    ArrowSchema made;
    auto& owned = make(made, "+s", {}, pairs, false);
    try {
        owned.inner.reserve(head.columns.size());
        for (const auto& column : head.columns) {
            make_column(column, head, owned.inner.emplace_back());
            owned.children.push_back(&owned.inner.back());
        }
    } catch (...) {
        release(&made);
        throw;
    }
    made.n_children = static_cast<std::int64_t>(owned.children.size());
    made.children = owned.children.data();
    schema = made;
}

}  // namespace willcall::tables
