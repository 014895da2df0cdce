// The summary of a shift: of an open one as it stands, of a closed one as it stays.
#ifndef WILLCALL_SHIFT_SUMMARY_HPP
#define WILLCALL_SHIFT_SUMMARY_HPP

#include <willcall/drawers.hpp>
#include <willcall/shifts.hpp>

namespace willcall {

struct CommentShift {
    std::optional<Id> shift;
    std::string text;

    static constexpr auto fields = in_order{
        field<"shift">(&CommentShift::shift, "a closed one too; left out: the open one"),
        field<"text">(&CommentShift::text, "what is to be remembered of it", between(1, 2'000),
                      multiline),
    };
};

struct ShiftComment {
    Id id;
    Time at;
    std::string author;
    std::string text;

    static constexpr auto meaning = "what somebody wrote about a shift";
    static constexpr auto fields = in_order{
        field<"id">(&ShiftComment::id, "its id"),
        field<"at">(&ShiftComment::at, "when"),
        field<"author">(&ShiftComment::author, "login of who wrote it"),
        field<"text">(&ShiftComment::text, "it"),
    };
};

struct SummarizeShift {
    std::optional<Id> shift;

    static constexpr auto fields = in_order{
        field<"shift">(&SummarizeShift::shift, "left out: the seller's open one"),
    };
};

struct ShiftPayments {
    std::vector<ShiftMeans> means;

    static constexpr auto meaning = "money taken and expected";
    static constexpr auto fields = in_order{
        field<"means">(&ShiftPayments::means, "per means of payment"),
    };
};

struct ShiftTransactions {
    std::int64_t sales = 0;
    std::int64_t payments = 0;
    std::int64_t exchanges = 0;
    std::int64_t refunds = 0;

    static constexpr auto meaning = "how often something was sold or changed";
    static constexpr auto fields = in_order{
        field<"sales">(&ShiftTransactions::sales, "orders that were paid at once, or free"),
        field<"payments">(&ShiftTransactions::payments, "registrations paid"),
        field<"exchanges">(&ShiftTransactions::exchanges, "tickets given back for others"),
        field<"refunds">(&ShiftTransactions::refunds, "tickets given back for money"),
    };
};

struct SoldInShift {
    std::string performance;
    std::string ticket_type;
    std::int64_t sold = 0;
    std::int64_t given_back = 0;
    Money value;

    static constexpr auto meaning = "tickets of one kind";
    static constexpr auto fields = in_order{
        field<"performance">(&SoldInShift::performance, "key of the performance"),
        field<"ticket_type">(&SoldInShift::ticket_type, "key of the ticket type"),
        field<"sold">(&SoldInShift::sold, "how many were sold"),
        field<"given_back">(&SoldInShift::given_back, "how many were refunded or exchanged"),
        field<"value">(&SoldInShift::value, "of those sold, less of those given back"),
    };
};

struct ShiftTickets {
    std::int64_t sold = 0;
    std::int64_t given_back = 0;
    Money value;
    std::vector<SoldInShift> kinds;

    static constexpr auto meaning = "tickets sold and given back";
    static constexpr auto fields = in_order{
        field<"sold">(&ShiftTickets::sold, "how many were sold"),
        field<"given_back">(&ShiftTickets::given_back, "how many were refunded or exchanged"),
        field<"value">(&ShiftTickets::value, "of those sold, less of those given back"),
        field<"kinds">(&ShiftTickets::kinds, "by performance and ticket type"),
    };
};

struct ShiftFees {
    std::int64_t count = 0;
    Money amount;

    static constexpr auto meaning = "fees of refunds and exchanges";
    static constexpr auto fields = in_order{
        field<"count">(&ShiftFees::count, "how often one was taken"),
        field<"amount">(&ShiftFees::amount, "their sum"),
    };
};

struct ShiftRefunds {
    std::int64_t count = 0;
    Money value;
    Money paid_out;

    static constexpr auto meaning = "refunds";
    static constexpr auto fields = in_order{
        field<"count">(&ShiftRefunds::count, "how many"),
        field<"value">(&ShiftRefunds::value, "of the tickets that were given back"),
        field<"paid_out">(&ShiftRefunds::paid_out, "of it, less the fees"),
    };
};

struct ShiftMovements {
    Money put_in;
    Money taken_out;
    std::vector<Movement> movements;

