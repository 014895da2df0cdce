#include "catalogue/operations.hpp"

#include "catalogue/stored_season.hpp"
#include "operations/wording.hpp"

#include <willcall/catalogue.hpp>

#include <algorithm>

namespace willcall::catalogue {

namespace {

// Leaves out what the caller is not shown.
template <class Thing>
void keep_shown(const FindShown& find_shown, const Call& call, std::vector<Thing>& things) {
    std::vector<std::string> keys;
    for (const auto& thing : things) keys.push_back(thing.key);
    const auto shown = find_shown(call, keys);
    std::vector<Thing> kept;
    for (std::size_t at = 0; at < things.size(); ++at)
        if (shown[at]) kept.push_back(std::move(things[at]));
    things = std::move(kept);
}

Answered<CatalogueFacts> get(const FindShown& find_shown, Call& call, const GetCatalogue& request) {
    auto [applied, season, dialect, trees] = read_stored_season(*call.connection, false);
    keep_shown(find_shown, call, season.events);
    keep_shown(find_shown, call, season.products);
    if (!request.event.empty()) {
        std::erase_if(season.events, [&](const Event& one) { return one.key != request.event; });
        if (season.events.empty())
            throw not_found("there is no event " + quoted(request.event)).at("event");
        season.products.clear();
    }
    CatalogueFacts facts;
    facts.organisation = std::move(season.organisation);
    facts.locations = std::move(season.locations);
    facts.events = std::move(season.events);
    facts.products = std::move(season.products);
    for (auto& channel : season.channels) {
        auto name = channel.name.empty() ? channel.key : std::move(channel.name);
        facts.channels.push_back(
            {std::move(channel.key), std::move(channel.kind), std::move(name)});
    }
    return facts;
}

}  // namespace

std::vector<Operation> season_operations(const FindShown& find_shown) {
    return {operation<GetCatalogue, CatalogueFacts>(
        "catalogue.get", "/catalogue/get",
        "what is sold, where and through which channels, as far as one's own channel shows it; no "
        "settings, no users",
        Handling::reads, [find_shown](Call& call, const GetCatalogue& request) {
            return get(find_shown, call, request);
        })};
}

}  // namespace willcall::catalogue
