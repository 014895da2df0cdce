#include "operations/refusals.hpp"

#include "operations/operation.hpp"
#include "operations/reading.hpp"
#include "operations/schema.hpp"

#include <willcall/changes.hpp>
#include <willcall/orders.hpp>
#include <willcall/season.hpp>

#include <gtest/gtest.h>

namespace willcall {
namespace {

Operation named(std::string name, std::string plugin = {}) {
    auto made = operation<PlaceOrder, Order>(
        std::move(name), "/orders/place", "sells tickets", Handling::places,
        [](Call&, const PlaceOrder&) -> Answered<Order> { return Order{}; });
    made.plugin = std::move(plugin);
    return made;
}

// The same JSON without its line ends and indents.
std::string compact(std::string_view json) {
    willcall_writer writer(2);
    writer.put_value(parse_json(json));
    return writer.text;
}

TEST(Operations, are_found_by_name_and_the_nearest_are_named) {
    Operations operations;
    for (const auto* name : {"orders.place", "orders.quote", "shifts.open"})
        operations.add(named(name));
    EXPECT_EQ(operations.find("orders.quote").name, "orders.quote");
    EXPECT_EQ(operations.all().size(), 3U);
    const auto failure = failure_of([&] { operations.find("orders.plcae"); });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->status(), WILLCALL_NOT_FOUND);
    EXPECT_STREQ(failure->what(),
                 "there is no operation `orders.plcae`; did you mean `orders.place`?");
    EXPECT_EQ(message_of([&] { operations.find("zzz"); }), "there is no operation `zzz`");
    EXPECT_EQ(message_of([&] { operations.find("a\n`b"); }), "there is no operation `a??b`");
}

TEST(Operations, have_each_name_once_and_in_the_form_subject_dot_verb) {
    Operations operations;
    operations.add(named("orders.place"));
    operations.add(named("print.open", "print"));
    EXPECT_EQ(message_of([&] { operations.add(named("orders.place", "email")); }),
              "the operation `orders.place` belongs to the engine");
    const auto failure = failure_of([&] { operations.add(named("print.open", "email")); });
    ASSERT_TRUE(failure);
    EXPECT_STREQ(failure->what(), "the operation `print.open` belongs to plugin `print`");
    EXPECT_EQ(failure->status(), WILLCALL_PLUGIN);
    EXPECT_EQ(failure->plugin(), "email");
    for (const auto* name : {"", "orders", "orders.", ".place", "Orders.place", "orders.place.now",
                             "orders.pl ace", "1orders.place"})
        EXPECT_EQ(failure_of([&] { operations.add(named(name)); })->status(), WILLCALL_INTERNAL);
    auto open = named("orders.open");
    open.permission = "orders/open";
    EXPECT_NE(message_of([&] { operations.add(open); }), "accepted");
}

TEST(Schema, of_a_line_is_what_a_person_would_write) {
    EXPECT_EQ(schema_json(*shape::of<OrderLine>()), compact(R"({
"$schema": "https://json-schema.org/draft/2020-12/schema",
"$ref": "#/$defs/OrderLine",
"$defs": {
  "OrderLine": {"type": "object",
    "description": "so many tickets of one type for one performance, or so many of one product",
    "properties": {
      "performance": {"description": "key of the performance", "type": "string",
                      "maxLength": 64},
      "ticket_type": {"description": "key of the ticket type", "type": "string",
                      "maxLength": 64},
      "product": {"description": "key of the product, in place of those two", "type": "string",
                  "maxLength": 64},
      "quantity": {"description":
                   "tickets; left out: one, or one for each seat that is named",
                   "type": "integer", "minimum": 1, "maximum": 10000},
      "holders": {"description": "names on the tickets: none, one for all, or one for each",
                  "type": "array", "items": {"type": "string"}, "maxItems": 10000},
      "seats": {"description":
                "guids, or names such as `Stalls/3/12`; none: the best seats there are",
                "type": "array", "items": {"type": "string"}, "maxItems": 10000},
      "together": {"description": "next to each other; false: in as few groups as can be",
                   "type": "boolean", "default": true},
      "answers": {"description":
                  "to the form, by field: none, one set for all tickets, or one for each",
                  "type": "array", "items": {"type": "object",
                                             "additionalProperties": {"type": "string"}},
                  "maxItems": 10000}},
    "required": [], "additionalProperties": false}}})"));
}

TEST(Schema, of_a_request_holds_the_schemas_of_its_parts) {
    EXPECT_EQ(schema_json(*shape::of<PayOrder>()), compact(R"({
"$schema": "https://json-schema.org/draft/2020-12/schema",
"$ref": "#/$defs/PayOrder",
"$defs": {
  "PayOrder": {"type": "object",
    "properties": {
      "id": {"description": "an unpaid registration", "type": "string", "format": "id"},
      "payments": {"description":
                     "how it is paid, all of it; empty where the channel skips payment",
                   "type": "array", "items": {"$ref": "#/$defs/PaymentLine"}, "maxItems": 100}},
    "required": ["id"], "additionalProperties": false},
  "PaymentLine": {"type": "object", "description": "money taken",
    "properties": {
      "means": {"description": "how it is paid", "type": "string",
                "enum": ["cash", "card", "voucher", "transfer"]},
      "amount": {"description": "how much", "type": ["string", "number"], "format": "money"},
      "tendered": {"description": "cash handed over, where that is said: the rest is change",
                   "type": ["string", "number"], "format": "money"},
      "collected_by": {"description":
"on a sale for another: in whose hands the money is now, or who pays it out",
                       "type": "string", "enum": ["seller", "actor"], "default": "seller"}},
    "required": ["means", "amount"], "additionalProperties": false}}})"));
}

TEST(Schema, of_a_season_is_valid_json_and_names_every_noun) {
    const auto schema = parse_json(schema_json(*shape::of<Season>()));
    const auto* nouns = schema.find("$defs");
    for (const auto* noun : {"Season", "Event", "Performance", "TicketType", "UserSettings"})
        EXPECT_NE(nouns->find(noun), nullptr) << noun;
    const auto* performance = nouns->find("Performance")->find("properties");
    EXPECT_EQ(performance->find("starts")->find("format")->text, "date-time-local");
}

TEST(Schema, tells_nouns_of_two_plugins_apart_and_shares_what_is_the_same) {
    const auto field = [](const char* name) {
        willcall_field made{};
        made.name = name;
        made.meaning = "";
        made.kind = WILLCALL_INTEGER;
        return made;
    };
    const auto shape = [](const willcall_field& only) {
        return willcall_shape{
            sizeof(willcall_shape), sizeof(willcall_field), "Settings", "", &only, 1};
    };
    const auto port = field("port");
    const auto port_again = field("port");
    const auto folder = field("folder");
    const auto first = shape(port);
    const auto second = shape(port_again);
    const auto third = shape(folder);
    Operations operations;
    auto one = named("a.set", "a");
    one.request = &first;
    one.answer = &second;
    auto two = named("b.set", "b");
    two.request = &second;
    two.answer = &third;
    operations.add(one);
    operations.add(two);
    const auto described = parse_json(describe_json(operations, "0.1.0"));
    const auto& list = described.find("operations")->children;
    EXPECT_EQ(list[0].find("answer")->find("$ref")->text, "#/$defs/Settings");
    EXPECT_EQ(list[1].find("request")->find("$ref")->text, "#/$defs/Settings");
    EXPECT_EQ(list[1].find("answer")->find("$ref")->text, "#/$defs/Settings2");
    EXPECT_EQ(described.find("$defs")->children.size(), 2U);
}

TEST(Schema, describes_every_operation) {
    Operations operations;
    operations.add(named("orders.place"));
    const auto described = parse_json(describe_json(operations, "0.1.0"));
    EXPECT_EQ(described.find("abi")->text, "0.1");
    EXPECT_EQ(described.find("version")->text, "0.1.0");
    const auto& place = described.find("operations")->children.at(0);
    EXPECT_EQ(place.find("name")->text, "orders.place");
    EXPECT_EQ(place.find("permission")->text, "/orders/place");
    EXPECT_EQ(place.find("writes")->text, "true");
    EXPECT_EQ(place.find("plugin")->text, "");
    EXPECT_EQ(place.find("answer")->find("$ref")->text, "#/$defs/Order");
}

TEST(Reference, has_a_section_for_each_operation_and_a_table_for_each_noun) {
    Operations operations;
    operations.add(named("orders.place"));
    const auto page = reference_markdown(operations);
    for (const auto* part :
         {"### orders.place\n\nsells tickets\n\nPermission `/orders/place`. Writes. Asks with "
          "[PlaceOrder](#placeorder), answers with [Order](#order).\n",
          "### OrderLine\n\nso many tickets of one type for one performance, or so many of one "
          "product.\n\n"
          "| field | kind | left out | meaning |\n|---|---|---|---|\n"
          "| `performance` | text, at most 64 characters |  | key of the performance |\n",
          "| `together` | true or false | `true` | next to each other; false: in as few "
          "groups as can be |\n",
          "| `lines` | list of [OrderLine](#orderline), at most 1000 elements |  |",
          "| `means` | `cash`, `card`, `voucher`, `transfer` | required | how it is paid |\n"})
        EXPECT_NE(page.find(part), std::string::npos) << part << "\n" << page;
}

}  // namespace
}  // namespace willcall
