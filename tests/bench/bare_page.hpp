// Tickets as somebody would draw them who knows just these: cairo, pango and zint by hand.
#ifndef WILLCALL_BENCH_BARE_PAGE_HPP
#define WILLCALL_BENCH_BARE_PAGE_HPP

#include <string>
#include <vector>

namespace willcall::bench {

// What stands on it, letter by letter.
struct BareTicket {
    std::string organiser, which, event, date, starts, place, ticket_type, price, number, id, code;
};

// A PDF with an A4 page for each.
std::string bare_pages(const std::string& title, const std::string& created,
                       const std::vector<BareTicket>& tickets);

}  // namespace willcall::bench

#endif
