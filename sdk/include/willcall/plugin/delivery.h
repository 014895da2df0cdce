/* willcall.delivery: hand these documents to that recipient.
 *
 * A job may come again with the same id (after a crash, or when an answer was lost): handing over
 * must be idempotent by that id. A plugin that fails or says nothing is asked again later.
 */
#ifndef WILLCALL_PLUGIN_DELIVERY_H
#define WILLCALL_PLUGIN_DELIVERY_H

#include <willcall/plugin/document.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WILLCALL_DELIVERY "willcall.delivery/0"

#define WILLCALL_OUTCOME_UNSAID 0 /* counts as try later */
#define WILLCALL_DELIVERED 1
#define WILLCALL_TRY_LATER 2
#define WILLCALL_FAILED 3

/* Without it a delivery fails where no plugin makes the document; with it, it goes without. */
#define WILLCALL_TAKEN_IF_MADE 1u
/* It stands in for the one before it: made only where no plugin makes that one. */
#define WILLCALL_TAKEN_OTHERWISE 2u
/* It is not made: its bytes are a link, signed, which the operation deliveries.fetch takes and
 * answers with the document, for as long as no ticket of the order is issued anew. */
#define WILLCALL_TAKEN_AS_LINK 4u

/* What a delivery method takes: the host makes these documents, in this order, and no others. */
typedef struct willcall_taken {
    const char* method; /* "folder", "email": what an order's delivery names */
    const char* kind;
    const char* format;
    uint32_t flags;
    uint32_t reserved;
} willcall_taken;

typedef struct willcall_made_document {
    willcall_text kind;
    willcall_text format;
    willcall_text name; /* a file name, safe on every system */
    willcall_text bytes;
    willcall_text title; /* what its maker calls it, in the reader's language; empty: nothing */
} willcall_made_document;

typedef struct willcall_job {
    willcall_text id; /* the same however often it is tried */
    willcall_text method;
    willcall_text recipient;
    const willcall_value* content; /* what it is about: the shape "DeliveryContent" */
    const willcall_made_document* documents;
    uint64_t document_size; /* stride */
    uint64_t document_count;
    int64_t promised; /* when, in microseconds since 1970: the same however often it is tried */
    /* 1: nobody ever began with it, so no receiver can have it; 0: one may have it already. */
    int32_t first_try;
    int32_t reserved;
} willcall_job;

typedef struct willcall_outcome {
    int32_t state; /* WILLCALL_DELIVERED, _TRY_LATER, _FAILED */
    int32_t reserved;
    int64_t again_after_seconds; /* with TRY_LATER: not before; 0: the host decides */
} willcall_outcome;

typedef struct willcall_delivery {
    uint32_t struct_size;
    uint32_t reserved;
    const willcall_taken* takes;
    uint64_t takes_size; /* stride */
    uint64_t takes_count;
    /* [any] As in policy.h. */
    willcall_status (*create)(const willcall_host* host, willcall_call* call, void* context,
                              const willcall_value* settings, void** instance) WILLCALL_NOEXCEPT;
    void (*destroy)(void* instance) WILLCALL_NOEXCEPT;
    /* [worker] May block. A reason said for item i is kept with the outcome of job i: the cause of
     * a failure, or where the delivered thing is (a link, a file). */
    willcall_status (*deliver)(void* instance, willcall_call* call, const willcall_job* jobs,
                               uint64_t job_size, willcall_outcome* outcomes, uint64_t outcome_size,
                               uint64_t count) WILLCALL_NOEXCEPT;
    /* [any] Whether, with these settings, it carries this method of its `takes`: 1 or 0. Where none
     * does, sales are refused; a waiting job goes to the next carrier. NULL: it carries all. */
    willcall_status (*carries)(void* instance, willcall_call* call, willcall_text method,
                               int32_t* carried) WILLCALL_NOEXCEPT;
} willcall_delivery;

#ifdef __cplusplus
}
#endif
#endif
