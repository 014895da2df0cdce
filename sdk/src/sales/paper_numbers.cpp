#include "sales/paper_numbers.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace willcall::sales {

std::optional<PaperNumber> paper_number(const std::string& text) {
    constexpr std::size_t digits_most = 12;
    const auto is_digit = [](char one) { return one >= '0' && one <= '9'; };
    auto at = text.size();
    while (at > 0 && is_digit(text[at - 1])) --at;
    const auto width = text.size() - at;
    if (width == 0 || width > digits_most) return std::nullopt;
    PaperNumber number{text.substr(0, at), static_cast<std::int64_t>(width), 0};
    std::from_chars(text.data() + at, text.data() + text.size(), number.serial);
    return number;
}

std::string paper_text(const PaperRangeRow& range, std::int64_t serial) {
    const auto digits = std::to_string(serial);
    const auto width = static_cast<std::size_t>(range.width);
    return range.prefix + std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::optional<PaperRangeRow> find_range(store::Connection& reading, const PaperNumber& first,
                                        const PaperNumber& last) {
    return reading.find<PaperRangeRow>(
        "where prefix = ? and width = ? and first <= ? and last >= ?", first.prefix, first.width,
        last.serial, first.serial);
}

void PaperNumbers::say(const char* rule, std::string message, std::optional<std::int64_t> sale,
                       std::map<std::string, std::int64_t> numbers) {
    Reason reason;
    reason.rule = rule;
    reason.message = std::move(message);
    reason.line = sale;
    reason.numbers = std::move(numbers);
    reasons_.push_back(std::move(reason));
}

bool PaperNumbers::has_form(const PaperNumber& number) {
    return turn_
        .number("select id from paper_ranges where holder = ? and prefix = ? and width = ?",
                holder_.id, number.prefix, number.width)
        .has_value();
}

void PaperNumbers::add(const std::string& text, std::optional<std::int64_t> sale) {
    const auto named = "`" + text + "` ";
    const auto number = paper_number(text);
    const auto range = number ? find_range(turn_, *number, *number) : std::nullopt;
    if (range && range->holder != holder_.id)
        return say("paper.of_another", named + "was assigned to another user", sale);
    if (!number || (!range && !has_form(*number)))
        return say("paper.badly_formed",
                   named + "has the form of no range of `" + holder_.login + "`", sale);
    if (!range) return say("paper.not_assigned", named + "is in no range that was assigned", sale);
    if (number->serial < range->next) return say("paper.used", named + "was used already", sale);
    const PaperTicketRow row{range->id, number->serial, std::nullopt, 0};
    if (!used_.emplace(text, row).second) return say("paper.repeated", named + "comes twice", sale);
    ranges_.emplace(range->id, *range);
}

std::vector<Reason> PaperNumbers::against() {
    std::map<std::int64_t, std::set<std::int64_t>> serials;
    for (const auto& [text, row] : used_) serials[row.range].insert(row.serial);
    for (const auto& [id, used] : serials) {
        const auto& range = ranges_.at(id);
        auto expected = range.next;
        for (const auto serial : used) {
            if (serial != expected)
                say("paper.skipped",
                    "`" + paper_text(range, expected) + "` is left out before `" +
                        paper_text(range, serial) + "`",
                    {}, {{"missing", serial - expected}});
            expected = serial + 1;
        }
    }
    return std::move(reasons_);
}

void PaperNumbers::write(const std::vector<PaperTicketRow>& rows) {
    turn_.insert_all(rows);
    for (const auto& [id, range] : ranges_)
        turn_.execute(
            "update paper_ranges set next = next + ? where id = ?",
            static_cast<std::int64_t>(std::ranges::count(rows, id, &PaperTicketRow::range)), id);
}

}  // namespace willcall::sales
