// Payments as they are asked for: split over means, in cash with change.
#ifndef WILLCALL_SALES_PAYMENTS_HPP
#define WILLCALL_SALES_PAYMENTS_HPP

#include "operations/call.hpp"
#include "sales/rows.hpp"

namespace willcall::sales {

// Their sum. Throws where one is not well formed, naming its field.
std::int64_t sum_of(const std::vector<PaymentLine>& payments);

// Who has the money now: the seller, unless the line says that whoever acts for them has.
std::int64_t collector_of(const PaymentLine& payment, const Caller& caller);

// Adds a payment to the rows of an order, with the cash that was handed over for it.
void add_payment(const PaymentRow& row, const PaymentLine& asked, std::vector<PaymentRow>& payments,
                 std::vector<TenderedRow>& tendered);

}  // namespace willcall::sales

#endif
