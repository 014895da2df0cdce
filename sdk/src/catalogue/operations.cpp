#include "catalogue/operations.hpp"

#include "catalogue/stored_season.hpp"
#include "operations/wording.hpp"

#include <willcall/catalogue.hpp>

#include <algorithm>

namespace willcall::catalogue {

namespace {

Answered<CatalogueFacts> get(Call& call, const GetCatalogue& request) {
    auto [applied, season, dialect, trees] = read_stored_season(*call.connection, false);
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

std::vector<Operation> season_operations() {
    return {operation<GetCatalogue, CatalogueFacts>(
        "catalogue.get", "/catalogue/get",
        "what is sold, where and through which channels; no settings, no users", Handling::reads,
        get)};
}

}  // namespace willcall::catalogue
