/* The door of a plugin: one exported function that returns a constant table.
 *
 *     WILLCALL_EXPORT const willcall_module *willcall_plugin_entry_v1(void);
 *
 * It calls nobody and does nothing but make that table; NULL says that it could not. The host loads
 * the file once, with every symbol bound at once and none shared, and never unloads it.
 */
#ifndef WILLCALL_PLUGIN_PLUGIN_H
#define WILLCALL_PLUGIN_PLUGIN_H

#include <willcall/plugin/abi.h>
#include <willcall/plugin/channel.h>
#include <willcall/plugin/delivery.h>
#include <willcall/plugin/document.h>
#include <willcall/plugin/eligibility.h>
#include <willcall/plugin/feature.h>
#include <willcall/plugin/policy.h>
#include <willcall/plugin/storage.h>
#include <willcall/plugin/value.h>

#ifdef __cplusplus
#define WILLCALL_EXPORT extern "C" __attribute__((visibility("default")))
extern "C" {
#else
#define WILLCALL_EXPORT __attribute__((visibility("default")))
#endif

/* What the host offers; lives as long as the process. Each service grows on its own. */
struct willcall_host {
    uint32_t struct_size;
    uint16_t abi_major;
    uint16_t abi_minor;
    const willcall_call_service* call;
    const willcall_value_service* values;
    const willcall_storage_service* storage;
    const willcall_operation_service* operations;
    const willcall_sale_service* sales;
};

typedef struct willcall_module {
    uint32_t struct_size;
    uint16_t abi_major; /* WILLCALL_ABI_MAJOR of the headers it was built with */
    uint16_t abi_minor;
    const char* name;    /* lower case letters, digits, underscores: also the channel kind */
    const char* version; /* of the plugin */
    const char* summary; /* one line */
    const willcall_shape* settings; /* under `plugins:` of the season; NULL: none */
    const willcall_table* tables;   /* of its own */
    uint64_t table_size;            /* stride */
    uint64_t table_count;
    /* [any] The interface `id` (WILLCALL_POLICY, …), a constant table, or NULL. */
    const void* (*find)(const char* id)WILLCALL_NOEXCEPT;
} willcall_module;

#define WILLCALL_PLUGIN_ENTRY "willcall_plugin_entry_v1"

#ifdef __cplusplus
}
#endif
#endif
