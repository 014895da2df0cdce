/* A shared library that is no plugin: the entry is missing. */
#include <willcall/plugin/abi.h>

const int32_t willcall_no_entry_here = WILLCALL_ABI_MAJOR;
