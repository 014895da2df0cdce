#include "customers/names.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <utility>

namespace willcall::customers {

namespace {

// Letters that Unicode does not take apart, though people do. Small ones: the case is folded.
constexpr std::array<std::pair<utf8proc_int32_t, const char*>, 11> plain_letters = {{
    {0x00E6, "ae"},
    {0x00F0, "d"},
    {0x00F8, "o"},
    {0x00FE, "th"},
    {0x0111, "d"},
    {0x0127, "h"},
    {0x0131, "i"},
    {0x0138, "k"},
    {0x0142, "l"},
    {0x0153, "oe"},
    {0x0167, "t"},
}};

std::string mapped(std::string_view text, utf8proc_option_t how) {
    utf8proc_uint8_t* made = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &made, how);
    const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> freed(made, std::free);
    if (size < 0) return {};
    return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
}

std::string folded(std::string_view text) {
    return mapped(text, static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                       UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
                                                       UTF8PROC_IGNORE));
}

bool is_letter_or_digit(utf8proc_int32_t character) {
    switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return true;
    default: return false;
    }
}

// O'Neill is one word, however the apostrophe is written.
bool is_inside_words(utf8proc_int32_t character) {
    return character == '\'' || character == '`' || character == 0x2018 || character == 0x2019 ||
           character == 0x02BC || character == 0x02B9;
}

void append(std::string& word, utf8proc_int32_t character) {
    const auto plain = std::ranges::find(plain_letters, character,
                                         &std::pair<utf8proc_int32_t, const char*>::first);
    if (plain != plain_letters.end()) {
        word += plain->second;
        return;
    }
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(character, bytes.data());
    word.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

std::string first_character(const std::string& word) {
    utf8proc_int32_t character = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(word.data()),
                                       static_cast<utf8proc_ssize_t>(word.size()), &character);
    return word.substr(0, static_cast<std::size_t>(std::max<utf8proc_ssize_t>(size, 0)));
}

}  // namespace

std::string composed(std::string_view text) {
    return mapped(text, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
}

std::vector<std::string> words_of(std::string_view text) {
    const auto plain = folded(text);
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(plain.data());
    std::vector<std::string> words;
    std::string word;
    const auto finish = [&] {
        if (!word.empty()) words.push_back(std::exchange(word, {}));
    };
    for (std::size_t at = 0; at < plain.size();) {
        utf8proc_int32_t character = 0;
        const auto size = utf8proc_iterate(
            bytes + at, static_cast<utf8proc_ssize_t>(plain.size() - at), &character);
        if (size <= 0) break;
        at += static_cast<std::size_t>(size);
        if (is_letter_or_digit(character)) append(word, character);
        else if (!is_inside_words(character)) finish();
    }
    finish();
    return words;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string text;
    for (const auto& word : words) {
        if (!text.empty()) text += between;
        text += word;
    }
    return text;
}

std::string phone_key(std::string_view text) {
    std::string written = folded(text);
    if (const auto zero = written.find("(0)"); zero != written.npos) written.erase(zero, 3);
    std::string digits;
    for (const char character : written)
        if (character >= '0' && character <= '9' && !(digits.empty() && character == '0'))
            digits += character;
    std::ranges::reverse(digits);
    return digits;
}

std::string alike_key(bool person, std::string_view first_name, std::string_view last_name,
                      std::string_view name) {
    const auto whole = words_of(name);
    if (!person) return whole.empty() ? std::string() : "organisation " + joined(whole, " ");
    auto first = joined(words_of(first_name));
    auto last = joined(words_of(last_name));
    if (first.empty() && last.empty() && whole.size() > 1) {
        first = whole.front();
        last = whole.back();
    }
    if (first.empty() || last.empty()) return {};
    return "person " + first_character(first) + ' ' + last;
}

}  // namespace willcall::customers
