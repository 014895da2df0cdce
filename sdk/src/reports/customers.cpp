// The tables about customers: who there is, who may be there twice, what was changed of a record,
// and the orders somebody has a part in.
#include "reports/customers.hpp"
#include "customers/names.hpp"
#include "operations/email_address.hpp"
#include "operations/reading.hpp"
#include "reports/looks.hpp"
#include "tables/operation.hpp"

#include <willcall/customer_history.hpp>
#include <willcall/customer_merges.hpp>
#include <willcall/customer_relations.hpp>
#include <willcall/customers.hpp>

namespace willcall::reports {

namespace {

using Planned = std::pair<std::string, Query>;

constexpr std::size_t digits_least = 4;
constexpr std::size_t whole_number_least = 6;  // digits a stored number needs to be all of it

// Sorts behind every text that begins like this one.
std::string end_of_prefix(const std::string& prefix) { return prefix + "\U0010FFFF"; }

void narrow_names(Query& query, const std::string& name) {
    if (name.empty()) return;
    const auto words = customers::words_of(name);
    if (words.empty()) throw invalid("name: must have letters or digits").at("name");
    for (const auto& word : words)
        query.where("customers.id in (select customer from customer_keys where kind = 0 "
                    "and key >= ? and key < ?)",
                    word, end_of_prefix(word));
}

// What was asked may be the end of what is kept (the country was left out), or begin earlier.
void narrow_phones(Query& query, const std::string& phone) {
    if (phone.empty()) return;
    const auto key = customers::phone_key(phone);
    if (key.size() < digits_least)
        throw invalid("phone: needs at least four digits, zeros before them not counted")
            .at("phone");
    query.where("customers.id in (select customer from customer_keys where kind = 1 and "
                "((key >= ? and key < ?) or (length(key) >= ? and substr(cast(? as text), 1, "
                "length(key)) = "
                "key)))",
                key, end_of_prefix(key), static_cast<std::int64_t>(whole_number_least), key);
}

access::ScopeCondition seen_customers(const Needs& needs, const Call& call, access::Scope scope,
                                      const char* table = "customers") {
    const auto* channel = needs.catalogue_of(call)->channel(call.caller->seller.channel);
    return access::customer_condition(scope, *call.caller, channel == nullptr ? 0 : channel->id,
                                      table);
}

void narrow_seen(Query& query, const access::ScopeCondition& seen) {
    query.where(seen.sql, seen.value, seen.value);
}

// Who is not there, or not for this caller to see, has no table.
void require_seen(Call& call, const access::ScopeCondition& seen, Id customer) {
    if (!call.connection->number("select id from customers where id = ? and " + seen.sql,
                                 customer.number, seen.value, seen.value))
        throw not_found("there is no customer `" + id_text(customer.number) + "`").at("customer");
}

Planned list(const Needs& needs, Call& call, const ListCustomers& request) {
    const auto scope = needs.find_scope(call, "/customers/list");
    Query query;
    query.column("customers.id").column("customers.kind").column("customers.name");
    query.column("coalesce(customers.email, '')").column("customers.phone");
    query.column("customers.mobile").column("customers.address").column("customers.town");
    query.column("customers.postcode").column("customers.number").column("customers.online");
    query.column("customers.created").from("customers").order("customers.id");
    query.where("customers.state = 0");
    narrow_seen(query, seen_customers(needs, call, scope));
    narrow_names(query, request.name);
    narrow_phones(query, request.phone);
    if (!request.email.empty()) {
        const auto email = email_key(request.email);
        query.where("customers.email >= ? and customers.email < ?", email, end_of_prefix(email));
    }
    if (!request.number.empty())
        query.where("(customers.number = ? or customers.id = ?)", request.number,
                    id_number(request.number));
    if (!request.postcode.empty())
        query.where("customers.postcode_key = ?",
                    customers::joined(customers::words_of(request.postcode)));
    if (!request.tag.empty())
        query.where("customers.id in (select customer from customer_tags where tag = ?)",
                    request.tag);
    if (request.kind) query.where("customers.kind = ?", static_cast<std::int64_t>(*request.kind));
    if (request.online)
        query.where("customers.online = ?", static_cast<std::int64_t>(*request.online));
    if (request.after) query.where("customers.id > ?", request.after->number);
    return {access::scope_word(scope), query};
}

// Where a record was made by somebody else, that one's address is as good as its own.
std::string shared(const char* key) {
    std::string sql = "(customers.KEY <> '' and other.KEY = customers.KEY) or "
                      "(maker.KEY <> '' and maker.KEY = other.KEY) or "
                      "(other_maker.KEY <> '' and other_maker.KEY = customers.KEY)";
    for (auto at = sql.find("KEY"); at != sql.npos; at = sql.find("KEY", at))
        sql.replace(at, 3, key);
    return sql;
}

constexpr const char* same_birth =
    "customers.date_of_birth <> '' and other.date_of_birth = customers.date_of_birth and "
    "(customers.introduced_by is not null or other.introduced_by is not null)";

// Whether who made the record of `one` has to do with `two`: made that too, is related to them, or
// booked for them.
std::string same_facilitator(const std::string& one, const std::string& two) {
    const auto maker = one + ".introduced_by";
    return two + ".introduced_by = " + maker +
           " or exists (select 1 from orders where orders.owner = " + two +
           ".id and orders.facilitator = " + maker +
           ") or exists (select 1 from customer_relations r where (r.customer = " + maker +
           " and r.other = " + two + ".id) or (r.other = " + maker + " and r.customer = " + two +
           ".id))";
}

std::string as_number(const std::string& condition) {
    return "cast(case when " + condition + " then 1 else 0 end as bigint)";
}

Planned duplicates(const Needs& needs, Call& call, const ListDuplicates& request) {
    const auto scope = needs.find_scope(call, "/customers/duplicates");
    const auto postcode = shared("postcode_key");
    const auto address = shared("address_key");
    const auto facilitator =
        same_facilitator("customers", "other") + " or " + same_facilitator("other", "customers");
    Query query;
    query.column("customers.id").column("customers.name").column("other.id").column("other.name");
    query.column(as_number(postcode)).column(as_number(address));
    query.column(as_number(same_birth)).column(as_number(facilitator));
    query.from("customers join customers other on other.alike = customers.alike "
               "and other.id > customers.id "
               "left join customers maker on maker.id = customers.introduced_by "
               "left join customers other_maker on other_maker.id = other.introduced_by");
    query.where("customers.alike <> '' and other.alike <> ''");
    query.where("customers.state = 0 and other.state = 0");
    query.where('(' + postcode + " or " + address + " or (" + same_birth + ") or " + facilitator +
                ')');
    narrow_seen(query, seen_customers(needs, call, scope));
    narrow_seen(query, seen_customers(needs, call, scope, "other"));
    if (request.of)
        query.where("(customers.id = ? or other.id = ?)", request.of->number, request.of->number);
    query.order("customers.id, other.id");
    return {access::scope_word(scope), query};
}

Planned changes(const Needs& needs, Call& call, const ListChanges& request) {
    const auto scope = needs.find_scope(call, "/customers/changes");
    require_seen(call, seen_customers(needs, call, scope), request.customer);
    Query query;
    query.column("customer_changes.at")
        .column("customer_changes.actor", login())
        .column("customer_changes.field")
        .column("customer_changes.before")
        .column("customer_changes.after")
        .column("nullif(customer_changes.merge, 0)")
        .from("customer_changes")
        .where("customer_changes.customer = ?", request.customer.number)
        .order("customer_changes.id");
    return {access::scope_word(scope), query};
}

// A customer's part in an order, and the other's name: "facilitated by", "on behalf of".
Planned orders(const Needs& needs, Call& call, const ListCustomerOrders& request) {
    const auto scope = needs.find_scope(call, "/customers/orders");
    require_seen(call, seen_customers(needs, call, scope), request.customer);
    Query query;
    query.column("orders.id")
        .column(shown_number)
        .column("orders.placed")
        .column("cast(case when orders.facilitator = customers.id then 2 "
                "when orders.facilitator is not null then 1 else 0 end as bigint)")
        .column("coalesce(other.name, '')")
        .column("orders.tickets")
        .column("orders.total")
        .from("customers join orders on orders.owner = customers.id "
              "or orders.facilitator = customers.id "
              "left join customers other on other.id = case when orders.facilitator = "
              "customers.id then orders.owner else orders.facilitator end")
        .where("customers.id = ?", request.customer.number)
        .order("orders.id");
    if (call.caller->customer == 0) narrow(query, scope, call, *needs.catalogue_of(call));
    if (request.after) query.where("orders.id > ?", request.after->number);
    return {access::scope_word(scope), query};
}

Planned merges(const Needs& needs, Call& call, const ListMerges& request) {
    const auto scope = needs.find_scope(call, "/customers/merges");
    Query query;
    query.column("customer_merges.id")
        .column("customer_merges.at")
        .column("customer_merges.actor", login())
        .column("customers.id")
        .column("customers.name")
        .column("other.id")
        .column("other.name")
        .column("customer_merges.undone")
        .from("customer_merges join customers on customers.id = customer_merges.kept "
              "join customers other on other.id = customer_merges.absorbed")
        .order("customer_merges.id");
    narrow_seen(query, seen_customers(needs, call, scope));
    if (request.customer)
        query.where("(customers.id = ? or other.id = ?)", request.customer->number,
                    request.customer->number);
    if (request.after) query.where("customer_merges.id > ?", request.after->number);
    return {access::scope_word(scope), query};
}

Planned relations(const Needs& needs, Call& call, const ListRelations& request) {
    const auto scope = needs.find_scope(call, "/customers/relations");
    Query query;
    query.column("customer_relations.id")
        .column("customers.id")
        .column("customers.name")
        .column("customer_relations.kind")
        .column("other.id")
        .column("other.name")
        .column("customer_relations.since")
        .column("customer_relations.until")
        .column("customer_relations.email")
        .from("customer_relations join customers on customers.id = customer_relations.customer "
              "join customers other on other.id = customer_relations.other")
        .order("customer_relations.id");
    narrow_seen(query, seen_customers(needs, call, scope));
    narrow_seen(query, seen_customers(needs, call, scope, "other"));
    if (request.customer)
        query.where("(customers.id = ? or other.id = ?)", request.customer->number,
                    request.customer->number);
    if (request.after) query.where("customer_relations.id > ?", request.after->number);
    return {access::scope_word(scope), query};
}

}  // namespace

std::vector<Operation> customer_operations(const Needs& needs) {
    std::vector<Operation> operations;
    operations.push_back(tables::table_operation<ListCustomers, ListedCustomer>(
        "customers.list", "/customers/list", "customers, found by whatever is known of them",
        {"customers", "CustomerList", false}, with(needs, list)));
    operations.push_back(tables::table_operation<ListDuplicates, LikelyDuplicate>(
        "customers.duplicates", "/customers/duplicates",
        "records that may be of one customer, and why; nothing is ever merged by itself",
        {"pairs", "DuplicateList", false}, with(needs, duplicates)));
    operations.push_back(tables::table_operation<ListChanges, CustomerChange>(
        "customers.changes", "/customers/changes", "what was changed of a customer's record",
        {"changes", "ChangeList", false}, with(needs, changes)));
    operations.push_back(tables::table_operation<ListCustomerOrders, CustomerOrder>(
        "customers.orders", "/customers/orders", "the orders a customer has a part in",
        {"orders", "CustomerOrderList", false}, with(needs, orders)));
    operations.push_back(tables::table_operation<ListRelations, CustomerRelation>(
        "customers.relations", "/customers/relations", "what customers are to each other",
        {"relations", "RelationList", false}, with(needs, relations)));
    operations.push_back(tables::table_operation<ListMerges, CustomerMerge>(
        "customers.merges", "/customers/merges", "records that were made one",
        {"merges", "MergeList", false}, with(needs, merges)));
    return operations;
}

}  // namespace willcall::reports
