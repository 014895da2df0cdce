// What a row of sums stands for, in SQL: days and hours are those of the organisation's zone, also
// where its clocks are put forward or back.
#ifndef WILLCALL_REPORTS_GROUPING_HPP
#define WILLCALL_REPORTS_GROUPING_HPP

#include "reports/narrowing.hpp"

namespace willcall::reports {

struct Grouping {
    std::vector<std::string> parts;  // what moved, each called `orders`
    std::string id;                  // what is grouped by
    std::string orders;              // how many
    const char* performance;         // its column; null where a row is of a whole order
};

// `of_lines`: whether only some lines of an order may count. Orders are read alone where they say
// it all.
Grouping grouping_of(SalesBy by, bool of_lines, const Span& span, store::Connection& connection,
                     const catalogue::Catalogue& catalogue);

// A day or an hour as it is shown, from what it was grouped by.
struct NamedTime {
    std::string key;
    std::string name;
    Time starts;
};
NamedTime name_day(std::int64_t day, const catalogue::Catalogue& catalogue);
NamedTime name_hour(std::int64_t instant, const catalogue::Catalogue& catalogue);

}  // namespace willcall::reports

#endif
