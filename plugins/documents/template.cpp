#include "template.hpp"

#include "harmless.hpp"

#include <willcall/plugin/one_line.hpp>

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <vector>

namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

constexpr std::size_t sections_deep_most = 16;
// What a template may come to before it counts as running on: an order of 10,000 tickets is far
// below both.
constexpr std::size_t steps_most = 5'000'000;
constexpr std::size_t bytes_most = 64'000'000;

struct Tag {
    std::size_t at;
    char kind;  // '#', '^', '/', '!' or ' ' for a field
    std::string name;
};

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

const willcall_field* find(const willcall_shape& shape, std::string_view name) {
    for (std::uint64_t number = 0; number < shape.field_count; ++number)
        if (shape.fields[number].name == name) return &shape.fields[number];
    return nullptr;
}

// Follows a template through the shape of what it will be filled with.
class Proof {
public:
    Proof(std::string_view text, const willcall_shape& shape,
          const std::map<std::string, std::string>& words)
        : text_(text), words_(words) {
        sections_.push_back({{}, 0, &shape, 0});
    }

    // Per section the bytes that one round of it writes by itself.
    std::map<std::string, std::size_t> run() {
        std::size_t at = 0;
        for (auto open = text_.find("{{"); open != text_.npos; open = text_.find("{{", at)) {
            sections_.back().own += open - at;
            const auto close = text_.find("}}", open);
            if (close == text_.npos) throw Misprint(text_, open, "`{{` is not closed");
            take(tag(open, text_.substr(open + 2, close - open - 2)));
            at = close + 2;
        }
        if (sections_.size() > 1)
            throw Misprint(text_, sections_.back().at,
                           "the section `" + sections_.back().name + "` is not closed");
        return std::move(own_);
    }

private:
    struct Section {
        std::string name;
        std::size_t at;
        const willcall_shape* shape;  // null where it has no fields of its own
        std::size_t own;
    };

    Tag tag(std::size_t at, std::string_view inside) const {
        auto words = trimmed(inside);
        if (words.empty()) throw Misprint(text_, at, "the braces are empty");
        if (std::string_view("{&>=").find(words.front()) != std::string_view::npos)
            throw Misprint(text_, at, "`{{" + words + "}}` is not for these templates");
        if (std::string_view("#^/!").find(words.front()) == std::string_view::npos)
            return {at, ' ', words};
        return {at, words.front(), trimmed(std::string_view(words).substr(1))};
    }

    void take(const Tag& tag) {
        if (tag.kind == '!') return;
        if (tag.kind == '/') return close(tag);
        const auto* field = known(tag);
        if (tag.kind == ' ') {
            if (field != nullptr && field->kind != WILLCALL_TEXT)
                throw Misprint(text_, tag.at, "`" + tag.name + "` has parts; name one of them");
            return;
        }
        if (sections_.size() > sections_deep_most)
            throw Misprint(text_, tag.at, "sections stand in each other too deep");
        const auto* shape = field == nullptr                 ? nullptr
                            : field->kind == WILLCALL_OBJECT ? field->shape
                            : field->kind == WILLCALL_LIST   ? field->element->shape
                                                             : nullptr;
        sections_.push_back({tag.name, tag.at, tag.kind == '#' ? shape : nullptr, 0});
    }

    void close(const Tag& tag) {
        if (sections_.size() == 1 || sections_.back().name != tag.name)
            throw Misprint(text_, tag.at, "the section `" + tag.name + "` is not open here");
        auto& own = own_[tag.name];
        own = std::max(own, sections_.back().own);
        sections_.pop_back();
    }

    // The field a tag names, from the innermost section outwards; null for a word.
    const willcall_field* known(const Tag& tag) const {
        const auto dot = tag.name.find('.');
        for (auto section = sections_.rbegin(); section != sections_.rend(); ++section) {
            if (section->shape == nullptr) continue;
            const auto* field = find(*section->shape, tag.name.substr(0, dot));
            if (field == nullptr) continue;
            if (dot == tag.name.npos) return field;
            const auto part = tag.name.substr(dot + 1);
            if (field->kind == WILLCALL_MAP && words_.contains(part)) return nullptr;
            if (field->kind == WILLCALL_OBJECT)
                if (const auto* inner = find(*field->shape, part)) return inner;
            break;
        }
        throw Misprint(text_, tag.at, "there is no field `" + tag.name + "` here");
    }

    std::string_view text_;
    const std::map<std::string, std::string>& words_;
    std::vector<Section> sections_;
    std::map<std::string, std::size_t> own_;
};

// Stands for the end of a line while kainjow has the text: it would leave an empty line where a
// section says nothing. No field has it, for it is a control character.
constexpr char line_end = '\x01';

bool is_alone(std::string_view line) {
    const auto tag = trimmed(line);
    return tag.size() > 4 && tag.starts_with("{{") &&
           std::string_view("#^/!").find(tag[2]) != std::string_view::npos &&
           tag.find("}}") == tag.size() - 2;
}

