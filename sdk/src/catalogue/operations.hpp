// The operations of this room, but for catalogue.apply: only the engine knows its plugins' shapes.
#ifndef WILLCALL_CATALOGUE_OPERATIONS_HPP
#define WILLCALL_CATALOGUE_OPERATIONS_HPP

#include "operations/operation.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace willcall::catalogue {

// Which of these events and products, by key, the caller is shown: all, or what their channel says.
using FindShown =
    std::function<std::vector<bool>(const Call&, std::span<const std::string> events)>;

std::vector<Operation> season_operations(const FindShown& find_shown);

}  // namespace willcall::catalogue

#endif
