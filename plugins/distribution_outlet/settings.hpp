// What an outlet is set to, under `settings:` of its channel.
#ifndef WILLCALL_DISTRIBUTION_OUTLET_SETTINGS_HPP
#define WILLCALL_DISTRIBUTION_OUTLET_SETTINGS_HPP

#include <willcall/plugin/plugin.hpp>

#include <string>
#include <vector>

// The one way in which tickets are handed out.
enum class Mode { email, print };
constexpr std::array<const char*, 3> words_of(Mode) { return {"email", "print", nullptr}; }

// Whose sales a cashier sees summed up.
enum class Sums { own, outlet };
constexpr std::array<const char*, 3> words_of(Sums) { return {"own", "outlet", nullptr}; }

struct OutletSettings {
    std::vector<std::string> events;
    Mode delivery = Mode::email;
    std::string printer;
    Sums cashiers_see = Sums::own;
    std::string location;

    static constexpr auto meaning = "a distribution outlet";
    static constexpr auto fields = willcall::in_order{
        willcall::field<"events">(&OutletSettings::events,
                                  "keys of the events sold here; none: sells nothing",
                                  willcall::at_most(10'000), willcall::names_event),
        willcall::field<"delivery">(&OutletSettings::delivery,
                                    "the one way tickets are handed out here"),
        willcall::field<"printer">(&OutletSettings::printer,
                                   "the printer at the outlet, as people there call it: what is "
                                   "printed is addressed to it",
                                   willcall::at_most(200), willcall::can_be_left_out),
        willcall::field<"cashiers_see">(&OutletSettings::cashiers_see,
                                        "whose sales cashiers see summed up in reports",
                                        willcall::can_be_left_out),
        willcall::field<"location">(&OutletSettings::location, "where it sells",
                                    willcall::at_most(64), willcall::can_be_left_out,
                                    willcall::names_location),
    };
};

#endif
