// Reads YAML. The only file that sees yaml-cpp, and only its events: so that plain scalars stay as
// they were written, duplicate keys are seen, and aliases can't grow without limit.
#include "operations/parsing.hpp"
#include "operations/reading.hpp"
#include "operations/wording.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

namespace willcall {

namespace {

// yaml-cpp counts columns in bytes; people count characters.
class Columns {
public:
    explicit Columns(std::string_view text) : text_(text) {}

    int at(const YAML::Mark& mark) {
        if (mark.pos < 0 || mark.column < 0) return 0;
        const auto at = std::min(static_cast<std::size_t>(mark.pos), text_.size());
        const auto begin = at - std::min(static_cast<std::size_t>(mark.column), at);
        // Marks mostly walk forwards: on one long line, each byte is counted once.
        if (begin != begin_ || at < at_) {
            begin_ = at_ = begin;
            characters_ = 0;
        }
        characters_ += static_cast<int>(characters_in(text_.substr(at_, at - at_)));
        at_ = at;
        return characters_ + 1;
    }

private:
    std::string_view text_;
    std::size_t begin_ = 0;
    std::size_t at_ = 0;
    int characters_ = 0;
};

class Builder final : public YAML::EventHandler {
public:
    Builder(std::string_view text, const std::string& file)
        : text_(text), columns_(text), file_(file) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (documents_++ > 0) refuse(mark, "a second document begins; only one is read");
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_key(mark);
        add(Written::null, mark);
        remember(anchor);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_key(mark);
        const auto* original = find(mark, anchor);
        Value copy = *original;
        auto& value = add(Written::null, mark);
        value.written = copy.written;
        value.text.swap(copy.text);
        value.children.swap(copy.children);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& text) override {
        const bool plain = tag == "?";
        // Quoted scalars come with the tag "!" too, but begin with something else.
        if (!plain && (tag != "!" || begins_with_tag(mark))) refuse_tag(mark);
        if (!plain && text.find('\0') != text.npos) refuse(mark, "a text has the character U+0000");
        if (wants_key()) {
            if (plain && text == "<<") refuse(mark, "merge keys (`<<`) are not understood");
            key_ = text;
            key_mark_ = mark;
            open_[depth_ - 1].has_key = true;
            return;
        }
        add(plain ? Written::plain : Written::text, mark).text = text;
        remember(anchor);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        open(Written::list, mark, tag, anchor);
    }
    void OnSequenceEnd() override { --depth_; }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        open(Written::object, mark, tag, anchor);
    }
    void OnMapEnd() override {
        refuse_duplicates(*open_[depth_ - 1].value, "YAML", file_);
        --depth_;
    }

    Value finish() { return std::move(root_); }

    [[noreturn]] void refuse(const YAML::Mark& mark, std::string_view why) {
        throw malformed("YAML", {file_, mark.line + 1, columns_.at(mark)}, why);
    }

private:
    struct Open {
        Value* value = nullptr;
        bool has_key = false;
    };
    // Positions in the children, from the root down. Addresses change while a list grows.
    using Path = std::vector<std::uint32_t>;

    bool wants_key() const {
        return depth_ > 0 && open_[depth_ - 1].value->written == Written::object &&
               !open_[depth_ - 1].has_key;
    }

    void refuse_key(const YAML::Mark& mark) {
        if (wants_key()) refuse(mark, "a key must be a text");
    }

    bool begins_with_tag(const YAML::Mark& mark) const {
        const auto at = static_cast<std::size_t>(mark.pos);
        return mark.pos >= 0 && at < text_.size() && text_[at] == '!';
    }

    [[noreturn]] void refuse_tag(const YAML::Mark& mark) {
        refuse(mark, "tags are not understood");
    }

    void open(Written written, const YAML::Mark& mark, const std::string& tag,
              YAML::anchor_t anchor) {
        if (tag != "?") refuse_tag(mark);
        refuse_key(mark);
        refuse_depth(mark, 1);
        auto& value = add(written, mark);
        remember(anchor);
        open_[depth_++] = {&value, false};
    }

