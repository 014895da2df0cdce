// The operations of this room: how promises stand, and delivering without threads.
#ifndef WILLCALL_DELIVERY_OPERATIONS_HPP
#define WILLCALL_DELIVERY_OPERATIONS_HPP

#include "delivery/worker.hpp"
#include "operations/call.hpp"
#include "operations/operation.hpp"

#include <functional>
#include <vector>

namespace willcall::delivery {

// `courier` is asked for when an operation is called: the engine has one by then.
std::vector<Operation> delivery_operations(std::function<Courier&()> courier,
                                           catalogue::CatalogueOf catalogue_of);

}  // namespace willcall::delivery

#endif