    static constexpr auto meaning = "money that moved without a sale";
    static constexpr auto fields = in_order{
        field<"put_in">(&ShiftMovements::put_in, "of all means of payment"),
        field<"taken_out">(&ShiftMovements::taken_out, "of all means of payment"),
        field<"movements">(&ShiftMovements::movements, "one by one, oldest first"),
    };
};

struct RedeemedOffer {
    std::string offer;
    std::int64_t tickets = 0;
    Money amount;

    static constexpr auto meaning = "an offer that was used";
    static constexpr auto fields = in_order{
        field<"offer">(&RedeemedOffer::offer, "its name"),
        field<"tickets">(&RedeemedOffer::tickets, "tickets that got it"),
        field<"amount">(&RedeemedOffer::amount, "taken off their prices"),
    };
};

struct ShiftRedeemables {
    Money vouchers;
    std::vector<RedeemedOffer> offers;

    static constexpr auto meaning = "what was redeemed";
    static constexpr auto fields = in_order{
        field<"vouchers">(&ShiftRedeemables::vouchers, "paid by voucher"),
        field<"offers">(&ShiftRedeemables::offers, "offers and promotions used"),
    };
};

struct CommissionKept {
    std::string name;
    std::int64_t tickets = 0;
    Money amount;

    static constexpr auto meaning = "what is kept by who sells, under one name";
    static constexpr auto fields = in_order{
        field<"name">(&CommissionKept::name, "its name"),
        field<"tickets">(&CommissionKept::tickets, "sold, less those given back"),
        field<"amount">(&CommissionKept::amount, "kept of those sold, less of those given back"),
    };
};

struct ShiftCommissions {
    Money amount;
    std::vector<CommissionKept> commissions;

    static constexpr auto meaning = "what is kept by who sells";
    static constexpr auto fields = in_order{
        field<"amount">(&ShiftCommissions::amount, "of all names"),
        field<"commissions">(&ShiftCommissions::commissions, "by name"),
    };
};

struct WithheldSection {
    std::string section;
    std::string rule;
    std::string permission;

    static constexpr auto meaning = "a section that the caller does not see";
    static constexpr auto fields = in_order{
        field<"section">(&WithheldSection::section, "which"),
        field<"rule">(&WithheldSection::rule,
                      "shift.uncounted: not before the drawer was counted; access.not_permitted"),
        field<"permission">(&WithheldSection::permission, "that would show it"),
    };
};

struct ShiftSummary {
    Shift shift;
    std::optional<ShiftPayments> payments;
    std::optional<ShiftTransactions> transactions;
    std::optional<ShiftTickets> tickets;
    std::optional<ShiftFees> fees;
    std::optional<ShiftRefunds> refunds;
    std::optional<ShiftMovements> paid_in_out;
    std::optional<ShiftMovements> deposits;
    std::optional<ShiftRedeemables> redeemables;
    std::optional<ShiftCommissions> commissions;
    std::vector<ShiftComment> comments;
    std::vector<WithheldSection> withheld;

    static constexpr auto meaning = "a shift in sections, each behind a permission of its own";
    static constexpr auto fields = in_order{
        field<"shift">(&ShiftSummary::shift, "whose, where and when"),
        field<"payments">(&ShiftSummary::payments, "money taken and expected"),
        field<"transactions">(&ShiftSummary::transactions, "what was done, counted"),
        field<"tickets">(&ShiftSummary::tickets, "what was sold and given back"),
        field<"fees">(&ShiftSummary::fees, "fees taken"),
        field<"refunds">(&ShiftSummary::refunds, "money paid back"),
        field<"paid_in_out">(&ShiftSummary::paid_in_out, "paid in and paid out"),
        field<"deposits">(&ShiftSummary::deposits, "deposits and hand-overs"),
        field<"redeemables">(&ShiftSummary::redeemables, "vouchers and offers"),
        field<"commissions">(&ShiftSummary::commissions, "what is kept by who sells"),
        field<"comments">(&ShiftSummary::comments, "oldest first"),
        field<"withheld">(&ShiftSummary::withheld, "sections that the caller does not see"),
    };
};

}  // namespace willcall

#endif
