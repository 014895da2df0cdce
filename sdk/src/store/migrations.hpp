// Brings a store's tables up to date.
#ifndef WILLCALL_STORE_MIGRATIONS_HPP
#define WILLCALL_STORE_MIGRATIONS_HPP

#include "store/database.hpp"
#include "store/soci_connection.hpp"

namespace willcall::store {

// Applies what is missing, each migration in its own transaction: of several engines that open a
// store at once one applies, the others wait and find it done. Refuses a store that is newer than
// `known`, one whose applied migrations are not those, and a database of another program.
void migrate(SociConnection& connection, std::span<const Migration> known, std::int64_t now);

// Makes all of it at once in an empty database, inside the caller's transaction.
void lay_out(SociConnection& connection, std::span<const Migration> known, std::int64_t now);

// Throws unless the database is a store and has exactly the known migrations.
void require_current(SociConnection& connection, std::span<const Migration> known);

}  // namespace willcall::store

#endif
