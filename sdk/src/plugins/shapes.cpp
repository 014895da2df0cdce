// Shapes come from plugins: they are checked once, so that nobody who walks one has to.
#include "operations/reading.hpp"
#include "plugins/module.hpp"

#include <set>
#include <vector>

namespace willcall::plugins {

namespace {

constexpr std::size_t depth_max = 32;
constexpr std::uint64_t field_count_max = 1000;
constexpr std::size_t word_count_max = 1000;

class Checking {
public:
    Checking(const Origin& origin, const std::string& what) : origin_(origin), what_(what) {}

    void shape(const willcall_shape* shape, const std::string& path) {
        if (shape == nullptr) refuse(path, "has no shape");
        if (done_.contains(shape)) return;
        if (open_.contains(shape)) refuse(path, "contains itself");
        if (open_.size() >= depth_max) refuse(path, "is nested too deep");
        if (shape->struct_size < WILLCALL_UPTO(willcall_shape, field_count))
            refuse(path, "has a shape that is too short");
        if (shape->field_size < WILLCALL_UPTO(willcall_field, standard))
            refuse(path, "has fields that are too short");
        if (shape->name == nullptr || *shape->name == '\0' || !is_clean_text(shape->name))
            refuse(path, "has a shape without a name");
        text(shape->meaning, path, "its shape");
        if (shape->field_count > field_count_max || (shape->field_count > 0 && !shape->fields))
            refuse(path, "has no fields that could be read");
        open_.insert(shape);
        std::set<std::string_view> names;
        for (std::uint64_t number = 0; number < shape->field_count; ++number) {
            const auto one = element(shape->fields, shape->field_size, number);
            if (one.name == nullptr || *one.name == '\0' || !is_clean_text(one.name))
                refuse(path, "has a field without a name");
            const auto inner = path.empty() ? one.name : path + '.' + one.name;
            if (!names.insert(one.name).second) refuse(inner, "is there twice");
            text(one.meaning, inner, "the field");
            field(one, inner, 0);
        }
        open_.erase(shape);
        done_.insert(shape);
    }

private:
    void field(const willcall_field& field, const std::string& path, std::size_t depth) {
        if (field.least > field.most) refuse(path, "has limits that nothing meets");
        switch (field.kind) {
        case WILLCALL_OBJECT: return shape(field.shape, path);
        case WILLCALL_WORD: return words(field.words, path);
        case WILLCALL_LIST:
        case WILLCALL_MAP:
            if (field.element == nullptr) refuse(path, "does not say what its elements are");
            // Elements of elements of elements: a chain of fields, or a ring of them.
            if (depth >= depth_max) refuse(path, "is nested too deep");
            return this->field(*field.element, path + "[]", depth + 1);
        default: break;
        }
        if (field.kind < WILLCALL_TEXT || field.kind > WILLCALL_ANY)
            refuse(path, "is of the unknown kind " + std::to_string(field.kind));
    }

    void words(const char* const* words, const std::string& path) {
        if (words == nullptr || *words == nullptr) refuse(path, "has no words");
        std::set<std::string_view> seen;
        for (; *words != nullptr; ++words)
            if (seen.size() >= word_count_max || !is_clean_text(*words) ||
                !seen.insert(*words).second)
                refuse(path, "has a word twice, too many words, or one that is no text");
    }

    void text(const char* text, const std::string& path, const char* of) {
        if (text == nullptr || !is_clean_text(text))
            refuse(path, std::string(of) + " does not say what it means");
    }

    [[noreturn]] void refuse(const std::string& path, const std::string& why) {
        origin_.refuse(what_ + (path.empty() ? " " : ": `" + path + "` ") + why);
    }

    const Origin& origin_;
    const std::string& what_;
    std::set<const willcall_shape*> open_;
    std::set<const willcall_shape*> done_;
};

}  // namespace

void check_shape(const Origin& origin, const std::string& what, const willcall_shape* shape) {
    Checking(origin, what).shape(shape, {});
}

}  // namespace willcall::plugins
