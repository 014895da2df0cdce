// The facts of papers that are no order's.
#include "facts.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>

namespace {

using willcall::plugin::Organisation;

std::vector<RowFacts> rows_of(const std::vector<willcall::TableRow>& rows,
                              const std::vector<CellFacts>& columns) {
    std::vector<RowFacts> made;
    for (const auto& row : rows) {
        auto& cells = made.emplace_back().cells;
        for (std::size_t at = 0; at < row.cells.size() && at < columns.size(); ++at)
            cells.push_back({row.cells[at], columns[at].number, columns[at].width});
    }
    return made;
}

// --- how a table lies on an A4 page, in millimetres

constexpr double page_short = 210;
constexpr double page_long = 297;
constexpr double beside_columns = 35;  // margins and paddings of report.page
constexpr double gap = 2;
constexpr double letters_usual = 9;  // points
constexpr double letters_least = 6;
constexpr double letter_width = 2;  // of usual ones: digits and capitals are wide

double letters_in(std::string_view text) {
    return static_cast<double>(std::ranges::count_if(
        text, [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U; }));
}

std::string number_text(double number) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.1f", number);
    return text.data();
}

double longest_word(std::string_view text) {
    double longest = 0;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(' '));
        longest = std::max(longest, letters_in(word));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return longest;
}

// What a column asks for, in millimetres at the usual size.
struct Wish {
    double need = 0;  // that no word be broken, unless it is a very long one
    double wish = 0;  // that every text stand on one line, unless it is a very long one
};

std::vector<Wish> wishes_of(const willcall::ReportContent& table) {
    constexpr double least = 4;
    constexpr double most = 36;
    constexpr double word_most = 16;
    constexpr double bold = 1.2;  // headings, which may be wrapped
    std::vector<Wish> wishes;
    for (const auto& column : table.columns) {
        const auto heading = std::max(least, bold * longest_word(column.name));
        wishes.push_back({heading, heading});
    }
    for (const auto* rows : {&table.rows, &table.totals})
        for (const auto& row : *rows)
            for (std::size_t at = 0; at < row.cells.size() && at < wishes.size(); ++at) {
                const auto& text = row.cells[at];
                auto& [need, wish] = wishes[at];
                need = std::max(need, std::min(word_most, longest_word(text)));
                wish = std::max({wish, need, std::min(most, letters_in(text))});
            }
    for (auto& [need, wish] : wishes) {
        need *= letter_width;
        wish *= letter_width;
    }
    return wishes;
}

// Everybody's need first; what is left goes to those who wish for more.
std::vector<double> widths_of(const std::vector<Wish>& wishes, double room, double scale) {
    double needed = 0;
    double more = 0;
    for (const auto& [need, wish] : wishes) {
        needed += need * scale;
        more += (wish - need) * scale;
    }
    const double left = std::max(0.0, room - needed);
    const double narrowed = std::min(1.0, room / needed);
    std::vector<double> widths;
    for (const auto& [need, wish] : wishes) {
        const auto share = more > 0 ? (wish - need) * scale / more : need * scale / needed;
        widths.push_back(need * scale * narrowed + share * left);
    }
    return widths;
}

void lay_out(const willcall::ReportContent& table, ReportFacts& facts) {
    const auto wishes = wishes_of(table);
    const double wished =
        std::accumulate(wishes.begin(), wishes.end(), 0.0,
                        [](double sum, const Wish& one) { return sum + one.wish; });
    const double gaps = gap * static_cast<double>(wishes.empty() ? 0 : wishes.size() - 1);
    const bool across = wished + gaps > page_short - beside_columns;
    facts.width = number_text(across ? page_long : page_short) + "mm";
    facts.height = number_text(across ? page_short : page_long) + "mm";
    const double room = (across ? page_long : page_short) - beside_columns - gaps;
    const double size = std::clamp(letters_usual * room / wished, letters_least, letters_usual);
    facts.size = number_text(size);
    const auto widths = widths_of(wishes, room, size / letters_usual);
    for (std::size_t at = 0; at < widths.size(); ++at)
        facts.columns.push_back({table.columns[at].name, table.columns[at].number ? "1" : "",
                                 number_text(widths[at]) + "mm"});
}

}  // namespace

ClosingFacts facts_of(const willcall::ClosingContent& shift, const Organisation& organisation,
                      const std::string& tag, const Language& language) {
    const auto money = [&](willcall::Money amount) { return language.money(amount, organisation); };
    auto facts = begun<ClosingFacts>(shift, tag, language);
    facts.seller = shift.seller;
    facts.location = shift.location;
    facts.opened = language.moment(shift.opened_wall);
    facts.closed = language.moment(shift.closed_wall);
    facts.opening_float = money(shift.opening_float);
    facts.taken = money(shift.taken);
    for (const auto& means : shift.means) {
        facts.means.push_back({language.in_words(means.means),
                               std::to_string(means.payments),
                               money(means.taken),
                               money(means.expected),
                               means.counted ? money(*means.counted) : std::string(),
                               means.over ? money(*means.over) : std::string(),
                               {}});
        for (const auto& move : means.moves)
            facts.means.back().moves.push_back({language.in_words(move.what), money(move.amount)});
    }
    return facts;
}

OnePaymentFacts facts_of(const willcall::PaymentContent& payment, const Organisation& organisation,
                         const std::string& tag, const Language& language) {
    auto facts = begun<OnePaymentFacts>(payment, tag, language);
    facts.number = payment.number;
    facts.taken = language.moment(payment.taken_wall);
    facts.means = language.in_words(payment.means);
    facts.amount = language.money(payment.amount, organisation);
    if (payment.amount.minor < 0) facts.paid_back = "1";
    facts.channel = payment.channel;
    facts.seller = payment.seller;
    facts.collector = payment.collector;
    facts.buyer = payment.buyer;
    return facts;
}

ReportFacts facts_of(const willcall::ReportContent& table, const Organisation&,
                     const std::string& tag, const Language& language) {
    auto facts = begun<ReportFacts>(table, tag, language);
    facts.title = table.title;
    facts.subtitle = table.subtitle;
    facts.made = language.moment(table.made_wall);
    facts.asked_by = table.asked_by;
    const auto scope = language.words().find("scope_" + table.scope);
    if (scope != language.words().end()) facts.scope = scope->second;
    const auto withheld = language.words().find("withheld_" + table.withheld);
    if (withheld != language.words().end()) facts.withheld = withheld->second;
    for (const auto& filter : table.filters) facts.filters.push_back({filter.name, filter.value});
    lay_out(table, facts);
    facts.rows = rows_of(table.rows, facts.columns);
    facts.totals = rows_of(table.totals, facts.columns);
    return facts;
}
