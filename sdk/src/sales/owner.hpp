// The owner of a sale as rules see one: the tags of the record, and what they have bought and kept.
#ifndef WILLCALL_SALES_OWNER_HPP
#define WILLCALL_SALES_OWNER_HPP

#include "catalogue/catalogue.hpp"
#include "operations/operation.hpp"
#include "store/connection.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace willcall::sales {

struct HeldProduct {
    std::int64_t id = 0;       // of the ticket it is
    std::int64_t product = 0;  // of the catalogue
    std::int64_t since = 0;    // when it was paid
    std::int64_t order = 0;
    friend auto operator<=>(const HeldProduct&, const HeldProduct&) = default;
};

struct OwnerFacts {
    std::vector<std::string> tags;
    std::vector<HeldProduct> products;  // oldest first
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

// customers.products; `sees` says whether the caller may see a customer under a permission.
using SeesCustomer = std::function<bool(const Call&, std::string_view, std::int64_t)>;
std::vector<Operation> owner_operations(const catalogue::CatalogueOf& catalogue_of,
                                        const SeesCustomer& sees);

OwnerFacts read_owner(store::Connection& reading, std::int64_t owner);
Relations read_relations(store::Connection& reading, std::int64_t owner, std::int64_t facilitator);
std::string read_date_of_birth(store::Connection& reading, std::int64_t owner);  // empty: unknown
// The same of several, by their ids.
std::map<std::int64_t, OwnerFacts> read_owners(store::Connection& reading,
                                               std::vector<std::int64_t> owners);

}  // namespace willcall::sales

#endif
