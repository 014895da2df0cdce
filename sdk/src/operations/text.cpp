// Texts at the border: clean UTF-8, ids, and points in time.
#include "operations/reading.hpp"

#include <utf8proc.h>

#include <chrono>
#include <cstring>

namespace willcall {

namespace {

constexpr std::string_view id_digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t id_size = 13;
constexpr std::int64_t second = 1'000'000;
// The years 0 to 9999: what four digits can say, whatever the offset.
constexpr std::int64_t time_first = -62'167'219'200 * second;
constexpr std::int64_t time_last = 253'402'300'800 * second - 1;

// Crockford's alphabet leaves out what is misread; who types it anyway is understood.
int id_digit(char character) {
    if (character >= 'A' && character <= 'Z') character = static_cast<char>(character - 'A' + 'a');
    if (character == 'o') character = '0';
    if (character == 'i' || character == 'l') character = '1';
    const auto digit = id_digits.find(character);
    return digit == id_digits.npos ? -1 : static_cast<int>(digit);
}

// Takes a number of exactly `count` digits off the front; -1 where there is none.
int take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return -1;
    int number = 0;
    for (const char digit : text.substr(0, count)) {
        if (digit < '0' || digit > '9') return -1;
        number = number * 10 + (digit - '0');
    }
    text.remove_prefix(count);
    return number;
}

bool take(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

bool take_letter(std::string_view& text, char upper) {
    return take(text, upper) || take(text, static_cast<char>(upper - 'A' + 'a'));
}

bool take_date(std::string_view& text, std::int64_t& microseconds) {
    const int year = take_digits(text, 4);
    if (year < 0 || !take(text, '-')) return false;
    const int month = take_digits(text, 2);
    if (month < 0 || !take(text, '-')) return false;
    const int day = take_digits(text, 2);
    if (day < 0) return false;
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return false;
    microseconds = std::chrono::sys_days{date}.time_since_epoch().count() * 86'400 * second;
    return true;
}

// "20:00" as seconds; -1 where it is none.
int take_hour_and_minute(std::string_view& text) {
    const int hour = take_digits(text, 2);
    if (hour < 0 || hour > 23 || !take(text, ':')) return -1;
    const int minute = take_digits(text, 2);
    return minute < 0 || minute > 59 ? -1 : hour * 3'600 + minute * 60;
}

// Up to six decimals of a second as microseconds; -1 where they are none.
int take_decimals(std::string_view& text) {
    int microseconds = 0;
    std::size_t count = 0;
    for (; count < text.size() && text[count] >= '0' && text[count] <= '9'; ++count) {
        if (count == 6) return -1;
        microseconds = microseconds * 10 + (text[count] - '0');
    }
    if (count == 0) return -1;
    text.remove_prefix(count);
    for (; count < 6; ++count) microseconds *= 10;
    return microseconds;
}

bool take_offset(std::string_view& text, std::int64_t& microseconds) {
    if (take_letter(text, 'Z')) return true;
    const bool east = take(text, '+');
    if (!east && !take(text, '-')) return false;
    const int seconds = take_hour_and_minute(text);
    if (seconds < 0) return false;
    microseconds += (east ? -seconds : seconds) * second;
    return true;
}

void append_digits(std::string& text, std::int64_t number, int count) {
    std::string digits = std::to_string(number);
    for (int missing = count - static_cast<int>(digits.size()); missing > 0; --missing) text += '0';
    text += digits;
}

// "2018-11-08T20:00:00"; gives back the microseconds that are left.
std::int64_t append_date_and_time(std::string& text, std::int64_t microseconds) {
    const std::chrono::sys_time<std::chrono::microseconds> instant{
        std::chrono::microseconds{microseconds}};
    const auto midnight = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date{midnight};
    const auto rest = (instant - midnight).count();
    text.reserve(28);
    append_digits(text, static_cast<int>(date.year()), 4);
    append_digits(text += '-', static_cast<unsigned>(date.month()), 2);
    append_digits(text += '-', static_cast<unsigned>(date.day()), 2);
    append_digits(text += 'T', rest / (3'600 * second), 2);
    append_digits(text += ':', rest / (60 * second) % 60, 2);
    append_digits(text += ':', rest / second % 60, 2);
    return rest % second;
}

}  // namespace

bool is_clean_text(std::string_view text) {
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    std::size_t at = 0;
    while (at < text.size()) {
        // Eight at a time while they are plain ASCII without NUL: nearly always.
        std::uint64_t eight = 0;
        if (text.size() - at >= sizeof eight) {
            std::memcpy(&eight, bytes + at, sizeof eight);
            const auto zero = (eight - 0x0101010101010101U) & ~eight;
            if (((zero | eight) & 0x8080808080808080U) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        utf8proc_int32_t character = 0;
        const auto left = static_cast<utf8proc_ssize_t>(text.size() - at);
        const auto size = utf8proc_iterate(bytes + at, left, &character);
        if (size <= 0 || character == 0) return false;
        at += static_cast<std::size_t>(size);
    }
    return true;
}

std::string id_text(std::int64_t id) {
    std::string text(id_size, '0');
    auto rest = static_cast<std::uint64_t>(id);
    for (auto at = id_size; at-- > 0; rest >>= 5) text[at] = id_digits[rest & 31U];
    return text;
}

std::int64_t id_number(std::string_view text) {
    // Thirteen digits hold 65 bits; ids have 63.
    if (text.size() != id_size || id_digit(text[0]) > 7) return 0;
    std::uint64_t id = 0;
    for (const char character : text) {
        const int digit = id_digit(character);
        if (digit < 0) return 0;
        id = id << 5U | static_cast<unsigned>(digit);
    }
    return static_cast<std::int64_t>(id);
}

std::string time_text(std::int64_t microseconds) {
    std::string text;
    const auto rest = append_date_and_time(text, microseconds);
    if (rest != 0) {
        append_digits(text += '.', rest, 6);
        while (text.back() == '0') text.pop_back();
    }
    return text += 'Z';
}

bool time_number(std::string_view text, std::int64_t& microseconds) {
    std::int64_t made = 0;
    if (!take_date(text, made) || !take_letter(text, 'T')) return false;
    const int minutes = take_hour_and_minute(text);
    if (minutes < 0 || !take(text, ':')) return false;
    const int seconds = take_digits(text, 2);
    if (seconds < 0 || seconds > 59) return false;
    const int decimals = take(text, '.') ? take_decimals(text) : 0;
    if (decimals < 0) return false;
    made += (minutes + seconds) * second + decimals;
    if (!take_offset(text, made) || !text.empty()) return false;
    if (made < time_first || made > time_last) return false;
    microseconds = made;
    return true;
}

std::string local_time_text(std::int64_t microseconds) {
    std::string text;
    append_date_and_time(text, microseconds);
    if (text.ends_with(":00")) text.resize(text.size() - 3);
    return text;
}

bool local_time_number(std::string_view text, std::int64_t& microseconds) {
    std::int64_t made = 0;
    if (!take_date(text, made) || !take_letter(text, 'T')) return false;
    const int minutes = take_hour_and_minute(text);
    const int seconds = take(text, ':') ? take_digits(text, 2) : 0;
    if (minutes < 0 || seconds < 0 || seconds > 59 || !text.empty()) return false;
    microseconds = made + (minutes + seconds) * second;
    return true;
}

}  // namespace willcall
