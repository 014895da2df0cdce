#include "customers/details.hpp"

#include "customers/names.hpp"
#include "operations/email_address.hpp"
#include "operations/failure.hpp"
#include "operations/reading.hpp"
#include "operations/wording.hpp"

#include <algorithm>

namespace willcall::customers {

namespace {

constexpr std::size_t password_characters_least = 8;
constexpr std::size_t word_bytes_most = 64;
constexpr std::int64_t day = 86'400'000'000;

Failure wrong(const std::string& field, const std::string& why) {
    return invalid(field + ": " + why).at(field);
}

void settle_name(Record& record) {
    if (record.kind == CustomerKind::organisation) {
        for (const auto& [field, text] : {std::pair{"title", &record.title},
                                          {"first_name", &record.first_name},
                                          {"last_name", &record.last_name},
                                          {"date_of_birth", &record.date_of_birth}})
            if (!text->empty()) throw wrong(field, "an organisation has none");
    } else if (record.name.empty()) {
        record.name = name_of_parts(record);
    }
    if (words_of(record.name).empty())
        throw wrong("name", record.kind == CustomerKind::person
                                ? "give it, or a first and a last name"
                                : "an organisation needs one");
}

void check_date_of_birth(const std::string& text, std::int64_t now) {
    if (text.empty()) return;
    std::int64_t midnight = 0;
    if (text.size() != 10 || !local_time_number(text + "T00:00", midnight))
        throw wrong("date_of_birth", "must be a day like 1984-02-29, not " + quoted(text));
    // It is tomorrow already somewhere.
    if (midnight > now + day) throw wrong("date_of_birth", quoted(text) + " is yet to come");
}

void check_phone(const char* field, const std::string& text) {
    if (!text.empty() && phone_key(text).empty())
        throw wrong(field, "must have digits, not only " + quoted(text));
}

void check_word(const std::string& path, const std::string& word) {
    if (word.empty() || word.size() > word_bytes_most)
        throw wrong(path, "must have between 1 and 64 bytes");
}

void settle_words(Record& record) {
    for (std::size_t at = 0; at < record.tags.size(); ++at)
        check_word("tags[" + std::to_string(at) + ']', record.tags[at]);
    std::ranges::sort(record.tags);
    const auto twice = std::ranges::adjacent_find(record.tags);
    if (twice != record.tags.end()) throw wrong("tags", quoted(*twice) + " is there twice");
    for (const auto& [purpose, given] : record.consents) check_word("consents", purpose);
}

}  // namespace

std::string name_of_parts(const Record& record) {
    const bool both = !record.first_name.empty() && !record.last_name.empty();
    return record.first_name + (both ? " " : "") + record.last_name;
}

void settle_details(Record& record, std::int64_t now) {
    settle_name(record);
    if (!record.email.empty() && !is_email(record.email))
        throw wrong("email", "must be an email address, not " + quoted(record.email));
    record.email = email_key(record.email);
    if (record.online && record.email.empty())
        throw wrong("online", "one signs in with an email address, so `email` is needed too");
    check_phone("phone", record.phone);
    check_phone("mobile", record.mobile);
    check_date_of_birth(record.date_of_birth, now);
    settle_words(record);
}

void check_password(std::string_view password) {
    if (!password.empty() && password.size() < password_characters_least)
        throw wrong("password", "must have at least 8 characters");
}

}  // namespace willcall::customers
