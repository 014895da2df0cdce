// The lines of a quote as rows: with their tickets, and what they take of each quota.
#ifndef WILLCALL_SALES_LINES_HPP
#define WILLCALL_SALES_LINES_HPP

#include "sales/quote.hpp"
#include "sales/rows.hpp"

namespace willcall::sales {

using MakeId = std::function<std::int64_t()>;

// As what the lines of a quote are written.
struct LinesAs {
    TicketState state = TicketState::valid;
    std::int64_t first = 0;                   // number of the first of them in the order
    std::optional<std::int64_t> transaction;  // the exchange they come with; absent: the sale
};
// The tickets get the seats that were taken for them.
void add_lines(OrderRows& rows, const Quote& quote, const LinesAs& as, SeatsTaken& seats,
               const MakeId& make_id);

// What lines take, the first of them being number `first` of the order.
void add_claims(std::vector<ClaimRow>& rows, std::int64_t order, std::int64_t first,
                std::span<const LineClaim> claims);
// The same, held for a registration.
void add_holds(std::vector<HoldRow>& rows, const RegistrationRow& registration,
               std::span<const LineClaim> claims);

}  // namespace willcall::sales

#endif
