// The reference page: Markdown for people, from the same shapes as the schema.
#include "operations/definitions.hpp"
#include "operations/reading.hpp"
#include "operations/schema.hpp"

#include <algorithm>
#include <cctype>

namespace willcall {

namespace {

std::string in_code(std::string_view text) { return '`' + std::string(text) + '`'; }

// A cell of a table: a bar would end it.
std::string in_cell(std::string_view text) {
    std::string cell;
    for (const char character : text) {
        if (character == '|') cell += '\\';
        cell += character == '\n' ? ' ' : character;
    }
    return cell;
}

std::string link_to(const std::string& noun) {
    std::string anchor = noun;
    std::transform(anchor.begin(), anchor.end(), anchor.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return '[' + noun + "](#" + anchor + ')';
}

std::string limits(const willcall_field& field, std::string_view unit) {
    if (field.least == 0 && field.most == 0) return {};
    const bool lengths = !unit.empty();
    const bool least = field.least > (lengths ? 0 : std::numeric_limits<std::int64_t>::min());
    const bool most = field.most < std::numeric_limits<std::int64_t>::max();
    if (!least && !most) return {};
    std::string text = ", ";
    if (least && most && field.least == field.most) text += "exactly " + std::to_string(field.most);
    else if (least && most)
        text += std::to_string(field.least) + " to " + std::to_string(field.most);
    else if (least) text += "at least " + std::to_string(field.least);
    else text += "at most " + std::to_string(field.most);
    if (lengths) text += ' ' + std::string(unit);
    return text;
}

std::string kind_of(const willcall_field& field, const Definitions& definitions) {
    switch (field.kind) {
    case WILLCALL_TEXT: return "text" + limits(field, "characters");
    case WILLCALL_INTEGER: return "integer" + limits(field, "");
    case WILLCALL_BOOLEAN: return "true or false";
    case WILLCALL_MONEY: return "money";
    case WILLCALL_TIME: return "time";
    case WILLCALL_LOCAL_TIME: return "time on the wall";
    case WILLCALL_ID: return "id";
    case WILLCALL_OBJECT: return link_to(definitions.name_of(*field.shape));
    case WILLCALL_LIST:
        return "list of " + kind_of(*field.element, definitions) + limits(field, "elements");
    case WILLCALL_MAP:
        return "map to " + kind_of(*field.element, definitions) + limits(field, "members");
    case WILLCALL_WORD: break;
    default: return "anything";
    }
    std::string words;
    for (const char* const* word = field.words; *word != nullptr; ++word)
        words += (words.empty() ? "" : ", ") + in_code(*word);
    return words;
}

std::string absence_of(const willcall_field& field) {
    if ((field.flags & WILLCALL_FIELD_OPTIONAL) == 0) return "required";
    return field.standard == nullptr ? "" : in_code(field.standard);
}

void append_fields(std::string& page, const willcall_shape& shape, const Definitions& definitions) {
    if (shape.field_count == 0) {
        page += "No fields.\n";
        return;
    }
    page += "| field | kind | left out | meaning |\n|---|---|---|---|\n";
    for (std::uint64_t index = 0; index < shape.field_count; ++index) {
        const auto& field = field_at(shape, index);
        page += "| " + in_code(field.name) + " | " + in_cell(kind_of(field, definitions)) + " | " +
                in_cell(absence_of(field)) + " | " + in_cell(field.meaning);
        if ((field.flags & WILLCALL_FIELD_SECRET) != 0) page += " (secret)";
        page += " |\n";
    }
}

void append_operation(std::string& page, const Operation& operation,
                      const Definitions& definitions) {
    page += "\n### " + operation.name + "\n\n" + operation.summary + "\n\n";
    page += "Permission " + in_code(operation.permission) + ". ";
    if (operation.handling != Handling::reads) page += "Writes. ";
    if (operation.table) page += "A table: also as Arrow stream, CSV and report. ";
    if (!operation.plugin.empty()) page += "From plugin " + in_code(operation.plugin) + ". ";
    page += "Asks with " + link_to(definitions.name_of(*operation.request)) + ", answers with " +
            link_to(definitions.name_of(*operation.answer)) + ".\n";
}

}  // namespace

std::string reference_markdown(const Operations& operations) {
    Definitions definitions;
    for (const auto& [name, operation] : operations.all()) {
        definitions.add(*operation.request);
        definitions.add(*operation.answer);
    }
    std::string page = "# Operations\n\n"
                       "Money is decimal text in the store's currency (`\"38.00\"`), a time has an "
                       "offset (`\"2018-11-08T20:00:00-08:00\"`), an id is thirteen letters and "
                       "digits, an integer beyond 2^53 is text.\n\n## What one can ask\n";
    for (const auto& [name, operation] : operations.all())
        append_operation(page, operation, definitions);
    page += "\n## Requests, answers and what they are made of\n";
    for (const auto& [name, shape] : definitions.by_name()) {
        page += "\n### " + name + "\n\n";
        if (*shape->meaning != '\0') page += std::string(shape->meaning) + ".\n\n";
        append_fields(page, *shape, definitions);
    }
    return page;
}

}  // namespace willcall
