// A template: a text in mustache, checked against what it may say when it is loaded.
//
// `{{field}}` writes a field, `{{#list}}…{{/list}}` repeats for each of a list and `{{#field}}` is
// there only where the field says something, `{{^field}}` only where not. Whatever is written is
// made harmless for the format, so there is no way to write a field as it is; nor are there
// partials, lambdas and other delimiters.
#ifndef WILLCALL_DOCUMENTS_TEMPLATE_HPP
#define WILLCALL_DOCUMENTS_TEMPLATE_HPP

#include <willcall/plugin/plugin.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

// What a field is written into.
enum class Harmless { text, markup };

// Something in a text that is wrong, and where.
class Misprint : public std::runtime_error {
public:
    Misprint(std::string_view text, std::size_t at, const std::string& why);
};

// What a template is filled with: the fields of a described struct. Made once for a document.
class Filling {
public:
    template <willcall::Described Facts>
    Filling(const Facts& facts, Harmless harmless) : Filling(harmless) {
        write(facts);
    }
    ~Filling();

private:
    friend class Template;
    struct Data;
    explicit Filling(Harmless harmless);

    template <class Facts>
    void write(const Facts& facts) {
        willcall::for_each_field<Facts>(
            [&](const auto& field) { member(field.name, facts.*field.member); });
    }
    void member(const char* name, const std::string& text);
    void member(const char* name, const std::map<std::string, std::string>& words);
    template <class Part>
    void member(const char* name, const std::optional<Part>& part) {
        if (!part) return nothing(name);
        open();
        write(*part);
        close_object(name);
    }
    template <class Part>
    void member(const char* name, const std::vector<Part>& parts) {
        open();
        for (const auto& part : parts) {
            open();
            write(part);
            close_element();
        }
        close_list(name);
    }
    void nothing(const char* name);
    void open();
    void close_object(const char* name);
    void close_element();
    void close_list(const char* name);

    std::unique_ptr<Data> data_;
};

// Never changes: any thread.
class Template {
public:
    // Throws a Misprint where it says what is not in `shape`, or is no mustache. `words` are the
    // keys of every map in the shape.
    Template(std::string text, const willcall_shape& shape,
             const std::map<std::string, std::string>& words);
    ~Template();

    // Throws a willcall::plugin::Refusal where the template runs on and on.
    std::string filled(const Filling& filling) const;
    // The text with spaces for every tag: lines and columns are those of the template.
    const std::string& blanked() const { return blanked_; }

private:
    struct Parsed;
    std::unique_ptr<Parsed> parsed_;
    std::string blanked_;
};

#endif
