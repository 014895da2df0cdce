#include "catalogue/items.hpp"

namespace willcall::catalogue {

namespace {

// No kind has a slash, and no number.
std::string index_key(std::string_view kind, std::int64_t parent, std::string_view key) {
    std::string text(kind);
    text += '/' + std::to_string(parent) + '/';
    return text += key;
}

}  // namespace

Value content_value(const ItemRow& row, const willcall_shape& shape, const Dialect& dialect) {
    try {
        auto value = parse_json(row.content);
        validate(value, shape, dialect);
        return value;
    } catch (const Failure& failure) {
        throw Failure(WILLCALL_STORE, "the " + row.kind + " `" + row.key +
                                          "` is spoiled in the store: " + failure.what());
    }
}

std::shared_ptr<const seating::Plan> read_plan(store::Connection& connection,
                                               const std::string& key, const std::string& digest) {
    const auto row = connection.find<PlanRow>("where digest = ?", digest);
    if (!row) throw Failure(WILLCALL_STORE, "the seating plan `" + key + "` is not in the store");
    try {
        return seating::Plan::read(row->content, {}, {});
    } catch (const Failure& failure) {
        throw Failure(WILLCALL_STORE,
                      "the seating plan `" + key + "` is spoiled in the store: " + failure.what());
    }
}

Dialect dialect_of(const Organisation& organisation) {
    const auto decimals = currency_decimals(organisation.currency);
    return {decimals < 0 ? 2 : decimals, {}, organisation.currency};
}

StoredItems::StoredItems(store::Connection& connection)
    : rows_(connection.select<ItemRow>("order by id")) {
    for (const auto& row : rows_) {
        index_.emplace(index_key(row.kind, row.parent, row.key), &row);
        if (row.kind == kind::performance) performances_.emplace(row.key, &row);
    }
}

const ItemRow* StoredItems::find(std::string_view kind, std::int64_t parent,
                                 std::string_view key) const {
    const auto found = index_.find(index_key(kind, parent, key));
    return found == index_.end() ? nullptr : found->second;
}

const ItemRow* StoredItems::performance(std::string_view key) const {
    const auto found = performances_.find(key);
    return found == performances_.end() ? nullptr : found->second;
}

}  // namespace willcall::catalogue
