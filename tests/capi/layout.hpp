// How the layout of a struct that crosses an ABI is pinned, for the machines we build for.
#ifndef WILLCALL_TESTS_CAPI_LAYOUT_HPP
#define WILLCALL_TESTS_CAPI_LAYOUT_HPP

#include <cstddef>

#define AT(type, field, offset) static_assert(offsetof(type, field) == (offset))

static_assert(sizeof(void*) == 8, "the layout is pinned for 64 bits");

#endif
