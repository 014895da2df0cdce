#include "store/table_copy.hpp"

#include "store/database.hpp"
#include "store/sql_text.hpp"
#include "store/sqlite_connection.hpp"

#include <algorithm>
#include <deque>
#include <set>

namespace willcall::store {

namespace {

constexpr std::size_t page_rows = 1000;

struct ColumnFacts {
    std::string name;
    std::string type;
    std::int64_t key = 0;  // place in the key, from 1; 0: none
    static constexpr auto columns =
        in_order{column<"name">(&ColumnFacts::name), column<"type">(&ColumnFacts::type),
                 column<"pk">(&ColumnFacts::key)};
};

struct NameFacts {
    std::string name;
    static constexpr auto columns = in_order{column<"name">(&NameFacts::name)};
};

TableShape shape_of(Connection& model, const std::string& name) {
    TableShape shape;
    shape.name = name;
    std::vector<std::pair<std::int64_t, std::size_t>> key;
    for (auto& one : model.query<ColumnFacts>(
             "select name, type, pk from pragma_table_info(?) order by cid", name)) {
        if (one.key != 0) key.emplace_back(one.key, shape.columns.size());
        shape.texts.push_back(one.type == "TEXT" || one.type == "text");
        shape.columns.push_back(std::move(one.name));
    }
    std::ranges::sort(key);
    for (const auto& [place, column] : key) shape.key.push_back(column);
    if (shape.key.empty()) throw Failure(WILLCALL_INTERNAL, "the table `" + name + "` has no key");
    return shape;
}

// Those it refers to first; a table that refers to itself has older rows for that.
void add_after_parents(Connection& model, const std::string& name, std::set<std::string>& seen,
                       std::vector<TableShape>& tables) {
    if (!seen.insert(name).second) return;
    for (const auto& parent : model.query<NameFacts>(
             "select distinct \"table\" as name from pragma_foreign_key_list(?) order by 1", name))
        add_after_parents(model, parent.name, seen, tables);
    tables.push_back(shape_of(model, name));
}

template <class Columns, class Text>
std::string joined(const Columns& columns, Text text) {
    std::string all;
    for (const auto& column : columns) all += (all.empty() ? "" : ", ") + text(column);
    return all;
}

std::string quoted(const std::string& name) { return '"' + name + '"'; }

// Rows of which the texts are kept until they are written.
class Page {
public:
    void add(std::span<const Cell> row) {
        for (auto cell : row) {
            if (cell.type == Cell::Type::text) cell.text = texts_.emplace_back(cell.text);
            cells_.push_back(cell);
        }
    }
    std::span<const Cell> cells() const { return cells_; }
    // The values after which the next page begins.
    std::vector<Cell> last_key(const TableShape& table) const {
        const auto row = cells_.end() - static_cast<std::ptrdiff_t>(table.columns.size());
        std::vector<Cell> key;
        for (const auto column : table.key) key.push_back(row[static_cast<std::ptrdiff_t>(column)]);
        return key;
    }

private:
    std::vector<Cell> cells_;
    std::deque<std::string> texts_;
};

}  // namespace

std::vector<TableShape> own_tables() {
    SqliteConnection model(":memory:", 0);
    for (const auto& migration : migrations())
        for (const auto& statement : statements_of(migration.sql)) model.once(statement);
    std::set<std::string> seen;
    std::vector<TableShape> tables;
    for (const auto& name : model.tables()) add_after_parents(model, name, seen, tables);
    return tables;
}

std::int64_t copy_rows(Connection& from, Connection& to, const TableShape& table) {
    const auto columns = joined(table.columns, quoted);
    const auto key = joined(table.key, [&](std::size_t one) { return quoted(table.columns[one]); });
    const auto values = joined(table.key, [](std::size_t) { return std::string("?"); });
    const auto head = "select " + columns + " from " + table.name;
    const auto tail = " order by " + key + " limit " + std::to_string(page_rows);
    const auto first = head + tail;
    auto next = head;
    next += " where (" + key + ") > (" + values + ')' + tail;
    const auto width = table.columns.size();
    const auto texts = std::make_unique<bool[]>(width);
    std::ranges::copy(table.texts, texts.get());
    std::int64_t count = 0;
    Page page;
    for (bool more = true; more;) {
        Page read;
        const auto after = count == 0 ? std::vector<Cell>() : page.last_key(table);
        from.run(count == 0 ? first : next, after, std::span(texts.get(), width),
                 [&](std::span<const Cell> row) { read.add(row); });
        page = std::move(read);
        const auto rows = page.cells().size() / width;
        to.insert_cells(table.name, columns, width, page.cells());
        count += static_cast<std::int64_t>(rows);
        more = rows == page_rows;
    }
    return count;
}

}  // namespace willcall::store
