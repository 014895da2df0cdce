#include "sales/owner.hpp"

#include "operations/digest.hpp"

#include <willcall/customer_products.hpp>

namespace willcall::sales {

namespace {

constexpr std::size_t digest_enough = 16;

// The record once for each of its tags, or once without any: one statement for both.
struct TaggedRow {
    std::string date_of_birth;
    std::optional<std::string> tag;
    static constexpr auto columns =
        in_order{store::column<"date_of_birth">(&TaggedRow::date_of_birth),
                 store::column<"tag">(&TaggedRow::tag)};
};

// What was refunded or exchanged is not theirs any more, what is not paid not yet. An exchange, or
// the payment of a registration, is when it became theirs.
constexpr const char* held_products =
    "select k.id, k.performance as product, "
    "cast(coalesce(x.at, p.at, o.placed) as bigint) as since, k.order_id from orders o "
    "join tickets k on k.order_id = o.id "
    "join order_lines l on l.order_id = k.order_id and l.line = k.line "
    "left join transactions x on x.id = l.transaction_id "
    "left join transactions p on p.order_id = o.id and p.kind = 0 "
    "where o.owner = ? and k.state in (0, 2) "
    "and k.performance in (select id from items where kind = 'product') order by k.id";

// What the caller may not see is not there.
Answered<CustomerProducts> products(const catalogue::CatalogueOf& catalogue_of,
                                    const SeesCustomer& sees, Call& call,
                                    const ListCustomerProducts& request) {
    const auto id = request.customer.number;
    const bool known = call.connection->number("select id from customers where id = ?", id) &&
                       sees(call, "/customers/products", id);
    if (!known) throw not_found("there is no customer `" + id_text(id) + "`").at("customer");
    const auto catalogue = catalogue_of(call);
    CustomerProducts answer;
    for (const auto& held : read_owner(*call.connection, id).products)
        if (const auto* product = catalogue->performance(held.product))
            answer.products.push_back(
                {{held.id}, product->key, product->event->name, {held.order}, {held.since}});
    return answer;
}

}  // namespace

std::vector<Operation> owner_operations(const catalogue::CatalogueOf& catalogue_of,
                                        const SeesCustomer& sees) {
    return {operation<ListCustomerProducts, CustomerProducts>(
        "customers.products", "/customers/products",
        "what a customer owns that has no date, paid and kept", Handling::reads,
        [catalogue_of, sees](Call& call, const ListCustomerProducts& request) {
            return products(catalogue_of, sees, call, request);
        })};
}

OwnerFacts read_owner(store::Connection& reading, std::int64_t owner) {
    OwnerFacts facts;
    for (auto& row : reading.query<TaggedRow>(
             "select customers.date_of_birth, customer_tags.tag from customers left join "
             "customer_tags on customer_tags.customer = customers.id where customers.id = ? "
             "order by customer_tags.tag",
             owner)) {
        facts.date_of_birth = std::move(row.date_of_birth);
        if (row.tag) facts.tags.push_back(std::move(*row.tag));
    }
    facts.products = reading.query<HeldProduct>(held_products, owner);
    return facts;
}

Relations read_relations(store::Connection& reading, std::int64_t owner, std::int64_t facilitator) {
    return reading.query<RelationFacts>(
        "select id, kind, customer, since, until from customer_relations "
        "where (customer = ? and other = ?) or (customer = ? and other = ?) order by id",
        owner, facilitator, facilitator, owner);
}

std::string OwnerFacts::digest() const {
    std::string text;
    for (const auto& tag : tags) text += tag + '\n';
    if (!date_of_birth.empty()) text += "born " + date_of_birth + '\n';
    for (const auto& one : products)
        text += std::to_string(one.id) + ' ' + std::to_string(one.product) + '\n';
    return willcall::digest(text).substr(0, digest_enough);
}

std::string digest_of(const Relations& relations) {
    std::string text;
    for (const auto& one : relations)
        text += std::to_string(one.id) + ' ' + std::to_string(one.customer) + ' ' + one.kind + ' ' +
                std::to_string(one.since.value_or(0)) + ' ' +
                std::to_string(one.until.value_or(0)) + '\n';
    return willcall::digest(text).substr(0, digest_enough);
}

}  // namespace willcall::sales
