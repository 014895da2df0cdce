// Orders: quoted, placed, shown, listed.
#ifndef WILLCALL_SALES_ORDERS_HPP
#define WILLCALL_SALES_ORDERS_HPP

#include "access/scope.hpp"
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
    // for permission again; says why not where it is gone.
    std::function<std::optional<Refusal>(Call&, store::Connection& connection)> renew;
    access::FindScope find_scope;
    CodeOf code_of;
};

// Which orders the caller may see under a permission.
access::ScopeCondition seen_by(const Needs& needs, const Call& call, std::string_view permission);

std::vector<Operation> order_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
