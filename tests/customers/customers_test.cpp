// Customers are made once for each email address, and read back.
#include "customers/customers.hpp"

#include "operations/call.hpp"
#include "store/databases.hpp"

using namespace willcall;
using namespace willcall::tests;

namespace {

class Customers : public testing::TestWithParam<std::string> {
protected:
    Customers() : database(store.open()) {
        for (auto& one : customers::customers_operations(
                 [](const std::string& password) { return "hash of " + password; }))
            operations.add(std::move(one));
        call.connection = &database->writer();
        call.now = 1'541'700'000'000'000;
        call.make_id = [this] { return database->identifiers().next(call.now); };
    }

    // The answer as JSON, or the rule that refused.
    std::string invoke(const std::string& name, const std::string& json) {
        const auto& operation = operations.find(name);
        auto request = parse_json(json);
        validate(request, *operation.request, {});
        willcall_writer writer(2);
        if (operation.prepare) call.prepared = operation.prepare(request);
        const auto refused = operation.handle(call, request, writer);
        return refused ? refused->reasons.at(0).rule : writer.text;
    }
    std::string field_of(const std::string& json) {
        return failure_of([&] { invoke("customers.create", json); }).field();
    }

    EmptyStore store{GetParam()};
    std::unique_ptr<store::Database> database;
    Operations operations;
    Call call;
};
ON_EVERY_DATABASE(Customers);

TEST_P(Customers, a_customer_is_read_back_as_made) {
    const auto made = invoke("customers.create", R"({"name": "Ann Lee", "email":
        "Ann@example.org", "postcode": "94022", "password": "correct horse"})");
    const auto id = id_text(call.note.subject);
    EXPECT_EQ(made, R"({"id":")" + id +
                        R"(","name":"Ann Lee","email":"ann@example.org",)"
                        R"("postcode":"94022","created":"2018-11-08T18:00:00Z"})");
    EXPECT_EQ(invoke("customers.get", R"({"id": ")" + id + R"("})"), made);
    const auto row = customers::find_customer(database->writer(), "ann@example.org");
    ASSERT_TRUE(row);
    EXPECT_EQ(row->password, "hash of correct horse");
    EXPECT_EQ(row->version, 1);
}

TEST_P(Customers, two_records_never_share_an_email_address) {
    invoke("customers.create", R"({"name": "Ann", "email": "ann@example.org"})");
    EXPECT_EQ(invoke("customers.create", R"({"name": "Bo", "email": "ANN@example.org"})"),
              "customers.email_taken");
    EXPECT_EQ(database->writer().number("select count(*) from customers"), 1);
}

TEST_P(Customers, many_have_no_email_address) {
    invoke("customers.create", R"({"name": "Ann"})");
    const auto made = invoke("customers.create", R"({"name": "Ann"})");
    EXPECT_NE(made.find(R"("email":"")"), std::string::npos);
    EXPECT_EQ(database->writer().number("select count(*) from customers where email is null"), 2);
}

TEST_P(Customers, what_makes_no_sense_is_refused_by_field) {
    EXPECT_EQ(field_of(R"({"name": "Ann", "email": "ann.example.org"})"), "email");
    EXPECT_EQ(field_of(R"({"name": "Ann", "email": "ann@example.org, bo@example.org"})"), "email");
    EXPECT_EQ(field_of(R"({"name": "Ann", "password": "correct horse"})"), "password");
    EXPECT_EQ(field_of(R"({"name": "Ann", "email": "a@b", "password": "short"})"), "password");
    EXPECT_EQ(field_of(R"({"name": ""})"), "name");
    EXPECT_EQ(database->writer().number("select count(*) from customers"), 0);
}

TEST_P(Customers, who_is_not_there_is_not_found) {
    const auto failure = failure_of([&] { invoke("customers.get", R"({"id": "0000000000001"})"); });
    EXPECT_EQ(failure.status(), WILLCALL_NOT_FOUND);
    EXPECT_EQ(failure.field(), "id");
}

}  // namespace
