// What a benchmark found, and how it is told: a line for people, an object for programs.
#ifndef WILLCALL_BENCH_OUTCOME_HPP
#define WILLCALL_BENCH_OUTCOME_HPP

#include "usage.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace willcall::bench {

// One side of a comparison: slices of orders (or refusals), each with its rate.
struct Side {
    std::vector<double> rates;  // per second
    std::uint64_t done = 0;
    Usage used;

    void add(std::size_t count, double seconds, const Usage& more);
    double flushes_each() const { return per_piece(used.flushes); }
    double bytes_each() const { return per_piece(used.bytes); }
    double processor_us_each() const { return per_piece(used.processor_seconds) * 1e6; }

private:
    template <class Amount>
    double per_piece(Amount amount) const {
        return done == 0 ? 0 : static_cast<double>(amount) / static_cast<double>(done);
    }
};

// Something else that was found, with what it should be.
struct Finding {
    std::string name;
    double value = 0;
    double goal = 0;
    bool at_most = false;  // the goal is the most it may be; else the least

    bool met() const { return at_most ? value <= goal : value >= goal; }
};

struct Outcome {
    std::string name;
    double goal = 0;
    std::vector<Finding> also;
    Side engine, limit;
    std::map<std::string, std::int64_t> rows;  // of both stores at the end, per table
    std::string void_because;                  // why it says nothing; empty: it does

    // Adds to why it is void; nothing where `why` is empty.
    void doubt(const std::string& why);
    double ratio() const;
    // The least and the greatest of the middle half of the rounds.
    std::pair<double, double> ratio_range() const;
    std::string line() const;
    std::string json() const;
};

double median(std::vector<double> values);

}  // namespace willcall::bench

#endif
