// One change of an order in its exclusive turn: on whose shift it stands, which tickets end, what
// comes back into sale, which money moves. The order itself is not rewritten.
#ifndef WILLCALL_SALES_CHANGING_HPP
#define WILLCALL_SALES_CHANGING_HPP

#include "sales/counters.hpp"
#include "sales/holding.hpp"
#include "sales/orders.hpp"

#include <willcall/changes.hpp>

namespace willcall::sales {

class Changing {
public:
    // Throws NOT_FOUND for an order the caller may not see under `permission`.
    Changing(const Needs& needs, Call& call, Id order, TransactionKind kind,
             std::string_view permission, std::string note);

    const OrderRows& order() const { return rows_; }
    stock::Ledger& ledger() { return ledger_; }
    std::int64_t id() const { return change_.id; }
    MakeId make_id() const { return call_.make_id; }

    // The tickets asked for, all valid ones where none is: or why one of them can't be changed.
    Answered<std::vector<TicketRow>> choose(const std::vector<Id>& asked) const;

    // Asks the channel, and finds shift and location; says why it is not done here.
    std::optional<Refusal> settle_terms(std::int64_t tickets, std::int64_t value);

    // Takes what the channel claims with a payment; says what ran short.
    std::optional<Refusal> take_claims();
    // What the registration held is sold, and written with what was claimed.
    void take_held();

    // They are dead from now on; what they took of each quota is back in sale.
    void end(const std::vector<TicketRow>& tickets);
    void sell(std::int64_t value) { change_.sold += value; }
    void keep(std::int64_t fee) { change_.fee += fee; }

    // What is to be paid, or paid out where negative, after all of the above. Books `payments` for
    // it; paid out by the means it came where none are given.
    std::optional<Refusal> settle(const std::vector<PaymentLine>& payments);

    // Numbers the transaction and writes it. Lines and claims of an exchange come after it.
    void write();
    // Writes what was counted, and shows the order as it stands now.
    Order finish();

private:
    const catalogue::Catalogue& catalogue() const { return *snapshot_->catalogue; }
    std::int64_t due() const { return change_.sold - change_.ended + change_.fee; }
    std::optional<Refusal> find_shift(const plugins::Terms& terms);
    std::optional<Refusal> refuse_payments(const std::vector<PaymentLine>& payments) const;
    std::optional<Refusal> find_drawer(const std::vector<PaymentLine>& payments);
    std::vector<PaymentLine> by_the_means_it_came(std::int64_t amount) const;
    void book(const std::vector<PaymentLine>& payments, std::int64_t sign);
    void give_back(const std::vector<TicketRow>& ended);

    const Needs& needs_;
    Call& call_;
    store::Connection& turn_;
    std::shared_ptr<const access::Snapshot> snapshot_;
    OrderRows rows_;
    TransactionRow change_;
    const catalogue::ChannelItem* channel_ = nullptr;
    const catalogue::LocationItem* location_ = nullptr;
    std::int32_t payment_ = WILLCALL_PAYMENT_UNSAID;
    stock::Ledger ledger_;
    Counters counters_;
    std::vector<PaymentRow> payments_;
    std::vector<TenderedRow> tendered_;
    std::vector<CollectionRow> collections_;
    std::vector<EndedTicketRow> ended_;
    std::vector<ReleaseRow> releases_;
    std::vector<ClaimRow> claims_;
    std::vector<plugins::Said::Claim> said_;  // claims, by the channel
};

}  // namespace willcall::sales

#endif
