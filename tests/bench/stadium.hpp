// A stadium of 80,000 seats in one zone and one category: an aisle after every 25 of a row.
#ifndef WILLCALL_BENCH_STADIUM_HPP
#define WILLCALL_BENCH_STADIUM_HPP

#include <cstddef>
#include <string>

namespace willcall::bench::stadium {

constexpr std::size_t rows = 160, seats_in_row = 500, seats_to_aisle = 25;
constexpr std::size_t seats = rows * seats_in_row;

// Its plan; the guid of each seat is its number, from 0.
void write_plan(const std::string& path);

}  // namespace willcall::bench::stadium

#endif
