// Sheets as pages of a file.
#ifndef WILLCALL_DOCUMENTS_PAGES_HPP
#define WILLCALL_DOCUMENTS_PAGES_HPP

#include "blocks.hpp"

#include <string>
#include <vector>

struct About {
    std::string title;
    std::string created;  // 2018-11-08T20:00:00Z
};

// The same sheets give the same bytes. Throws a std::runtime_error where cairo fails.
std::string pdf_of(std::vector<Sheet> sheets, const About& about);

#endif
