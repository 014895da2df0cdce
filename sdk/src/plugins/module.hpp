// A plugin's constant tables, checked and copied.
#ifndef WILLCALL_PLUGINS_MODULE_HPP
#define WILLCALL_PLUGINS_MODULE_HPP

#include "plugins/shelf.hpp"

namespace willcall::plugins {

// Refuses, naming file and cause: another ABI, a table too short for what must be in it, a missing
// function, names, shapes and tables that make no sense.
std::unique_ptr<Module> read_module(const willcall_module* table, void* context, std::string file);

// Refuses a shape that nobody could validate by: missing names or parts, unknown kinds, a shape
// that contains itself. `what` names it: "the settings".
void check_shape(const Origin& origin, const std::string& what, const willcall_shape* shape);

}  // namespace willcall::plugins

#endif
