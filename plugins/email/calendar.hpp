// The calendar entry that comes with tickets: one event for each performance.
#ifndef WILLCALL_EMAIL_CALENDAR_HPP
#define WILLCALL_EMAIL_CALENDAR_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct Appointment {
    std::string summary;
    std::string place;        // empty: not said
    std::string description;  // empty: none
    std::int64_t starts = 0;  // seconds since 1970
    std::int64_t ends = 0;
    friend bool operator==(const Appointment&, const Appointment&) = default;
};

// iCalendar, in UTC. Who has imported it once finds the same entries again when it comes again:
// `id` and `domain` name them, `made` is when.
std::string calendar_of(const std::vector<Appointment>& appointments, std::string_view id,
                        std::string_view domain, std::int64_t made);

#endif
