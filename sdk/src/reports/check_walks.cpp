// The parts of the check that walk the catalogue and the series, and what tables refer to.
#include "reports/check_faults.hpp"

#include "operations/reading.hpp"

#include <array>
#include <functional>
#include <unordered_map>

namespace willcall::reports {

namespace {

struct Reference {
    const char* table;
    const char* row;  // what names the row: a column with an id
    const char* column;
    const char* target;
    const char* target_column = "id";
};

// Those with a rule of their own are not repeated here.
constexpr Reference references[] = {
    {"credentials", "item", "item", "items"},
    {"series", "location", "location", "items"},
    {"shifts", "id", "seller", "items"},
    {"shifts", "id", "location", "items"},
    {"shift_takings", "shift", "shift", "shifts"},
    {"collections", "payment", "payment", "payments"},
    {"collections", "payment", "drawer", "shifts"},
    {"collections", "payment", "shift", "shifts"},
    {"movements", "id", "shift", "shifts"},
    {"movements", "id", "received_by", "shifts"},
    {"shift_comments", "id", "shift", "shifts"},
    {"paper_ranges", "id", "holder", "items"},
    {"paper_tickets", "serial", "range_id", "paper_ranges"},
    {"paper_tickets", "serial", "ticket", "tickets"},
    {"sessions", "id", "channel", "items"},
    {"orders", "id", "channel", "items"},
    {"closings", "delivery", "delivery", "deliveries"},
    {"closings", "delivery", "shift", "shifts"},
    {"notices", "delivery", "delivery", "deliveries"},
    {"notices", "delivery", "order_id", "orders"},
    {"notices", "delivery", "transaction_id", "transactions"},
    {"notices", "delivery", "seller", "items"},
    {"released_lines", "basket", "basket", "baskets"},
    {"released_lines", "basket", "performance", "items"},
    {"released_lines", "basket", "ticket_type", "items"},
    {"released_lines", "basket", "notice", "notices", "delivery"},
    {"orders", "id", "location", "items"},
    {"orders", "id", "shift", "shifts"},
    {"orders", "id", "facilitator", "customers"},
    {"orders", "id", "owner", "customers"},
    {"customers", "id", "introduced_by", "customers"},
    {"customers", "id", "merged_into", "customers"},
    {"customer_tags", "customer", "customer", "customers"},
    {"customer_consents", "customer", "customer", "customers"},
    {"customer_keys", "customer", "customer", "customers"},
    {"customer_changes", "id", "customer", "customers"},
    {"customer_relations", "id", "customer", "customers"},
    {"customer_relations", "id", "other", "customers"},
    {"customer_merges", "id", "kept", "customers"},
    {"customer_merges", "id", "absorbed", "customers"},
    {"merge_parties", "merge", "merge", "customer_merges"},
    {"order_lines", "order_id", "order_id", "orders"},
    {"order_lines", "order_id", "performance", "items"},
    {"order_lines", "order_id", "ticket_type", "items"},
    {"claims", "order_id", "quota", "quotas"},
    {"payments", "id", "shift", "shifts"},
    {"reissues", "ticket", "ticket", "tickets"},
    {"admissions", "ticket", "ticket", "tickets"},
    {"payments", "id", "transaction_id", "transactions"},
    {"order_lines", "order_id", "transaction_id", "transactions"},
    {"transactions", "id", "order_id", "orders"},
    {"transactions", "id", "channel", "items"},
    {"transactions", "id", "location", "items"},
    {"transactions", "id", "shift", "shifts"},
    {"ended_tickets", "ticket", "ticket", "tickets"},
    {"ended_tickets", "ticket", "transaction_id", "transactions"},
    {"releases", "transaction_id", "transaction_id", "transactions"},
    {"releases", "transaction_id", "quota", "quotas"},
    {"holds", "holder", "quota", "quotas"},
    {"registrations", "order_id", "order_id", "orders"},
    {"seats", "performance", "performance", "items"},
    {"halls", "performance", "performance", "items"},
    {"baskets", "id", "owner", "customers"},
    {"baskets", "id", "facilitator", "customers"},
    {"sessions", "id", "books_for", "customers"},
    {"baskets", "id", "order_id", "orders"},
    {"basket_lines", "basket", "basket", "baskets"},
    {"basket_lines", "basket", "performance", "items"},
    {"line_taxes", "order_id", "order_id", "orders"},
    {"tendered", "payment", "payment", "payments"},
    {"ticket_answers", "ticket", "ticket", "tickets"},
    {"commissions", "ticket", "ticket", "tickets"},
    {"transfers", "ticket", "ticket", "tickets"},
    {"delivery_tickets", "delivery", "delivery", "deliveries"},
    {"delivery_tickets", "ticket", "ticket", "tickets"},
    {"journal", "id", "writer", "writers", "writer"},
};

struct QuotaFacts {
    std::string key;
    std::int64_t capacity = 0;
    static constexpr auto columns = in_order{store::column<"key">(&QuotaFacts::key),
                                             store::column<"capacity">(&QuotaFacts::capacity)};
};

struct SeriesFacts {
    std::int64_t location = 0, last = 0;
    static constexpr auto columns = in_order{store::column<"location">(&SeriesFacts::location),
                                             store::column<"last">(&SeriesFacts::last)};
};

// Walks the orders of one location after another, by serial.
class SeriesWalk {
public:
    SeriesWalk(const catalogue::Catalogue& catalogue, Faults& faults,
               std::unordered_map<std::int64_t, std::int64_t> lasts)
        : catalogue_(catalogue), faults_(faults), lasts_(std::move(lasts)) {}

