#include "address_book.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace distribution_cart {

namespace {

using willcall::plugin::in_index;

// Latin capitals and runs of spaces don't count; whatever else is written otherwise is another.
std::string folded(std::string_view text) {
    std::string made;
    for (const char one : text) {
        if (one == ' ' && (made.empty() || made.back() == ' ')) continue;
        made.push_back(one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one);
    }
    if (!made.empty() && made.back() == ' ') made.pop_back();
    return made;
}

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    return at != text.npos && at > 0 && at + 1 < text.size() && at == text.rfind('@') &&
           text.find_first_of(" ,;<>\t\"") == text.npos && text.size() <= 254;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U; }));
}

// The rows of RFC 4180; a quote that is never closed ends with the text.
std::vector<std::vector<std::string>> cells_of(std::string_view csv) {
    if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    bool quoted = false;
    for (std::size_t at = 0; at < csv.size(); ++at) {
        const char one = csv[at];
        auto& cell = rows.back().back();
        if (quoted) {
            if (one != '"') cell.push_back(one);
            else if (at + 1 < csv.size() && csv[at + 1] == '"') cell.push_back(csv[++at]);
            else quoted = false;
        } else if (one == '"' && cell.empty()) {
            quoted = true;
        } else if (one == ',') {
            rows.back().emplace_back();
        } else if (one == '\n') {
            rows.emplace_back(1);
        } else if (one != '\r') {
            cell.push_back(one);
        }
    }
    if (rows.back().size() == 1 && rows.back().front().empty()) rows.pop_back();
    return rows;
}

constexpr std::array<std::string_view, 3> columns = {"name", "email", "language"};
constexpr std::size_t most_of_a_list = 10'000;
constexpr std::size_t most_alike = 20;  // of one email, and of one name

}  // namespace

std::optional<BrokenRow> fault_of(const ContactSaid& said, std::int64_t row) {
    if (said.name.empty()) return BrokenRow{row, "name", "is missing"};
    if (characters(said.name) > 200) return BrokenRow{row, "name", "is too long"};
    if (std::ranges::any_of(said.name, [](char one) { return one >= 0 && one < ' '; }))
        return BrokenRow{row, "name", "has more than one line"};
    if (!said.email.empty() && !is_email(said.email))
        return BrokenRow{row, "email", "`" + said.email + "` is no email address"};
    if (said.language.size() > 35) return BrokenRow{row, "language", "is too long"};
    return std::nullopt;
}

ReadList read_list(std::string_view csv) {
    ReadList list;
    const auto rows = cells_of(csv);
    if (rows.empty())
        throw Failure(WILLCALL_INVALID, "the list is empty: its first row names the columns",
                      "csv");
    std::vector<std::size_t> of;
    for (const auto& title : rows.front()) {
        const auto found = std::ranges::find(columns, folded(title));
        if (found == columns.end())
            throw Failure(WILLCALL_INVALID,
                          "there is no column `" + title + "`: name, email, language", "csv");
        of.push_back(static_cast<std::size_t>(found - columns.begin()));
    }
    if (std::ranges::find(of, 0U) == of.end())
        throw Failure(WILLCALL_INVALID, "the list has no column `name`", "csv");
    for (std::size_t number = 1; number < rows.size(); ++number) {
        const auto& row = rows[number];
        const auto said_as = static_cast<std::int64_t>(number) + 1;
        if (row.size() == 1 && row.front().empty()) continue;
        if (list.contacts.size() + list.broken.size() == most_of_a_list)
            throw Failure(WILLCALL_INVALID,
                          "the list has more than " + std::to_string(most_of_a_list) + " entries",
                          "csv");
        if (row.size() != of.size()) {
            list.broken.push_back({said_as, "",
                                   "has " + std::to_string(row.size()) + " fields in place of " +
                                       std::to_string(of.size())});
            continue;
        }
        ContactSaid said;
        std::string* const fields[] = {&said.name, &said.email, &said.language};
        for (std::size_t at = 0; at < of.size(); ++at) *fields[of[at]] = row[at];
        if (auto fault = fault_of(said, said_as)) list.broken.push_back(std::move(*fault));
        else list.contacts.push_back(std::move(said));
    }
    return list;
}

ShownContact Alike::show(const Contact& contact) {
    ShownContact made{contact.contact,  contact.name,     contact.email,
                      contact.language, contact.added_by, {}};
    const auto add = [&](const std::vector<std::int64_t>& alike) {
        std::size_t added = 0;
        for (const auto other : alike) {
            if (other == contact.contact) continue;
            if (added++ == most_alike) break;
            if (std::ranges::find(made.like, other) == made.like.end()) made.like.push_back(other);
        }
    };
    if (!contact.address.empty())
        add(look_up(by_address_, "by_address", contact.structure, contact.address));
    add(look_up(by_name_, "by_name", contact.structure, contact.folded));
    std::ranges::sort(made.like);
    return made;
}

const std::vector<std::int64_t>& Alike::look_up(Found& found, const char* index,
                                                const std::string& structure,
                                                const std::string& text) {
    const auto [at, fresh] = found.try_emplace(text);
    // One more: the entry that is shown may be among them.
    if (fresh)
        for (const auto& one :
             call_.scan<Contact>(in_index(index, structure, text), most_alike + 1))
            at->second.push_back(one.contact);
    return at->second;
}

OpenBook::OpenBook(const Turn& turn, std::string structure)
    : turn_(turn), by_(turn.parties().actor) {
    row_.structure = std::move(structure);
    if (const auto known = turn_.get<BookRow>(row_.structure)) row_ = *known;
}

Contact OpenBook::add(const ContactSaid& said) {
    if (const auto fault = fault_of(said, 0))
        throw Failure(WILLCALL_INVALID, fault->field + ": " + fault->message, fault->field);
    Contact row{row_.structure,    ++row_.counted,     said.name, said.email, said.language,
                folded(said.name), folded(said.email), by_,       turn_.now()};
    turn_.put(row);
    return row;
}

Contact OpenBook::find_or_add(const ContactSaid& said) {
    for (const auto& known :
         turn_.scan<Contact>(in_index("by_name", row_.structure, folded(said.name))))
        if (known.address == folded(said.email)) return known;
    return add(said);
}

Contact OpenBook::get(std::int64_t number) const {
    auto row = turn_.get<Contact>(row_.structure, number);
    if (!row || row->is_forgotten())
        throw Failure(WILLCALL_NOT_FOUND,
                      "there is no entry " + std::to_string(number) + " in the address book",
                      "contacts");
    return std::move(*row);
}

void OpenBook::forget(std::int64_t number) {
    turn_.remove<Contact>(row_.structure, get(number).contact);
}

void OpenBook::save() { turn_.put(row_); }

}  // namespace distribution_cart
