/* willcall.eligibility: may this owner have these lines, and at which price?
 *
 * Combining: one "no" refuses the line; "unanswered" refuses it and names the plugin. Beside the
 * verdict a rule says effects (an offer takes an amount off some tickets of a line), claims and the
 * locks it opens, through the call, and more through the service of sale.h. A ticket gets one
 * offer: the first that takes it, in the order said.
 */
#ifndef WILLCALL_PLUGIN_ELIGIBILITY_H
#define WILLCALL_PLUGIN_ELIGIBILITY_H

#include <willcall/plugin/sale.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WILLCALL_ELIGIBILITY "willcall.eligibility/0"

#define WILLCALL_VERDICT_UNANSWERED 0
#define WILLCALL_VERDICT_NO_OPINION 1
#define WILLCALL_VERDICT_YES 2
#define WILLCALL_VERDICT_NO 3

typedef struct willcall_verdict {
    int32_t verdict;
    int32_t reserved;
} willcall_verdict;

typedef struct willcall_eligibility {
    uint32_t struct_size;
    uint32_t reserved;
    /* [any] As in policy.h. */
    willcall_status (*create)(const willcall_host* host, willcall_call* call, void* context,
                              const willcall_value* settings, void** instance) WILLCALL_NOEXCEPT;
    void (*destroy)(void* instance) WILLCALL_NOEXCEPT;
    /* [turn] As in channel.h. */
    willcall_status (*quotas)(void* instance, willcall_call* call) WILLCALL_NOEXCEPT;
    /* [any] Reads only. The owner is among the parties of the call. */
    willcall_status (*judge)(void* instance, willcall_call* call, const willcall_sale_line* lines,
                             uint64_t line_size, willcall_verdict* verdicts, uint64_t verdict_size,
                             uint64_t count) WILLCALL_NOEXCEPT;
    /* [any] Reads only. When a rule that judges asks for the owner of a sale this is asked of all
     * rules first: says through `standing` as what the owner counts. May be absent. */
    willcall_status (*recognise)(void* instance, willcall_call* call) WILLCALL_NOEXCEPT;
    /* [any] Reads only. Where a customer books for another this is asked of all rules before any
     * judges: may the facilitator book for the owner (both among the parties)? One "no" refuses the
     * sale, and so does it that no rule says yes; reasons are those of item 0. May be absent: no
     * opinion. */
    willcall_status (*facilitate)(void* instance, willcall_call* call,
                                  willcall_verdict* verdict) WILLCALL_NOEXCEPT;
} willcall_eligibility;

#ifdef __cplusplus
}
#endif
#endif
