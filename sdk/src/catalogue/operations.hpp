// The operations of this room, but for catalogue.apply: only the engine knows its plugins' shapes.
#ifndef WILLCALL_CATALOGUE_OPERATIONS_HPP
#define WILLCALL_CATALOGUE_OPERATIONS_HPP

#include "operations/operation.hpp"

#include <vector>

namespace willcall::catalogue {

std::vector<Operation> season_operations();

}  // namespace willcall::catalogue

#endif
