// The season read back out of the store.
#ifndef WILLCALL_CATALOGUE_STORED_SEASON_HPP
#define WILLCALL_CATALOGUE_STORED_SEASON_HPP

#include "catalogue/items.hpp"

#include <deque>

namespace willcall::catalogue {

struct StoredSeason {
    bool applied = false;  // whether there is one
    Season season;
    Dialect dialect;
    std::deque<Value> trees;  // what the season's settings point into
};

// Without users and seating plans where nobody asks for the whole: there may be very many.
StoredSeason read_stored_season(store::Connection& connection, bool whole);

}  // namespace willcall::catalogue

#endif
