// A page of plain text in UTF-8, sixty columns wide.
#ifndef WILLCALL_DOCUMENTS_PAGE_HPP
#define WILLCALL_DOCUMENTS_PAGE_HPP

#include <string>
#include <string_view>

// What is written on it is one line to whoever wrote it: control characters in it become spaces, so
// that no name can begin a line of its own or steer a printer.
class Page {
public:
    void rule(std::string_view stroke);
    void gap();
    // A text from the left edge, broken between words.
    void paragraph(std::string_view text);
    // A text on a line of its own, never broken.
    void unbroken(std::string_view text);
    // A label and what it says; nothing where that is empty.
    void entry(std::string_view label, std::string_view text);

    const std::string& text() const { return text_; }

private:
    void wrapped(std::string_view text, std::size_t indent, std::string_view label);

    std::string text_;
};

#endif
