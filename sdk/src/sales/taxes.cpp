#include "sales/taxes.hpp"

namespace willcall::sales {

namespace {

constexpr std::int64_t whole = 100'000;  // one hundred per cent

// Of two amounts that are not negative.
std::int64_t half_up(std::int64_t amount, std::int64_t by) { return (2 * amount + by) / (2 * by); }

}  // namespace

Taxed taxed(std::int64_t price, std::int64_t rate, bool on_top) {
    if (on_top) {
        const auto tax = half_up(price * rate, whole);
        return {price + tax, tax};
    }
    return {price, half_up(price * rate, whole + rate)};
}

}  // namespace willcall::sales
