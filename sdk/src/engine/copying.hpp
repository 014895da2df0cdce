// A store moved into another database, without an engine on either.
#ifndef WILLCALL_ENGINE_COPYING_HPP
#define WILLCALL_ENGINE_COPYING_HPP

#include <string>

namespace willcall {

// Copies the store that one URL names into the empty place that another names, and answers with
// what was copied, as JSON (StoreCopied). All or nothing. `engines_gone`: engines that the store
// still believes to be open are not.
std::string copy_store(const std::string& from, const std::string& to, bool engines_gone);

}  // namespace willcall

#endif
