// What plugins declare as tables becomes SQL here: names are checked, and always quoted.
#include "plugins/tables.hpp"

#include <algorithm>
#include <set>

namespace willcall::plugins {

namespace {

constexpr std::uint64_t part_count_max = 100;
// PostgreSQL cuts longer names, silently.
constexpr std::size_t sql_name_size_max = 63;

std::string quoted(const std::string& name) { return '"' + name + '"'; }

template <class Columns, class Text>
std::string joined(const Columns& columns, std::string_view between, Text text) {
    std::string all;
    for (const auto& column : columns) {
        if (!all.empty()) all += between;
        all += text(column);
    }
    return all;
}

// "key" = ? and …
std::string equal(const Table& table, std::span<const std::size_t> columns) {
    return joined(columns, " and ",
                  [&](std::size_t one) { return quoted(table.columns[one].name) + " = ?"; });
}

std::string names(const Table& table, std::span<const std::size_t> columns) {
    return joined(columns, ", ", [&](std::size_t one) { return quoted(table.columns[one].name); });
}

std::string all_names(const Table& table) {
    return joined(table.columns, ", ", [](const Column& one) { return quoted(one.name); });
}

// One statement for both databases; the rows of SQLite keep their place this way.
std::string upsert(const Table& table, std::size_t rows) {
    std::string sets;
    for (const auto& column : table.columns)
        if (!column.is_key())
            sets += (sets.empty() ? "" : ", ") + quoted(column.name) + " = excluded." +
                    quoted(column.name);
    const auto row = '(' + joined(table.columns, ", ", [](const Column&) { return "?"; }) + ')';
    std::string values = row;
    for (std::size_t more = 1; more < rows; ++more) values.append(", ").append(row);
    return "insert into " + table.sql_name + " (" + all_names(table) + ") values " + values +
           " on conflict (" + names(table, table.key) + ") do " +
           (sets.empty() ? "nothing" : "update set " + sets);
}

// Nulls come first in every order, on both databases.
std::string order_by(const Table& table, std::span<const std::size_t> rest) {
    if (rest.empty()) return {};
    return " order by " + joined(rest, ", ", [&](std::size_t one) {
               const auto& column = table.columns[one];
               return quoted(column.name) + (column.may_be_null() ? " nulls first" : "");
           });
}

bool any_null(const Table& table, std::span<const std::size_t> columns) {
    return std::ranges::any_of(columns,
                               [&](std::size_t one) { return table.columns[one].may_be_null(); });
}

// (a, b) > (?, ?): both databases walk an index by it; nulls it can't compare.
std::string beyond(const Table& table, std::span<const std::size_t> rest) {
    return '(' + names(table, rest) + ") > (" +
           joined(rest, ", ", [](std::size_t) { return "?"; }) + ')';
}

std::string page(const Table& table, const std::string& where, std::span<const std::size_t> rest) {
    return "select " + all_names(table) + " from " + table.sql_name +
           (where.empty() ? "" : " where " + where) + order_by(table, rest) + " limit ?";
}

void keep_pages(const Table& table, Order& order) {
    const std::span<const std::size_t> columns = order.columns;
    for (std::size_t count = 0; count <= columns.size(); ++count) {
        const auto rest = columns.subspan(count);
        auto where = equal(table, columns.first(count));
        order.first_page.push_back(page(table, where, rest));
        std::string next;
        if (!rest.empty() && !any_null(table, rest)) {
            if (!where.empty()) where += " and ";
            next = page(table, where + beyond(table, rest), rest);
        }
        order.next_page.push_back(std::move(next));
    }
}

class Reading {
public:
    Reading(const Origin& origin, const willcall_table& given) : origin_(origin), given_(given) {}

