// Forgetting somebody: every text that names them goes, everything that was counted stays.
#ifndef WILLCALL_ENGINE_ERASING_HPP
#define WILLCALL_ENGINE_ERASING_HPP

#include "customers/customers.hpp"

namespace willcall {

// customers.erase
Operation erase_operation(const customers::Needs& needs);

}  // namespace willcall

#endif
