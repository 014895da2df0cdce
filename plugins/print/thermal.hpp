// Thermal printers: what they are told (ESC/POS), and how it gets there.
#ifndef WILLCALL_PRINT_THERMAL_HPP
#define WILLCALL_PRINT_THERMAL_HPP

#include <stdexcept>
#include <string>
#include <string_view>

// The commands that print bitmaps (PBM, P4), one after another, each cut off, and kick the drawer.
// Everything is sent as dots: whatever a name contains, it is no command, and every script prints.
// Throws a std::runtime_error where the bytes are no bitmaps.
std::string escpos_of(std::string_view bitmaps, bool drawer);

// Why nothing was printed now.
class Trouble : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Sends commands to a printer at host and port, after asking it whether it has paper; one that does
// not answer that is believed to have some. Throws a Trouble.
void send_to(const std::string& host, const std::string& port, std::string_view commands);

#endif
