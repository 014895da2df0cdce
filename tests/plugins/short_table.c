/* A plugin whose policy table ends before the part that every policy must have. */
#include <willcall/plugin/plugin.h>

#include <string.h>

static willcall_status create(const willcall_host* host, willcall_call* call, void* context,
                              const willcall_value* settings, void** instance) {
    (void)host, (void)call, (void)context, (void)settings;
    *instance = NULL;
    return WILLCALL_OK;
}

static void destroy(void* instance) { (void)instance; }

static const void* find(const char* id) {
    static const willcall_policy policy = {WILLCALL_UPTO(willcall_policy, destroy), 0, create,
                                           destroy, NULL};
    return strcmp(id, WILLCALL_POLICY) == 0 ? &policy : NULL;
}

WILLCALL_EXPORT const willcall_module* willcall_plugin_entry_v1(void);
WILLCALL_EXPORT const willcall_module* willcall_plugin_entry_v1(void) {
    static const willcall_module module = {sizeof(willcall_module),
                                           WILLCALL_ABI_MAJOR,
                                           WILLCALL_ABI_MINOR,
                                           "short_table",
                                           "1.0.0",
                                           "has too short a table",
                                           NULL,
                                           NULL,
                                           0,
                                           0,
                                           find};
    return &module;
}
