#include "sales/forms.hpp"

#include "operations/reading.hpp"
#include "operations/wording.hpp"

#include <algorithm>
#include <charconv>

namespace willcall::sales {

namespace {

using Answers = std::map<std::string, std::string>;

bool is_integer(const std::string& text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stopped == end;
}

bool is_date(const std::string& text) {
    std::int64_t microseconds = 0;
    return text.size() == 10 && local_time_number(text + "T00:00", microseconds);
}

// Why the text is no answer to the field; null where it is one.
const char* fault_of(const FormField& field, const std::string& text) {
    switch (field.type) {
    case FormType::integer: return is_integer(text) ? nullptr : "must be a whole number";
    case FormType::boolean:
        return text == "true" || text == "false" ? nullptr : "must be true or false";
    case FormType::date: return is_date(text) ? nullptr : "must be a date such as 2018-11-09";
    case FormType::choice:
        if (std::ranges::find(field.choices, text) == field.choices.end())
            return "must be one of the choices";
        break;
    case FormType::text: break;
    }
    return text.size() > 1'000 ? "must be at most 1000 bytes" : nullptr;
}

void check_answers(const std::vector<FormField>& form, const Answers& answers,
                   const std::string& path) {
    for (const auto& [key, text] : answers) {
        const auto at = path + '.' + key;
        const auto field = std::ranges::find(form, key, &FormField::key);
        if (field == form.end()) throw invalid(at + ": the form does not ask this").at(at);
        if (const auto* fault = fault_of(*field, text))
            throw invalid(at + ": " + fault + ", not " + quoted(text)).at(at);
    }
}

}  // namespace

const Answers& answers_of(const PricedLine& line, std::int64_t index) {
    static const Answers none;
    const auto& all = *line.answers;
    if (all.empty()) return none;
    return all[all.size() == 1 ? 0 : static_cast<std::size_t>(index)];
}

void check_forms(Quote& quote, const Asked& asked) {
    for (std::size_t number = 0; number < quote.lines.size(); ++number) {
        const auto& line = quote.lines[number];
        const auto& form = line.ticket_type->form_in(quote.channel->key);
        for (std::size_t index = 0; index < line.answers->size(); ++index)
            check_answers(form, (*line.answers)[index],
                          "lines[" + std::to_string(number) + "].answers[" + std::to_string(index) +
                              "]");
        if (!asked.complete) continue;
        for (const auto& field : form) {
            if (!field.required) continue;
            const auto sets = std::max<std::size_t>(1, line.answers->size());
            for (std::size_t set = 0; set < sets; ++set) {
                const auto& answers = answers_of(line, static_cast<std::int64_t>(set));
                const auto found = answers.find(field.key);
                if (found != answers.end() && !found->second.empty()) continue;
                quote.reasons.push_back(against("form.required",
                                                quoted(field.key) + " is asked of every ticket",
                                                static_cast<std::int64_t>(number)));
                break;
            }
        }
    }
}

}  // namespace willcall::sales
