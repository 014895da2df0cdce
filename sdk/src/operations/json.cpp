// Reads JSON. The only file that sees nlohmann's parser, and only its events: numbers stay text, so
// that no amount ever passes through a double, and no tree is built twice.
#include "operations/parsing.hpp"
#include "operations/reading.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace willcall {

namespace {

// nlohmann's message without its number and without what was read, which may be a megabyte.
std::string reason_in(std::string_view message) {
    if (const auto dash = message.find(" - "); dash != message.npos)
        message.remove_prefix(dash + 3);
    std::string reason{message.substr(0, message.find("; last read: "))};
    if (const auto expected = message.rfind("; expected "); expected != message.npos) {
        if (expected >= reason.size()) reason += message.substr(expected);
    }
    std::replace(reason.begin(), reason.end(), '\'', '`');
    constexpr std::size_t most = 200;
    reason.resize(std::min(reason.size(), most));
    return reason;
}

class Builder {
public:
    Builder(std::string_view text, std::size_t values_most, const std::string& file)
        : text_(text),
          values_most_(values_most),
          file_(file),
          token_(text.data()),
          token_end_(text.data()) {}

    bool null() {
        find_token();
        token_end_ += std::string_view("null").size();
        add(Written::null);
        return true;
    }
    bool boolean(bool value) {
        find_token();
        auto& text = add(Written::boolean).text;
        text = value ? "true" : "false";
        token_end_ += text.size();
        return true;
    }
    bool number_integer(std::int64_t /*value*/) { return number(); }
    bool number_unsigned(std::uint64_t /*value*/) { return number(); }
    bool number_float(double /*value*/, const std::string& /*text*/) { return number(); }
    bool string(const std::string& value) {
        find_token();
        pass_string();
        refuse_nul(value);
        add(Written::text).text = value;
        return true;
    }
    bool binary(const std::vector<std::uint8_t>& /*value*/) { return false; }
    bool start_object(std::size_t /*size*/) { return open(Written::object); }
    bool start_array(std::size_t /*size*/) { return open(Written::list); }
    bool end_object() {
        refuse_duplicates(*open_[depth_ - 1], "JSON", file_);
        return end_array();
    }
    bool end_array() {
        find_token();
        ++token_end_;
        --depth_;
        return true;
    }
    bool key(const std::string& value) {
        find_token();
        pass_string();
        refuse_nul(value);
        key_ = value;
        key_line_ = line_;
        key_column_ = column_;
        return true;
    }
    // Only called with an error: throws.
    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::json::exception& error) {
        // The place is that of the character read last.
        const auto read = position == 0 ? 0 : std::min(position - 1, text_.size());
        const auto before = text_.substr(0, read);
        const auto lines = std::count(before.begin(), before.end(), '\n');
        const auto begin = before.rfind('\n') + 1;  // 0 where there is none
        constexpr int too_large = 406;
        throw malformed("JSON",
                        {file_, static_cast<int>(lines) + 1,
                         static_cast<int>(characters_in(before.substr(begin))) + 1},
                        error.id == too_large ? "the number is too large"
                                              : reason_in(error.what()));
    }

    Value finish() { return std::move(root_); }

private:
    // The events tell no places, so the text is walked beside them; each token is known to be well
    // formed. Between two tokens stand only blanks, commas and colons.
    void find_token() {
        column_ += static_cast<int>(
            characters_in({token_, static_cast<std::size_t>(token_end_ - token_)}));
        const char* at = token_end_;
        for (;; ++at) {
            if (*at == '\n') {
                ++line_;
                column_ = 1;
            } else if (*at == ' ' || *at == '\t' || *at == '\r' || *at == ',' || *at == ':') {
                ++column_;
            } else break;
        }
        token_ = token_end_ = at;
    }

    void pass_string() {
        ++token_end_;
        while (*token_end_ != '"') token_end_ += *token_end_ == '\\' ? 2 : 1;
        ++token_end_;
    }

    bool number() {
        find_token();
        const auto* end = token_;
        const auto* last = text_.data() + text_.size();
        bool decimal = false;
        for (; end != last; ++end) {
            if (*end == '.' || *end == 'e' || *end == 'E') decimal = true;
            else if ((*end < '0' || *end > '9') && *end != '-' && *end != '+') break;
        }
        token_end_ = end;
        auto& value = add(decimal ? Written::decimal : Written::integer);
        value.text.assign(token_, end);
        if (!decimal) integer_number(value.text, value.number);
        return true;
    }

    bool open(Written written) {
        find_token();
        ++token_end_;
        if (depth_ == depth_most) refuse("it is nested more than 64 levels deep");
        auto& value = add(written);
        open_[depth_++] = &value;
        return true;
    }

    // Only the innermost container grows, so the pointers to the others stay valid.
    Value& add(Written written) {
        if (++count_ > values_most_)
            refuse("it has more than " + std::to_string(values_most_) + " values");
        auto* value = &root_;
        if (depth_ > 0) {
            auto& siblings = open_[depth_ - 1]->children;
            if (siblings.empty()) siblings.reserve(4);
            value = &siblings.emplace_back();
        }
        value->written = written;
        const bool member = depth_ > 0 && open_[depth_ - 1]->written == Written::object;
        if (member) value->key.swap(key_);
        value->line = member ? key_line_ : line_;
        value->column = member ? key_column_ : column_;
        return *value;
    }

    void refuse_nul(const std::string& text) const {
        if (text.find('\0') != text.npos) refuse("a text has the character U+0000");
    }

    [[noreturn]] void refuse(std::string_view why) const {
        throw malformed("JSON", {file_, line_, column_}, why);
    }

    std::string_view text_;
    std::size_t values_most_;
    const std::string& file_;
    const char* token_;
    const char* token_end_;
    int line_ = 1;
    int column_ = 1;
    std::string key_;
    int key_line_ = 0;
    int key_column_ = 0;
    Value root_;
    std::array<Value*, depth_most> open_{};
    std::size_t depth_ = 0;
    std::size_t count_ = 0;
};

}  // namespace

Value parse_json(std::string_view text, const ReadingLimits& limits, const std::string& file) {
    const auto source = source_of(text, "JSON", file, limits.bytes);
    Builder builder(source, limits.values, file);
    nlohmann::json::sax_parse(source.begin(), source.end(), &builder);
    return builder.finish();
}

}  // namespace willcall
