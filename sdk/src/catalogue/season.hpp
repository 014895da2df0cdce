// Bringing the store to a season file: strict, idempotent, never deleting.
#ifndef WILLCALL_CATALOGUE_SEASON_HPP
#define WILLCALL_CATALOGUE_SEASON_HPP

#include "catalogue/catalogue.hpp"
#include "operations/failure.hpp"

#include <willcall/season.hpp>

#include <functional>

namespace willcall::catalogue {

// What the season may say of plugins; asked by name. `channel` and `settings` throw a Failure that
// says which plugins there are, where no plugin of that name is loaded or it has no such side.
struct PluginShapes {
    // Shape of one channel of this kind; null: takes no settings.
    std::function<const willcall_shape*(const std::string& kind)> channel;
    // Shape under `plugins:`; null: takes no settings.
    std::function<const willcall_shape*(const std::string& plugin)> settings;
    // What a channel of this kind has to say to whoever saves such settings; they fit its shape.
    std::function<std::vector<Reason>(const Call& call, const std::string& kind,
                                      const std::string& key, const Value& settings)>
        warnings = {};
};

// Applies the season inside the turn of `call` and says what changed; moves the epochs "catalogue"
// (anything but users), "access" (users) and "plugin/<name>" (its settings, or one of its channels)
// as needed (call.moved). Sets call.note.nothing where no row was written; the epochs don't tell,
// for what the file says by now is kept too. Errors are Failures with file, line, column and path;
// nothing is written then. An item that left the file stays; a field that an operation changed
// since the file last said it is kept and reported, unless `overwrite`. A field left out means its
// initialiser. A seating plan is read from a file beside request.file, if it is not `known` by its
// digest. A seat that is sold can't be blocked or leave its hall: that is a refusal.
Answered<SeasonApplied> apply(Call& call, const ApplySeason& request, const PluginShapes& shapes,
                              const Plans& known = {});

// The season as the store has it, as one described struct would write it (JSON): a file that,
// applied, changes nothing. It has the plugins' secrets. "{}" before the first season.
std::string current_season(store::Connection& connection);

}  // namespace willcall::catalogue

#endif
