// What is sold, as catalogue.get tells sellers.
#ifndef WILLCALL_CATALOGUE_HPP
#define WILLCALL_CATALOGUE_HPP

#include <willcall/season.hpp>

namespace willcall {

struct GetCatalogue {
    std::string event;

    static constexpr auto fields = in_order{
        field<"event">(&GetCatalogue::event, "only this event", at_most(64), can_be_left_out),
    };
};

struct ChannelFacts {
    std::string key;
    std::string kind;
    std::string name;

    static constexpr auto meaning = "a way to sell";
    static constexpr auto fields = in_order{
        field<"key">(&ChannelFacts::key, "its key"),
        field<"kind">(&ChannelFacts::kind, "plugin that runs it"),
        field<"name">(&ChannelFacts::name, "as shown"),
    };
};

// The season without what sellers have no business with: users, and settings with their secrets.
struct CatalogueFacts {
    Organisation organisation;
    std::vector<Location> locations;
    std::vector<Event> events;
    std::vector<Product> products;
    std::vector<ChannelFacts> channels;

    static constexpr auto meaning = "what is sold, where and through which channels";
    static constexpr auto fields = in_order{
        field<"organisation">(&CatalogueFacts::organisation, "whose store this is"),
        field<"locations">(&CatalogueFacts::locations, "places of sale"),
        field<"events">(&CatalogueFacts::events, "what is sold"),
        field<"products">(&CatalogueFacts::products, "what is sold without a date"),
        field<"channels">(&CatalogueFacts::channels, "ways to sell"),
    };
};

struct DeleteEvent {
    std::string event;

    static constexpr auto fields = in_order{
        field<"event">(&DeleteEvent::event, "its key", between(1, 64)),
    };
};

struct EventDeleted {
    std::string event;
    std::int64_t performances = 0;
    std::int64_t ticket_types = 0;

    static constexpr auto meaning =
        "an event that is gone; a season file that still says it brings it back as a new one";
    static constexpr auto fields = in_order{
        field<"event">(&EventDeleted::event, "its key"),
        field<"performances">(&EventDeleted::performances, "performances that went with it"),
        field<"ticket_types">(&EventDeleted::ticket_types, "ticket types that went with it"),
    };
};

}  // namespace willcall

#endif
