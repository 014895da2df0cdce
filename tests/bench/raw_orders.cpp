#include "raw_orders.hpp"

#include <chrono>
#include <stdexcept>

namespace willcall::bench {

NewRows::NewRows(sqlite3* from, const std::string& table, const char* key) : table_(table) {
    Statement columns(from, "select name from pragma_table_info('" + table + "') order by cid");
    std::string list;
    while (columns.step()) {
        columns_.push_back(columns.text(0));
        list += ", " + columns_.back();
    }
    key_ = index(key);
    Statement last(from, std::string("select coalesce(max(") + key + "), 0) from " + table);
    last.step();
    last_ = last.number(0);
    // Ids grow; what an order has several rows of is written again in the order it was written.
    select_ =
        Statement(from, std::string("select ") + key + list + " from " + table + " where " + key +
                            " > ? order by " + key + (has_rowid(from, table) ? ", rowid" : ""));
}

std::size_t NewRows::index(std::string_view column) const {
    for (std::size_t at = 0; at < columns_.size(); ++at)
        if (columns_[at] == column) return at;
    throw std::runtime_error(table_ + " has no column " + std::string(column));
}

void NewRows::read() {
    rows_.clear();
    texts_.clear();
    next_ = 0;
    select_.bind(1, last_);
    while (select_.step()) {
        last_ = select_.number(0);
        auto& row = rows_.emplace_back(columns_.size());
        for (std::size_t at = 0; at < row.size(); ++at)
            row[at] = value_in(select_, static_cast<int>(at) + 1, texts_);
    }
    sqlite3_reset(select_.get());
}

void NewRows::bind(sqlite3_stmt* insert) const {
    int position = 0;
    for (const auto& value : rows_[next_]) bench::bind(insert, ++position, value);
}

std::string NewRows::insert_text() const {
    std::string text = "insert into " + table_ + " values (?";
    for (std::size_t at = 1; at < columns_.size(); ++at) text += ", ?";
    return text + ')';
}

RawOrders::Table& RawOrders::add(const char* table, const char* key, std::size_t per_order) {
    NewRows rows(from_.get(), table, key);
    Statement insert(to_.get(), rows.insert_text());
    return tables_.emplace_back(Table{std::move(rows), std::move(insert), per_order});
}

RawOrders::RawOrders(Sqlite& from, Sqlite& to)
    : from_(from),
      to_(to),
      orders_(add("orders", "id", 1)),
      lines_(add("order_lines", "order_id", 1)),
      claims_(add("claims", "order_id", 4)),
      tickets_(add("tickets", "order_id", 2)),
      payments_(add("payments", "order_id", 1)),
      keys_(add("idempotency", "order_id", 1)),
      deliveries_(add("deliveries", "order_id", 1)),
      journal_(add("journal", "subject", 1)) {
    set_up_as_engine(to);
    begin_ = Statement(to.get(), "begin immediate");
    commit_ = Statement(to.get(), "commit");
    quota_ = Statement(to.get(), "update quotas set sold = sold + ?1 where id = ?2 "
                                 "and sold + held + ?1 <= allowed");
    series_ =
        Statement(to.get(), "update series set last = ?1 where location = ?2 and last = ?1 - 1");
    takings_ = Statement(to.get(), "update shift_takings set payments = payments + 1, "
                                   "amount = amount + ?1 where shift = ?2 and means = ?3");
}

std::size_t RawOrders::read() {
    for (auto& table : tables_) table.rows.read();
    const auto orders = orders_.rows.left();
    for (const auto& table : tables_)
        if (table.rows.left() != orders * table.per_order)
            throw std::runtime_error("an order is not complete: " + table.rows.table() + " has " +
                                     std::to_string(table.rows.left()) + " rows for " +
                                     std::to_string(orders) + " orders");
    return orders;
}

double RawOrders::write(std::size_t together) {
    const auto begin = std::chrono::steady_clock::now();
    while (orders_.rows.left() > 0) {
        begin_.run();
        for (std::size_t one = 0; one < together && orders_.rows.left() > 0; ++one)
            write_order(orders_.rows.key());
        commit_.run();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    for (const auto& table : tables_)
        if (table.rows.left() > 0)
            throw std::runtime_error("the engine wrote rows that belong to no order: " +
                                     table.rows.table());
    return took.count();
}

void RawOrders::write_order(std::int64_t order) {
    update_counters_of_order();
    for (auto& table : tables_)
        while (table.rows.has(order)) {
            if (&table == &claims_) update_quota();
            if (&table == &payments_) update_takings();
            insert(table);
        }
}

void RawOrders::insert(Table& table) {
    table.rows.bind(table.insert.get());
    table.insert.run();
    table.rows.skip();
}

void RawOrders::update_counters_of_order() {
    series_.bind(1, orders_.rows.number("serial"));
    series_.bind(2, orders_.rows.number("location"));
    series_.run();
    expect_one("the number is not the next one");
}

void RawOrders::update_quota() {
    quota_.bind(1, claims_.rows.number("units"));
    quota_.bind(2, claims_.rows.number("quota"));
    quota_.run();
    expect_one("a quota is used up");
}

void RawOrders::update_takings() {
    takings_.bind(1, payments_.rows.number("amount"));
    takings_.bind(2, payments_.rows.number("shift"));
    takings_.bind(3, payments_.rows.number("means"));
    takings_.run();
    expect_one("the shift has taken nothing so far");
}

void RawOrders::expect_one(const char* what) {
    if (sqlite3_changes(to_.get()) != 1) throw std::runtime_error(what);
}

}  // namespace willcall::bench
