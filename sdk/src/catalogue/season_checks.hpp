// What no shape can say of a season file: it must agree with itself, and with the store.
#ifndef WILLCALL_CATALOGUE_SEASON_CHECKS_HPP
#define WILLCALL_CATALOGUE_SEASON_CHECKS_HPP

#include "catalogue/items.hpp"
#include "catalogue/season_file.hpp"

namespace willcall::catalogue {

// Throws a Failure with file, line, column and path. What the file refers to may be in the file or
// in the store, for what left the file stays.
void check_season(const SeasonFile& file, const StoredItems& stored);

// Throws where a window closes before it opens, or stands at a time its zone skips.
void check_window(const std::optional<SaleWindow>& window, const std::string& zone,
                  const Spot& spot);
void check_windows(const Event& event, const std::string& zone, const Spot& spot);

// Throws where a performance ends before it starts, or stands at a time its zone skips.
void check_times(const Performance& performance, const std::string& zone, const Spot& spot);

}  // namespace willcall::catalogue

#endif
