// Sheets as pages of a file.
#ifndef WILLCALL_DOCUMENTS_PAGES_HPP
#define WILLCALL_DOCUMENTS_PAGES_HPP

#include "blocks.hpp"

#include <functional>
#include <string>
#include <vector>

// Begins a page of this size, in points; what it gives is drawn on until the next one begins.
using NewPage = std::function<cairo_t*(double width, double height)>;
// Draws each sheet on as many pages as it needs.
void draw(const std::vector<Sheet>& sheets, const NewPage& new_page);

struct About {
    std::string title;
    std::string created;  // 2018-11-08T20:00:00Z
};

// The same sheets give the same bytes. Throws a std::runtime_error where cairo fails.
std::string pdf_of(const std::vector<Sheet>& sheets, const About& about);
// Black and white at 203 dots an inch, as thermal printers have: one PBM (P4) after another.
std::string bitmaps_of(const std::vector<Sheet>& sheets);
// Grey at 300 dots an inch: PWG raster, which every IPP Everywhere printer takes.
std::string raster_of(const std::vector<Sheet>& sheets);

#endif
