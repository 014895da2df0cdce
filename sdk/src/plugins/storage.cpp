// The storage service: rows of a plugin's own tables, in the engine's transaction.
#include "plugins/instances.hpp"
#include "plugins/services.hpp"
#include "plugins/shelf.hpp"

#include "operations/reading.hpp"

#include <algorithm>
#include <cstring>

namespace willcall::plugins {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

std::string hexadecimal(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char one : bytes) {
        const auto byte = static_cast<unsigned char>(one);
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

void append_bytes(std::string& bytes, std::string_view text) {
    const auto value = [](char digit) {
        const auto at = digits.find(digit);
        if (at == digits.npos)
            throw Failure(WILLCALL_STORE, "the store is damaged: bytes that are no hexadecimal");
        return static_cast<unsigned>(at);
    };
    for (std::size_t at = 0; at + 1 < text.size(); at += 2)
        bytes += static_cast<char>(value(text[at]) << 4U | value(text[at + 1]));
}

// Cells of a plugin, checked and on their way to the database. Texts are borrowed from the plugin,
// bytes are kept here.
class Given {
public:
    explicit Given(const Table& table) : table_(table) {}

    void add(std::size_t column, const willcall_cell& cell) {
        cells_.push_back(checked(table_.columns[column], cell));
    }
    void add(std::span<const std::size_t> columns, const willcall_cell* cells) {
        for (const auto column : columns) add(column, *cells++);
    }
    std::span<const store::Cell> cells() const { return cells_; }

private:
    store::Cell checked(const Column& column, const willcall_cell& cell) {
        if (cell.type == 0) {
            if (!column.may_be_null()) refuse(column, "can't be left empty");
            return {store::Cell::Type::null, column.is_text(), 0, {}};
        }
        if (cell.type != column.type) refuse(column, "is given a value of another type");
        if (column.type == WILLCALL_COLUMN_BOOLEAN && cell.number != 0 && cell.number != 1)
            refuse(column, "is 0 or 1");
        if (!column.is_text()) return {store::Cell::Type::number, false, cell.number, {}};
        if (cell.text.data == nullptr && cell.text.size > 0) refuse(column, "is given no text");
        auto text = as_view(cell.text);
        if (column.type == WILLCALL_COLUMN_BYTES) text = bytes_.emplace_back(hexadecimal(text));
        else if (!is_clean_text(text))
            refuse(column, "is given a text that is no UTF-8 or has a NUL");
        return {store::Cell::Type::text, true, 0, text};
    }
    [[noreturn]] void refuse(const Column& column, const std::string& why) {
        misused("`" + column.name + "` of its table `" + table_.name + "` " + why);
    }

    const Table& table_;
    std::vector<store::Cell> cells_;
    std::list<std::string> bytes_;
};

// One use of one table by a plugin.
class Access {
public:
    Access(willcall_call& call, const char* name) : call_(call), table_(find(call, name)) {
        if (call.around->connection == nullptr) misused("tables can't be reached from here");
    }

    const Table& table() const { return table_; }

    void must_write() const {
        if (!call_.may_write)
            misused("its table `" + table_.name +
                    "` can be written only by an operation that writes, inside its turn");
    }
    static void must_have(const void* cells, std::uint64_t count) {
        if (cells == nullptr && count > 0) misused("rows or keys are missing");
    }

    // False where another row has the values that only one may have; says so.
    bool is_free(std::span<const store::Cell> row) const {
        for (const auto& index : table_.indexes) {
            if (!index.unique) continue;
            std::vector<store::Cell> values;
            for (std::size_t number = 0; number < index.index_columns; ++number)
                values.push_back(row[index.columns[number]]);
            for (const auto key : table_.key) values.push_back(row[key]);
            std::int64_t others = 0;
            const std::array<bool, 1> texts{false};
            connection().run(index.taken, values, texts,
                             [&](std::span<const store::Cell> cells) { others = cells[0].number; });
            if (others > 0) return say_taken(index), false;
        }
        return true;
    }

    // Writes rows, many in a statement where none could be in the way of another; false where only
    // one may have what it has.
    bool put(std::span<const store::Cell> cells) const {
        const auto width = table_.columns.size();
        const bool apart = table_.has_unique_index() || is_any_twice(cells);
        for (std::size_t size = apart ? put_sizes.size() - 1 : 0; size < put_sizes.size(); ++size)
            for (const auto some = put_sizes[size] * width; cells.size() >= some;
                 cells = cells.subspan(some)) {
                if (apart && !is_free(cells.first(some))) return false;
                connection().run(table_.put[size], cells.first(some), {}, {});
            }
        return true;
    }

    // Runs a query; every row it finds is appended to the last Rows of the call.
    void read(std::string_view sql, std::span<const store::Cell> values) const {
        auto& rows = call_.rows.back();
        connection().run(sql, values, {table_.texts.get(), table_.columns.size()},
                         [&](std::span<const store::Cell> cells) {
                             for (std::size_t number = 0; number < cells.size(); ++number)
                                 append(rows, table_.columns[number], cells[number]);
                         });
    }

    void hand_out(willcall_rows* out) const {
        auto& rows = call_.rows.back();
        // The texts have moved while they grew; now they stay.
        for (auto& cell : rows.cells) {
            if (cell.type != WILLCALL_COLUMN_TEXT && cell.type != WILLCALL_COLUMN_BYTES) continue;
            cell.text.data = rows.texts.data() + std::exchange(cell.number, 0);
        }
        const auto width = table_.columns.size();
        *out = {rows.cells.data(), rows.cells.size() / width, width};
    }

    store::Connection& connection() const { return *call_.around->connection; }

private:
    // Whether two of these rows have the same key.
    bool is_any_twice(std::span<const store::Cell> cells) const {
        const auto width = table_.columns.size();
        if (cells.size() <= width) return false;
        std::vector<const store::Cell*> rows;
        for (std::size_t at = 0; at < cells.size(); at += width) rows.push_back(&cells[at]);
        const auto part_of = [](const store::Cell* row) {
            return [row](std::size_t column) {
                return std::pair(row[column].number, row[column].text);
            };
        };
        const auto before = [&](const store::Cell* one, const store::Cell* other) {
            return std::ranges::lexicographical_compare(table_.key, table_.key, {}, part_of(one),
                                                        part_of(other));
        };
        std::ranges::sort(rows, before);
        return std::ranges::adjacent_find(
                   rows, [&](auto* one, auto* other) { return !before(one, other); }) != rows.end();
    }

    static const Table& find(const willcall_call& call, const char* name) {
        const std::string_view wanted = name == nullptr ? "" : name;
        for (const auto& table : call.module->tables)
            if (table.name == wanted) return table;
        misused("it has declared no table `" + kept(as_text(wanted)) + '`');
    }

    void say_taken(const Order& index) const {
        std::string columns;
        for (std::size_t number = 0; number < index.index_columns; ++number)
            columns += (number == 0 ? "" : ", ") + table_.columns[index.columns[number]].name;
        auto no = refusal(call_.module->name + ".not_unique",
                          "another row of `" + table_.name + "` has the same " + columns);
        no.reasons.front().plugin = call_.module->name;
        refused(call_, std::move(no));
    }

    static void append(willcall_call::Rows& rows, const Column& column, const store::Cell& cell) {
        auto& made = rows.cells.emplace_back();
        if (cell.type == store::Cell::Type::null) return;
        made.type = column.type;
        if (!column.is_text()) {
            made.number = cell.number;
            return;
        }
        const auto start = rows.texts.size();
        if (column.type == WILLCALL_COLUMN_BYTES) append_bytes(rows.texts, cell.text);
        else rows.texts += cell.text;
        made.number = static_cast<std::int64_t>(start);
        made.text.size = rows.texts.size() - start;
    }

    willcall_call& call_;
    const Table& table_;
};

willcall_status put(willcall_call* call, const char* table, const willcall_cell* cells,
                    std::uint64_t row_count) noexcept {
    return serve(call, [&](willcall_call& from) -> willcall_status {
        const Access access(from, table);
        access.must_write();
        Access::must_have(cells, row_count);
        const auto width = access.table().columns.size();
        Given given(access.table());
        for (std::uint64_t row = 0; row < row_count; ++row)
            for (std::size_t column = 0; column < width; ++column)
                given.add(column, cells[row * width + column]);
        if (row_count > 0) from.wrote = from.wrote || !access.table().read_when_asked;
        return access.put(given.cells()) ? WILLCALL_OK : WILLCALL_REFUSED;
    });
}

willcall_status remove(willcall_call* call, const char* table, const willcall_cell* keys,
                       std::uint64_t key_count) noexcept {
    return serve(call, [&](willcall_call& from) -> willcall_status {
        const Access access(from, table);
        access.must_write();
        Access::must_have(keys, key_count);
        const auto& key = access.table().key;
        for (std::uint64_t number = 0; number < key_count; ++number) {
            Given given(access.table());
            given.add(key, keys + number * key.size());
            const auto removed =
                access.connection().run(access.table().remove, given.cells(), {}, {});
            from.wrote = from.wrote || (removed > 0 && !access.table().read_when_asked);
        }
        return WILLCALL_OK;
    });
}

willcall_status get(willcall_call* call, const char* table, const willcall_cell* keys,
                    std::uint64_t key_count, willcall_rows* rows) noexcept {
    return serve(call, [&](willcall_call& from) -> willcall_status {
        const Access access(from, table);
        Access::must_have(keys, key_count);
        if (rows == nullptr) misused("rows are asked for without room for them");
        from.rows.emplace_back();
        const auto& key = access.table().key;
        for (std::uint64_t number = 0; number < key_count; ++number) {
            Given given(access.table());
            given.add(key, keys + number * key.size());
            access.read(access.table().get, given.cells());
        }
        access.hand_out(rows);
        return WILLCALL_OK;
    });
}

// Where a scan goes on: the values of a row in an order, of which the plugin gives the key.
class Position {
public:
    Position(const Access& access, const Order& order, const willcall_cell* key)
        : key_(access.table()) {
        const auto& table = access.table();
        key_.add(table.key, key);
        if (order.name.empty()) {
            values_.assign(key_.cells().begin(), key_.cells().end());
            return;
        }
        bool found = false;
        access.connection().run(table.get, key_.cells(), {table.texts.get(), table.columns.size()},
                                [&](std::span<const store::Cell> row) {
                                    found = true;
                                    for (const auto column : order.columns) add(row[column]);
                                });
        if (!found)
            throw Misuse{WILLCALL_NOT_FOUND,
                         "the row to go on after is no longer in its table `" + table.name + '`'};
    }
    std::span<const store::Cell> values() const { return values_; }

private:
    void add(store::Cell cell) {
        if (cell.type == store::Cell::Type::text) cell.text = texts_.emplace_back(cell.text);
        values_.push_back(cell);
    }

    Given key_;
    std::list<std::string> texts_;
    std::vector<store::Cell> values_;
};

const Order& order_of(const Table& table, const char* index) {
    if (index == nullptr) return table.by_key;
    const auto* const found = table.find_index(index);
    if (found == nullptr)
        misused("its table `" + table.name + "` has no index `" + kept(as_text(index)) + '`');
    return *found;
}

willcall_status scan(willcall_call* call, const char* table, const char* index,
                     const willcall_cell* prefix, std::uint64_t prefix_count,
                     const willcall_cell* after, std::uint64_t most, willcall_rows* rows) noexcept {
    return serve(call, [&](willcall_call& from) -> willcall_status {
        const Access access(from, table);
        const auto& order = order_of(access.table(), index);
        const auto prefix_most = index == nullptr ? order.columns.size() : order.index_columns;
        if (prefix_count > prefix_most) misused("more columns are given than the index has");
        Access::must_have(prefix, prefix_count);
        if (rows == nullptr) misused("rows are asked for without room for them");

        Given leading(access.table());
        leading.add(std::span(order.columns).first(prefix_count), prefix);
        std::optional<Position> position;
        std::span<const store::Cell> beyond;
        if (after != nullptr)
            beyond = position.emplace(access, order, after).values().subspan(prefix_count);
        from.rows.emplace_back();
        // After the only row of a whole key comes nothing.
        const bool ended = after != nullptr && beyond.empty();
        const auto limit = static_cast<std::int64_t>(
            std::min<std::uint64_t>(most, std::numeric_limits<std::int64_t>::max()));
        if (limit > 0 && !ended) {
            const auto scan = scan_of(access.table(), order, leading.cells(), beyond, limit);
            access.read(scan.made.empty() ? scan.sql : std::string_view(scan.made), scan.values);
        }
        access.hand_out(rows);
        return WILLCALL_OK;
    });
}

willcall_status stock(willcall_call* call, willcall_text key, willcall_stock* stock) noexcept {
    return serve(call, [&](willcall_call& from) -> willcall_status {
        if (stock == nullptr) misused("a quota is asked for without room for the answer");
        if (!from.around->stock) misused("quotas are looked at from inside an operation only");
        auto found = from.around->stock(quota_key(from.module->name, kept(key)));
        if (!found) throw Misuse{WILLCALL_NOT_FOUND, "it has no quota `" + kept(key) + '`'};
        found->struct_size = stock->struct_size;
        std::memcpy(stock, &*found, std::min<std::size_t>(stock->struct_size, sizeof *found));
        return WILLCALL_OK;
    });
}

}  // namespace

const willcall_storage_service storage_service = {
    sizeof(willcall_storage_service), 0, put, remove, get, scan, stock};

}  // namespace willcall::plugins
