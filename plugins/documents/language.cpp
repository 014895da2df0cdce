#include "language.hpp"

#include <chrono>
#include <stdexcept>

namespace {

using willcall::LocalTime;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> list_of(std::string_view text) {
    std::vector<std::string> all;
    for (std::size_t comma = 0; comma != text.npos;) {
        comma = text.find(',');
        all.emplace_back(trimmed(text.substr(0, comma)));
        text.remove_prefix(comma == text.npos ? text.size() : comma + 1);
    }
    return all;
}

// `pattern` with what stands for each {name}.
std::string filled(std::string pattern, const std::map<std::string_view, std::string>& parts) {
    for (std::size_t open = 0; (open = pattern.find('{', open)) != pattern.npos;) {
        const auto close = pattern.find('}', open);
        if (close == pattern.npos) break;
        const auto part = parts.find(std::string_view(pattern).substr(open + 1, close - open - 1));
        const auto text = part == parts.end() ? std::string() : part->second;
        pattern.replace(open, close - open + 1, text);
        open += text.size();
    }
    return pattern;
}

std::string two_digits(std::int64_t number) {
    return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

using Wall = std::chrono::local_time<std::chrono::microseconds>;
Wall on_wall(LocalTime wall) { return Wall{std::chrono::microseconds{wall.microseconds}}; }

// Digits in threes, from the right.
std::string grouped(std::string digits, std::string_view separator) {
    for (auto at = digits.size(); at > 3;) digits.insert(at -= 3, separator);
    return digits;
}

[[noreturn]] void refuse(std::size_t line, const std::string& why) {
    throw std::runtime_error("line " + std::to_string(line) + ": " + why);
}

}  // namespace

Language Language::read(std::string_view text, const Language* model) {
    Language made;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (line.empty() || line.front() == '#') continue;
        const auto colon = line.find(':');
        const std::string name(trimmed(line.substr(0, colon)));
        if (colon == line.npos) refuse(number, "`" + name + "` has no colon");
        if (model != nullptr && !model->words_.contains(name))
            refuse(number, "there is no word `" + name + "`");
        if (!made.words_.emplace(name, trimmed(line.substr(colon + 1))).second)
            refuse(number, "`" + name + "` is there twice");
    }
    if (model != nullptr)
        for (const auto& [name, word] : model->words_)
            if (!made.words_.contains(name)) throw std::runtime_error("`" + name + "` is missing");
    made.weekdays_ = list_of(made.word("weekdays"));
    made.months_ = list_of(made.word("months"));
    if (made.weekdays_.size() != 7) throw std::runtime_error("`weekdays` are not seven");
    if (made.months_.size() != 12) throw std::runtime_error("`months` are not twelve");
    return made;
}

std::string Language::date(LocalTime wall) const {
    const auto midnight = std::chrono::floor<std::chrono::days>(on_wall(wall));
    const std::chrono::year_month_day day{midnight};
    const auto month = static_cast<unsigned>(day.month());
    return filled(word("date"),
                  {{"weekday", weekdays_[std::chrono::weekday{midnight}.c_encoding()]},
                   {"day", std::to_string(static_cast<unsigned>(day.day()))},
                   {"month", months_[month - 1]},
                   {"month_number", two_digits(month)},
                   {"year", std::to_string(static_cast<int>(day.year()))}});
}

std::string Language::time(LocalTime wall) const {
    const auto at = on_wall(wall);
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(at - std::chrono::floor<std::chrono::days>(at))
            .count();
    return filled(word("time"),
                  {{"hour", two_digits(minutes / 60)}, {"minute", two_digits(minutes % 60)}});
}

std::string Language::money(willcall::Money money,
                            const willcall::plugin::Organisation& organisation) const {
    const auto places = static_cast<std::size_t>(organisation.decimals);
    auto digits = std::to_string(money.minor < 0 ? -money.minor : money.minor);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    auto amount = grouped(digits.substr(0, digits.size() - places), word("group"));
    if (places > 0) amount += word("decimal") + digits.substr(digits.size() - places);
    if (money.minor < 0) amount.insert(0, "\u2212");
    return filled(word("money"),
                  {{"amount", amount}, {"currency", std::string(organisation.currency)}});
}

std::string Language::moment(willcall::LocalTime wall) const {
    return date(wall) + ", " + time(wall);
}

std::string Language::in_words(const std::string& name) const {
    const auto found = words_.find(name);
    return found == words_.end() ? name : found->second;
}

std::string Language::title(const std::string& organiser, const std::string& document,
                            const std::string& number) const {
    return std::string(trimmed(filled(
        word("title"), {{"organiser", organiser}, {"document", document}, {"number", number}})));
}

std::string Language::which(std::size_t position, std::size_t count) const {
    return filled(word("which"),
                  {{"position", std::to_string(position)}, {"count", std::to_string(count)}});
}
