// Passwords and tokens: the store keeps hashes of them, and nothing that opens a door.
#ifndef WILLCALL_ACCESS_SECRETS_HPP
#define WILLCALL_ACCESS_SECRETS_HPP

#include "store/connection.hpp"
#include "store/world.hpp"

#include <optional>
#include <string>

namespace willcall::access {

// An Argon2id hash for the store, at OWASP's least cost (19 MiB, two passes).
std::string hash_password(const std::string& password);

// Verifies against a stored hash, or, where there is none, against a hash nobody has the password
// of: the answer takes as long either way.
bool is_password(const std::optional<std::string>& stored, const std::string& password);

// In a turn: the user's password from now on.
void keep_password(store::Connection& turn, std::int64_t user, const std::string& hash,
                   std::int64_t now);
// The hash of a user's password; nothing where none was ever set.
std::optional<std::string> kept_password(store::Connection& connection, std::int64_t user);

// Text of 24 random bytes, to be carried by whoever is given it. The store gets its digest().
std::string new_token(const World& world);

}  // namespace willcall::access

#endif
