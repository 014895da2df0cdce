#include "calendar.hpp"

#include <willcall/plugin/one_line.hpp>

#include <libical/ical.h>

#include <map>
#include <memory>

namespace {

using willcall::plugin::one_line;

struct Free {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

icaltimetype utc(std::int64_t seconds) {
    return icaltime_from_timet_with_zone(seconds, 0, icaltimezone_get_utc_timezone());
}

// Owned by the calendar that it is added to.
icalcomponent* event_of(const Appointment& appointment, const std::string& uid, std::int64_t made) {
    auto* const event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    icalcomponent_set_uid(event, uid.c_str());
    icalcomponent_set_dtstamp(event, utc(made));
    icalcomponent_set_dtstart(event, utc(appointment.starts));
    icalcomponent_set_dtend(event, utc(appointment.ends));
    icalcomponent_set_summary(event, one_line(appointment.summary).c_str());
    if (!appointment.place.empty())
        icalcomponent_set_location(event, one_line(appointment.place).c_str());
    if (!appointment.description.empty())
        icalcomponent_set_description(event, one_line(appointment.description).c_str());
    return event;
}

}  // namespace

std::string calendar_of(const std::vector<Appointment>& appointments, std::string_view id,
                        std::string_view domain, std::int64_t made) {
    const std::unique_ptr<icalcomponent, Free> calendar(icalcomponent_new_vcalendar());
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//willcall//email//EN"));
    icalcomponent_set_method(calendar.get(), ICAL_METHOD_PUBLISH);
    std::map<std::int64_t, int> at_once;
    for (const auto& appointment : appointments) {
        auto uid = std::string(id) + '-' + std::to_string(appointment.starts);
        // Of those that start at the same time the first is named as if there were no other.
        if (const auto number = ++at_once[appointment.starts]; number > 1)
            uid += '-' + std::to_string(number);
        uid += '@' + std::string(domain);
        icalcomponent_add_component(calendar.get(), event_of(appointment, uid, made));
    }
    const std::unique_ptr<char, void (*)(void*)> text(
        icalcomponent_as_ical_string_r(calendar.get()), icalmemory_free_buffer);
    return text.get();
}
