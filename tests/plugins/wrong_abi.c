/* A plugin built for an ABI that this host does not speak. */
#include <willcall/plugin/plugin.h>

static const void* find(const char* id) {
    (void)id;
    return NULL;
}

WILLCALL_EXPORT const willcall_module* willcall_plugin_entry_v1(void);
WILLCALL_EXPORT const willcall_module* willcall_plugin_entry_v1(void) {
    static const willcall_module module = {sizeof(willcall_module),
                                           99,
                                           0,
                                           "wrong_abi",
                                           "1.0.0",
                                           "speaks another ABI",
                                           NULL,
                                           NULL,
                                           0,
                                           0,
                                           find};
    return &module;
}
