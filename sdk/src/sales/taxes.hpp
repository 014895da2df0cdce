// Taxes on tickets: part of the price or on top of it, rounded half up for each (decision 16).
#ifndef WILLCALL_SALES_TAXES_HPP
#define WILLCALL_SALES_TAXES_HPP

#include <cstdint>

namespace willcall::sales {

// A ticket as it is paid, and what of that is tax.
struct Taxed {
    std::int64_t price = 0;
    std::int64_t tax = 0;
};

// `price`: after offers, as the season has it. `rate` in thousandths of a per cent.
Taxed taxed(std::int64_t price, std::int64_t rate, bool on_top);

}  // namespace willcall::sales

#endif
