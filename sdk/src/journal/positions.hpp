// Places in the chains, as the short text that cursors are: "1:12,3:4".
#ifndef WILLCALL_JOURNAL_POSITIONS_HPP
#define WILLCALL_JOURNAL_POSITIONS_HPP

#include "store/connection.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace willcall::journal {

struct Position {
    std::int64_t writer = 0;
    std::int64_t sequence = 0;
};

std::string positions_text(std::span<const Position> positions);
// Writers ascending, each once, in the one spelling that positions_text gives; else nothing.
std::optional<std::vector<Position>> positions_of(std::string_view text);

// The writers that have a chain, ascending.
std::vector<std::int64_t> chains(store::Connection& connection);
std::optional<std::string> hash_at(store::Connection& connection, const Position& position);

}  // namespace willcall::journal

#endif
