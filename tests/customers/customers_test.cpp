// Customers are made once for each email address, changed as asked, and read back.
#include "customers/customers.hpp"

#include "operations/call.hpp"
#include "store/databases.hpp"

using namespace willcall;
using namespace willcall::tests;

namespace {

class Customers : public testing::TestWithParam<std::string> {
protected:
    Customers() : database(store.open()) {
        customers::Needs needs;
        needs.hash_password = [](const std::string& password) { return "hash of " + password; };
        needs.needs_date_of_birth = [](const Call&) { return false; };
        needs.channel_of = [](const Call&) { return 0; };
        needs.sees = [](const Call&, std::string_view, std::int64_t) { return true; };
        for (auto& one : customers::customers_operations(needs)) operations.add(std::move(one));
        call.caller = &caller;
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
        call.note = {};
        if (operation.prepare) call.prepared = operation.prepare(request);
        const auto refused = operation.handle(call, request, writer);
        return refused ? refused->reasons.at(0).rule : writer.text;
    }
    std::string field_of(const std::string& json) {
        return failure_of([&] { invoke("customers.create", json); }).field();
    }
    std::int64_t create(const std::string& json) {
        invoke("customers.create", json);
        return call.note.subject;
    }
    std::string change(std::int64_t id, const std::string& json) {
        return invoke("customers.change", R"({"id": ")" + id_text(id) + R"(", )" + json + '}');
    }
    customers::Record record(std::int64_t id) {
        return customers::load(*call.connection, id, "id");
    }

    EmptyStore store{GetParam()};
    std::unique_ptr<store::Database> database;
    Operations operations;
    Caller caller;
    Call call;
};
ON_EVERY_DATABASE(Customers);

TEST_P(Customers, a_customer_is_read_back_as_made) {
    const auto made = invoke("customers.create", R"({"title": "Dr", "first_name": "Ann",
        "last_name": "Lee", "email": "Ann@example.org", "phone": "(650) 949-7360",
        "mobile": "+1 650 555 0100", "address": "12345 El Monte Road", "town": "Los Altos Hills",
        "postcode": "94022", "country": "US", "date_of_birth": "1984-02-29", "language": "en-US",
        "number": "C-17", "tags": ["patron", "board"], "consents": {"news": true, "post": false},
        "password": "correct horse"})");
    const auto id = id_text(call.note.subject);
    EXPECT_EQ(made,
              R"({"id":")" + id +
                  R"(","kind":"person","state":"active","name":"Ann Lee","title":"Dr",)"
                  R"("first_name":"Ann","last_name":"Lee","email":"ann@example.org",)"
                  R"("phone":"(650) 949-7360","mobile":"+1 650 555 0100",)"
                  R"("address":"12345 El Monte Road","town":"Los Altos Hills","postcode":"94022",)"
                  R"("country":"US","date_of_birth":"1984-02-29","language":"en-US",)"
                  R"("number":"C-17","online":true,"tags":["board","patron"],)"
                  R"("consents":{"news":true,"post":false},"created":"2018-11-08T18:00:00Z",)"
                  R"("changed":"2018-11-08T18:00:00Z","version":1})");
    EXPECT_EQ(invoke("customers.get", R"({"id": ")" + id + R"("})"), made);
    EXPECT_EQ(record(id_number(id)).password, "hash of correct horse");
}

TEST_P(Customers, two_records_never_share_an_email_address_or_a_number) {
    RecordProperty("requirement", "SPX-32");
    const auto ann = create(R"({"name": "Ann", "email": "ann@example.org", "number": "1"})");
    EXPECT_EQ(invoke("customers.create", R"({"name": "Bo", "email": "ANN@example.org"})"),
              "customers.email_taken");
    EXPECT_EQ(invoke("customers.create", R"({"name": "Bo", "number": "1"})"),
              "customers.number_taken");
    const auto bo = create(R"({"name": "Bo"})");
    EXPECT_EQ(change(bo, R"("email": "ann@EXAMPLE.org")"), "customers.email_taken");
    EXPECT_EQ(change(bo, R"("number": "1")"), "customers.number_taken");
    EXPECT_EQ(record(bo).version, 1);
    // What is given up is free.
    change(ann, R"("email": "", "number": "")");
    change(bo, R"("email": "ann@example.org", "number": "1")");
    EXPECT_EQ(record(bo).email, "ann@example.org");
    EXPECT_EQ(database->writer().number("select count(*) from customers"), 2);
}

TEST_P(Customers, many_have_neither_email_address_nor_number) {
    for (int count = 0; count < 2; ++count) create(R"({"name": "Ann"})");
    EXPECT_EQ(database->writer().number("select count(*) from customers where email is null"), 2);
}

TEST_P(Customers, only_what_is_named_is_changed_and_each_change_is_kept) {
    const auto id = create(R"({"first_name": "Ann", "last_name": "Lee", "phone": "12345",
        "tags": ["patron"], "consents": {"news": true, "post": true}})");
    call.now += 1'000'000;
    change(id, R"("last_name": "North", "tags": ["board"], "consents": {"news": false})");
    const auto after = record(id);
    EXPECT_EQ(after.name, "Ann North");  // made of its parts, as before
    EXPECT_EQ(after.phone, "12345");
    EXPECT_EQ(after.tags, std::vector<std::string>{"board"});
    EXPECT_EQ(after.consents, (std::map<std::string, bool>{{"news", false}, {"post", true}}));
    EXPECT_EQ(std::pair(after.version, after.changed), std::pair(std::int64_t{2}, call.now));
    std::string kept;
    for (const auto& row : call.connection->select<customers::ChangeRow>("order by id"))
        kept += row.field + ": " + row.before + " -> " + row.after + '\n';
    EXPECT_EQ(kept, "consents/news: given -> taken back\n"
                    "last_name: Lee -> North\n"
                    "name: Ann Lee -> Ann North\n"
                    "tags/board:  -> yes\n"
                    "tags/patron: yes -> \n");
}

