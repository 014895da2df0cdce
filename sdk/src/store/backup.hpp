// A store kept in a file beside its own.
#ifndef WILLCALL_STORE_BACKUP_HPP
#define WILLCALL_STORE_BACKUP_HPP

#include "store/connection.hpp"

#include <string>

namespace willcall::store {

// Copies the store, as this reading transaction sees it, into a new file: whole and flushed, or not
// there. Nothing may be at `path`. Throws INVALID for a store that is not an SQLite file.
void back_up(Connection& reading, const std::string& path);

}  // namespace willcall::store

#endif
