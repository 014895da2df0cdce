// Writes a file so that it is there whole, and stays after a power cut, or is not there at all.
#ifndef WILLCALL_PRINT_FILE_HPP
#define WILLCALL_PRINT_FILE_HPP

#include <string>
#include <string_view>

// A file name made of `text`: letters, digits, dots, dashes and underscores of ASCII, everything
// else an underscore; no dot in front, at most 100 characters, never empty.
std::string safe_name(std::string_view text);

// Writes `bytes` to `<base>/<folder>/<name>`, replacing what is there. `base` and `<base>/<folder>`
// are made where they are missing; the folder above `base` is not. `folder` and `name` are safe
// names; links in their place are not followed. Throws a std::system_error that names the path;
// then nothing has changed.
void write_whole(const std::string& base, const std::string& folder, const std::string& name,
                 std::string_view bytes);

#endif