TEST_P(Customers, a_name_that_was_given_is_not_made_of_its_parts) {
    const auto id = create(R"({"name": "Lady Ann", "first_name": "Ann", "last_name": "Lee"})");
    change(id, R"("last_name": "North")");
    EXPECT_EQ(record(id).name, "Lady Ann");
}

TEST_P(Customers, what_changes_nothing_leaves_no_trace) {
    const auto id = create(R"({"name": "Ann", "tags": ["patron", "board"]})");
    change(id, R"("name": "Ann", "tags": ["board", "patron"])");
    EXPECT_TRUE(call.note.nothing);
    EXPECT_EQ(record(id).version, 1);
    EXPECT_EQ(call.connection->number("select count(*) from customer_changes"), 0);
}

TEST_P(Customers, of_two_who_change_a_record_at_once_the_second_is_told) {
    const auto id = create(R"({"name": "Ann"})");
    change(id, R"("version": 1, "town": "Los Altos")");
    EXPECT_EQ(change(id, R"("version": 1, "town": "San Jose")"), "customers.changed_since");
    EXPECT_EQ(record(id).town, "Los Altos");
}

TEST_P(Customers, a_password_makes_active_online_and_an_empty_one_ends_it) {
    const auto id = create(R"({"name": "Ann"})");
    EXPECT_FALSE(record(id).online);
    change(id, R"("email": "ann@example.org", "password": "correct horse")");
    EXPECT_TRUE(record(id).online);
    EXPECT_TRUE(call.moved.empty());
    change(id, R"("password": "")");
    EXPECT_FALSE(record(id).online);
    EXPECT_FALSE(record(id).password);
    EXPECT_EQ(call.moved, std::vector<std::string>{"access"});
    const auto said = call.connection->select<customers::ChangeRow>("where field = 'password'");
    ASSERT_EQ(said.size(), 2U);
    EXPECT_EQ(said[0].before + said[0].after + said[1].before + said[1].after, "");
}

TEST_P(Customers, what_makes_no_sense_is_an_error_that_names_the_field) {
    const std::pair<const char*, const char*> table[] = {
        {R"({"name": "Ann", "email": "ann.example.org"})", "email"},
        {R"({"name": "Ann", "email": "ann@example.org, bo@example.org"})", "email"},
        {R"({"name": "Ann", "password": "correct horse"})", "password"},
        {R"({"name": "Ann", "email": "a@b", "password": "short"})", "password"},
        {R"({"name": "Ann", "online": true})", "online"},
        {R"({"name": ""})", "name"},
        {R"({})", "name"},
        {R"({"name": "--"})", "name"},
        {R"({"kind": "organisation", "first_name": "Ann"})", "first_name"},
        {R"({"kind": "organisation", "name": "Lee & Sons", "date_of_birth": "1984-02-29"})",
         "date_of_birth"},
        {R"({"kind": "family", "name": "Lee"})", "kind"},
        {R"({"name": "Ann", "date_of_birth": "1983-02-29"})", "date_of_birth"},
        {R"({"name": "Ann", "date_of_birth": "29 Feb 84"})", "date_of_birth"},
        {R"({"name": "Ann", "date_of_birth": "2018-11-10"})", "date_of_birth"},
        {R"({"name": "Ann", "phone": "by the door"})", "phone"},
        {R"({"name": "Ann", "mobile": "-"})", "mobile"},
        {R"({"name": "Ann", "tags": ["a", ""]})", "tags[1]"},
        {R"({"name": "Ann", "tags": ["a", "b", "a"]})", "tags"},
        {R"({"name": "Ann", "consents": {"": true}})", "consents"},
        {R"({"name": "Ann", "introduced_by": "0000000000001"})", "introduced_by"},
    };
    for (const auto& [json, field] : table) EXPECT_EQ(field_of(json), field) << json;
    EXPECT_EQ(database->writer().number("select count(*) from customers"), 0);
}

TEST_P(Customers, a_change_is_held_to_the_same_rules) {
    const auto ann = create(R"({"name": "Ann", "email": "ann@example.org",
                                "password": "correct horse"})");
    const auto firm = create(R"({"name": "Lee & Sons", "kind": "organisation"})");
    const auto field_of_change = [&](std::int64_t id, const std::string& json) {
        return failure_of([&] { change(id, json); }).field();
    };
    EXPECT_EQ(field_of_change(ann, R"("email": "")"), "online");
    EXPECT_EQ(field_of_change(ann, R"("name": "")"), "name");
    EXPECT_EQ(field_of_change(firm, R"("title": "Dr")"), "title");
    EXPECT_EQ(field_of_change(firm, R"("password": "correct horse")"), "password");
    EXPECT_EQ(field_of_change(1, R"("name": "Bo")"), "id");
    EXPECT_EQ(call.connection->number("select count(*) from customer_changes"), 0);
}

TEST_P(Customers, who_is_not_there_is_not_found) {
    const auto failure = failure_of([&] { invoke("customers.get", R"({"id": "0000000000001"})"); });
    EXPECT_EQ(failure.status(), WILLCALL_NOT_FOUND);
    EXPECT_EQ(failure.field(), "id");
}

}  // namespace
