// Rows by a list of keys, in few statements.
#ifndef WILLCALL_STORE_SELECTING_HPP
#define WILLCALL_STORE_SELECTING_HPP

#include "store/connection.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace willcall::store {

namespace selecting {

// Statements are kept by their text: a few lengths serve every list, filled up with its last key.
template <class Row, std::size_t size, class Key>
void add_some(Connection& connection, std::string_view head, std::span<const Key> keys,
              std::string_view tail, std::vector<Row>& rows) {
    std::string text(head);
    text += " in (?";
    for (std::size_t next = 1; next < size; ++next) text += ", ?";
    text.append(") ").append(tail);
    [&]<std::size_t... next>(std::index_sequence<next...>) {
        for (auto& row : connection.query<Row>(text, keys[std::min(next, keys.size() - 1)]...))
            rows.push_back(std::move(row));
    }
    (std::make_index_sequence<size>());
}

}  // namespace selecting

// The rows of a query that ends in a column, where that is one of `keys`; `tail` follows. Each key
// is looked for once.
template <class Row, class Key>
std::vector<Row> query_in(Connection& connection, std::string_view head, std::vector<Key> keys,
                          std::string_view tail = {}) {
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::vector<Row> rows;
    for (std::span<const Key> rest(keys); !rest.empty();) {
        constexpr std::size_t few = 4, more = 16, still_more = 32, many = 64;
        const auto some = rest.first(std::min(many, rest.size()));
        if (some.size() == 1) selecting::add_some<Row, 1>(connection, head, some, tail, rows);
        else if (some.size() <= few)
            selecting::add_some<Row, few>(connection, head, some, tail, rows);
        else if (some.size() <= more)
            selecting::add_some<Row, more>(connection, head, some, tail, rows);
        else if (some.size() <= still_more)
            selecting::add_some<Row, still_more>(connection, head, some, tail, rows);
        else selecting::add_some<Row, many>(connection, head, some, tail, rows);
        rest = rest.subspan(some.size());
    }
    return rows;
}

// The rows of a table whose `column` is one of `keys`, each once; `tail` follows the condition.
template <Stored Row, class Key>
std::vector<Row> select_in(Connection& connection, std::string_view column, std::vector<Key> keys,
                           std::string_view tail = {}) {
    if (keys.empty()) return {};
    std::string head = "select " + column_list<Row>() + " from " + Row::table + " where ";
    head.append(column);
    return query_in<Row>(connection, head, std::move(keys), tail);
}

// The same, kept from every other engine's turn until this one ends. Locked in the order of
// `column`: turns that lock several kinds of rows all do so in one order, so none waits for another
// that waits for it.
template <Stored Row, class Key>
std::vector<Row> lock_in(Connection& turn, std::string_view column, std::vector<Key> keys,
                         std::string_view condition = {}) {
    std::string tail(condition);
    tail.append(" order by ").append(column).append(turn.locking());
    return select_in<Row>(turn, column, std::move(keys), tail);
}

}  // namespace willcall::store

#endif
