#include "page.hpp"

#include <algorithm>

namespace {

constexpr std::size_t columns = 60;
constexpr std::size_t label_columns = 10;

unsigned char byte(char character) { return static_cast<unsigned char>(character); }

bool continues(char character) { return (byte(character) & 0xC0U) == 0x80U; }

std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char character) { return !continues(character); }));
}

// Control characters (C0, DEL, and C1 in its two bytes) become spaces.
std::string flat(std::string_view text) {
    std::string made;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto first = byte(text[at]);
        const bool c1 = first == 0xC2U && at + 1 < text.size() && byte(text[at + 1]) < 0xA0U;
        if (c1) ++at;
        made += c1 || first < 0x20U || first == 0x7FU ? ' ' : text[at];
    }
    return made;
}

// Where the character after the one at `at` begins.
std::size_t after(std::string_view text, std::size_t at) {
    ++at;
    while (at < text.size() && continues(text[at])) ++at;
    return at;
}

// Takes the words off the front that fit into a line; a word longer than a line is cut.
std::string_view next_line(std::string_view& text, std::size_t width) {
    std::size_t fits = 0;      // end of what fits
    std::size_t break_at = 0;  // the last space within it
    for (std::size_t used = 0; used < width && fits < text.size(); ++used) {
        if (text[fits] == ' ') break_at = fits;
        fits = after(text, fits);
    }
    const bool whole_words = fits == text.size() || text[fits] == ' ';
    const auto line = text.substr(0, whole_words || break_at == 0 ? fits : break_at);
    text.remove_prefix(line.size());
    return line;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

void Page::rule(std::string_view stroke) {
    for (std::size_t column = 0; column < columns; ++column) text_ += stroke;
    text_ += '\n';
}

void Page::gap() { text_ += '\n'; }

void Page::unbroken(std::string_view text) { text_ += flat(text) + '\n'; }

void Page::paragraph(std::string_view text) { wrapped(text, 0, {}); }

void Page::entry(std::string_view label, std::string_view text) {
    wrapped(text, label_columns, label);
}

void Page::wrapped(std::string_view text, std::size_t indent, std::string_view label) {
    const auto whole = flat(text);
    for (auto rest = trimmed(whole); !rest.empty(); rest = trimmed(rest)) {
        text_ += label;
        text_.append(indent - std::min(indent, length(label)), ' ');
        text_ += trimmed(next_line(rest, columns - indent));
        text_ += '\n';
        label = {};
    }
}
