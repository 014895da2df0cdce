// The operations for gates: which keys sign, which codes are dead.
#ifndef WILLCALL_DELIVERY_KEYS_HPP
#define WILLCALL_DELIVERY_KEYS_HPP

#include "operations/operation.hpp"
#include "store/world.hpp"

#include <vector>

namespace willcall::delivery {

// The epoch that moves when there is another key.
inline constexpr const char* codes_epoch = "codes";

// `world` outlives the operations.
std::vector<Operation> key_operations(const World& world);

}  // namespace willcall::delivery

#endif
