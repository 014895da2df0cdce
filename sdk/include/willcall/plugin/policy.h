/* willcall.policy: may this actor do this? And which part of a list may they see?
 *
 * Combining: forbid beats permit, no permit means no; of the scopes the narrowest wins, and of the
 * channel's and one's own only what is both is seen. A policy that fails counts as forbid and is
 * named in the error.
 */
#ifndef WILLCALL_PLUGIN_POLICY_H
#define WILLCALL_PLUGIN_POLICY_H

#include <willcall/plugin/value.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WILLCALL_POLICY "willcall.policy/0"

#define WILLCALL_NO_OPINION 0
#define WILLCALL_PERMIT 1
#define WILLCALL_FORBID 2

#define WILLCALL_SCOPE_UNSAID 0 /* where every policy says this: none */
#define WILLCALL_SCOPE_ALL 1
#define WILLCALL_SCOPE_CHANNEL 2
#define WILLCALL_SCOPE_OWN 3
#define WILLCALL_SCOPE_NONE 4
/* Own rows, and those of the users whom the actor invited, whom these invited, and so on, wherever
 * they sell: wider than OWN. With CHANNEL it is cut to what is both. In a plugin's own table OWN is
 * what it comes to. */
#define WILLCALL_SCOPE_SUBTREE 5
#define WILLCALL_SCOPE_OWN_AT_CHANNEL 6 /* own ones, and only those of the caller's channel */
#define WILLCALL_SCOPE_LEFT 7 /* left to other policies; where none says more: the channel's */

typedef struct willcall_permission_question {
    willcall_text permission; /* "/orders/place" */
    willcall_text subject;    /* to what: an id, key or login; empty: nothing in particular */
} willcall_permission_question;

typedef struct willcall_permission_answer {
    int32_t decision; /* WILLCALL_NO_OPINION, _PERMIT, _FORBID */
    int32_t scope;    /* WILLCALL_SCOPE_… of a list read under this permission */
} willcall_permission_answer;

typedef struct willcall_policy {
    uint32_t struct_size;
    uint32_t reserved;
    /* [any] A new instance from the plugin's settings. The host makes a new one whenever the
     * settings or tables of the plugin have changed, and destroys the old one when its last
     * question is answered: an instance never changes, so it needs no lock. `context` is what the
     * module was registered with. */
    willcall_status (*create)(const willcall_host* host, willcall_call* call, void* context,
                              const willcall_value* settings, void** instance) WILLCALL_NOEXCEPT;
    void (*destroy)(void* instance) WILLCALL_NOEXCEPT;
    /* [any] Reads only. The parties of the call are the actor and whom the actor acts for; a reason
     * said for item i explains answer i. */
    willcall_status (*decide)(void* instance, willcall_call* call,
                              const willcall_permission_question* questions, uint64_t question_size,
                              willcall_permission_answer* answers, uint64_t answer_size,
                              uint64_t count) WILLCALL_NOEXCEPT;
} willcall_policy;

#ifdef __cplusplus
}
#endif
#endif
