// Settings of channels that name something of the season: it must be there.
#ifndef WILLCALL_CATALOGUE_NAMED_CHECKS_HPP
#define WILLCALL_CATALOGUE_NAMED_CHECKS_HPP

#include "catalogue/items.hpp"
#include "catalogue/season_file.hpp"

namespace willcall::catalogue {

// Throws a Failure with file, line, column and path for an event or a location that is neither in
// the file nor in the store.
void check_named(const SeasonFile& file, const StoredItems& stored, const PluginShapes& shapes);

}  // namespace willcall::catalogue

#endif
