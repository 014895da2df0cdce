// What plugins keep of somebody: the texts that they declare to say who somebody is.
#include "engine/erasing.hpp"

#include <algorithm>
#include <deque>

namespace willcall {

namespace {

using Texts = std::vector<std::string_view>;

// Who has the same name and another address is somebody else.
bool speaks_of(const customers::Person& person, const Texts& texts) {
    if (std::ranges::any_of(texts, [&](auto text) { return person.has_email(text); })) return true;
    const auto is_address = [](auto text) { return text.find('@') != text.npos; };
    return std::ranges::none_of(texts, is_address) &&
           std::ranges::any_of(texts, [&](auto text) { return person.is_called(text); });
}

std::string listed(const plugins::Table& table, std::span<const std::size_t> columns,
                   const char* behind, const char* between) {
    std::string text;
    for (const auto one : columns)
        text += (text.empty() ? "\"" : between + std::string("\"")) + table.columns[one].name +
                '"' + behind;
    return text;
}

}  // namespace

std::int64_t erase_rows(store::Connection& turn, const plugins::Table& table,
                        const customers::Person& person) {
    std::vector<std::size_t> personal;
    for (std::size_t column = 0; column < table.columns.size(); ++column)
        if (table.columns[column].is_personal()) personal.push_back(column);
    if (personal.empty()) return 0;

    auto columns = table.key;
    columns.insert(columns.end(), personal.begin(), personal.end());
    const auto are_texts = std::make_unique<bool[]>(columns.size());
    for (std::size_t at = 0; at < columns.size(); ++at)
        are_texts[at] = table.columns[columns[at]].is_text();
    std::deque<std::string> texts;
    std::vector<std::vector<store::Cell>> keys;
    turn.run("select " + listed(table, columns, "", ", ") + " from " + table.sql_name, {},
             {are_texts.get(), columns.size()}, [&](std::span<const store::Cell> row) {
                 Texts says;
                 for (const auto& cell : row.subspan(table.key.size())) says.push_back(cell.text);
                 if (!speaks_of(person, says)) return;
                 auto& key = keys.emplace_back();
                 for (auto cell : row.first(table.key.size())) {
                     if (cell.type == store::Cell::Type::text)
                         cell.text = texts.emplace_back(cell.text);
                     key.push_back(cell);
                 }
             });
    const auto update = "update " + table.sql_name + " set " +
                        listed(table, personal, " = ''", ", ") + " where " +
                        listed(table, table.key, " = ?", " and ");
    for (const auto& key : keys) turn.run(update, key, {}, {});
    return static_cast<std::int64_t>(keys.size());
}

}  // namespace willcall
