// Payments as they are asked for: split over means, in cash with change.
#ifndef WILLCALL_SALES_PAYMENTS_HPP
#define WILLCALL_SALES_PAYMENTS_HPP

#include "sales/rows.hpp"

namespace willcall::sales {

// Their sum. Throws where one is not well formed, naming its field.
std::int64_t sum_of(const std::vector<PaymentLine>& payments);

// Adds a payment to the rows of an order, with the cash that was handed over for it.
void add_payment(const PaymentRow& row, const PaymentLine& asked, std::vector<PaymentRow>& payments,
                 std::vector<TenderedRow>& tendered);

}  // namespace willcall::sales

#endif
