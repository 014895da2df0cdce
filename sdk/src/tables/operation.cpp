#include "tables/operation.hpp"

#include "operations/wording.hpp"

#include <algorithm>

namespace willcall::tables {

namespace {

using store::Cell;

// The columns asked for, by their numbers; all where none is named.
std::vector<std::size_t> chosen_of(const Value& request, const std::vector<Column>& columns) {
    std::vector<std::size_t> chosen;
    const auto* asked = request.find("columns");
    const auto count = asked == nullptr ? 0 : asked->children.size();
    for (std::size_t at = 0; at < count; ++at) {
        const auto& name = asked->children[at].text;
        const auto path = "columns[" + std::to_string(at) + ']';
        const auto found = std::ranges::find(columns, name, &Column::name);
        if (found == columns.end()) {
            std::vector<std::string_view> names;
            for (const auto& column : columns) names.emplace_back(column.name);
            auto sentence = path + ": there is no column " + quoted(name);
            if (const auto meant = did_you_mean(name, names); !meant.empty())
                sentence += "; " + meant;
            throw invalid(std::move(sentence)).at(path);
        }
        const auto number = static_cast<std::size_t>(found - columns.begin());
        if (std::ranges::find(chosen, number) != chosen.end())
            throw invalid(path + ": the column " + quoted(name) + " is named twice").at(path);
        chosen.push_back(number);
    }
    if (count == 0)
        for (std::size_t number = 0; number < columns.size(); ++number) chosen.push_back(number);
    return chosen;
}

std::string words_of(const Value& value) {
    if (value.written != Written::list) return value.text;
    std::string text;
    for (const auto& one : value.children) text += (text.empty() ? "" : ", ") + one.text;
    return text;
}

std::vector<std::pair<std::string, std::string>> filters_of(const Value& request) {
    std::vector<std::pair<std::string, std::string>> filters;
    for (const auto& member : request.children) {
        if (member.written == Written::null || member.key == "columns" || member.key == "most")
            continue;
        filters.emplace_back(member.key, words_of(member));
    }
    return filters;
}

std::shared_ptr<Table> table_of(const Operation& operation, const Shapes& shapes,
                                const MakePlan& plan, Call& call, const Value& request) {
    auto table = std::make_shared<Table>();
    table->chosen = chosen_of(request, shapes.columns());
    for (const auto number : table->chosen) table->head.columns.push_back(shapes.columns()[number]);
    auto planned = plan(call, request);
    table->open = std::move(planned.open);
    table->total = std::move(planned.total);
    auto& head = table->head;
    head.operation = operation.name;
    head.title = operation.summary;
    head.scope = std::move(planned.scope);
    head.withheld = std::move(planned.withheld);
    head.filters = filters_of(request);
    head.decimals = call.dialect.decimals;
    head.at = call.now;
    head.asked_by = call.caller->actor.shown_name();
    return table;
}

void write_cell(const Column& column, const Cell& cell, willcall_writer& writer) {
    if (cell.type == Cell::Type::text) writer.put_text(cell.text);
    else if (column.kind == WILLCALL_WORD) writer.put_text(column.words[cell.number]);
    else writer.put_number(column.kind, cell.number);
}

// A text that must be there is empty where a row of totals has none.
void write_row(const Head& head, std::span<const Cell> cells, willcall_writer& writer) {
    writer.object();
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const auto& column = head.columns[at];
        const bool is_null = cells[at].type == Cell::Type::null;
        if (is_null && (column.nullable || column.kind != WILLCALL_TEXT)) continue;
        writer.name(column.name);
        is_null ? writer.put_text("") : write_cell(column, cells[at], writer);
    }
    writer.end();
}

}  // namespace

std::shared_ptr<const Kept> write_page(const Table& table, const Shapes& shapes,
                                       store::Connection& connection, const Value& request,
                                       willcall_writer& writer) {
    const auto* asked = request.find("most");
    const auto most = static_cast<std::size_t>(asked == nullptr ? rows_usual : asked->number);
    const auto& head = table.head;
    std::vector<Cell> cells(head.columns.size());
    auto kept = std::make_shared<Kept>(cells.size());
    bool more = false;
    writer.object();
    writer.name(shapes.face().list);
    writer.list();
    {
        const auto rows = table.rows(connection);
        while (rows->next(cells)) {
            if (kept->size() == most) {
                more = true;
                break;
            }
            kept->add(cells);
            write_row(head, cells, writer);
        }
    }
    writer.end();
    if (shapes.face().totals && table.total) {
        const auto total = table.total(connection, table.chosen);
        if (total->next(cells)) {
            writer.name("total");
            write_row(head, cells, writer);
        }
    }
    if (more && shapes.id_column()) {
        const auto id = std::ranges::find(table.chosen, *shapes.id_column());
        if (id != table.chosen.end()) {
            writer.name("next");
            const auto at = static_cast<std::size_t>(id - table.chosen.begin());
            writer.put_number(WILLCALL_ID, kept->row(most - 1)[at].number);
        }
    }
    writer.name("more");
    writer.put_number(WILLCALL_BOOLEAN, more ? 1 : 0);
    writer.name("scope");
    writer.put_text(head.scope);
    if (!head.withheld.empty()) {
        writer.name("withheld");
        writer.put_text(head.withheld);
    }
    writer.end();
    if (more) kept.reset();
    return kept;
}

Operation table_operation(std::string name, std::string permission, std::string summary,
                          std::shared_ptr<const Shapes> shapes, MakePlan plan) {
    Operation made;
    made.name = std::move(name);
    made.permission = std::move(permission);
    made.summary = std::move(summary);
    made.handling = Handling::reads;
    made.request = shapes->request();
    made.answer = shapes->answer();
    made.shapes = shapes;
    made.table = [words = made, shapes, plan = std::move(plan)](Call& call, const Value& request) {
        return table_of(words, *shapes, plan, call, request);
    };
    made.handle = [table = made.table, shapes](Call& call, const Value& request,
                                               willcall_writer& writer) -> std::optional<Refusal> {
        write_page(*table(call, request), *shapes, *call.connection, request, writer);
        return std::nullopt;
    };
    return made;
}

}  // namespace willcall::tables
