// Orders: quoted, placed, shown, listed.
#ifndef WILLCALL_SALES_ORDERS_HPP
#define WILLCALL_SALES_ORDERS_HPP

#include "access/scope.hpp"
#include "catalogue/operations.hpp"
#include "operations/operation.hpp"
#include "sales/placing.hpp"
#include "sales/showing.hpp"
#include "store/database.hpp"
#include "store/turns.hpp"

namespace willcall::sales {

// What selling needs of the engine.
struct Needs {
    store::Database* database = nullptr;
    store::Turns* turns = nullptr;
    Placing* placing = nullptr;
    const World* world = nullptr;
    // What the call decides from.
    std::function<std::shared_ptr<const access::Snapshot>(const Call&)> snapshot_of;
    // Reads the caller and the snapshot anew (in the turn's connection where there is one) and asks
    // for permission to `operation` again; says why not where it is gone.
    std::function<std::optional<Refusal>(Call&, store::Connection& connection,
                                         std::string_view operation)>
        renew;
    access::FindScope find_scope;
    catalogue::FindShown find_shown;
    CodeOf code_of;
};

// Whose an order is that this caller places, and who books it: a customer buys for themselves where
// they don't say for whom, and says nobody but whom their session books for. Users name the owner,
// and a basket its facilitator.
std::optional<Refusal> settle_parties(const Caller& caller, std::int64_t& owner,
                                      std::int64_t& facilitator);
// Who is told of an order that names no buyer: its facilitator, or the customer who places it.
std::optional<Buyer> told_of(store::Connection& connection, const Caller& caller,
                             const Asked& asked);

// Says owner and facilitator in the quote, as their records are now, and why one can be neither:
// it is merged, or erased.
std::optional<Refusal> look_for_parties(store::Connection& reading, const Asked& asked,
                                        Quote& quote);
// The quote as it would be placed now, without offers whose limit is used up by others than
// `basket`; what speaks against its parties is said in it. `ledger` views what it has to.
Quote quote_with_offers(const Needs& needs, const Call& call, Asked& asked, stock::Ledger& ledger,
                        std::int64_t basket = 0);
// Says the seller's open shift in the quote, or that there is none.
void look_for_shift(const Call& call, Quote& quote);

// Which orders the caller may see under a permission.
access::ScopeCondition seen_by(const Needs& needs, const Call& call, std::string_view permission);
// An order the caller may see under `permission`; nothing for any other.
std::optional<OrderRows> find_seen(const Needs& needs, const Call& call, Id order,
                                   std::string_view permission);
Failure no_order(const std::string& named);

// The same as in the outbox, with the carriers that the call sees.
delivery::PromisedAnew promise_anew(const Needs& needs, Call& call, std::int64_t order,
                                    bool always);

// orders.quote, orders.place, orders.get, orders.list
std::vector<Operation> order_operations(const Needs& needs);
// orders.register, orders.pay, orders.cancel, orders.refund, orders.exchange
std::vector<Operation> change_operations(const Needs& needs);
// baskets.open, baskets.fill, baskets.assign, baskets.facilitate, baskets.get, baskets.list,
// baskets.drop
std::vector<Operation> basket_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
