// Shifts: opened, shown, closed.
#ifndef WILLCALL_SALES_SHIFTS_HPP
#define WILLCALL_SALES_SHIFTS_HPP

#include "catalogue/catalogue.hpp"
#include "operations/operation.hpp"
#include "sales/shift_rows.hpp"
#include "store/connection.hpp"

#include <willcall/access.hpp>
#include <willcall/shifts.hpp>

namespace willcall::sales {

// The shift as its seller may see it: what was taken is shown only once it has been counted, so
// that the count is a count (BTZ-26). `seller` is the login.
Shift show_shift(store::Connection& connection, const catalogue::Catalogue& catalogue,
                 const ShiftRow& row, const std::string& seller);

// shifts.open, shifts.current and shifts.close, of the session's seller.
std::vector<Operation> shift_operations(const catalogue::CatalogueOf& catalogue_of);

}  // namespace willcall::sales

#endif
