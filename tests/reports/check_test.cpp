// The check finds nothing in a healthy store, and names each fault planted in it.
#include "reports/check.hpp"

#include "operations/call.hpp"
#include "reports/check_store.hpp"

#include <algorithm>

using namespace willcall;
using namespace willcall::tests;

namespace {

struct Planted {
    const char* name;   // of the rule that must find it
    const char* where;  // part of what the fault says it was found at
    std::vector<std::string> sql;
};

// A change of an order: its kind, and the money it says it moved.
std::string change(int order, int kind, const std::string& money,
                   const std::string& where = "14, "
                                              "12, null, null") {
    return "insert into transactions values (201, " + std::to_string(order) + ", 0, " +
           std::to_string(kind) + ", null, null, 1, 32, 14, " + where + ", " + money + ", 0, '')";
}

// One row for each mistake that a defect, a bad disk or somebody with a database tool could make.
const std::vector<Planted> planted_faults = {
    {"quota.sold_differs", "heights-1108", {"update quotas set sold = sold - 1 where id = 21"}},
    {"quota.held_differs", "heights-1109", {"update quotas set held = 3 where id = 22"}},
    {"quota.over_allowed", "heights-1108", {"update quotas set allowed = 4 where id = 21"}},
    {"quota.allowed_too_low", "heights-1108", {"update quotas set allowed = 100 where id = 21"}},
    {"quota.negative", "heights-1109", {"update quotas set sold = -1 where id = 22"}},
    {"quota.missing", "heights-1109", {"delete from quotas where id = 22"}},
    {"quota.capacity_differs", "heights-1108", {"update quotas set capacity = 90 where id = 21"}},
    {"claim.missing_performance", "line 1 of order", {"delete from claims where quota = 22"}},
    {"claim.units_differ", "line 0 of order", {"update claims set units = 1 where order_id = 101"}},
    {"claim.orphan", "line 7 of order", {"insert into claims values (103, 7, 21, 1, '')"}},
    {"claim.negative", "line 1 of order", {"update claims set units = -1 where quota = 22"}},
    {"reference.unknown", "claims.quota", {"update claims set quota = 99 where order_id = 101"}},
    {"order.ticket_count", "order", {"update orders set tickets = 3 where id = 101"}},
    {"order.total_differs", "order", {"update orders set total = 3900 where id = 101"}},
    {"order.settlement_differs", "order", {"update orders set to_settle = 0 where id = 103"}},
    {"order.empty", "order", {"delete from order_lines where order_id = 102"}},
    {"order.number_unexpected", "order", {"update orders set number = 'X-1' where id = 103"}},
    {"order.number_differs", "order", {"update orders set number = 'MAIN-000009' where id = 102"}},
    {"order.without_number", "order", {"update orders set serial = null where id = 102"}},
    {"order.shift_differs", "order", {"update orders set seller = 10 where id = 102"}},
    {"order.unknown_seller", "order", {"update orders set seller = 77 where id = 103"}},
    {"line.quantity_differs", "line 0 of order", {"delete from tickets where id = 10101"}},
    {"line.total_differs",
     "line 0 of order",
     {"update order_lines set total = 1900 "
      "where order_id = 102"}},
    {"line.price", "line 0 of order", {"update tickets set price = 1800 where id = 10101"}},
    {"line.not_positive",
     "line 1 of order",
     {"update order_lines set quantity = 0 "
      "where order_id = 103 and line = 1"}},
    {"effect.orphan",
     "line 4 of order",
     {"insert into line_effects "
      "values (101, 4, 0, 'neighbours', 1, 0)"}},
    {"effect.units", "line 0 of order", {"update line_effects set units = 2"}},
    {"ticket.without_order", "ticket", {"update tickets set order_id = 999 where id = 10100"}},
    {"ticket.without_line", "ticket", {"update tickets set line = 5 where id = 10100"}},
    {"ticket.line_differs", "ticket", {"update tickets set performance = 17 where id = 10100"}},
    {"ticket.issue", "ticket", {"update tickets set issue = 70000 where id = 10100"}},
    {"ticket.state", "ticket", {"update tickets set state = 9 where id = 10100"}},
    {"ticket.issue_unsaid", "ticket", {"update tickets set issue = 2 where id = 10100"}},
    {"ticket.issue_unsaid", "ticket", {"insert into reissues values (10100, 2, 1)"}},
    {"ticket.used_unsaid", "ticket", {"update tickets set state = 2 where id = 10100"}},
    {"admission.unused", "ticket", {"insert into admissions values (10100, 1, 1)"}},
    {"reference.unknown", "admissions.ticket", {"insert into admissions values (77, 1, 1)"}},
    {"ticket.dead_unexplained", "ticket", {"update tickets set state = 1 where id = 10100"}},
    {"ticket.held_unexplained", "ticket", {"update tickets set state = 3 where id = 10100"}},
    {"ticket.not_dead", "ticket", {"insert into ended_tickets values (10100, 201)"}},
    {"ticket.ended_elsewhere",
     "ticket",
     {change(102, 3, "0, 1900, 0, -1900"), "insert into ended_tickets values (10100, 201)"}},
    {"transaction.balance", "transaction", {change(101, 3, "0, 0, 500, 0")}},
    {"transaction.paid_differs", "transaction", {change(101, 3, "0, 1900, 0, -1900")}},
    {"transaction.ended_differs", "transaction", {change(101, 3, "0, 1900, 0, -1900")}},
    {"transaction.sold_differs", "transaction", {change(101, 4, "1900, 0, 0, 1900")}},
    {"transaction.sold_differs", "transaction", {change(101, 0, "1900, 0, 0, 1900")}},
    {"transaction.position",
     "transaction",
     {change(101, 3, "0, 0, 0, 0"), "update transactions set position = 1"}},
    {"transaction.kind", "transaction", {change(101, 9, "0, 0, 0, 0")}},
    {"transaction.number_unexpected",
     "transaction",
     {change(101, 1, "0, 0, 0, 0"), "update transactions set number = 'X', serial = 3"}},
    {"transaction.shift_differs", "transaction", {change(101, 3, "0, 0, 0, 0", "10, 12, 11, 31")}},
    {"transaction.payment_elsewhere",
     "payment",
     {change(102, 3, "0, 0, 0, 0"), "update payments set transaction_id = 201 "
                                    "where order_id = 101"}},
    {"reference.unknown", "transactions.order_id", {change(999, 3, "0, 0, 0, 0")}},
    {"order.paid_out_too_much", "order", {change(101, 3, "0, 9900, 0, -9900")}},
    {"order.without_number", "change", {change(101, 3, "0, 0, 0, 0", "14, 12, 11, null")}},
    {"release.too_much",
     "line 0 of order",
     {change(101, 3, "0, 0, 0, 0"), "insert into releases values (201, 101, 0, 21, 3)"}},
    {"release.performance",
     "line 0 of order",
     {change(101, 3, "0, 1900, 0, -1900"), "insert into ended_tickets values (10100, 201)"}},
    {"hold.orphan", "hold of line 0", {"insert into holds values (101, 0, 21, 1, null, '')"}},
    {"hold.performance",
     "line 0 of order",
     {"insert into registrations values (101, 0, null, null)"}},
    {"registration.state", "order", {"insert into registrations values (101, 1, null, null)"}},
    {"registration.paid", "order", {"insert into registrations values (101, 0, null, null)"}},
    {"reference.unknown",
     "registrations.order_id",
     {"insert into registrations values (999, 0, null, null)"}},
    {"tax.orphan", "line 7 of order", {"insert into line_taxes values (101, 7, 'VAT', 1, 0, 0)"}},
    {"tax.line_differs", "line 0 of order", {"update tickets set tax = 300 where id = 10100"}},
    {"tax.line_differs",
     "line 0 of order",
     {"insert into line_taxes values (101, 0, 'VAT', 20000, 0, 317)"}},
    {"tax.rounding",
     "ticket",
     {"insert into line_taxes values (102, 0, 'VAT', 20000, 0, 234)",
      "update tickets set tax = 234 where order_id = 102"}},
    {"payment.tendered", "payment", {"insert into tendered values (601, 3799)"}},
    {"payment.tendered", "payment", {"insert into tendered values (999, 3800)"}},
    {"reference.unknown",
     "ticket_answers.ticket",
     {"insert into ticket_answers values (999, 'diet', 'none')"}},
    {"ticket.no_key", "signing_keys", {"delete from signing_keys"}},
    {"payment.sum_differs", "order", {"update payments set amount = 3700 where order_id = 101"}},
    {"payment.without_order",
     "payment",
     {"update payments set order_id = 999 "
      "where order_id = 101"}},
    {"payment.without_shift",
     "payment",
     {"update payments set shift = null "
      "where order_id = 101"}},
    {"payment.other_shift",
     "payment",
     {"insert into shifts values (33, 10, 11, 1, 2, 0, 1)",
      "update payments set shift = 33 where order_id = 101"}},
    {"shift.takings_differ", "means 0", {"update shift_takings set amount = amount + 1"}},
    {"shift.takings_differ", "means 1", {"insert into shift_takings values (31, 1, 1, 500, null)"}},
    {"shift.closed_changed", "shift", {"update shifts set closed = 1540000000000000"}},
    {"shift.two_open",
     "user",
     {"drop index shifts_open", "insert into shifts values (33, 14, 11, 1, null, 0, 1)"}},
    {"series.gap",
     "`main`",
     {"update orders set serial = 3, number = 'MAIN-000003' where id = 102",
      "update series set last = 3"}},
    {"series.gap", "`main`", {"update series set last = 3"}},
    {"series.repeat", "order", {"update orders set serial = 1 where id = 102"}},
    {"series.beyond_last", "order", {"update series set last = 1"}},
    {"series.missing", "`main`", {"delete from series"}},
    {"delivery.missing", "order", {"delete from deliveries where order_id = 101"}},
    {"delivery.twice",
     "order",
     {"insert into deliveries select 999, order_id, method, carrier, "
      "recipient, state, tickets, attempts, queued, next_try, "
      "lease_until, lease_writer, delivered, detail from deliveries "
      "where order_id = 101"}},
    {"delivery.unexpected",
     "delivery",
     {"update deliveries set order_id = 102 "
      "where order_id = 101"}},
    {"delivery.without_order",
     "delivery",
     {"update deliveries set order_id = 999 "
      "where order_id = 101"}},
    {"delivery.tickets_differ",
     "delivery",
     {"update deliveries set tickets = 1 "
      "where order_id = 101"}},
    {"delivery.state", "delivery", {"update deliveries set state = 3 where order_id = 101"}},
    {"idempotency.order_unknown", "`first`", {"update idempotency set order_id = 999"}},
    {"idempotency.without_answer", "`first`", {"update idempotency set order_id = null"}},
    {"session.unknown_user", "session", {"update sessions set subject = 999"}},
    {"session.unknown_customer", "session", {"update sessions set kind = 2"}},
    {"item.parent_unknown", "heights-1109", {"update items set parent = 999 where id = 17"}},
    {"reference.unknown", "shifts.location", {"update shifts set location = 999"}},
    {"customer.keys_differ", "customer", {"delete from customer_keys where key = 'lee'"}},
    {"customer.keys_differ", "customer", {"insert into customer_keys values (0, 'smith', 42)"}},
    {"customer.keys_differ", "customer", {"update customers set phone = '12345' where id = 41"}},
    {"customer.likeness_differs", "customer", {"update customers set alike = 'x' where id = 42"}},
    {"customer.likeness_differs",
     "customer",
     {"update customers set postcode = '94024' where id = 41"}},
    {"customer.merge_differs", "customer", {"update customer_merges set undone = 1"}},
    {"customer.merge_differs", "customer", {"delete from customer_merges"}},
    {"customer.merge_differs",
     "customer",
     {"insert into customer_merges values (47, 41, 42, 1, 1, null)"}},
    {"customer.merge_differs",
     "customer",
     {"insert into customer_merges values (47, 42, 44, 1, 1, null)"}},
    {"customer.merged_elsewhere",
     "customer",
     {"update customers set merged_into = 42 where id = 44"}},
    {"customer.merged_named",
     "customers.introduced_by",
     {"update customers set introduced_by = 44 where id = 42"}},
    {"customer.merged_named", "orders.owner", {"update orders set owner = 44 where id = 101"}},
    {"customer.merged_named",
     "orders.facilitator",
     {"update orders set facilitator = 44 where id = 101"}},
    {"customer.merged_named", "orders.seller", {"update orders set seller = 44 where id = 101"}},
    {"customer.merged_named", "orders.actor", {"update orders set actor = 44 where id = 101"}},
    {"customer.merged_named",
     "payments.collector",
     {"update payments set collector = 44 where order_id = 101"}},
    {"customer.erased_left", "customer", {"update customers set phone = '12345' where id = 46"}},
    {"customer.erased_left", "customer", {"update customer_changes set customer = 46"}},
    {"customer.erased_left", "customer", {"update customer_tags set customer = 46"}},
    {"customer.erased_left",
     "customer",
     {"update orders set owner = 46, buyer_name = 'Ann' where id = 101"}},
    {"reference.unknown", "customer_merges.kept", {"update customer_merges set kept = 999"}},
    {"reference.unknown",
     "customer_merges.absorbed",
     {"update customer_merges set absorbed = 999"}},
    {"customer.merged_named",
     "customer_relations.customer",
     {"update customer_relations set customer = 44"}},
    {"customer.merged_named",
     "customer_relations.other",
     {"update customer_relations set other = 44"}},
    {"reference.unknown",
     "customer_relations.customer",
     {"update customer_relations set customer = 999"}},
    {"reference.unknown",
     "customer_relations.other",
     {"update customer_relations set other = 999"}},
    {"reference.unknown", "merge_parties.merge", {"insert into merge_parties values (999, 0, 1)"}},
    {"customer.merged_nowhere", "customer", {"update customers set state = 1 where id = 42"}},
    {"customer.merged_nowhere",
     "customer",
     {"update customers set state = 1, merged_into = 42 where id = 42"}},
    {"customer.merged_nowhere",
     "customer",
     {"update customers set merged_into = 41 where id = 42"}},
    {"customer.online_without_email",
     "customer",
     {"update customers set online = 1 where id = 41"}},
    {"customer.kind", "customer", {"update customers set kind = 2 where id = 41"}},
    {"reference.unknown",
     "customers.introduced_by",
     {"update customers set introduced_by = 999 where id = 42"}},
    {"reference.unknown",
     "customers.merged_into",
     {"update customers set state = 1, merged_into = 999 where id = 42"}},
    {"reference.unknown", "customer_tags.customer", {"update customer_tags set customer = 999"}},
    {"reference.unknown",
     "customer_consents.customer",
     {"update customer_consents set customer = 999"}},
    {"reference.unknown",
     "customer_keys.customer",
     {"update customer_keys set customer = 999 where kind = 1"}},
    {"reference.unknown",
     "customer_changes.customer",
     {"update customer_changes set customer = 999"}},
    {"journal.hash", ":3", {"update journal set amount = 1 where sequence = 3"}},
    {"journal.hash", ":4", {"update journal set hash = 'cafe' where sequence = 3"}},
    {"journal.gap", ":4", {"delete from journal where sequence = 3"}},
    {"journal.gap", ":2", {"delete from journal where sequence = 1"}},
    {"journal.begin", ":1", {"update journal set operation = 'orders.get' where sequence = 1"}},
    {"journal.begin", ":1", {"update journal set content = '7:1/00' where sequence = 1"}},
    {"journal.begin", ":3", {"update journal set operation = 'journal.begin' where sequence = 3"}},
    {"journal.order_unrecorded", "order", {"delete from journal where sequence = 5"}},
    {"journal.order_twice", "order", {"update journal set subject = 101 where sequence = 4"}},
    {"journal.order_unknown", "order", {"update journal set subject = 999 where sequence = 4"}},
    {"journal.amount_differs", "order", {"update journal set amount = 7 where sequence = 4"}},
    {"journal.changes_differ", "order", {change(101, 1, "0, 0, 0, 0")}},
    {"journal.head_lost", ":5", {"delete from journal where sequence = 5"}},
};

class Check : public testing::TestWithParam<std::string> {
protected:
    Check()
        : database(store.open()),
          writer(database->writer()),
          theatre(writer, database->identifiers().writer()),
          catalogue(theatre.catalogue()) {
        kept.expected = journal::heads(writer).heads;
    }
    void constraints_off() {
        if (GetParam() == "sqlite") {
            writer.execute("pragma foreign_keys = off");
            writer.execute("pragma ignore_check_constraints = on");
        } else {
            writer.execute("set session_replication_role = replica");
            writer.execute("alter table quotas drop constraint quotas_check");
        }
    }
    StoreChecked check() { return reports::check(writer, *catalogue, kept); }

