// Pages written as elements:
//
//     <sheet width="210mm" height="297mm" margin="16mm">
//       <box fill="#123456" padding="4mm"> … </box>
//       <row gap="5mm"><column width="40mm"> … </column><column> … </column></row>
//       <text size="12" weight="bold" lines="2">In The Heights</text>
//       <code size="40mm">W1…</code> <gap height="4mm"/> <rule/>
//     </sheet>
#ifndef WILLCALL_DOCUMENTS_MARKUP_HPP
#define WILLCALL_DOCUMENTS_MARKUP_HPP

#include "blocks.hpp"

#include <string>
#include <string_view>
#include <vector>

// The sheets that the text describes. Throws a std::runtime_error that names line and column.
std::vector<Sheet> sheets_of(std::string_view text, Lettering& lettering);

// Throws the same where the text describes no sheets, whatever will be filled in: elements that
// show a text may be empty here.
void prove_markup(std::string_view text);

#endif
