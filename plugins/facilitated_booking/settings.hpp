// The settings of facilitated booking, and what its classes have in common.
#ifndef WILLCALL_FACILITATED_BOOKING_SETTINGS_HPP
#define WILLCALL_FACILITATED_BOOKING_SETTINGS_HPP

#include <willcall/plugin/plugin.hpp>

namespace facilitated_booking {

using willcall::at_most;
using willcall::between;
using willcall::can_be_left_out;
using willcall::field;
using willcall::Id;
using willcall::in_order;
using willcall::Time;
using willcall::plugin::Failure;
using willcall::plugin::Refusal;

struct AgeLimit {
    std::string event;
    std::string ticket_type;
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> most;

    static constexpr auto meaning = "how old owners of some tickets are, when the performance is";
    static constexpr auto fields = in_order{
        field<"event">(&AgeLimit::event, "key of the event", between(1, 64)),
        field<"ticket_type">(&AgeLimit::ticket_type, "only tickets of this type; left out: all",
                             at_most(64), can_be_left_out),
        field<"least">(&AgeLimit::least, "years they have behind them", between(0, 150)),
        field<"most">(&AgeLimit::most, "years they may have behind them", between(0, 150)),
    };
};

struct Settings {
    std::vector<std::string> administrators = {"administrator", "general_administrator"};
    std::vector<std::string> pages;
    std::int64_t link_minutes = 30;
    std::map<std::string, std::string> choose_attendee;
    std::map<std::string, std::string> basket;
    std::vector<AgeLimit> ages;

    static constexpr auto meaning = "who may book for another, and how that looks online";
    static constexpr auto fields = in_order{
        field<"administrators">(&Settings::administrators,
                                "roles that edit relationship types, and nobody else does",
                                at_most(100), can_be_left_out),
        field<"pages">(&Settings::pages,
                       "where the choice of an attendee may lead: a page's URL, or one that ends "
                       "in a slash for all pages below; none: nothing is booked for others online",
                       at_most(1'000)),
        field<"link_minutes">(&Settings::link_minutes, "how long a link is good for",
                              between(1, 1'440), can_be_left_out),
        field<"choose_attendee">(&Settings::choose_attendee,
                                 "text under the header of the page where one chooses, by language",
                                 at_most(100)),
        field<"basket">(&Settings::basket,
                        "text under the header of the basket, by language; {{owner}} is a name",
                        at_most(100)),
        field<"ages">(&Settings::ages, "of owners", at_most(10'000)),
    };
};

// The role of every customer who signs in.
inline constexpr std::string_view online_role = "customer";

}  // namespace facilitated_booking

#endif
