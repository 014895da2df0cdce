#include "sales/shift_summary.hpp"

#include "sales/drawers.hpp"
#include "sales/shifts.hpp"

#include <willcall/shift_summary.hpp>

#include <map>
#include <span>

namespace willcall::sales {

namespace {

// The lines sold on a shift: with the order, with the payment of a registration, or in exchange.
// Ids grow with time, so a range of them keeps the rows of other days out; the hour at both ends is
// for clocks that differ.
const std::string lines_sold =
    "with sold as (select l.order_id, l.line, l.performance, l.ticket_type, l.quantity, l.total "
    "from orders o join order_lines l on l.order_id = o.id and l.transaction_id is null "
    "where o.id between ? and ? and o.shift = ? union all "
    "select l.order_id, l.line, l.performance, l.ticket_type, l.quantity, l.total "
    "from transactions t join order_lines l on l.order_id = t.order_id "
    "and (l.transaction_id = t.id or (t.kind = 0 and l.transaction_id is null)) "
    "where t.id between ? and ? and t.shift = ?) ";

constexpr std::int64_t hour = 3'600'000;  // milliseconds

std::int64_t first_id(std::int64_t millisecond) {
    return millisecond << (Identifiers::writer_bits + Identifiers::count_bits);
}

struct KindRow {
    std::int64_t performance = 0;
    std::int64_t ticket_type = 0;
    std::int64_t tickets = 0;
    Money value;
    static constexpr auto columns = in_order{
        column<"performance">(&KindRow::performance), column<"ticket_type">(&KindRow::ticket_type),
        column<"tickets">(&KindRow::tickets), column<"value">(&KindRow::value)};
};

struct OfferRow : RedeemedOffer {
    static constexpr auto columns =
        in_order{column<"offer">(&RedeemedOffer::offer), column<"tickets">(&RedeemedOffer::tickets),
                 column<"amount">(&RedeemedOffer::amount)};
};

// Of each ticket that was sold, less of each that was given back.
constexpr const char* kept_of_tickets =
    "select name, cast(sum(sign) as bigint), cast(sum(sign * amount) as bigint) from "
    "(select c.name, c.amount, 1 as sign from sold s join tickets k on k.order_id = s.order_id "
    "and k.line = s.line join commissions c on c.ticket = k.id union all "
    "select c.name, c.amount, -1 from transactions t join ended_tickets e "
    "on e.transaction_id = t.id join commissions c on c.ticket = e.ticket "
    "where t.id between ? and ? and t.shift = ? and t.kind in (3, 4)) kept "
    "group by name order by name";

struct CommissionSums : CommissionKept {
    static constexpr auto columns =
        in_order{column<"name">(&CommissionKept::name), column<"tickets">(&CommissionKept::tickets),
                 column<"amount">(&CommissionKept::amount)};
};

struct ChangesRow {
    TransactionKind kind = TransactionKind::payment;
    std::int64_t count = 0;
    std::int64_t fees = 0;
    Money fee;
    Money ended;
    Money paid;
    static constexpr auto columns =
        in_order{column<"kind">(&ChangesRow::kind),   column<"count">(&ChangesRow::count),
                 column<"fees">(&ChangesRow::fees),   column<"fee">(&ChangesRow::fee),
                 column<"ended">(&ChangesRow::ended), column<"paid">(&ChangesRow::paid)};
};

class Summarizing {
public:
    Summarizing(const Needs& needs, Call& call, const ShiftRow& row)
        : needs_(needs),
          call_(call),
          reading_(*call.connection),
          row_(row),
          catalogue_(needs.snapshot_of(call)->catalogue),
          login_of_(logins_from(reading_)),
          first_(first_id(row.opened / 1000 - hour)),
          last_(first_id(row.closed.value_or(call.now) / 1000 + hour)) {
        summary_.shift = show_shift(reading_, *catalogue_, row_, login_of_(row_.seller));
        summary_.shift.means.clear();
    }

    ShiftSummary make() && {
        for (const auto& section : sections()) add(section);
        for (auto& comment :
             reading_.select<CommentRow>("where shift = ? order by at, id", row_.id))
            summary_.comments.push_back(
                {{comment.id}, {comment.at}, login_of_(comment.author), std::move(comment.text)});
        return std::move(summary_);
    }

private:
    // Who has yet to count the drawer learns nothing from which its content could be worked out.
    struct Section {
        const char* name;
        bool before_the_count;
        void (Summarizing::*add)();
    };
    static std::span<const Section> sections();

