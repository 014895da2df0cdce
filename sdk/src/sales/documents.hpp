// The operations that make documents and give them to the caller.
#ifndef WILLCALL_SALES_DOCUMENTS_HPP
#define WILLCALL_SALES_DOCUMENTS_HPP

#include "sales/orders.hpp"

#include <willcall/plugin/papers.hpp>

namespace willcall::sales {

std::vector<Operation> document_operations(const Needs& needs);

// A shift as it was closed. Throws a Failure where there is none, or it is open.
ClosingContent closing_content(store::Connection& reading, const catalogue::Catalogue& catalogue,
                               std::int64_t shift);

}  // namespace willcall::sales

#endif
