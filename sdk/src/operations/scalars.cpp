#include "operations/scalars.hpp"

#include "operations/parsing.hpp"
#include "operations/wording.hpp"

namespace willcall {

namespace {

// More than any box office takes, and far from where sums of 64 bits end.
constexpr std::int64_t money_most = 1'000'000'000'000'000;

bool is_exact(std::int64_t number) { return number >= -exact_most && number <= exact_most; }

bool is_text(const Value& value) {
    return value.written == Written::text || value.written == Written::plain;
}

std::string expected(std::string_view what, const Value& value, bool hidden) {
    std::string sentence = "must be ";
    sentence += what;
    if (!hidden) sentence += ", not " + came(value);
    return sentence;
}

std::string limit_text(const willcall_field& field, std::int64_t limit, const Dialect& dialect) {
    switch (field.kind) {
    case WILLCALL_MONEY: return money_text(limit, dialect.decimals);
    case WILLCALL_TIME: return time_text(limit);
    case WILLCALL_LOCAL_TIME: return local_time_text(limit);
    default: return std::to_string(limit);
    }
}

std::string check_limits(const Value& value, const willcall_field& field, const Dialect& dialect) {
    if (!has_limits(field)) return {};
    if (value.number < field.least)
        return "must be at least " + limit_text(field, field.least, dialect);
    if (value.number > field.most)
        return "must be at most " + limit_text(field, field.most, dialect);
    return {};
}

std::string check_text(const Value& value, const willcall_field& field, bool hidden) {
    if (!is_text(value)) return expected("text", value, hidden);
    if (auto wrong = check_controls(value.text, (field.flags & WILLCALL_FIELD_MULTILINE) != 0);
        !wrong.empty())
        return wrong;
    if (!has_limits(field)) return {};
    const auto length = static_cast<std::int64_t>(characters_in(value.text));
    if (length == 0 && field.least > 0) return "must not be empty";
    if (length < field.least)
        return "must have at least " + std::to_string(field.least) + " characters";
    if (length > field.most)
        return "must have at most " + std::to_string(field.most) + " characters, not " +
               std::to_string(length);
    return {};
}

std::string check_integer(Value& value, const willcall_field& field, const Dialect& dialect,
                          bool hidden) {
    const bool number = value.written == Written::integer || value.written == Written::plain;
    if (!number && value.written != Written::text) return expected("an integer", value, hidden);
    if (!integer_number(value.text, value.number)) return expected("an integer", value, hidden);
    // JSON readers and writers elsewhere keep numbers in doubles: what came as a large number may
    // already have been rounded, so that it must come as text; and only that.
    const bool exact = is_exact(value.number);
    if (value.written == Written::text && exact)
        return expected("an integer without quotes", value, hidden);
    if (value.written == Written::integer && !exact)
        return expected("an integer in quotes where it is beyond 2^53", value, hidden);
    return check_limits(value, field, dialect);
}

std::string check_boolean(Value& value, bool hidden) {
    const bool literal = value.written == Written::boolean || value.written == Written::plain;
    if (!literal || (value.text != "true" && value.text != "false"))
        return expected("true or false", value, hidden);
    value.number = value.text == "true" ? 1 : 0;
    return {};
}

std::string check_money(Value& value, const willcall_field& field, const Dialect& dialect,
                        bool hidden) {
    const bool written =
        is_text(value) || value.written == Written::integer || value.written == Written::decimal;
    if (!written || !money_number(value.text, dialect.decimals, value.number)) {
        constexpr std::int64_t example = 38;
        std::int64_t minor = example;
        for (int digit = 0; digit < dialect.decimals; ++digit) minor *= 10;
        auto sentence =
            expected("money such as \"" + money_text(minor, dialect.decimals) + '"', value, hidden);
        sentence += ": " + (dialect.currency.empty() ? "the currency" : dialect.currency);
        if (dialect.decimals == 0) return sentence + " has no decimals";
        return sentence + " has " + std::to_string(dialect.decimals) + " decimals";
    }
    if (has_limits(field)) return check_limits(value, field, dialect);
    if (value.number >= -money_most && value.number <= money_most) return {};
    const bool large = value.number > 0;
    return std::string(large ? "must be at most " : "must be at least ") +
           money_text(large ? money_most : -money_most, dialect.decimals);
}

std::string check_time(Value& value, const willcall_field& field, const Dialect& dialect,
                       bool hidden) {
    constexpr std::string_view what = "a time with offset such as \"2018-11-08T20:00:00-08:00\"";
    if (!is_text(value)) return expected(what, value, hidden);
    if (time_number(value.text, value.number)) return check_limits(value, field, dialect);
    std::int64_t naive = 0;
    if (local_time_number(value.text, naive) || time_number(value.text + 'Z', naive)) {
        return expected("a time with its offset, such as -08:00 or Z at the end", value, hidden) +
               ": without it nobody knows whose clock is meant";
    }
    return expected(what, value, hidden);
}

std::string check_local_time(Value& value, const willcall_field& field, const Dialect& dialect,
                             bool hidden) {
    constexpr std::string_view what = "a time on the wall such as \"2018-11-08T20:00\"";
    if (!is_text(value)) return expected(what, value, hidden);
    if (local_time_number(value.text, value.number)) return check_limits(value, field, dialect);
    std::int64_t absolute = 0;
    if (time_number(value.text, absolute)) {
        return expected("a time on the wall without offset", value, hidden) +
               ": the organisation's time zone decides";
    }
    return expected(what, value, hidden);
}

std::string check_word(Value& value, const willcall_field& field, bool hidden) {
    if (is_text(value)) {
        std::int64_t index = 0;
        for (const char* const* word = field.words; *word != nullptr; ++word, ++index) {
            if (value.text != *word) continue;
            value.number = index;
            return {};
        }
    }
    std::string words;
    for (const char* const* word = field.words; *word != nullptr; ++word) {
        if (!words.empty()) words += word[1] == nullptr ? " or " : ", ";
        words += quoted(*word);
    }
    return expected(words, value, hidden);
}

std::string check_id(Value& value, bool hidden) {
    if (is_text(value)) value.number = id_number(value.text);
    if (value.number != 0 && is_text(value)) return {};
    return expected("an id of 13 letters and digits", value, hidden);
}

}  // namespace

std::string check_scalar(Value& value, const willcall_field& field, const Dialect& dialect,
                         bool hidden) {
    switch (field.kind) {
    case WILLCALL_TEXT: return check_text(value, field, hidden);
    case WILLCALL_INTEGER: return check_integer(value, field, dialect, hidden);
    case WILLCALL_BOOLEAN: return check_boolean(value, hidden);
    case WILLCALL_MONEY: return check_money(value, field, dialect, hidden);
    case WILLCALL_TIME: return check_time(value, field, dialect, hidden);
    case WILLCALL_LOCAL_TIME: return check_local_time(value, field, dialect, hidden);
    case WILLCALL_WORD: return check_word(value, field, hidden);
    case WILLCALL_ID: return check_id(value, hidden);
    default: return "is of a kind that this version does not know";
    }
}

std::string check_controls(std::string_view text, bool has_lines) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte != 0x7F && byte != 0xC2) continue;
        if (has_lines && (byte == '\t' || byte == '\n' || byte == '\r')) continue;
        // U+0080 to U+009F are control characters too: C2 80 to C2 9F.
        const bool high =
            byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
        if (byte == 0xC2 && !high) continue;
        return "must not have control characters such as line ends";
    }
    return {};
}

bool has_limits(const willcall_field& field) { return field.least != 0 || field.most != 0; }

}  // namespace willcall
