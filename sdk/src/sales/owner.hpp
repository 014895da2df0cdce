// The owner of a sale as rules see one: tags and birthday, what they have bought and kept; and what
// the owner and whoever books for them are to each other.
#ifndef WILLCALL_SALES_OWNER_HPP
#define WILLCALL_SALES_OWNER_HPP

#include "catalogue/catalogue.hpp"
#include "operations/operation.hpp"
#include "store/connection.hpp"

#include <functional>
#include <string>
#include <vector>

namespace willcall::sales {

struct HeldProduct {
    std::int64_t id = 0;       // of the ticket it is
    std::int64_t product = 0;  // of the catalogue
    std::int64_t since = 0;    // when it was paid
    std::int64_t order = 0;
    static constexpr auto columns = in_order{store::column<"id">(&HeldProduct::id),
                                             store::column<"product">(&HeldProduct::product),
                                             store::column<"since">(&HeldProduct::since),
                                             store::column<"order_id">(&HeldProduct::order)};
    friend auto operator<=>(const HeldProduct&, const HeldProduct&) = default;
};

struct OwnerFacts {
    std::vector<std::string> tags;
    std::vector<HeldProduct> products;  // oldest first
    std::string date_of_birth;
    friend bool operator==(const OwnerFacts&, const OwnerFacts&) = default;

    // As text: what a quote's token tells apart.
    std::string digest() const;
};

// What the owner of a sale and its facilitator are to each other, whenever.
struct RelationFacts {
    std::int64_t id = 0;
    std::string kind;
    std::int64_t customer = 0;  // who is that to the other
    std::optional<std::int64_t> since, until;
    static constexpr auto columns = in_order{store::column<"id">(&RelationFacts::id),
                                             store::column<"kind">(&RelationFacts::kind),
                                             store::column<"customer">(&RelationFacts::customer),
                                             store::column<"since">(&RelationFacts::since),
                                             store::column<"until">(&RelationFacts::until)};
    friend auto operator<=>(const RelationFacts&, const RelationFacts&) = default;
};
using Relations = std::vector<RelationFacts>;  // oldest first
std::string digest_of(const Relations& relations);

// customers.products; `sees` says whether the caller may see a customer under a permission.
using SeesCustomer = std::function<bool(const Call&, std::string_view, std::int64_t)>;
std::vector<Operation> owner_operations(const catalogue::CatalogueOf& catalogue_of,
                                        const SeesCustomer& sees);

OwnerFacts read_owner(store::Connection& reading, std::int64_t owner);
Relations read_relations(store::Connection& reading, std::int64_t owner, std::int64_t facilitator);

}  // namespace willcall::sales

#endif
