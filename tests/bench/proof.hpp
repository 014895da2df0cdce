// Whether both sides did the same: else the comparison is void.
#ifndef WILLCALL_BENCH_PROOF_HPP
#define WILLCALL_BENCH_PROOF_HPP

#include "sqlite.hpp"

#include <map>
#include <string>

namespace willcall::bench {

struct Sameness {
    std::string difference;                     // the first one found; empty: none
    std::map<std::string, std::int64_t> rows;   // per table
    std::int64_t pages = 0, pages_of_copy = 0;  // of the database files, in whole
};

// Compares every row of every table, its place included.
Sameness compare_stores(Sqlite& store, Sqlite& copy);

}  // namespace willcall::bench

#endif
