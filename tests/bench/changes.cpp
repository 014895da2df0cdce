#include "changes.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <numeric>

namespace willcall::bench {

namespace {

// Their rows are only ever added, and this column of theirs grows.
const std::map<std::string_view, std::string> appended = {{"orders", "id"},
                                                          {"order_lines", "order_id"},
                                                          {"claims", "order_id"},
                                                          {"tickets", "id"},
                                                          {"deliveries", "id"},
                                                          {"journal", "id"},
                                                          {"p_distribution_cart_steps", "rowid"}};

template <class Part>
std::string joined(std::size_t count, const char* between, Part part) {
    std::string text;
    for (std::size_t at = 0; at < count; ++at) text += (at == 0 ? "" : between) + part(at);
    return text;
}

std::vector<std::string> tables_of(Sqlite& store) {
    Statement names(store.get(), "select name from sqlite_master where type = 'table' and "
                                 "name not like 'sqlite_%' order by rowid");
    std::vector<std::string> tables;
    while (names.step()) tables.push_back(names.text(0));
    return tables;
}

}  // namespace

Changes::Table::Table(Sqlite& reading, Sqlite& to, std::string name)
    : to_(to), name_(std::move(name)) {
    Statement columns(reading.get(),
                      "select name, pk from pragma_table_info('" + name_ + "') order by cid");
    while (columns.step()) {
        if (columns.number(1) != 0) key_.push_back(columns_.size());
        columns_.push_back(columns.text(0));
    }
    const bool placed = has_rowid(reading.get(), name_);
    const auto made = "select a.* from main." + name_ + " a where ";
    if (const auto grows = appended.find(name_); grows != appended.end()) {
        const auto& place = grows->second;
        find_made_ =
            Statement(reading.get(), made + "a." + place + " > (select coalesce(max(" + place +
                                         "), 0) from copy." + name_ + ") order by a." + place);
    } else {
        const auto same = on_same_key();
        find_made_ = Statement(reading.get(), made + "not exists (select 1 from copy." + name_ +
                                                  " b where " + same + ')' +
                                                  (placed ? " order by a.rowid" : ""));
        find_gone_ = Statement(reading.get(), "select b.* from copy." + name_ +
                                                  " b where not exists (select 1 from main." +
                                                  name_ + " a where " + same + ')');
        const auto differs = [&](std::size_t at) {
            return "a.\"" + columns_[at] + "\" is not b.\"" + columns_[at] + '"';
        };
        const auto count = columns_.size();
        find_changed_ =
            Statement(reading.get(), "select a.*, " + joined(count, ", ", differs) + " from main." +
                                         name_ + " a join copy." + name_ + " b on " + same +
                                         " where " + joined(count, " or ", differs));
    }
    const auto value = [](std::size_t) { return std::string("?"); };
    const auto is_value = [&](std::size_t at) { return '"' + columns_[key_[at]] + "\" = ?"; };
    insert_ = Statement(to.get(), "insert into " + name_ + " values (" +
                                      joined(columns_.size(), ", ", value) + ')');
    if (!key_.empty())
        remove_ = Statement(to.get(), "delete from " + name_ + " where " +
                                          joined(key_.size(), " and ", is_value));
}

// A table without a key is one that is only added to, or stays as it is.
std::string Changes::Table::on_same_key() const {
    if (key_.empty()) return "a.rowid = b.rowid";
    return joined(key_.size(), " and ", [&](std::size_t at) {
        return "a.\"" + columns_[key_[at]] + "\" = b.\"" + columns_[key_[at]] + '"';
    });
}

void Changes::Table::read(Statement& select, std::vector<Row>& rows) {
    if (select.get() == nullptr) return;
    while (select.step()) {
        auto& row = rows.emplace_back(static_cast<std::size_t>(sqlite3_column_count(select.get())));
        for (std::size_t at = 0; at < row.size(); ++at)
            row[at] = value_in(select, static_cast<int>(at), texts_);
    }
    sqlite3_reset(select.get());
}

void Changes::Table::read() {
    for (auto* const rows : {&made_, &changed_, &gone_}) rows->clear();
    texts_.clear();
    read(find_made_, made_);
    read(find_changed_, changed_);
    read(find_gone_, gone_);
    if (!changed_.empty()) prepare_update();
}

// Sets what has changed in any row, and nothing else.
void Changes::Table::prepare_update() {
    std::vector<std::size_t> set;
    for (std::size_t at = 0; at < columns_.size(); ++at)
        if (std::ranges::any_of(
                changed_, [&](const Row& row) { return row[columns_.size() + at].number != 0; }))
            set.push_back(at);
    if (set == updated_) return;
    updated_ = std::move(set);
    const auto is_value = [&](const std::vector<std::size_t>& columns) {
        return [&](std::size_t at) { return '"' + columns_[columns[at]] + "\" = ?"; };
    };
    update_ = Statement(to_.get(), "update " + name_ + " set " +
                                       joined(updated_.size(), ", ", is_value(updated_)) +
                                       " where " + joined(key_.size(), " and ", is_value(key_)));
}

void Changes::Table::write() {
    for (const auto& row : gone_) {
        int position = 0;
        for (const auto column : key_) bind(remove_.get(), ++position, row[column]);
        remove_.run();
    }
    for (const auto& row : changed_) {
        int position = 0;
        for (const auto* const columns : {&updated_, &key_})
            for (const auto column : *columns) bind(update_.get(), ++position, row[column]);
        update_.run();
    }
    for (const auto& row : made_) {
        int position = 0;
        for (const auto& value : row) bind(insert_.get(), ++position, value);
        insert_.run();
    }
}

Changes::Changes(const std::string& from, Sqlite& to) : reading_(from), to_(to) {
    set_up_as_engine(to);
    const std::string path = sqlite3_db_filename(to.get(), "main");
    reading_.execute("attach '" + path + "' as copy");
    for (auto& name : tables_of(to)) tables_.emplace_back(reading_, to, std::move(name));
}

void Changes::read() {
    for (auto& table : tables_) table.read();
}

std::size_t Changes::rows() const {
    return std::accumulate(tables_.begin(), tables_.end(), std::size_t{0},
                           [](std::size_t sum, const Table& table) { return sum + table.rows(); });
}

double Changes::write() {
    const auto begin = std::chrono::steady_clock::now();
    to_.execute("begin immediate");
    for (auto& table : tables_) table.write();
    to_.execute("commit");
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace willcall::bench