    void visit(std::int64_t location, std::optional<std::int64_t> serial, std::int64_t order,
               std::string_view number) {
        if (location != location_) begin(location);
        const auto what = "order or change " + id_text(order);
        if (!serial) {
            faults_.add("order.without_number", what, "sold at a location, but not numbered");
            return;
        }
        // The series may have been given another prefix or width since; its count goes on.
        if (!number.ends_with(std::to_string(*serial)))
            faults_.add("order.number_differs", what,
                        "`" + std::string(number) + "` does not end with its serial " +
                            std::to_string(*serial));
        if (*serial < 1 || *serial > last_)
            faults_.add("series.beyond_last", what,
                        "serial " + std::to_string(*serial) + " of a series that is at " +
                            std::to_string(last_));
        if (*serial == reached_)
            faults_.add("series.repeat", what,
                        "serial " + std::to_string(*serial) + " was drawn before");
        if (*serial > reached_ + 1) gap(*serial - 1);
        reached_ = *serial;
    }
    void finish() {
        close();
        // Series whose orders are all gone.
        for (const auto& [location, last] : lasts_) {
            location_ = location;
            reached_ = 0;
            if (last > 0) gap(last);
        }
    }

private:
    void begin(std::int64_t location) {
        close();
        location_ = location;
        reached_ = 0;
        const auto last = lasts_.find(location);
        last_ = last == lasts_.end() ? 0 : last->second;
        if (last == lasts_.end())
            faults_.add("series.missing", name(), "has numbered orders, but no series");
        else lasts_.erase(last);
    }
    void close() {
        if (location_ != 0 && reached_ < last_) gap(last_);
    }
    void gap(std::int64_t until) {
        faults_.add("series.gap", name(),
                    "no order has " + std::to_string(reached_ + 1) +
                        (until > reached_ + 1 ? " to " + std::to_string(until) : ""));
    }
    std::string name() const {
        const auto* item = catalogue_.location(location_);
        return "location " + (item == nullptr ? id_text(location_) : '`' + item->key + '`');
    }

    const catalogue::Catalogue& catalogue_;
    Faults& faults_;
    std::unordered_map<std::int64_t, std::int64_t> lasts_;  // of series not walked yet
    std::int64_t location_ = 0;
    std::int64_t last_ = 0;
    std::int64_t reached_ = 0;
};

}  // namespace

void check_references(store::Connection& reading, Faults& faults) {
    for (const auto& one : references) {
        std::string sql = "select r.";
        sql.append(one.row).append(" as id, '' as key, r.").append(one.column);
        sql.append(" as found, 0 as expected from ").append(one.table).append(" r left join ");
        sql.append(one.target).append(" t on t.").append(one.target_column).append(" = r.");
        sql.append(one.column).append(" where r.").append(one.column);
        sql.append(" is not null and t.").append(one.target_column).append(" is null");
        const auto what = std::string(one.table) + '.' + one.column + " of {id}";
        const auto detail = std::string("refers to {found}, which is not in ") + one.target;
        check_rules(reading, {{"reference.unknown", what.c_str(), detail.c_str(), sql.c_str()}}, 0,
                    faults);
    }
}

void check_wanted_quotas(store::Connection& reading, const catalogue::Catalogue& catalogue,
                         Faults& faults) {
    std::unordered_map<std::string, std::int64_t> capacities;
    for (auto& row : reading.query<QuotaFacts>("select key, capacity from quotas"))
        capacities.emplace(std::move(row.key), row.capacity);
    for (const auto& wanted : catalogue.wanted_quotas()) {
        const auto found = capacities.find(wanted.key);
        const auto what = "quota `" + wanted.key + '`';
        if (found == capacities.end())
            faults.add("quota.missing", what, "the catalogue asks for it");
        else if (found->second != wanted.capacity)
            faults.add("quota.capacity_differs", what,
                       "its capacity is " + std::to_string(found->second) +
                           ", but the catalogue says " + std::to_string(wanted.capacity));
    }
}

void check_series(store::Connection& reading, const catalogue::Catalogue& catalogue,
                  Faults& faults) {
    std::unordered_map<std::int64_t, std::int64_t> lasts;
    for (const auto& row : reading.query<SeriesFacts>("select location, last from series"))
        lasts.emplace(row.location, row.last);
    SeriesWalk walk(catalogue, faults, std::move(lasts));
    const std::array<bool, 4> texts{false, false, false, true};
    reading.run("select location, serial, id, number from orders where location is not null "
                "union all select location, serial, id, number from transactions "
                "where location is not null and kind not in (1, 2) order by 1, 2, 3",
                {}, texts, [&](std::span<const store::Cell> cells) {
                    std::optional<std::int64_t> serial;
                    if (cells[1].type == store::Cell::Type::number) serial = cells[1].number;
                    walk.visit(cells[0].number, serial, cells[2].number, cells[3].text);
                });
    walk.finish();
}

}  // namespace willcall::reports
