// The operations of this room: the journal as a feed, and what an auditor keeps of it.
#ifndef WILLCALL_JOURNAL_OPERATIONS_HPP
#define WILLCALL_JOURNAL_OPERATIONS_HPP

#include "operations/operation.hpp"

#include <vector>

namespace willcall::journal {

std::vector<Operation> journal_operations();

}  // namespace willcall::journal

#endif
