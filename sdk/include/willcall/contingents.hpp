// Contingents: places that are set aside for a channel until their release.
#ifndef WILLCALL_CONTINGENTS_HPP
#define WILLCALL_CONTINGENTS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct Contingent {
    std::string key;
    std::string channel;
    std::string performance;
    std::string category;
    std::int64_t places = 0;
    std::optional<LocalTime> release;

    static constexpr auto meaning =
        "places of a performance that one channel may sell, and nobody else before their release";
    static constexpr auto fields = in_order{
        field<"key">(&Contingent::key, "its key", between(1, 64)),
        field<"channel">(&Contingent::channel, "whose it is", between(1, 64)),
        field<"performance">(&Contingent::performance, "key of the performance", between(1, 64)),
        field<"category">(&Contingent::category, "the category of its seats; left out: any",
                          at_most(200), can_be_left_out),
        field<"places">(&Contingent::places, "the most that the channel sells and holds of them",
                        between(0, 10'000'000)),
        field<"release">(&Contingent::release,
                         "when what nobody was given is open to everybody, on the organisation's "
                         "wall clock; absent: never"),
    };
};

}  // namespace willcall

#endif
