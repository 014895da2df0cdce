#include "store/sql_text.hpp"

#include <algorithm>

namespace willcall::store {

namespace {

// The end of the quoted text, name or comment that begins at `at`; `at + 1` where none does. A
// doubled quote inside a text is two texts side by side, which ends at the same place.
std::size_t past(std::string_view sql, std::size_t at) {
    const char first = sql[at];
    std::size_t end = at + 1;
    if (first == '\'' || first == '"') {
        end = sql.find(first, at + 1);
        if (end != sql.npos) ++end;
    } else if (sql.substr(at, 2) == "--") {
        end = sql.find('\n', at);
    } else if (sql.substr(at, 2) == "/*") {
        end = sql.find("*/", at + 2);
        if (end != sql.npos) end += 2;
    }
    return std::min(end, sql.size());
}

bool is_of_word(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
}

bool is_comment(std::string_view piece) {
    return piece.substr(0, 2) == "--" || piece.substr(0, 2) == "/*";
}

}  // namespace

std::string with_named_values(std::string_view sql) {
    std::string text;
    int count = 0;
    for (std::size_t at = 0; at < sql.size();) {
        const auto end = past(sql, at);
        if (sql[at] == '?') text += ":p" + std::to_string(++count);
        else text += sql.substr(at, end - at);
        at = end;
    }
    return text;
}

std::string with_ordered_texts(std::string_view sql) {
    if (!sql.starts_with("create table ") && !sql.starts_with("alter table "))
        return std::string(sql);
    constexpr std::string_view type = "text";
    std::string text;
    std::string_view word;
    for (std::size_t at = 0; at < sql.size(); at += word.size()) {
        auto end = at;
        while (end < sql.size() && is_of_word(sql[end])) ++end;
        word = sql.substr(at, (end > at ? end : past(sql, at)) - at);
        text += word;
        if (word == type) text += " collate \"C\"";
    }
    return text;
}

std::vector<std::string> statements_of(std::string_view script) {
    std::vector<std::string> statements;
    std::string statement;
    bool empty = true;
    const auto finish = [&] {
        if (!empty) statements.push_back(statement);
        statement.clear();
        empty = true;
    };
    for (std::size_t at = 0; at < script.size();) {
        const auto end = past(script, at);
        const auto piece = script.substr(at, end - at);
        at = end;
        if (piece == ";") {
            finish();
            continue;
        }
        if (is_comment(piece)) continue;
        if (piece.find_first_not_of(" \t\r\n") != piece.npos) empty = false;
        if (!empty) statement += piece;
    }
    finish();
    return statements;
}

}  // namespace willcall::store
