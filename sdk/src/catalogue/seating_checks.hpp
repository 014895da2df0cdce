// What a season says of seats must agree with its halls.
#ifndef WILLCALL_CATALOGUE_SEATING_CHECKS_HPP
#define WILLCALL_CATALOGUE_SEATING_CHECKS_HPP

#include "catalogue/season_plans.hpp"

namespace willcall::catalogue {

// Throws a Failure with file, line, column and path: a plan that is nowhere, a capacity that is
// missing or more than the seats, a blocked seat of another hall, a category that none of the
// event's halls has, or not the hall of the contingent's performance. After check_season: the keys
// are right by then.
void check_seating(const SeasonFile& file, const StoredItems& stored, const SeasonPlans& plans);

}  // namespace willcall::catalogue

#endif
