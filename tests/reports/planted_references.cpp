#include "reports/planted_faults.hpp"

namespace willcall::tests {

namespace {

// A refund of order 101, by this seller, channel, location and shift.
std::string change(const std::string& where) {
    return "insert into transactions values (201, 101, 0, 3, null, null, 1, 32, 14, " + where +
           ", 0, 0, 0, 0, 0, '')";
}

// Money that moved without a sale.
std::string movement(const std::string& shift, const std::string& received_by) {
    return "insert into movements values (701, 2, 0, 9, 1541000001000000, 14, " + shift +
           ", null, " + received_by + ", '')";
}

Planted unknown(const char* column, std::string sql) {
    return {"reference.unknown", column, {std::move(sql)}};
}

}  // namespace

const std::vector<Planted> planted_references = {
    unknown("collections.drawer", "insert into collections values (601, 10, 999, 14, 31, 0, 3800)"),
    unknown("collections.shift",
            "insert into collections values (601, 10, null, 14, 999, 0, 3800)"),
    unknown("movements.shift", movement("999", "null")),
    unknown("movements.received_by", movement("31", "999")),
    unknown("paper_ranges.holder",
            "insert into paper_ranges values (801, 999, 'P-', 3, 5, 9, 5, 1, 14)"),
    unknown("paper_tickets.range_id", "insert into paper_tickets values (999, 5, 10100, 1)"),
    unknown("credentials.item", "insert into credentials values (999, 'x', 1)"),
    unknown("series.location", "insert into series values (999, 0)"),
    unknown("shifts.seller", "update shifts set seller = 999 where id = 31"),
    unknown("shift_takings.shift", "insert into shift_takings values (999, 1, 1, 500, null, null)"),
    unknown("orders.channel", "update orders set channel = 999 where id = 103"),
    unknown("orders.location", "update orders set location = 999 where id = 101"),
    unknown("orders.shift", "update orders set shift = 999 where id = 101"),
    unknown("orders.owner", "update orders set owner = 999 where id = 101"),
    unknown("orders.facilitator", "update orders set facilitator = 999 where id = 101"),
    unknown("order_lines.order_id", "update order_lines set order_id = 999 where order_id = 102"),
    unknown("order_lines.performance",
            "update order_lines set performance = 999 where order_id = 102"),
    unknown("order_lines.ticket_type",
            "update order_lines set ticket_type = 999 where order_id = 102"),
    unknown("order_lines.transaction_id",
            "update order_lines set transaction_id = 999 where order_id = 102"),
    unknown("payments.shift", "update payments set shift = 999 where order_id = 101"),
    unknown("payments.transaction_id",
            "update payments set transaction_id = 999 where order_id = 101"),
    unknown("reissues.ticket", "insert into reissues values (999, 2, 1)"),
    unknown("transactions.channel", change("14, 999, null, null")),
    unknown("transactions.location", change("14, 12, 999, null")),
    unknown("transactions.shift", change("14, 12, null, 999")),
    unknown("ended_tickets.ticket", "insert into ended_tickets values (999, 201)"),
    unknown("ended_tickets.transaction_id", "insert into ended_tickets values (10100, 999)"),
    unknown("releases.transaction_id", "insert into releases values (999, 101, 0, 21, 1, '')"),
    unknown("releases.quota", "insert into releases values (201, 101, 0, 999, 1, '')"),
    unknown("holds.quota", "insert into holds values (301, 0, 999, 2, 2, '')"),
    unknown("line_taxes.order_id", "insert into line_taxes values (999, 0, 'VAT', 1, 0, 0)"),
    unknown("tendered.payment", "insert into tendered values (999, 3800)"),
    unknown("journal.writer", "update journal set writer = 999"),
};

}  // namespace willcall::tests
