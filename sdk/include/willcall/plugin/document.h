/* willcall.document: make this document (ticket, receipt, confirmation …) in this format. */
#ifndef WILLCALL_PLUGIN_DOCUMENT_H
#define WILLCALL_PLUGIN_DOCUMENT_H

#include <willcall/plugin/value.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WILLCALL_DOCUMENT "willcall.document/0"

/* A kind of document in a format: {"ticket", "text/plain"}. */
typedef struct willcall_document_kind {
    const char* kind;
    const char* format; /* a media type */
} willcall_document_kind;

typedef struct willcall_document {
    uint32_t struct_size;
    uint32_t reserved;
    const willcall_document_kind* makes;
    uint64_t makes_size; /* stride */
    uint64_t makes_count;
    /* [any] As in policy.h. */
    willcall_status (*create)(const willcall_host* host, willcall_call* call, void* context,
                              const willcall_value* settings, void** instance) WILLCALL_NOEXCEPT;
    void (*destroy)(void* instance) WILLCALL_NOEXCEPT;
    /* [worker] Makes makes[number] from the order (the shape "DeliveryContent") and hands it to the
     * host with `put` of the call. The same content gives the same bytes. REFUSED, with a reason,
     * says that waiting will not help: the delivery has failed. */
    willcall_status (*make)(void* instance, willcall_call* call, uint64_t number,
                            const willcall_value* content) WILLCALL_NOEXCEPT;
} willcall_document;

#ifdef __cplusplus
}
#endif
#endif