    Table table() {
        const auto name = text_or_empty(given_.name);
        if (!is_name(name)) origin_.refuse("one of its tables has no name that can be used");
        what_ = "its table `" + name + "` ";
        made_.name = name;
        made_.sql_name = sql_name("p_" + origin_.name + '_' + name);
        columns();
        made_.by_key.columns = made_.key;
        keep_pages(made_, made_.by_key);
        indexes();
        for (std::size_t size = 0; size < put_sizes.size(); ++size)
            made_.put[size] = upsert(made_, put_sizes[size]);
        const auto where = " from " + made_.sql_name + " where " + equal(made_, made_.key);
        made_.remove = "delete" + where;
        made_.get = "select " + all_names(made_) + where;
        return std::move(made_);
    }

private:
    void columns() {
        if (given_.columns == nullptr || given_.column_count == 0 ||
            given_.column_count > part_count_max)
            refuse("has no columns, or too many");
        made_.texts = std::make_unique<bool[]>(given_.column_count);
        std::set<std::string> seen;
        for (std::size_t number = 0; number < given_.column_count; ++number) {
            const auto& one = given_.columns[number];
            const Column column{text_or_empty(one.name), one.type, one.flags};
            check(column);
            if (!seen.insert(column.name).second) refuse("has `" + column.name + "` twice");
            if (column.is_key()) made_.key.push_back(number);
            made_.texts[number] = column.is_text();
            made_.columns.push_back(column);
        }
        if (made_.key.empty()) refuse("has no key");
    }

    void check(const Column& column) {
        // Columns that every table of the one database or the other has already.
        static const std::set<std::string> taken = {"cmax",  "cmin",     "ctid", "oid",
                                                    "rowid", "tableoid", "xmax", "xmin"};
        if (!is_name(column.name) || taken.contains(column.name))
            refuse("has a column without a name that can be used");
        if (column.type < WILLCALL_COLUMN_TEXT || column.type > WILLCALL_COLUMN_BYTES)
            refuse("has `" + column.name + "` of an unknown type");
        if (column.is_key() && column.may_be_null())
            refuse("has `" + column.name + "` in its key, which can't be null");
        if (column.is_personal() && (column.type != WILLCALL_COLUMN_TEXT || column.is_key()))
            refuse("has `" + column.name +
                   "`, which says who somebody is: a text that is in no key does");
    }

    void indexes() {
        if (given_.index_count > part_count_max ||
            (given_.index_count > 0 && given_.indexes == nullptr))
            refuse("has indexes that can't be read");
        for (std::size_t number = 0; number < given_.index_count; ++number)
            made_.indexes.push_back(index(given_.indexes[number]));
    }

    Order index(const willcall_index& given) {
        Order order;
        order.name = text_or_empty(given.name);
        if (!is_name(order.name)) refuse("has an index without a name that can be used");
        const auto what = "has an index `" + order.name + "` ";
        if (made_.find_index(order.name) != nullptr) refuse(what + "twice");
        sql_name("i_" + origin_.name + '_' + made_.name + '_' + order.name);
        for (auto* one = given.columns; one != nullptr && *one != nullptr; ++one) {
            const auto column =
                std::ranges::find(made_.columns, std::string_view(*one), &Column::name);
            if (column == made_.columns.end()) refuse(what + "of a column it does not have");
            add(order, static_cast<std::size_t>(column - made_.columns.begin()), what);
        }
        if (order.columns.empty()) refuse(what + "of no columns");
        order.index_columns = order.columns.size();
        order.unique = (given.flags & WILLCALL_INDEX_UNIQUE) != 0;
        if (order.unique && std::ranges::any_of(order.columns, [this](std::size_t one) {
                return made_.columns[one].is_personal();
            }))
            refuse(what + "that is unique, of what says who somebody is");
        order.taken = "select count(*) from " + made_.sql_name + " where " +
                      equal(made_, order.columns) + " and not (" + equal(made_, made_.key) + ')';
        // Rows that are equal by the index keep the order of their keys.
        for (const auto key : made_.key)
            if (std::ranges::find(order.columns, key) == order.columns.end())
                order.columns.push_back(key);
        keep_pages(made_, order);
        return order;
    }

    void add(Order& order, std::size_t column, const std::string& what) {
        if (std::ranges::find(order.columns, column) != order.columns.end())
            refuse(what + "that has a column twice");
        order.columns.push_back(column);
    }

    std::string sql_name(std::string name) {
        if (name.size() > sql_name_size_max) refuse("would be called `" + name + "`: too long");
        return name;
    }

    [[noreturn]] void refuse(const std::string& why) { origin_.refuse(what_ + why); }

