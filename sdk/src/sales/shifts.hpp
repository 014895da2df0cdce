// Shifts: opened, shown, closed.
#ifndef WILLCALL_SALES_SHIFTS_HPP
#define WILLCALL_SALES_SHIFTS_HPP

#include "sales/orders.hpp"

#include <willcall/access.hpp>
#include <willcall/shifts.hpp>

namespace willcall::sales {

// Whether the seller works in shifts: as the user is set, unless the user's role is denied the
// permission `/shifts/use` (BTZ-20).
bool uses_shifts(const Call& call, const access::Snapshot& snapshot, const World& world);

// The shift as its seller may see it: what was taken is shown only once it has been counted, so
// that the count is a count (BTZ-26). `seller` is the login.
Shift show_shift(store::Connection& connection, const catalogue::Catalogue& catalogue,
                 const ShiftRow& row, const std::string& seller);

// Whether the caller may see a shift under `permission`: their own, or all.
bool sees_shift(const Needs& needs, const Call& call, const ShiftRow& shift,
                std::string_view permission);
// The shift that was asked for, the seller's open one where none was: or that none is open. Throws
// NOT_FOUND for one that the caller may not see under `permission`.
Answered<ShiftRow> find_shift(const Needs& needs, const Call& call, const std::optional<Id>& asked,
                              std::string_view permission);

// All that begins with `shifts.`, but for the document and the list.
std::vector<Operation> shift_operations(const Needs& needs);

}  // namespace willcall::sales

#endif
