#include "sales/owner.hpp"

#include "operations/digest.hpp"
#include "store/selecting.hpp"

#include <willcall/customer_products.hpp>

namespace willcall::sales {

namespace {

struct BornRow {
    std::string date_of_birth;
    static constexpr auto columns =
        in_order{store::column<"date_of_birth">(&BornRow::date_of_birth)};
};

struct TagRow {
    std::int64_t customer = 0;
    std::string tag;
    static constexpr const char* table = "customer_tags";
    static constexpr auto columns =
        in_order{store::column<"customer">(&TagRow::customer), store::column<"tag">(&TagRow::tag)};
};

struct HeldRow : HeldProduct {
    std::int64_t owner = 0;
    static constexpr auto columns = in_order{
        store::column<"id">(&HeldRow::id), store::column<"product">(&HeldRow::product),
        store::column<"since">(&HeldRow::since), store::column<"order_id">(&HeldRow::order),
        store::column<"owner">(&HeldRow::owner)};
};

// What was refunded or exchanged is not theirs any more, what is not paid not yet. An exchange, or
// the payment of a registration, is when it became theirs; most orders have neither, and are not
// asked ticket by ticket.
constexpr std::string_view held_products =
    "select id, product, since, order_id, owner from ("
    "select k.id, k.performance as product, o.placed as since, k.order_id, o.owner from orders o "
    "join tickets k on k.order_id = o.id and k.state in (0, 2) "
    "join items i on i.id = k.performance and i.kind = 'product' "
    "where not exists (select 1 from transactions t where t.order_id = o.id) "
    "union all select k.id, k.performance as product, "
    "cast(coalesce(x.at, p.at, o.placed) as bigint) as since, k.order_id, o.owner from orders o "
    "join tickets k on k.order_id = o.id and k.state in (0, 2) "
    "join items i on i.id = k.performance and i.kind = 'product' "
    "join order_lines l on l.order_id = k.order_id and l.line = k.line "
    "left join transactions x on x.id = l.transaction_id "
    "left join transactions p on p.order_id = o.id and p.kind = 0 "
    "where exists (select 1 from transactions t where t.order_id = o.id)) held where owner";

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

std::map<std::int64_t, OwnerFacts> read_owners(store::Connection& reading,
                                               std::vector<std::int64_t> owners) {
    std::map<std::int64_t, OwnerFacts> all;
    for (const auto owner : owners) all.try_emplace(owner);
    for (auto& row : store::select_in<TagRow>(reading, "customer", owners))
        all[row.customer].tags.push_back(std::move(row.tag));
    for (const auto& row : store::query_in<HeldRow>(reading, held_products, std::move(owners)))
        all[row.owner].products.push_back(row);
    for (auto& [owner, facts] : all) {
        std::ranges::sort(facts.tags);
        std::ranges::sort(facts.products, {}, &HeldProduct::id);
    }
    return all;
}

OwnerFacts read_owner(store::Connection& reading, std::int64_t owner) {
    return std::move(read_owners(reading, {owner}).begin()->second);
}

Relations read_relations(store::Connection& reading, std::int64_t owner, std::int64_t facilitator) {
    return reading.query<RelationFacts>(
        "select id, kind, customer, since, until from customer_relations "
        "where (customer = ? and other = ?) or (customer = ? and other = ?) order by id",
        owner, facilitator, facilitator, owner);
}

std::string read_date_of_birth(store::Connection& reading, std::int64_t owner) {
    const auto rows =
        reading.query<BornRow>("select date_of_birth from customers where id = ?", owner);
    return rows.empty() ? std::string() : rows.front().date_of_birth;
}

std::string OwnerFacts::digest() const {
    std::string text;
    for (const auto& tag : tags) text.append(tag) += '\n';
    // As they lie in memory: their digits took several times as long to make and to hash.
    const auto add = [&](const std::int64_t& number) {
        text.append(reinterpret_cast<const char*>(&number), sizeof number);
    };
    for (const auto& one : products) add(one.id), add(one.product);
    constexpr std::size_t enough = 16;
    return willcall::digest(text).substr(0, enough);
}

}  // namespace willcall::sales
