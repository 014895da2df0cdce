// How far the organisation's wall is from UTC, and since when.
#ifndef WILLCALL_CATALOGUE_WALL_HPP
#define WILLCALL_CATALOGUE_WALL_HPP

#include "tables/table.hpp"

namespace willcall::catalogue {

// Of an IANA zone, around an instant in microseconds UTC. Throws a Failure where there is no such
// zone on this machine.
tables::OffsetSpan offset_at(const std::string& zone, std::int64_t instant);

}  // namespace willcall::catalogue

#endif
