#include "tables/csv.hpp"

#include "operations/reading.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace willcall::tables {

using store::Cell;

namespace {

void append_number(std::string& text, std::int64_t number) {
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

char* put_two(char* to, std::int64_t number, char before) {
    *to++ = before;
    *to++ = static_cast<char>('0' + number / 10);
    *to++ = static_cast<char>('0' + number % 10);
    return to;
}

template <std::size_t Count>
constexpr std::array<bool, 256> set_of(const char (&characters)[Count]) {
    std::array<bool, 256> set{};
    for (const char one : std::string_view(characters, Count - 1))
        set[static_cast<unsigned char>(one)] = true;
    return set;
}

constexpr auto begins_formula = set_of("=+-@\t\r");
constexpr auto ends_field = set_of(",\"\r\n");

void append_text(std::string& text, std::string_view content) {
    const auto is_in = [](const auto& set) {
        return [&set](char one) { return set[static_cast<unsigned char>(one)]; };
    };
    const bool formula = !content.empty() && is_in(begins_formula)(content.front());
    // Empty, but there: nothing at all would be a null. And what begins with a digit is no number.
    const bool bare = !formula && !content.empty() &&
                      !(content.front() >= '0' && content.front() <= '9') &&
                      std::ranges::none_of(content, is_in(ends_field));
    if (bare) {
        text += content;
        return;
    }
    text += '"';
    if (formula) text += '\'';
    while (!content.empty()) {
        const auto size = std::min(content.find('"'), content.size());
        text += content.substr(0, size);
        if (size < content.size()) text += "\"\"";
        content.remove_prefix(std::min(content.size(), size + 1));
    }
    text += '"';
}

// As spreadsheets know it: 2018-11-08 20:00:00.
void append_wall_time(std::string& text, std::int64_t wall) {
    constexpr std::int64_t second = 1'000'000;
    constexpr std::int64_t day = 86'400 * second;
    auto days = wall / day;
    auto rest = wall % day;
    if (rest < 0) {
        rest += day;
        --days;
    }
    // Civil from days: http://howardhinnant.github.io/date_algorithms.html
    days += 719'468;
    const auto era = (days >= 0 ? days : days - 146'096) / 146'097;
    const auto of_era = days - era * 146'097;
    const auto years = (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
    const auto of_year = of_era - (365 * years + years / 4 - years / 100);
    const auto shifted = (5 * of_year + 2) / 153;
    const auto month = shifted < 10 ? shifted + 3 : shifted - 9;
    const auto year = years + era * 400 + (month <= 2 ? 1 : 0);
    const auto seconds = rest / second;
    std::array<char, 40> made;
    auto* end = std::to_chars(made.data(), made.data() + made.size(), year).ptr;
    end = put_two(end, month, '-');
    end = put_two(end, of_year - (153 * shifted + 2) / 5 + 1, '-');
    end = put_two(end, seconds / 3'600, ' ');
    end = put_two(end, seconds / 60 % 60, ':');
    end = put_two(end, seconds % 60, ':');
    text.append(made.data(), end);
}

}  // namespace

void Csv::begin(std::string& text, bool byte_order_mark) {
    if (byte_order_mark) text += "\xEF\xBB\xBF";
    for (std::size_t at = 0; at < head_.columns.size(); ++at) {
        if (at > 0) text += ',';
        append_text(text, head_.columns[at].name);
    }
    text += "\r\n";
}

void Csv::add(std::string& text, std::span<const Cell> cells) {
    for (std::size_t at = 0; at < cells.size(); ++at) {
        if (at > 0) text += ',';
        if (cells[at].type != Cell::Type::null) add_cell(text, head_.columns[at], cells[at]);
    }
    text += "\r\n";
}

void Csv::add_cell(std::string& text, const Column& column, const Cell& cell) {
    switch (column.kind) {
    case WILLCALL_TEXT: return append_text(text, cell.text);
    case WILLCALL_WORD: return append_text(text, column.words[cell.number]);
    case WILLCALL_ID: return append_text(text, id_text(cell.number));
    case WILLCALL_BOOLEAN: text += cell.number != 0 ? "true" : "false"; return;
    case WILLCALL_MONEY: text += money_text(cell.number, head_.decimals); return;
    case WILLCALL_TIME: return add_wall_time(text, cell.number);
    case WILLCALL_LOCAL_TIME: return append_wall_time(text, cell.number);
    default: return append_number(text, cell.number);
    }
}

void Csv::add_wall_time(std::string& text, std::int64_t instant) {
    if (head_.offset_at && (instant < offset_.from || instant >= offset_.until))
        offset_ = head_.offset_at(instant);
    append_wall_time(text, instant + offset_.offset);
}

}  // namespace willcall::tables
