// Sums come out right to the cent, and nobody sees more than their scope.
#include "reports/operations.hpp"

#include "catalogue/seasons.hpp"

using namespace willcall;
using namespace willcall::tests;
using access::Scope;

namespace {

struct Sold {
    const char* performance;
    const char* ticket_type;
    std::int64_t quantity;
};

class Reports : public testing::TestWithParam<std::string> {
protected:
    Reports() {
        store.apply(foothill_with("channels:\n  - {key: tourist", R"(  - key: rent
    name: Rent
    performances:
      - {key: rent-1, starts: 2018-12-01T20:00, ends: 2018-12-01T22:00, capacity: 5}
    ticket_types: [{key: general, name: General admission, price: 30}]
channels:
  - {key: tourist)"));
        catalogue = store.snapshot();
        for (auto& one : reports::report_operations(
                 [this](const Call&, std::string_view permission) {
                     EXPECT_TRUE(permission == "/reports/sales" || permission == "/sales/totals");
                     return scope;
                 },
                 [this](const Call&) { return catalogue; }, everything_shown))
            operations.add(std::move(one));
        act_as("mira@example.org");
    }

    void act_as(const std::string& login) {
        caller.seller = *catalogue::find_user(store.writer(), login);
        caller.actor = caller.seller;
    }

    // An order of the present seller, straight into the tables.
    void order(bool paid, const std::vector<Sold>& lines) {
        auto& writer = store.writer();
        const auto id = store.make_id();
        std::int64_t total = 0;
        std::int64_t tickets = 0;
        for (const auto& line : lines) {
            total += type_of(line).price * line.quantity;
            tickets += line.quantity;
        }
        writer.execute(
            "insert into orders (id, placed, session, actor, seller, channel, buyer_name, "
            "buyer_email, buyer_postcode, reference, tickets, total, paid, to_settle, "
            "delivery_method, delivery_to) "
            "values (?, ?, 0, 0, ?, ?, '', '', '', '', ?, ?, ?, ?, '', '')",
            id, placed, caller.seller.id, catalogue->channel(caller.seller.channel)->id, tickets,
            total, paid ? total : 0, paid ? 0 : total);
        std::int64_t number = 0;
        for (const auto& line : lines) {
            writer.execute("insert into order_lines (order_id, line, performance, ticket_type, "
                           "quantity, price, total) values (?, ?, ?, ?, ?, ?, ?)",
                           id, number++, catalogue->performance(line.performance)->id,
                           type_of(line).id, line.quantity, type_of(line).price,
                           type_of(line).price * line.quantity);
        }
    }
    const catalogue::TicketTypeItem& type_of(const Sold& line) {
        return *catalogue->ticket_type(*catalogue->performance(line.performance)->event,
                                       line.ticket_type);
    }

    void some_sales() {
        order(true, {{"heights-1108", "general", 2}, {"heights-1109", "student", 1}});
        order(true, {{"heights-1108", "general", 1}, {"heights-1108", "student", 3}});
        act_as("jo@example.org");
        placed += 1'000'000;
        order(false, {{"heights-1109", "general", 4}, {"rent-1", "general", 1}});
    }

    std::string invoke(const std::string& name, const std::string& json) {
        Call call;
        call.connection = &store.writer();
        call.caller = &caller;
        const auto& operation = operations.find(name);
        auto request = parse_json(json);
        validate(request, *operation.request, {});
        willcall_writer writer(2);
        // Tables are read inside a transaction, as the engine reads them.
        auto& reading = store.writer();
        reading.begin_reading();
        const std::shared_ptr<void> ended(nullptr, [&](void*) { reading.rollback(); });
        EXPECT_FALSE(operation.handle(call, request, writer));
        return writer.text;
    }
    // "key: orders tickets face taken to_settle" for each row and the total.
    std::string sums(const std::string& json) {
        const auto answer = parse_json(invoke("reports.sales", json));
        std::string lines;
        const auto add = [&](const Value& row) {
            lines += row.find("key")->text + ':';
            for (const auto* name : {"orders", "tickets", "face_value", "taken", "to_settle"})
                lines += ' ' + row.find(name)->text;
            lines += '\n';
        };
        for (const auto& row : answer.find("rows")->children) add(row);
        add(*answer.find("total"));
        return lines;
    }

    SeasonStore store{GetParam()};
    std::shared_ptr<const catalogue::Catalogue> catalogue;
    Operations operations;
    Caller caller;
    Scope scope = Scope::all;
    std::int64_t placed = 1'541'700'000'000'000;
};
ON_EVERY_DATABASE(Reports);

TEST_P(Reports, sums_are_right_whatever_a_row_stands_for) {
    some_sales();
    const std::string total = ": 3 12 193.00 87.00 106.00\n";
    EXPECT_EQ(sums("{}"), "heights-1108: 2 6 79.50 79.50 0.00\n"
                          "heights-1109: 2 5 83.50 7.50 76.00\n"
                          "rent-1: 1 1 30.00 0.00 30.00\n" +
                              total);
    EXPECT_EQ(sums(R"({"by": "channel"})"), "tourist-office: 2 7 87.00 87.00 0.00\n"
                                            "bookshop: 1 5 106.00 0.00 106.00\n" +
                                                total);
    EXPECT_EQ(sums(R"({"by": "seller"})"), "mira@example.org: 2 7 87.00 87.00 0.00\n"
                                           "jo@example.org: 1 5 106.00 0.00 106.00\n" +
                                               total);
    EXPECT_EQ(sums(R"({"by": "ticket_type"})"), "heights/general: 3 7 133.00 57.00 76.00\n"
                                                "heights/student: 2 4 30.00 30.00 0.00\n"
                                                "rent/general: 1 1 30.00 0.00 30.00\n" +
                                                    total);
}

TEST_P(Reports, rows_say_what_they_are_in_words) {
    some_sales();
    const auto all = invoke("reports.sales", "{}");
    EXPECT_NE(all.find("In The Heights, Thu 8 Nov 2018, 20:00"), std::string::npos) << all;
    EXPECT_NE(invoke("reports.sales", R"({"by": "seller"})").find("Mira North"), std::string::npos);
    EXPECT_NE(invoke("reports.sales", R"({"by": "channel"})").find("\"Bookshop\""),
              std::string::npos);
}

TEST_P(Reports, an_event_and_a_time_narrow_the_sums) {
    some_sales();
    EXPECT_EQ(sums(R"({"event": "rent"})"), "rent-1: 1 1 30.00 0.00 30.00\n"
                                            ": 1 1 30.00 0.00 30.00\n");
    EXPECT_EQ(sums(R"({"to": "2018-11-08T18:00:01Z", "by": "channel"})"),
              "tourist-office: 2 7 87.00 87.00 0.00\n: 2 7 87.00 87.00 0.00\n");
    EXPECT_EQ(sums(R"({"from": "2018-11-08T18:00:01Z", "by": "channel"})"),
              "bookshop: 1 5 106.00 0.00 106.00\n: 1 5 106.00 0.00 106.00\n");
    EXPECT_EQ(sums(R"({"from": "2019-01-01T00:00:00Z"})"), ": 0 0 0.00 0.00 0.00\n");
}

TEST_P(Reports, what_is_free_is_neither_taken_nor_to_settle) {
    catalogue = [this] {
        store.change("general", "19.00", "0.00");
        return store.snapshot();
    }();
    order(true, {{"heights-1108", "general", 2}});
    EXPECT_EQ(sums("{}"), "heights-1108: 1 2 0.00 0.00 0.00\n: 1 2 0.00 0.00 0.00\n");
}

TEST_P(Reports, nobody_sees_more_than_their_scope) {
    some_sales();
    const std::string mine = ": 1 5 106.00 0.00 106.00\n";
    for (const auto narrow : {Scope::channel, Scope::own}) {
        scope = narrow;
        EXPECT_EQ(sums(R"({"by": "seller"})"), "jo@example.org" + mine + mine);
    }
    EXPECT_NE(invoke("reports.sales", "{}").find(R"("scope":"own")"), std::string::npos);
    scope = Scope::none;
    EXPECT_EQ(sums(R"({"by": "seller"})"), ": 0 0 0.00 0.00 0.00\n");
    scope = Scope::channel;
    caller.seller.channel.clear();
    EXPECT_EQ(sums("{}"), ": 0 0 0.00 0.00 0.00\n");
}

TEST_P(Reports, the_host_and_customers_can_be_sellers) {
    caller.seller.id = 0;
    order(true, {{"heights-1108", "general", 1}});
    const auto customer = store.make_id();
    store.writer().execute("insert into customers (id, name, postcode, created, version) "
                           "values (?, 'Ann Lee', '', 0, 1)",
                           customer);
    caller.seller.id = customer;
    order(true, {{"heights-1108", "student", 1}});
    EXPECT_EQ(sums(R"({"by": "seller"})"), "host: 1 1 19.00 19.00 0.00\n" + id_text(customer) +
                                               ": 1 1 7.50 7.50 0.00\n: 2 2 26.50 26.50 0.00\n");
}

TEST_P(Reports, what_can_not_be_meant_is_refused_by_field) {
    const auto event = failure_of([&] { invoke("reports.sales", R"({"event": "ret"})"); });
    EXPECT_EQ(event.status(), WILLCALL_NOT_FOUND);
    EXPECT_EQ(event.field(), "event");
    EXPECT_TRUE(says(event, "did you mean `rent`?"));
    EXPECT_EQ(failure_of([&] {
                  invoke("reports.sales", R"({"from": "2019-01-01T00:00:00Z",
                                              "to": "2018-01-01T00:00:00Z"})");
              }).field(),
              "to");
    EXPECT_EQ(failure_of([&] { invoke("performances.list", R"({"event": "ret"})"); }).status(),
              WILLCALL_NOT_FOUND);
}

TEST_P(Reports, performances_are_listed_with_what_is_left) {
    const auto declare = [&](const char* key, std::int64_t capacity, std::int64_t allowed,
                             std::int64_t sold, std::int64_t held) {
        store.writer().execute("insert into quotas (id, key, capacity, allowed, sold, held) "
                               "values (?, ?, ?, ?, ?, ?)",
                               store.make_id(), key, capacity, allowed, sold, held);
    };
    declare("performance/heights-1108", 120, 120, 30, 5);
    declare("performance/heights-1109", 100, 110, 108, 2);
    declare("ticket_type/heights-1108/student", 20, 20, 7, 0);
    const auto all = parse_json(invoke("performances.list", "{}"));
    std::string lines;
    for (const auto& row : all.find("performances")->children) {
        for (const auto& member : row.children) lines += member.text + ' ';
        lines.back() = '\n';
    }
    EXPECT_EQ(lines,
              "heights-1108 heights 2018-11-09T04:00:00Z 2018-11-09T06:30:00Z 120 30 5 85 0\n"
              "heights-1109 heights 2018-11-10T04:00:00Z 2018-11-10T06:30:00Z 100 108 2 0 10\n"
              "rent-1 rent 2018-12-02T04:00:00Z 2018-12-02T06:00:00Z 5 0 0 5 0\n");
    const auto some = parse_json(invoke("performances.list", R"({"event": "rent"})"));
    EXPECT_EQ(some.find("performances")->children.size(), 1U);
}

}  // namespace