    EmptyStore store{GetParam()};
    std::unique_ptr<store::Database> database;
    store::Connection& writer;
    SmallTheatre theatre;
    std::shared_ptr<const catalogue::Catalogue> catalogue;
    CheckStore kept;
};
ON_EVERY_DATABASE(Check);

std::string listed(const StoreChecked& checked) {
    std::string text;
    for (const auto& fault : checked.faults)
        text += fault.name + " at " + fault.what + ": " + fault.detail + '\n';
    return text;
}

TEST_P(Check, finds_nothing_in_a_healthy_store) {
    const auto checked = check();
    EXPECT_TRUE(checked.ok) << listed(checked);
    EXPECT_EQ(checked.counted.at("orders"), 3);
    EXPECT_EQ(checked.counted.at("tickets"), 6);
    EXPECT_EQ(checked.counted.at("journal"), 5);
}

TEST_P(Check, finds_nothing_in_an_empty_store) {
    const EmptyStore empty(GetParam());
    const auto opened = empty.open();
    const auto checked = reports::check(*opened->read(), catalogue::Catalogue(), {});
    EXPECT_TRUE(checked.ok) << listed(checked);
}

TEST_P(Check, names_every_planted_fault) {
    constraints_off();
    for (const auto& planted : planted_faults) {
        SCOPED_TRACE(std::string(planted.name) + ", planted by: " + planted.sql.front());
        writer.begin();
        for (const auto& sql : planted.sql) writer.execute(sql);
        const auto checked = check();
        writer.rollback();
        EXPECT_FALSE(checked.ok);
        EXPECT_TRUE(std::ranges::any_of(checked.faults, [&](const Fault& fault) {
            return fault.name == planted.name &&
                   fault.what.find(planted.where) != std::string::npos;
        })) << listed(checked);
        for (const auto& fault : checked.faults)
            EXPECT_EQ((fault.what + fault.detail).find('{'), std::string::npos) << fault.detail;
    }
    EXPECT_TRUE(check().ok);
}

TEST_P(Check, says_where_and_what_should_be) {
    constraints_off();
    writer.begin();
    writer.execute("update orders set paid = 3700, to_settle = 100 where id = 101");
    const auto checked = check();
    writer.rollback();
    ASSERT_EQ(checked.faults.size(), 1U) << listed(checked);
    EXPECT_EQ(checked.faults[0].name, "payment.sum_differs");
    EXPECT_EQ(checked.faults[0].what, "order 0000000000035");
    EXPECT_EQ(checked.faults[0].detail, "says 37.00 paid, but its payments are 38.00");
}

TEST_P(Check, lists_some_of_a_mistake_made_everywhere_and_hides_no_other) {
    constraints_off();
    writer.begin();
    for (std::int64_t number = 0; number < 300; ++number)
        writer.execute("insert into claims values (?, 0, 22, 0, '')", 5'000 + number);
    writer.execute("update orders set tickets = 9 where id = 101");
    const auto checked = check();
    writer.rollback();
    EXPECT_EQ(std::ranges::count(checked.faults, "claim.orphan", &Fault::name), 100);
    EXPECT_EQ(std::ranges::count(checked.faults, "order.ticket_count", &Fault::name), 1);
}

TEST_P(Check, misses_a_head_that_was_kept_and_is_gone) {
    auto other = kept;
    other.expected.front().hash = "00";
    const auto checked = reports::check(writer, *catalogue, other);
    ASSERT_EQ(checked.faults.size(), 1U) << listed(checked);
    EXPECT_EQ(checked.faults[0].name, "journal.head_lost");
}

TEST_P(Check, is_an_operation_that_checks_a_spoiled_catalogue_too) {
    constraints_off();
    const auto operations = reports::check_operations();
    ASSERT_EQ(operations.size(), 1U);
    const auto ask = [&] {
        Call call;
        call.connection = &writer;
        willcall_writer answer(2);
        auto request = parse_json("{}");
        validate(request, *operations[0].request, {});
        EXPECT_FALSE(operations[0].handle(call, request, answer));
        return answer.text;
    };
    EXPECT_EQ(operations[0].name, "store.check");
    EXPECT_NE(ask().find("\"ok\":true"), std::string::npos) << ask();
    writer.begin();
    writer.execute("update items set parent = 999 where id = 17");
    const auto answer = ask();
    writer.rollback();
    EXPECT_NE(answer.find("catalogue.unreadable"), std::string::npos) << answer;
    EXPECT_NE(answer.find("item.parent_unknown"), std::string::npos) << answer;
}

}  // namespace
