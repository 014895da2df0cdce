#include "reports/looks.hpp"

#include "operations/reading.hpp"

#include <unordered_map>

namespace willcall::reports {

namespace {

using store::Cell;

void put(Cell& cell, std::string_view text) {
    cell.type = Cell::Type::text;
    cell.text = text;
}

// `show(catalogue, id)` answers a text of the catalogue's own. Most rows are like the one before.
template <class Show>
tables::MakeLook shown(CataloguePointer catalogue, Show show) {
    return [catalogue = std::move(catalogue), show](store::Connection&) -> tables::Look {
        return [catalogue, show, last = std::int64_t{-1},
                text = std::string_view()](Cell& cell) mutable {
            if (cell.number != last) {
                last = cell.number;
                text = show(*catalogue, last);
            }
            put(cell, text);
        };
    };
}

template <class Item>
std::string_view key_of(const Item* item) {
    return item == nullptr ? std::string_view() : item->key;
}

struct LoginRow {
    std::string key;
    static constexpr auto columns = in_order{store::column<"key">(&LoginRow::key)};
};

}  // namespace

std::string login_of(std::int64_t id, store::Connection& connection) {
    const auto rows =
        connection.query<LoginRow>("select key from items where id = ? and kind = 'user'", id);
    if (!rows.empty()) return rows.front().key;
    return id == 0 ? "host" : id_text(id);
}

tables::MakeLook channel_key(CataloguePointer catalogue) {
    return shown(std::move(catalogue),
                 [](const auto& of, std::int64_t id) { return key_of(of.channel(id)); });
}

tables::MakeLook location_key(CataloguePointer catalogue) {
    return shown(std::move(catalogue),
                 [](const auto& of, std::int64_t id) { return key_of(of.location(id)); });
}

tables::MakeLook performance_key(CataloguePointer catalogue) {
    return shown(std::move(catalogue),
                 [](const auto& of, std::int64_t id) { return key_of(of.performance(id)); });
}

tables::MakeLook event_key(CataloguePointer catalogue) {
    return shown(std::move(catalogue), [](const auto& of, std::int64_t id) {
        const auto* performance = of.performance(id);
        return performance == nullptr ? std::string_view() : key_of(performance->event);
    });
}

tables::MakeLook ticket_type_key(CataloguePointer catalogue) {
    return shown(std::move(catalogue),
                 [](const auto& of, std::int64_t id) { return key_of(of.ticket_type(id)); });
}

tables::MakeLook performance_starts(CataloguePointer catalogue) {
    return [catalogue = std::move(catalogue)](store::Connection&) -> tables::Look {
        return [catalogue](Cell& cell) {
            const auto* performance = catalogue->performance(cell.number);
            cell.number = performance == nullptr ? 0 : performance->starts;
            if (performance != nullptr && performance->event->product) cell.type = Cell::Type::null;
        };
    };
}

// There may be very many users: each is asked for once, when the first row names them.
tables::MakeLook login() {
    return [](store::Connection& connection) -> tables::Look {
        const auto known = std::make_shared<std::unordered_map<std::int64_t, std::string>>();
        return [known, &connection, last = std::int64_t{-1},
                text = std::string_view()](Cell& cell) mutable {
            if (cell.number != last) {
                last = cell.number;
                const auto [found, fresh] = known->try_emplace(last);
                if (fresh) found->second = login_of(last, connection);
                text = found->second;
            }
            put(cell, text);
        };
    };
}

}  // namespace willcall::reports
