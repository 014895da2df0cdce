#include "reports/content.hpp"

#include "operations/failure.hpp"
#include "operations/reading.hpp"
#include "operations/tree.hpp"

#include <willcall/plugin/papers.hpp>

#include <algorithm>

namespace willcall::reports {

namespace {

using store::Cell;

constexpr std::size_t rows_most = 10'000;

bool is_number(std::int32_t kind) { return kind == WILLCALL_INTEGER || kind == WILLCALL_MONEY; }

// "face_value" is "Face value".
std::string as_heading(std::string text) {
    std::ranges::replace(text, '_', ' ');
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

// In any language, and as short as it can be.
std::string time_of(LocalTime wall) {
    auto text = local_time_text(wall.microseconds);
    std::ranges::replace(text, 'T', ' ');
    return text;
}

// As people of the organisation read it.
std::string text_of(const tables::Column& column, const Cell& cell,
                    const catalogue::Catalogue& catalogue) {
    if (cell.type == Cell::Type::null) return {};
    if (cell.type == Cell::Type::text) return std::string(cell.text);
    switch (column.kind) {
    case WILLCALL_MONEY: return money_text(cell.number, catalogue.decimals);
    case WILLCALL_TIME: return time_of(catalogue.on_wall(cell.number));
    case WILLCALL_WORD: return column.words[cell.number];
    case WILLCALL_ID: return id_text(cell.number);
    case WILLCALL_BOOLEAN: return cell.number != 0 ? "yes" : "no";
    case WILLCALL_LOCAL_TIME: return time_of({cell.number});
    default: return std::to_string(cell.number);
    }
}

TableRow row_of(const tables::Head& head, std::span<const Cell> cells,
                const catalogue::Catalogue& catalogue) {
    TableRow row;
    for (std::size_t at = 0; at < cells.size(); ++at)
        row.cells.push_back(text_of(head.columns[at], cells[at], catalogue));
    return row;
}

// Amounts don't say their currency; their heading does.
std::string heading_of(const tables::Column& column, const tables::Head& head) {
    auto heading = as_heading(column.name);
    if (column.kind == WILLCALL_MONEY && !head.currency.empty()) heading += ' ' + head.currency;
    return heading;
}

ReportContent head_of(const tables::Head& head, const catalogue::Catalogue& catalogue) {
    ReportContent content;
    content.organiser = head.organiser;
    content.language = head.language;
    content.title = as_heading(head.title);
    content.scope = head.scope;
    content.withheld = head.withheld;
    content.asked_by = head.asked_by;
    content.made = {head.at};
    content.made_wall = catalogue.on_wall(head.at);
    for (const auto& [name, value] : head.filters)
        content.filters.push_back({as_heading(name), value});
    for (const auto& column : head.columns)
        content.columns.push_back({heading_of(column, head), is_number(column.kind)});
    return content;
}

// Paper is narrow: a column that says nothing in any row is left out, unless nothing else is there.
void leave_out_empty(ReportContent& content) {
    std::vector<std::size_t> kept;
    for (std::size_t at = 0; at < content.columns.size(); ++at)
        if (std::ranges::any_of(content.rows,
                                [at](const TableRow& row) { return !row.cells[at].empty(); }))
            kept.push_back(at);
    if (kept.empty()) return;
    const auto keep = [&kept](auto& all) {
        for (std::size_t at = 0; at < kept.size(); ++at)
            if (at != kept[at]) all[at] = std::move(all[kept[at]]);
        all.resize(kept.size());
    };
    keep(content.columns);
    for (auto* rows : {&content.rows, &content.totals})
        for (auto& row : *rows) keep(row.cells);
}

}  // namespace

Value report_content(const tables::Table& table, store::Connection& connection,
                     const catalogue::Catalogue& catalogue) {
    auto content = head_of(table.head, catalogue);
    std::vector<Cell> cells(table.head.columns.size());
    {
        const auto rows = table.rows(connection);
        while (rows->next(cells)) {
            if (content.rows.size() == rows_most)
                throw invalid("the table has more than " + std::to_string(rows_most) +
                              " rows: narrow it, or take it as CSV");
            content.rows.push_back(row_of(table.head, cells, catalogue));
        }
    }
    if (table.total) {
        const auto total = table.total(connection, table.chosen);
        if (total->next(cells)) content.totals.push_back(row_of(table.head, cells, catalogue));
    }
    leave_out_empty(content);
    return tree_of(content);
}

}  // namespace willcall::reports
