#include "customers/person.hpp"

#include "customers/names.hpp"
#include "operations/email_address.hpp"

#include <algorithm>

namespace willcall::customers {

namespace {

// Shorter ones stand in too many texts.
constexpr std::size_t phone_digits_least = 6;
constexpr std::size_t text_bytes_least = 6;

bool is_name(const std::string& field) {
    return field == "name" || field == "title" || field == "first_name" || field == "last_name";
}

bool is_initial(const std::string& word) {
    const auto characters = std::ranges::count_if(
        word, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
    return characters == 1;
}

}  // namespace

void Person::add(const Record& record, const std::vector<ChangeRow>& changes) {
    for (const auto& [name, text] : facts_of(record)) add(name, text);
    for (const auto& change : changes)
        for (const auto* text : {&change.before, &change.after}) add(change.field, *text);
    names_.insert(words_of(record.first_name + ' ' + record.last_name));
    std::erase_if(names_, [](const auto& name) { return name.size() < 2; });
}

void Person::add(const std::string& field, const std::string& text) {
    if (text.empty()) return;
    if (is_name(field)) {
        auto words = words_of(text);
        words_.insert(words.begin(), words.end());
        if (field == "name") names_.insert(std::move(words));
    }
    if (field == "email") emails_.insert(email_key(text));
    if (field == "phone" || field == "mobile") {
        auto key = phone_key(text);
        if (key.size() >= phone_digits_least) phones_.insert(std::move(key));
    }
    const bool tells = field == "name" || field == "email" || field == "phone" ||
                       field == "mobile" || field == "address";
    if (tells && text.size() >= text_bytes_least) texts_.insert(text);
}

// An initial stands for every word that begins with it, but says nothing alone.
bool Person::is_called(std::string_view text) const {
    const auto words = words_of(text);
    const auto is_own = [this](const std::string& word) {
        const auto begins = words_.lower_bound(word);
        if (begins == words_.end()) return false;
        return *begins == word || (is_initial(word) && begins->starts_with(word));
    };
    return std::ranges::any_of(words, [this](const auto& word) { return words_.contains(word); }) &&
           std::ranges::all_of(words, is_own);
}

bool Person::has_email(std::string_view text) const {
    const auto key = email_key(text);
    // joann@example.org is not ann@example.org.
    if (is_email(key)) return emails_.contains(key);
    return std::ranges::any_of(
        emails_, [&](const auto& email) { return key.find(email) != std::string::npos; });
}

bool Person::is_told_of(std::string_view text) const {
    if (is_called(text) || has_email(text)) return true;
    const auto digits = phone_key(text);
    if (std::ranges::any_of(
            phones_, [&](const auto& phone) { return digits.find(phone) != std::string::npos; }))
        return true;
    const auto words = words_of(text);
    return std::ranges::any_of(names_, [&](const auto& name) {
        return std::ranges::all_of(
            name, [&](const auto& word) { return std::ranges::find(words, word) != words.end(); });
    });
}

}  // namespace willcall::customers
