/* willcall.feature: operations of the plugin's own, reached the same way as the engine's: from C,
 * from Python, from the command line, by name.
 *
 * The host does for every call, in this order: find, permit, validate against the shape,
 * idempotency, handle, journal. A plugin only handles.
 */
#ifndef WILLCALL_PLUGIN_FEATURE_H
#define WILLCALL_PLUGIN_FEATURE_H

#include <willcall/plugin/value.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WILLCALL_FEATURE "willcall.feature/0"

#define WILLCALL_OPERATION_WRITES 1U /* handled in an exclusive turn; may run again on conflict */
/* It answers with a table: `request` are its filters, `answer` is the shape of a row, of texts,
 * integers, booleans, money, times, words and ids; `rows` is called instead of `handle`. The host
 * makes of it what it makes of its own tables: pages in JSON, Arrow streams, CSV, reports. */
#define WILLCALL_OPERATION_TABLE 2U
#define WILLCALL_OPERATION_JOURNALS_REFUSALS 4U /* the journal says who was refused, too */

typedef struct willcall_operation {
    const char* name;       /* "ticket_office.offices": the plugin's name comes first */
    const char* permission; /* "/ticket-office/offices"; empty: of anybody who is signed in */
    const char* summary;    /* one line, lower case, no period */
    const willcall_shape* request;
    const willcall_shape* answer;
    uint32_t flags; /* WILLCALL_OPERATION_… */
    uint32_t reserved;
} willcall_operation;

typedef struct willcall_feature {
    uint32_t struct_size;
    uint32_t reserved;
    const willcall_operation* operations;
    uint64_t operation_size; /* stride */
    uint64_t operation_count;
    /* [any] As in policy.h. */
    willcall_status (*create)(const willcall_host* host, willcall_call* call, void* context,
                              const willcall_value* settings, void** instance) WILLCALL_NOEXCEPT;
    void (*destroy)(void* instance) WILLCALL_NOEXCEPT;
    /* [any], [turn] where it writes. The answer is written with `answer` of the value service.
     * REFUSED with reasons for item 0 where the answer is no. */
    willcall_status (*handle)(void* instance, willcall_call* call, uint64_t number,
                              const willcall_value* request) WILLCALL_NOEXCEPT;
    /* [any] Rows of operation `number`, a table: those that come after `last`, the last row of
     * the call before; NULL: the first. Written with `answer` of the value service as a list of
     * objects, some hundred at once and at most 1,000; an empty list is the end. Each call may come
     * from another thread, all see the same store. `scope` says whose rows may be shown:
     * WILLCALL_SCOPE_… of policy.h. NULL where there are no tables. */
    willcall_status (*rows)(void* instance, willcall_call* call, uint64_t number,
                            const willcall_value* filters, const willcall_value* last,
                            int32_t scope) WILLCALL_NOEXCEPT;
    /* Names of operations that this plugin may invoke on its own authority, ended by NULL; NULL:
     * none. Who loads the plugin grants them. */
    const char* const* authority;
} willcall_feature;

/* The engine's and other plugins' operations, invoked from inside one: they run as the caller's
 * session, with its permissions, inside the turn where there is one. */
typedef struct willcall_operation_service {
    uint32_t struct_size;
    uint32_t reserved;
    /* [any] `request` is JSON, or empty where it was written with `request` below. On OK `answer`
     * lives as long as the call. On another status the error is already said to the call;
     * returning that status passes it on. On REFUSED `answer` is the refusal, an object with its
     * `reasons`, for who goes on without: what was refused has changed nothing. */
    willcall_status (*invoke)(willcall_call* call, const char* operation, willcall_text request,
                              const willcall_value** answer) WILLCALL_NOEXCEPT;
    /* [any] Where the request of the next `invoke` with an empty text is written, with the writer
     * functions of the value service: money and ids need no knowledge of how they look in JSON.
     * Asking again begins anew. */
    willcall_writer* (*request)(willcall_call* call)WILLCALL_NOEXCEPT;
    /* [any] As `invoke`, on the plugin's own authority: one of the operations it declared for that,
     * whatever the caller may do and see. Journaled as the caller's, like any other. */
    willcall_status (*invoke_as_plugin)(willcall_call* call, const char* operation,
                                        willcall_text request,
                                        const willcall_value** answer) WILLCALL_NOEXCEPT;
} willcall_operation_service;

#ifdef __cplusplus
}
#endif
#endif
