// What a turn of sales counts besides quotas: the open shifts with their takings, and the number
// series. Read once, counted in memory, written once a turn.
#ifndef WILLCALL_SALES_COUNTERS_HPP
#define WILLCALL_SALES_COUNTERS_HPP

#include "catalogue/catalogue.hpp"
#include "operations/failure.hpp"
#include "sales/shift_rows.hpp"
#include "store/connection.hpp"

#include <map>
#include <optional>
#include <unordered_map>

namespace willcall::sales {

// The seller's open shift as a reading sees it, or nothing.
std::optional<ShiftRow> find_open_shift(store::Connection& reading, std::int64_t seller);
// What is answered where one would be needed.
Refusal no_open_shift(const std::string& seller_login);

struct Number {
    std::int64_t serial = 0;
    std::string text;  // "MAIN-000012"
};

class Counters {
public:
    // Makes sure that these sellers' open shifts, with what they took, and these series are in
    // memory, and that nobody else's turn counts them: all that a turn needs in one call.
    void load_shifts(store::Connection& turn, std::vector<std::int64_t> sellers);
    void load_series(store::Connection& turn, std::vector<std::int64_t> locations);

    // The seller's open shift, or null.
    const ShiftRow* open_shift(std::int64_t seller) const;
    // The next number of a location: gapless, since it is drawn in the sale's own turn.
    Number draw(const catalogue::LocationItem& location);
    // Adds a payment to what a shift took.
    void take(std::int64_t shift, Means means, std::int64_t amount);

    void write(store::Connection& turn);
    void forget();

private:
    struct Takings {
        TakingsRow row;
        bool stored = false;
        bool changed = false;
    };
    struct Series {
        SeriesRow row;
        bool stored = false;
        bool changed = false;
    };
    std::unordered_map<std::int64_t, std::optional<ShiftRow>> shifts_;  // by seller
    std::map<std::pair<std::int64_t, Means>, Takings> takings_;
    std::map<std::int64_t, Series> series_;
};

}  // namespace willcall::sales

#endif