    void add(const Section& section) {
        const auto permission = std::string("/shifts/summary/") + section.name;
        constexpr const char* money_uncounted = "/shifts/uncounted/money";
        if (!sees_shift(needs_, call_, row_, permission))
            summary_.withheld.push_back({section.name, "access.not_permitted", permission});
        else if (!row_.closed && !section.before_the_count &&
                 !sees_shift(needs_, call_, row_, money_uncounted))
            summary_.withheld.push_back({section.name, "shift.uncounted", money_uncounted});
        else (this->*section.add)();
    }

    void add_payments() { summary_.payments = ShiftPayments{means_of(reading_, row_)}; }

    // Once for all sections that speak of them.
    const std::vector<ChangesRow>& changes() {
        if (!changes_)
            changes_ = reading_.query<ChangesRow>(
                "select kind, count(*), cast(sum(case when fee <> 0 then 1 else 0 end) as bigint), "
                "cast(sum(fee) as bigint), cast(sum(ended) as bigint), cast(sum(paid) as bigint) "
                "from transactions where id between ? and ? and shift = ? group by kind",
                first_, last_, row_.id);
        return *changes_;
    }

    void add_transactions() {
        ShiftTransactions counted;
        counted.sales =
            reading_
                .number("select count(*) from orders where id between ? and ? and shift = ?",
                        first_, last_, row_.id)
                .value_or(0);
        for (const auto& change : changes()) {
            if (change.kind == TransactionKind::payment) counted.payments = change.count;
            if (change.kind == TransactionKind::exchange) counted.exchanges = change.count;
            if (change.kind == TransactionKind::refund) counted.refunds = change.count;
        }
        summary_.transactions = counted;
    }

    void add_tickets() {
        std::map<std::pair<std::int64_t, std::int64_t>, SoldInShift> kinds;
        const auto sold = reading_.query<KindRow>(
            lines_sold + "select performance, ticket_type, cast(sum(quantity) as bigint), "
                         "cast(sum(total) as bigint) from sold group by performance, ticket_type",
            first_, last_, row_.id, first_, last_, row_.id);
        for (const auto& row : sold) {
            auto& kind = kinds[{row.performance, row.ticket_type}];
            kind.sold += row.tickets;
            kind.value += row.value;
        }
        const auto given_back = reading_.query<KindRow>(
            "select k.performance, k.ticket_type, count(*), cast(sum(k.price) as bigint) "
            "from transactions t join ended_tickets e on e.transaction_id = t.id "
            "join tickets k on k.id = e.ticket "
            "where t.id between ? and ? and t.shift = ? and t.kind in (3, 4) "
            "group by k.performance, k.ticket_type",
            first_, last_, row_.id);
        for (const auto& row : given_back) {
            auto& kind = kinds[{row.performance, row.ticket_type}];
            kind.given_back += row.tickets;
            kind.value = kind.value - row.value;
        }
        ShiftTickets all;
        for (auto& [key, kind] : kinds) {
            if (const auto* item = catalogue_->performance(key.first)) kind.performance = item->key;
            if (const auto* item = catalogue_->ticket_type(key.second))
                kind.ticket_type = item->key;
            all.sold += kind.sold;
            all.given_back += kind.given_back;
            all.value += kind.value;
            all.kinds.push_back(std::move(kind));
        }
        summary_.tickets = std::move(all);
    }

    void add_fees() {
        ShiftFees fees;
        for (const auto& change : changes()) {
            fees.count += change.fees;
            fees.amount += change.fee;
        }
        summary_.fees = fees;
    }

    void add_refunds() {
        ShiftRefunds refunds;
        for (const auto& change : changes())
            if (change.kind == TransactionKind::refund)
                refunds = {change.count, change.ended, Money{} - change.paid};
        summary_.refunds = refunds;
    }

    ShiftMovements movements(bool deposits) {
        ShiftMovements all;
        for (const auto& row : reading_.select<MovementRow>(
                 "where shift = ? or received_by = ? order by at, id", row_.id, row_.id)) {
            const bool is_deposit =
                row.kind == MovementKind::deposit || row.kind == MovementKind::hand_over;
            if (is_deposit != deposits) continue;
            const bool in = row.kind == MovementKind::paid_in || row.received_by == row_.id;
            (in ? all.put_in : all.taken_out).minor += row.amount;
            all.movements.push_back(show_movement(row, login_of_));
        }
        return all;
    }
    void add_paid_in_out() { summary_.paid_in_out = movements(false); }
    void add_deposits() { summary_.deposits = movements(true); }