// As the specification of mustache has it, a section's tag alone on its line leaves nothing of the
// line.
std::string prepared(std::string_view text) {
    std::string made;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        if (is_alone(line)) made += trimmed(line);
        else made += line;
        if (end != text.npos && !is_alone(line)) made += line_end;
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return made;
}

// Counts what a template does, so that one that never ends is found out.
class Counted final : public kainjow::mustache::context<std::string> {
public:
    Counted(const data* root, const std::map<std::string, std::size_t>& own)
        : kainjow::mustache::context<std::string>(root), own_(own) {}

    void push(const data* one) override {
        count(section_);
        context::push(one);
    }
    const data* get(const std::string& name) const override {
        const auto* found = context::get(name);
        const auto section = own_.find(name);
        section_ = section == own_.end() ? 0 : section->second;
        count(found != nullptr && found->is_string() ? found->string_value().size() : 0);
        return found;
    }

private:
    void count(std::size_t bytes) const {
        bytes_ += bytes;
        if (++steps_ > steps_most || bytes_ > bytes_most)
            throw willcall::plugin::Refusal("documents.runs_on",
                                            "the template runs on: it repeats too often");
    }
    const std::map<std::string, std::size_t>& own_;
    mutable std::size_t section_ = 0;
    mutable std::size_t steps_ = 0;
    mutable std::size_t bytes_ = 0;
};

}  // namespace

Misprint::Misprint(std::string_view text, std::size_t at, const std::string& why)
    : std::runtime_error([&] {
          const auto before = text.substr(0, at);
          const auto line = 1 + std::ranges::count(before, '\n');
          const auto begin = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
          // Columns count characters.
          const auto column = 1 + std::ranges::count_if(before.substr(begin), [](char one) {
                                  return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U;
                              });
          return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + why;
      }()) {}

struct Filling::Data {
    Harmless harmless;
    std::vector<data> open{data::type::object};  // what is being written, innermost last

    std::string made(const std::string& text) const {
        return harmless == Harmless::text ? willcall::plugin::one_line(text) : without_markup(text);
    }
};

Filling::Filling(Harmless harmless) : data_(std::make_unique<Data>()) {
    data_->harmless = harmless;
}
Filling::~Filling() = default;

void Filling::member(const char* name, const std::string& text) {
    if (text.empty()) nothing(name);
    else data_->open.back().set(name, data_->made(text));
}
void Filling::member(const char* name, const std::map<std::string, std::string>& words) {
    data made(data::type::object);
    for (const auto& [key, word] : words) made.set(key, data_->made(word));
    data_->open.back().set(name, std::move(made));
}
void Filling::nothing(const char* name) { data_->open.back().set(name, data(false)); }
void Filling::open() { data_->open.emplace_back(data::type::object); }
void Filling::close_object(const char* name) {
    auto made = std::move(data_->open.back());
    data_->open.pop_back();
    data_->open.back().set(name, std::move(made));
}
void Filling::close_element() {
    auto made = std::move(data_->open.back());
    data_->open.pop_back();
    if (!data_->open.back().is_list()) data_->open.back() = data(data::type::list);
    data_->open.back().push_back(std::move(made));
}
void Filling::close_list(const char* name) {
    auto made = std::move(data_->open.back());
    data_->open.pop_back();
    data_->open.back().set(name, made.is_list() ? std::move(made) : data(data::type::list));
}

struct Template::Parsed {
    // Its `render` changes nothing but the message of an error that a proven template has none of.
    mutable mustache text;
    std::map<std::string, std::size_t> own;
};

Template::Template(std::string text, const willcall_shape& shape,
                   const std::map<std::string, std::string>& words) {
    auto own = Proof(text, shape, words).run();
    parsed_.reset(new Parsed{mustache(prepared(text)), std::move(own)});
    if (!parsed_->text.is_valid()) throw Misprint(text, 0, parsed_->text.error_message());
    parsed_->text.set_custom_escape([](const std::string& made) { return made; });
    blanked_ = std::move(text);
    for (auto open = blanked_.find("{{"); open != blanked_.npos; open = blanked_.find("{{", open)) {
        const auto end = blanked_.find("}}", open) + 2;
        for (; open < end; ++open)
            if (blanked_[open] != '\n') blanked_[open] = ' ';
    }
}
Template::~Template() = default;

std::string Template::filled(const Filling& filling) const {
    Counted counted(&filling.data_->open.front(), parsed_->own);
    std::string made;
    // Into a text of our own: a stream would cost more than the template.
    struct {
        std::string& made;
        auto& operator<<(const std::string& text) { return made += text, *this; }
    } into{made};
    parsed_->text.render(counted, into);
    std::ranges::replace(made, line_end, '\n');
    return made;
}
