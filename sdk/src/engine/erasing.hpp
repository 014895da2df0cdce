// Forgetting somebody: every text that names them goes, everything that was counted stays.
#ifndef WILLCALL_ENGINE_ERASING_HPP
#define WILLCALL_ENGINE_ERASING_HPP

#include "customers/customers.hpp"
#include "customers/person.hpp"
#include "plugins/shelf.hpp"

namespace willcall {

// The same in a plugin's table; how many rows spoke of them.
std::int64_t erase_rows(store::Connection& turn, const plugins::Table& table,
                        const customers::Person& person);

// customers.erase; `shelf` gives the plugins there are by then.
Operation erase_operation(const customers::Needs& needs,
                          const std::function<std::shared_ptr<const plugins::Shelf>()>& shelf);

}  // namespace willcall

#endif