    void add_redeemables() {
        ShiftRedeemables redeemed;
        redeemed.vouchers.minor =
            reading_
                .number("select amount from shift_takings where shift = ? and means = ?", row_.id,
                        Means::voucher)
                .value_or(0);
        for (auto& row : reading_.query<OfferRow>(
                 lines_sold + "select e.offer, cast(sum(e.units) as bigint), "
                              "cast(sum(e.units * e.amount) as bigint) from sold s "
                              "join line_effects e on e.order_id = s.order_id and e.line = s.line "
                              "group by e.offer order by e.offer",
                 first_, last_, row_.id, first_, last_, row_.id))
            redeemed.offers.push_back(std::move(row));
        summary_.redeemables = std::move(redeemed);
    }

    void add_commissions() {
        ShiftCommissions kept;
        for (auto& row :
             reading_.query<CommissionSums>(lines_sold + kept_of_tickets, first_, last_, row_.id,
                                            first_, last_, row_.id, first_, last_, row_.id)) {
            kept.amount += row.amount;
            kept.commissions.push_back(std::move(row));
        }
        summary_.commissions = std::move(kept);
    }

    const Needs& needs_;
    Call& call_;
    store::Connection& reading_;
    const ShiftRow& row_;
    std::shared_ptr<const catalogue::Catalogue> catalogue_;
    LoginOf login_of_;
    std::int64_t first_;  // ids
    std::int64_t last_;
    std::optional<std::vector<ChangesRow>> changes_;
    ShiftSummary summary_;
};

// What moved without a sale the counter moved themselves; how often something was sold says nothing
// of how much was paid.
std::span<const Summarizing::Section> Summarizing::sections() {
    static constexpr Section all[] = {
        {"payments", false, &Summarizing::add_payments},
        {"transactions", true, &Summarizing::add_transactions},
        {"tickets", false, &Summarizing::add_tickets},
        {"fees", false, &Summarizing::add_fees},
        {"refunds", false, &Summarizing::add_refunds},
        {"paid_in_out", true, &Summarizing::add_paid_in_out},
        {"deposits", true, &Summarizing::add_deposits},
        {"redeemables", false, &Summarizing::add_redeemables},
        {"commissions", false, &Summarizing::add_commissions},
    };
    return all;
}

Answered<ShiftSummary> summarize(const Needs& needs, Call& call, const SummarizeShift& request) {
    auto found = find_shift(needs, call, request.shift, "/shifts/summary");
    if (auto* refused = std::get_if<Refusal>(&found)) return std::move(*refused);
    return Summarizing(needs, call, std::get<ShiftRow>(found)).make();
}

// A closed shift never changes; what is said about it may still be added.
Answered<ShiftComment> comment(const Needs& needs, Call& call, const CommentShift& request) {
    auto found = find_shift(needs, call, request.shift, "/shifts/comment");
    if (auto* refused = std::get_if<Refusal>(&found)) return std::move(*refused);
    CommentRow row;
    row.id = call.make_id();
    row.shift = std::get<ShiftRow>(found).id;
    row.at = call.now;
    row.author = call.caller->actor.id;
    row.text = request.text;
    call.connection->insert(row);
    call.note.subject = row.shift;
    return ShiftComment{{row.id}, {row.at}, call.caller->actor.login, row.text};
}

}  // namespace

std::vector<Operation> summary_operations(const Needs& needs) {
    return {
        operation<SummarizeShift, ShiftSummary>(
            "shifts.summary", "/shifts/summary",
            "a shift in sections: of an open one as it stands, of a closed one as it stays",
            Handling::reads,
            [needs](Call& call, const SummarizeShift& request) {
                return summarize(needs, call, request);
            }),
        operation<CommentShift, ShiftComment>("shifts.comment", "/shifts/comment",
                                              "adds a comment to a shift, after it was closed too",
                                              Handling::writes,
                                              [needs](Call& call, const CommentShift& request) {
                                                  return comment(needs, call, request);
                                              }),
    };
}

}  // namespace willcall::sales
