// The check: recounts the whole store from first principles and names every rule that is broken.
//
// Set-based SQL that both databases understand, and two passes in order (the number series, the
// hash chains), so that a million orders take seconds, on one reading connection.
#ifndef WILLCALL_REPORTS_CHECK_HPP
#define WILLCALL_REPORTS_CHECK_HPP

#include "catalogue/catalogue.hpp"
#include "operations/operation.hpp"
#include "store/connection.hpp"

#include <willcall/journal.hpp>

#include <vector>

namespace willcall::reports {

// `catalogue` as it stands in the same reading transaction. Changes nothing.
StoreChecked check(store::Connection& reading, const catalogue::Catalogue& catalogue,
                   const CheckStore& request);

// The same with the catalogue of that transaction, even where it can't be read.
StoreChecked check(store::Connection& reading, const CheckStore& request);

// store.check
std::vector<Operation> check_operations();
// store.backup
std::vector<Operation> backup_operations();

}  // namespace willcall::reports

#endif
