// The facts of papers that are no order's.
#include "facts.hpp"

namespace {

using willcall::plugin::Organisation;

std::string moment(const Language& language, willcall::LocalTime wall) {
    return language.date(wall) + ", " + language.time(wall);
}

std::vector<RowFacts> rows_of(const std::vector<willcall::TableRow>& rows,
                              const std::vector<CellFacts>& columns) {
    std::vector<RowFacts> made;
    for (const auto& row : rows) {
        auto& cells = made.emplace_back().cells;
        for (std::size_t at = 0; at < row.cells.size() && at < columns.size(); ++at)
            cells.push_back({row.cells[at], columns[at].number});
    }
    return made;
}

}  // namespace

ClosingFacts facts_of(const willcall::ClosingContent& shift, const Organisation& organisation,
                      const std::string& tag, const Language& language) {
    const auto money = [&](willcall::Money amount) { return language.money(amount, organisation); };
    ClosingFacts facts;
    facts.language = tag;
    facts.direction = language.word("direction");
    facts.organiser = shift.organiser;
    facts.seller = shift.seller;
    facts.location = shift.location;
    facts.opened = moment(language, shift.opened_wall);
    facts.closed = moment(language, shift.closed_wall);
    facts.opening_float = money(shift.opening_float);
    facts.taken = money(shift.taken);
    for (const auto& means : shift.means) {
        const auto word = language.words().find(means.means);
        facts.means.push_back({word == language.words().end() ? means.means : word->second,
                               std::to_string(means.payments), money(means.taken),
                               money(means.expected),
                               means.counted ? money(*means.counted) : std::string(),
                               means.over ? money(*means.over) : std::string()});
    }
    facts.words = language.words();
    return facts;
}

ReportFacts facts_of(const willcall::ReportContent& table, const Organisation&,
                     const std::string& tag, const Language& language) {
    ReportFacts facts;
    facts.language = tag;
    facts.direction = language.word("direction");
    facts.organiser = table.organiser;
    facts.title = table.title;
    facts.subtitle = table.subtitle;
    facts.made = moment(language, table.made_wall);
    for (const auto& [name, number] : table.columns)
        facts.columns.push_back({name, number ? "1" : ""});
    facts.rows = rows_of(table.rows, facts.columns);
    facts.totals = rows_of(table.totals, facts.columns);
    facts.words = language.words();
    return facts;
}
