// A table as plugins that make reports are handed it.
#ifndef WILLCALL_REPORTS_CONTENT_HPP
#define WILLCALL_REPORTS_CONTENT_HPP

#include "catalogue/catalogue.hpp"
#include "tables/table.hpp"

namespace willcall::reports {

// Reads the whole table. Throws INVALID where it has more rows than anybody prints.
Value report_content(const tables::Table& table, store::Connection& connection,
                     const catalogue::Catalogue& catalogue);

}  // namespace willcall::reports

#endif