    const Origin& origin_;
    const willcall_table& given_;
    std::string what_;
    Table made_;
};

// Builds a statement for values of which some are null.
class Building {
public:
    Building(const Table& table, std::span<const std::size_t> columns)
        : table_(table), columns_(columns) {}

    void equal(std::size_t number, const store::Cell& value) {
        compare(number, value, " = ?", " is null");
    }
    void greater(std::size_t number, const store::Cell& value) {
        compare(number, value, " > ?", " is not null");
    }
    // After a row: greater in the first column that differs.
    void beyond(std::size_t from, std::span<const store::Cell> after) {
        where_ += from == 0 ? "(" : " and (";
        for (std::size_t last = 0; last < after.size(); ++last) {
            where_ += last == 0 ? "(" : " or (";
            for (std::size_t same = 0; same < last; ++same) {
                equal(from + same, after[same]);
                where_ += " and ";
            }
            greater(from + last, after[last]);
            where_ += ')';
        }
        where_ += ')';
    }
    void also() { where_ += " and "; }

    std::string text(std::size_t prefix) const {
        return page(table_, where_, columns_.subspan(prefix));
    }
    std::vector<store::Cell> values;

private:
    void compare(std::size_t number, const store::Cell& value, const char* with, const char* null) {
        where_ += quoted(table_.columns[columns_[number]].name);
        const bool is_null = value.type == store::Cell::Type::null;
        where_ += is_null ? null : with;
        if (!is_null) values.push_back(value);
    }

    const Table& table_;
    std::span<const std::size_t> columns_;
    std::string where_;
};

}  // namespace

const Order* Table::find_index(std::string_view wanted) const {
    for (const auto& index : indexes)
        if (index.name == wanted) return &index;
    return nullptr;
}

bool Table::has_unique_index() const {
    return std::ranges::any_of(indexes, [](const Order& one) { return one.unique; });
}

std::vector<Table> read_tables(const Origin& origin, const willcall_module& module) {
    std::vector<Table> tables;
    constexpr auto size_least = WILLCALL_UPTO(willcall_table, index_count);
    const auto too_short = [&] { origin.refuse("its tables are too short to be read"); };
    if (module.table_count > part_count_max) origin.refuse("it declares too many tables");
    if (module.table_count > 0 && (module.tables == nullptr || module.table_size < size_least))
        too_short();
    std::set<std::string> index_names;
    for (std::uint64_t number = 0; number < module.table_count; ++number) {
        const auto given = element(module.tables, module.table_size, number);
        if (given.struct_size < size_least) too_short();
        auto table = Reading(origin, given).table();
        table.read_when_asked = (given.flags & WILLCALL_TABLE_READ_WHEN_ASKED) != 0;
        for (const auto& other : tables)
            if (other.name == table.name)
                origin.refuse("its table `" + table.name + "` is there twice");
        for (const auto& index : table.indexes)
            if (!index_names.insert(table.name + '_' + index.name).second)
                origin.refuse("its index `" + index.name + "` is called like one of another table");
        tables.push_back(std::move(table));
    }
    return tables;
}

Scan scan_of(const Table& table, const Order& order, std::span<const store::Cell> prefix,
             std::span<const store::Cell> after, std::int64_t most) {
    const auto is_null = [](const store::Cell& one) { return one.type == store::Cell::Type::null; };
    Scan scan;
    const auto& kept = after.empty() ? order.first_page : order.next_page;
    const store::Cell limit{store::Cell::Type::number, false, most, {}};
    if (!kept[prefix.size()].empty() && std::ranges::none_of(prefix, is_null)) {
        scan.sql = kept[prefix.size()];
        scan.values.assign(prefix.begin(), prefix.end());
        scan.values.insert(scan.values.end(), after.begin(), after.end());
        scan.values.push_back(limit);
        return scan;
    }
    Building building(table, order.columns);
    for (std::size_t number = 0; number < prefix.size(); ++number) {
        if (number > 0) building.also();
        building.equal(number, prefix[number]);
    }
    if (!after.empty()) building.beyond(prefix.size(), after);
    scan.made = building.text(prefix.size());
    scan.values = std::move(building.values);
    scan.values.push_back(limit);
    return scan;
}

}  // namespace willcall::plugins
