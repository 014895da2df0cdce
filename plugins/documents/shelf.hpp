// The templates and languages there are: the shipped ones, and those of a folder in their place.
#ifndef WILLCALL_DOCUMENTS_SHELF_HPP
#define WILLCALL_DOCUMENTS_SHELF_HPP

#include "language.hpp"
#include "template.hpp"

#include <map>
#include <memory>
#include <string>

// Name and text of what is in the plugin itself.
const std::map<std::string, std::string>& shipped();

// Never changes: any thread.
class Shelf {
public:
    // `folder` is empty or a path. Throws a std::runtime_error that names file, line and column.
    explicit Shelf(const std::string& folder);

    // "ticket.page"
    const Template& find(const std::string& name) const { return *templates_.at(name); }
    struct Chosen {
        const std::string& tag;
        const Language& language;
    };
    // Of the tag, else of its first part, else of the other tag, else English.
    Chosen language(const std::string& tag, std::string_view other) const;

private:
    void load_languages(const std::map<std::string, std::string>& texts);
    std::map<std::string, std::unique_ptr<const Template>> templates_;
    std::map<std::string, Language> languages_;
};

#endif
