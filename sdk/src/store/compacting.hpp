// A store without what was deleted from it, down to the last byte.
#ifndef WILLCALL_STORE_COMPACTING_HPP
#define WILLCALL_STORE_COMPACTING_HPP

#include "store/connection.hpp"

namespace willcall::store {

// Rewrites the store. The connection is a writer's, outside of any transaction; whoever writes
// meanwhile waits. Throws UNAVAILABLE where somebody reads for so long that the old content can't
// be taken out of the log: it is gone after the next time.
void compact(Connection& writer);

}  // namespace willcall::store

#endif
