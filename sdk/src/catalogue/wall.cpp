// Clocks on walls. The only file that sees Howard Hinnant's date: g++ 12 has no time zones. Its
// namespace stays spelled out, for half of its names are in std::chrono too.
#include "catalogue/wall.hpp"

#include "catalogue/catalogue.hpp"
#include "operations/failure.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace willcall::catalogue {

namespace {

using std::chrono::microseconds;

// Null for a name that is no zone's.
const date::time_zone* find_zone(const std::string& name) {
    try {
        date::get_tzdb();
    } catch (const std::runtime_error&) {
        throw Failure(WILLCALL_UNAVAILABLE, "this machine has no time zones; install `tzdata`");
    }
    try {
        return date::locate_zone(name);
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

// Nearly always the one that was asked for last: a store has one.
const date::time_zone& zone_of(const std::string& name) {
    thread_local const date::time_zone* last = nullptr;
    if (last != nullptr && last->name() == name) return *last;
    last = find_zone(name);
    if (last != nullptr) return *last;
    throw invalid("there is no time zone `" + name + "` on this machine");
}

// Of a time that comes twice, and of one that is skipped, `first` is what held before the change.
date::local_info local_info(LocalTime wall, const std::string& zone) {
    return zone_of(zone).get_info(date::local_time<microseconds>{microseconds{wall.microseconds}});
}

std::int64_t less_offset(LocalTime wall, const date::local_info& info) {
    return wall.microseconds - microseconds{info.first.offset}.count();
}

// Never by a locale: the host program may have set any.
constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void append_two_digits(std::string& text, std::int64_t number) {
    text += static_cast<char>('0' + number / 10);
    text += static_cast<char>('0' + number % 10);
}

// The first and the last span of a zone reach further than microseconds can say.
std::int64_t clamped(std::int64_t seconds) {
    constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max() / 1'000'000 - 1;
    return std::clamp(seconds, -far, far) * 1'000'000;
}

}  // namespace

bool is_zone(const std::string& zone) { return find_zone(zone) != nullptr; }

std::int64_t from_wall(LocalTime wall, const std::string& zone) {
    const auto info = local_info(wall, zone);
    if (info.result == date::local_info::nonexistent) {
        throw invalid("no clock in " + zone + " ever shows " + local_time_text(wall.microseconds) +
                      ": it is put forward then");
    }
    return less_offset(wall, info);
}

std::int64_t from_stored_wall(LocalTime wall, const std::string& zone) {
    return less_offset(wall, local_info(wall, zone));
}

tables::OffsetSpan offset_at(const std::string& zone, std::int64_t instant) {
    const auto info =
        zone_of(zone).get_info(std::chrono::sys_time<microseconds>{microseconds{instant}});
    return {clamped(info.begin.time_since_epoch().count()),
            clamped(info.end.time_since_epoch().count()), microseconds{info.offset}.count()};
}

LocalTime Catalogue::on_wall(std::int64_t instant) const {
    std::chrono::sys_time<microseconds> wall{microseconds{instant}};
    if (!organisation.timezone.empty())
        wall += zone_of(organisation.timezone).get_info(wall).offset;
    return {wall.time_since_epoch().count()};
}

std::string Catalogue::wall_text(std::int64_t instant) const {
    const std::chrono::sys_time<microseconds> wall{microseconds{on_wall(instant).microseconds}};
    const auto midnight = std::chrono::floor<std::chrono::days>(wall);
    const std::chrono::year_month_day day{midnight};
    const auto minutes = std::chrono::floor<std::chrono::minutes>(wall - midnight).count();
    std::string text = weekdays[std::chrono::weekday{midnight}.c_encoding()];
    text += ' ' + std::to_string(static_cast<unsigned>(day.day())) + ' ';
    text += months[static_cast<unsigned>(day.month()) - 1];
    text += ' ' + std::to_string(static_cast<int>(day.year())) + ", ";
    append_two_digits(text, minutes / 60);
    append_two_digits(text += ':', minutes % 60);
    return text;
}

}  // namespace willcall::catalogue