    // Only the innermost container grows, so the pointers to the others stay valid.
    Value& add(Written written, const YAML::Mark& mark) {
        if (++count_ > node_count_most) refuse(mark, "it has more than 100000 values");
        auto* value = &root_;
        const auto* place = &mark;
        if (depth_ > 0) {
            auto& parent = open_[depth_ - 1];
            value = &parent.value->children.emplace_back();
            if (parent.value->written == Written::object) {
                value->key.swap(key_);
                place = &key_mark_;
                parent.has_key = false;
            }
        }
        value->written = written;
        value->line = place->line + 1;
        value->column = columns_.at(*place);
        return *value;
    }

    // Where the node added last stands, if it has an anchor.
    void remember(YAML::anchor_t anchor) {
        if (anchor == YAML::NullAnchor) return;
        Path path;
        for (std::size_t level = 0; level < depth_; ++level) {
            const auto& siblings = open_[level].value->children;
            path.push_back(static_cast<std::uint32_t>(siblings.size() - 1));
        }
        anchored_[anchor] = std::move(path);
    }

    // What an alias stands for, counted as if it had been written out.
    const Value* find(const YAML::Mark& mark, YAML::anchor_t anchor) {
        const auto found = anchored_.find(anchor);
        if (found == anchored_.end()) refuse(mark, "an anchor on a key can't be used again");
        const auto* original = &root_;
        for (const auto index : found->second) original = &original->children[index];
        for (std::size_t level = 0; level < depth_; ++level)
            if (open_[level].value == original)
                refuse(mark, "an alias stands inside its own anchor");
        --count_;  // add() counts the topmost node
        count(mark, *original, 0);
        return original;
    }

    void count(const YAML::Mark& mark, const Value& value, std::size_t depth) {
        expanded_bytes_ += value.text.size() + value.key.size();
        if (++count_ > node_count_most || expanded_bytes_ > source_bytes_most)
            refuse(mark, "its aliases make it too large");
        if (value.written == Written::object || value.written == Written::list)
            refuse_depth(mark, depth + 1);
        for (const auto& child : value.children) count(mark, child, depth + 1);
    }

    void refuse_depth(const YAML::Mark& mark, std::size_t more) {
        if (depth_ + more > depth_most) refuse(mark, "it is nested more than 64 levels deep");
    }

    std::string_view text_;
    Columns columns_;
    const std::string& file_;
    std::string key_;
    YAML::Mark key_mark_;
    Value root_;
    std::array<Open, depth_most> open_{};
    std::size_t depth_ = 0;
    std::size_t count_ = 0;
    std::size_t expanded_bytes_ = 0;
    int documents_ = 0;
    std::map<YAML::anchor_t, Path> anchored_;
};

// YAML allows none but these; and U+0004 ends the text for yaml-cpp.
bool is_control(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return (byte < 0x20 && character != '\t' && character != '\n' && character != '\r') ||
           byte == 0x7F;
}

void refuse_controls(std::string_view text, const std::string& file) {
    const auto* const found = std::find_if(text.begin(), text.end(), is_control);
    if (found == text.end()) return;
    const auto before = text.substr(0, static_cast<std::size_t>(found - text.begin()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto column = characters_in(before.substr(before.rfind('\n') + 1)) + 1;
    throw malformed("YAML", {file, static_cast<int>(line), static_cast<int>(column)},
                    "a control character stands here");
}

}  // namespace

Value parse_yaml(std::string_view text, const std::string& file) {
    const auto source = source_of(text, "YAML", file);
    refuse_controls(source, file);
    Builder builder(source, file);
    try {
        std::istringstream stream{std::string(source)};
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {}
    } catch (const YAML::Exception& error) {
        constexpr std::size_t most = 200;
        builder.refuse(error.mark, std::string_view(error.msg).substr(0, most));
    }
    return builder.finish();
}

}  // namespace willcall
