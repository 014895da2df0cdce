// When something is on sale, as a season says it.
#ifndef WILLCALL_SALE_WINDOWS_HPP
#define WILLCALL_SALE_WINDOWS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct SaleWindow {
    std::optional<LocalTime> opens;
    std::optional<LocalTime> closes;
    std::optional<std::int64_t> opens_before;
    std::optional<std::int64_t> closes_before;

    static constexpr auto meaning =
        "when something is on sale: a time that a clock shows twice is the first of them, one that "
        "it skips is refused; where two ends are given the narrower holds";
    static constexpr auto fields = in_order{
        field<"opens">(&SaleWindow::opens, "on the organisation's wall clock; absent: at once"),
        field<"closes">(&SaleWindow::closes, "nothing is sold from then on; absent: never"),
        field<"opens_before">(&SaleWindow::opens_before,
                              "minutes before the start of each performance when its sale opens",
                              between(0, 5'256'000)),
        field<"closes_before">(&SaleWindow::closes_before,
                               "minutes before the start of each performance when its sale closes",
                               between(0, 5'256'000)),
    };
};

struct ChannelSale {
    std::string channel;
    SaleWindow sale;

    static constexpr auto meaning = "a channel's own window, in place of the event's";
    static constexpr auto fields = in_order{
        field<"channel">(&ChannelSale::channel, "key of the channel", between(1, 64)),
        field<"sale">(&ChannelSale::sale, "when the event is on sale there"),
    };
};

}  // namespace willcall

#endif
