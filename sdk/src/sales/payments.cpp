#include "sales/payments.hpp"

#include "operations/failure.hpp"

namespace willcall::sales {

namespace {

void check_payment(const PaymentLine& payment, const std::string& path) {
    if (payment.amount.minor <= 0)
        throw invalid(path + ".amount: must be more than zero").at(path + ".amount");
    if (!payment.tendered) return;
    const auto field = path + ".tendered";
    if (payment.means != Means::cash) throw invalid(field + ": only cash is handed over").at(field);
    if (payment.tendered->minor < payment.amount.minor)
        throw invalid(field + ": must not be less than the amount").at(field);
}

}  // namespace

std::int64_t sum_of(const std::vector<PaymentLine>& payments) {
    std::int64_t sum = 0;
    for (std::size_t number = 0; number < payments.size(); ++number) {
        check_payment(payments[number], "payments[" + std::to_string(number) + "]");
        sum += payments[number].amount.minor;
    }
    return sum;
}

std::int64_t collector_of(const PaymentLine& payment, const Caller& caller) {
    return payment.collected_by == CollectedBy::actor ? caller.actor.id : caller.seller.id;
}

void add_payment(const PaymentRow& row, const PaymentLine& asked, std::vector<PaymentRow>& payments,
                 std::vector<TenderedRow>& tendered) {
    payments.push_back(row);
    if (asked.tendered) tendered.push_back({row.id, asked.tendered->minor});
}

}  // namespace willcall::sales
