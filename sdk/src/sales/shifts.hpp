// Shifts: opened, shown, closed.
#ifndef WILLCALL_SALES_SHIFTS_HPP
#define WILLCALL_SALES_SHIFTS_HPP

#include "catalogue/catalogue.hpp"
#include "operations/operation.hpp"
#include "store/connection.hpp"

#include <willcall/access.hpp>
#include <willcall/shifts.hpp>

#include <memory>

namespace willcall::sales {

using CatalogueOf = std::function<std::shared_ptr<const catalogue::Catalogue>(const Call&)>;

// shifts.open, shifts.current and shifts.close, of the session's seller.
std::vector<Operation> shift_operations(const CatalogueOf& catalogue_of);

}  // namespace willcall::sales

#endif
