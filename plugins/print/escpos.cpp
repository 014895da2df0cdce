#include "thermal.hpp"

#include <algorithm>
#include <charconv>

namespace {

// Small printers hold only so much of a picture at once.
constexpr std::size_t band_lines = 256;

constexpr std::string_view start = "\x1b@";  // ESC @: forget what was set before

std::size_t take_number(std::string_view& text) {
    const auto first = text.find_first_of("0123456789");
    std::size_t number = 0;
    if (first == text.npos || first > 1) throw std::runtime_error("the document is no bitmap");
    text.remove_prefix(first);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number == 0 || number > 65'535)
        throw std::runtime_error("the document is no bitmap");
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

void append_two_bytes(std::string& made, std::size_t number) {
    made += static_cast<char>(number & 0xFFU);
    made += static_cast<char>(number >> 8U);
}

// GS v 0: a picture of so many bytes across and so many lines.
void append_band(std::string& made, std::string_view dots, std::size_t across) {
    made += "\x1dv0";
    made += '\0';
    append_two_bytes(made, across);
    append_two_bytes(made, dots.size() / across);
    made += dots;
}

}  // namespace

std::string escpos_of(std::string_view bitmaps, bool drawer) {
    std::string made(start);
    while (!bitmaps.empty()) {
        if (!bitmaps.starts_with("P4")) throw std::runtime_error("the document is no bitmap");
        bitmaps.remove_prefix(2);
        const auto across = (take_number(bitmaps) + 7) / 8;
        const auto lines = take_number(bitmaps);
        if (bitmaps.size() < 1 + across * lines)
            throw std::runtime_error("the document is no bitmap");
        auto dots = bitmaps.substr(1, across * lines);
        bitmaps.remove_prefix(1 + across * lines);
        while (!dots.empty()) {
            const auto band = dots.substr(0, std::min(dots.size(), across * band_lines));
            append_band(made, band, across);
            dots.remove_prefix(band.size());
        }
        made += "\x1d"
                "VB";  // GS V 66 0: feed to the knife, cut, leave a bridge
        made += '\0';
    }
    if (drawer) made += std::string_view("\x1bp\x00\x19\xfa", 5);  // ESC p: a kick of 50 ms
    return made;
}
