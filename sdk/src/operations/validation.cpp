// Checks a tree against a shape, and knows the way to whatever is wrong.
#include "operations/definitions.hpp"
#include "operations/failure.hpp"
#include "operations/reading.hpp"
#include "operations/scalars.hpp"
#include "operations/wording.hpp"

namespace willcall {

namespace {

// A step of the path: rendered only once something is wrong.
struct Step {
    const Step* before = nullptr;
    std::string_view key;
    std::size_t index = 0;
    bool is_index = false;
};

bool is_name(std::string_view key) {
    for (const char character : key) {
        const bool plain = (character >= 'a' && character <= 'z') ||
                           (character >= 'A' && character <= 'Z') ||
                           (character >= '0' && character <= '9') || character == '_' ||
                           character == '-' || character == '@' || character == '.';
        if (!plain) return false;
    }
    return !key.empty() && key.size() <= 64;
}

void append(std::string& path, const Step* step) {
    if (step == nullptr) return;
    append(path, step->before);
    if (step->is_index) {
        path += '[' + std::to_string(step->index) + ']';
        return;
    }
    if (!path.empty()) path += '.';
    path += is_name(step->key) ? std::string(step->key) : quoted(step->key);
}

class Validation {
public:
    Validation(const Dialect& dialect, const std::string& root) : dialect_(dialect), root_(root) {}

    void object(Value& value, const willcall_shape& shape, const Step* step, bool hidden) {
        if (value.written != Written::object) wrong_type("an object", value, step, hidden);
        value.kind = WILLCALL_OBJECT;
        std::uint64_t next = 0;
        for (auto& member : value.children) {
            const Step inner{step, member.key, 0, false};
            const auto* field = find(shape, member.key, next);
            if (field == nullptr) unknown(member, shape, &inner);
            // Null and absent are the same; what must be there is looked for below.
            if (member.written != Written::null) any(member, *field, &inner, hidden);
        }
        for (std::uint64_t index = 0; index < shape.field_count; ++index) {
            const auto& field = field_at(shape, index);
            if ((field.flags & WILLCALL_FIELD_OPTIONAL) != 0) continue;
            if (value.find(field.name) != nullptr) continue;
            const Step inner{step, field.name, 0, false};
            fail("is missing", value, &inner);
        }
    }

private:
    void any(Value& value, const willcall_field& field, const Step* step, bool hidden) {
        hidden = hidden || (field.flags & WILLCALL_FIELD_SECRET) != 0;
        switch (field.kind) {
        case WILLCALL_OBJECT: return object(value, *field.shape, step, hidden);
        case WILLCALL_LIST: return list(value, field, step, hidden);
        case WILLCALL_MAP: return map(value, field, step, hidden);
        case WILLCALL_ANY: value.kind = WILLCALL_ANY; return;
        default: break;
        }
        auto wrong = check_scalar(value, field, dialect_, hidden);
        if (!wrong.empty()) fail(std::move(wrong), value, step);
        value.kind = field.kind;
    }

    void list(Value& value, const willcall_field& field, const Step* step, bool hidden) {
        if (value.written != Written::list) wrong_type("a list", value, step, hidden);
        count(value, field, step, "element", "elements");
        value.kind = WILLCALL_LIST;
        std::size_t index = 0;
        for (auto& child : value.children) {
            const Step inner{step, {}, index++, true};
            element(child, *field.element, &inner, hidden);
        }
    }

    void map(Value& value, const willcall_field& field, const Step* step, bool hidden) {
        if (value.written != Written::object) wrong_type("an object", value, step, hidden);
        count(value, field, step, "member", "members");
        value.kind = WILLCALL_MAP;
        for (auto& child : value.children) {
            const Step inner{step, child.key, 0, false};
            auto wrong = check_controls(child.key, false);
            if (!wrong.empty()) fail("the key " + wrong, child, &inner);
            element(child, *field.element, &inner, hidden);
        }
    }

    void element(Value& value, const willcall_field& field, const Step* step, bool hidden) {
        const bool may_be_null =
            field.kind == WILLCALL_ANY || (field.flags & WILLCALL_FIELD_OPTIONAL) != 0;
        if (value.written == Written::null && may_be_null) return;
        any(value, field, step, hidden);
    }

    void count(const Value& value, const willcall_field& field, const Step* step,
               std::string_view one, std::string_view many) {
        if (!has_limits(field)) return;
        const auto size = static_cast<std::int64_t>(value.children.size());
        if (size >= field.least && size <= field.most) return;
        const bool few = size < field.least;
        const auto limit = few ? field.least : field.most;
        std::string sentence = few ? "must have at least " : "must have at most ";
        sentence += std::to_string(limit) + ' ';
        sentence += limit == 1 ? one : many;
        fail(sentence + ", not " + std::to_string(size), value, step);
    }

    // Members mostly come in the order of the fields: begin where the last one was found.
    static const willcall_field* find(const willcall_shape& shape, std::string_view key,
                                      std::uint64_t& next) {
        for (std::uint64_t tried = 0; tried < shape.field_count; ++tried) {
            if (next >= shape.field_count) next = 0;
            const auto& field = field_at(shape, next++);
            if (key == field.name) return &field;
        }
        return nullptr;
    }

    [[noreturn]] void unknown(const Value& member, const willcall_shape& shape, const Step* step) {
        std::vector<std::string_view> names;
        for (std::uint64_t index = 0; index < shape.field_count; ++index)
            names.emplace_back(field_at(shape, index).name);
        auto sentence = "there is no " + quoted(member.key) + " here";
        if (const auto meant = did_you_mean(member.key, names); !meant.empty())
            fail(sentence + "; " + meant, member, step);
        constexpr std::size_t named_most = 20;
        if (names.empty() || names.size() > named_most) fail(sentence, member, step);
        for (std::size_t index = 0; index < names.size(); ++index) {
            sentence += index == 0 ? "; there is " : index + 1 == names.size() ? " and " : ", ";
            sentence += quoted(names[index]);
        }
        fail(sentence, member, step);
    }

    [[noreturn]] void wrong_type(std::string_view what, const Value& value, const Step* step,
                                 bool hidden) {
        std::string sentence = "must be ";
        sentence += what;
        if (!hidden) sentence += ", not " + came(value);
        fail(std::move(sentence), value, step);
    }

    [[noreturn]] void fail(std::string sentence, const Value& value, const Step* step) {
        std::string path = root_;
        append(path, step);
        if (!path.empty()) sentence.insert(0, path + ": ");
        throw invalid(std::move(sentence))
            .at(std::move(path))
            .in({dialect_.file, value.line, value.column});
    }

    const Dialect& dialect_;
    const std::string& root_;
};

}  // namespace

void validate(Value& value, const willcall_shape& shape, const Dialect& dialect,
              const std::string& path) {
    Validation(dialect, path).object(value, shape, nullptr, false);
}

}  // namespace willcall
