/* The ground both sides of the plugin border stand on: status words, texts, the host, the call.
 *
 * A plugin links nothing of willcall. It exports one function, willcall_plugin_entry_v1 (see
 * plugin.h), and everything it needs arrives through the `willcall_host` it is given.
 *
 * Conventions of every header in this folder
 *  1. Texts are UTF-8 with a length, not terminated, never NULL where `size` is 0 is not stated.
 *  2. What is passed in is borrowed for the call; what must outlive it is copied by its receiver.
 *     Nothing is freed across the border: answers go into the call, which copies.
 *  3. Structs and tables grow at the end only. `struct_size` is set by whoever fills the struct;
 *     whoever reads one never reads past it. Arrays travel with a stride.
 *  4. Zero is the safe answer: an untouched answer permits, sells and delivers nothing.
 *  5. No exception crosses. The function types are noexcept in C++, so that a function that may
 *     throw does not compile into a table; the C++ layer (plugin.hpp) catches everything.
 *  6. Thread tags: [any] concurrently from any thread; [worker] on a delivery thread, may block;
 *     [turn] inside the one exclusive turn of a write, on the caller's thread.
 *  7. Money is in minor units of the store's currency, times are microseconds since 1970 in UTC.
 */
#ifndef WILLCALL_PLUGIN_ABI_H
#define WILLCALL_PLUGIN_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define WILLCALL_NOEXCEPT noexcept
#else
#define WILLCALL_NOEXCEPT
#endif

/* The part of a struct up to and with `field`: blind to tail padding, unlike sizeof. */
#define WILLCALL_UPTO(type, field) ((uint32_t)(offsetof(type, field) + sizeof(((type*)0)->field)))
#define WILLCALL_HAS(pointer, type, field) ((pointer)->struct_size >= WILLCALL_UPTO(type, field))

/* 0 until the vendors' contract is closed: nothing here is frozen before. */
#define WILLCALL_ABI_MAJOR 0
#define WILLCALL_ABI_MINOR 1

#ifdef __cplusplus
extern "C" {
#endif

/* How a call ended. The numbers are append-only. */
typedef int32_t willcall_status;
#define WILLCALL_OK 0
#define WILLCALL_REFUSED 1     /* the answer is no; the reasons say which rule and why */
#define WILLCALL_INVALID 2     /* the request is not well formed; the error names the field */
#define WILLCALL_NOT_FOUND 3   /* no such thing, or none that the caller may see */
#define WILLCALL_CONFLICT 4    /* the idempotency key belongs to another request */
#define WILLCALL_UNAVAILABLE 5 /* busy, or the deadline has passed; the same call may work later */
#define WILLCALL_PLUGIN 6      /* a plugin failed; the error names it */
#define WILLCALL_STORE 7       /* the database failed: full, read-only, newer, damaged */
#define WILLCALL_INTERNAL 8    /* a defect of willcall */

typedef struct willcall_text {
    const char* data;
    uint64_t size;
} willcall_text;

/* One question the host asks a plugin, or one request a plugin is handling: the door to everything
 * that belongs to it. Valid until the plugin's function returns, on the thread it came on. */
typedef struct willcall_call willcall_call;

/* What the host offers a plugin (plugin.h). */
typedef struct willcall_host willcall_host;

/* Who acts and for whom (one attribution record). Empty where nobody fills the part. */
typedef struct willcall_parties {
    uint32_t struct_size;
    uint32_t reserved;
    willcall_text actor;       /* login of the user who acts, or the customer's id */
    willcall_text role;        /* role of the actor */
    willcall_text seller;      /* login of the user whose sale it is */
    willcall_text seller_role; /* role of the seller */
    willcall_text channel;     /* key of the channel */
    willcall_text location;    /* key of the location */
    willcall_text facilitator; /* id of the customer who books for the owner */
    willcall_text owner;       /* id of the customer it is for */
    willcall_text acts_by;     /* plugin that set whom the session acts for; empty: for itself */
    int64_t acts_since;        /* since when; 0: the session acts for itself */
    willcall_text errand;      /* what was said when the session was set to book for another */
} willcall_parties;

/* Whose store it is. Money is in minor units: 1900 is 19.00 where `decimals` is 2 and 1900 where it
 * is 0. The texts are empty before the first season. */
typedef struct willcall_organisation {
    uint32_t struct_size;
    int32_t decimals;       /* digits of the currency's minor unit */
    willcall_text name;     /* as printed on documents */
    willcall_text currency; /* ISO 4217 */
    willcall_text timezone; /* IANA */
    willcall_text language; /* BCP 47: of whoever says none */
    int32_t date_of_birth;  /* 1: the record of a new person needs it */
    int32_t reserved;
} willcall_organisation;

struct willcall_own_channel;

#define WILLCALL_KEYS_EVENTS 1
#define WILLCALL_KEYS_TICKET_TYPES 2
#define WILLCALL_KEYS_LOCATIONS 3

/* What a plugin may ask of, and say to, the call it is answering. */
typedef struct willcall_call_service {
    uint32_t struct_size;
    uint32_t reserved;
    /* [any] Why this call failed; used when the function returns another status than OK. `field`
     * names the part of the request, or is empty. Copied. */
    void (*fail)(willcall_call* call, willcall_text message, willcall_text field) WILLCALL_NOEXCEPT;
    /* [any] Adds a reason to item `item` of the arrays asked about: `rule` is a stable word
     * ("ticket_office.withdrawn"), `message` a sentence in lower case without a period. Copied. */
    void (*reason)(willcall_call* call, uint64_t item, willcall_text rule,
                   willcall_text message) WILLCALL_NOEXCEPT;
    /* [any] Adds a named number ("left", "asked") to the reason said last. */
    void (*number)(willcall_call* call, willcall_text name, int64_t value) WILLCALL_NOEXCEPT;
    /* [any] The engine's clock. No plugin asks the system for the time. */
    int64_t (*now)(const willcall_call* call) WILLCALL_NOEXCEPT;
    /* [any] 1 once the caller's deadline has passed or the engine closes. */
    int32_t (*stopped)(const willcall_call* call) WILLCALL_NOEXCEPT;
    /* [any] Fills `bytes` with randomness from the engine's source. */
    void (*random)(willcall_call* call, void* bytes, uint64_t size) WILLCALL_NOEXCEPT;
    /* [any] Who acts and for whom. Lives as long as the call. */
    const willcall_parties* (*parties)(const willcall_call* call)WILLCALL_NOEXCEPT;
    /* [any] One line to the engine's log; level 0 debug, 1 information, 2 warning, 3 error. */
    void (*log)(willcall_call* call, int32_t level, willcall_text line) WILLCALL_NOEXCEPT;
    /* [worker] Appends bytes to the document being made (document.h). */
    void (*put)(willcall_call* call, const void* bytes, uint64_t size) WILLCALL_NOEXCEPT;
    /* [any] Declares a quota of this plugin, inside the `quotas` function of an interface: `key` is
     * unique in the plugin, `capacity` the most that may be sold and held. */
    void (*quota)(willcall_call* call, willcall_text key, int64_t capacity) WILLCALL_NOEXCEPT;
    /* [any] Item `item` takes `units` of a declared quota. A shortage refuses the sale; where
     * `offer` is not empty the sale is judged anew instead, with what is left of the quota (`left`
     * of sale.h): what then takes more of it loses that offer. */
    void (*claim)(willcall_call* call, uint64_t item, willcall_text key, int64_t units,
                  willcall_text offer) WILLCALL_NOEXCEPT;
    /* [any] Offer `offer` takes `amount` off each of `units` tickets of item `item`. */
    void (*effect)(willcall_call* call, uint64_t item, willcall_text offer, int64_t units,
                   int64_t amount) WILLCALL_NOEXCEPT;
    /* [any] Item `item` may pass the lock named `lock`. */
    void (*opens)(willcall_call* call, uint64_t item, willcall_text lock) WILLCALL_NOEXCEPT;
    /* [turn] Sets whom the caller's session acts for: the seller's login, or empty for itself.
     * Only from an operation that writes; what it invokes afterwards is done for that seller. */
    willcall_status (*act_for)(willcall_call* call, willcall_text seller) WILLCALL_NOEXCEPT;
    /* [any] Whose store it is, and in which currency. Lives as long as the call. */
    const willcall_organisation* (*organisation)(const willcall_call* call)WILLCALL_NOEXCEPT;
    /* [worker] What the document being made is called, in the reader's language: the subject of
     * the mail that brings it. One line; the last one said counts. */
    void (*title)(willcall_call* call, willcall_text title) WILLCALL_NOEXCEPT;
    /* [any] What a clock on the organisation's wall shows at that moment. */
    int64_t (*on_wall)(const willcall_call* call, int64_t moment) WILLCALL_NOEXCEPT;
    /* [any] In `create` of a family other than the channel: the channels that the plugin runs, with
     * their settings (value.h). They live as long as the call. */
    const struct willcall_own_channel* (*channels)(willcall_call* call,
                                                   uint64_t* count)WILLCALL_NOEXCEPT;
    /* [any] What is claimed of the quota said last is spent: it does not come back with tickets
     * that are given back. */
    void (*spent)(willcall_call* call) WILLCALL_NOEXCEPT;
    /* [turn] Sets through which channel the caller's session sells where it acts for nobody: its
     * key, or empty for the user's own. Only from an operation that writes; NOT_FOUND for a channel
     * that is not there. */
    willcall_status (*enter)(willcall_call* call, willcall_text channel) WILLCALL_NOEXCEPT;
    /* [any] Keys of the season: of its events (WILLCALL_KEYS_EVENTS) and products, its locations,
     * or the ticket types of event `of`. They live as long as the call. */
    const willcall_text* (*keys)(willcall_call* call, int32_t what, willcall_text of,
                                 uint64_t* count)WILLCALL_NOEXCEPT;
    /* [any] May the caller do this, to that (empty: to nothing in particular)? All policies are
     * asked. OK, or REFUSED: returning that passes their reasons on. For an operation that takes
     * more than the permission it is declared with. */
    willcall_status (*require)(willcall_call* call, willcall_text permission,
                               willcall_text subject) WILLCALL_NOEXCEPT;
    /* [turn] What the journal's entry of this operation is about: the id of a user, an order. */
    void (*about)(willcall_call* call, int64_t subject) WILLCALL_NOEXCEPT;
    /* [any] 1 where the season's `config` says true at this path of keys with dots between them:
     * "distributionPortal.enable". */
    int32_t (*switched_on)(const willcall_call* call, willcall_text path) WILLCALL_NOEXCEPT;
    /* [turn] Whose sale it is what this call does and invokes from here on: that of the user of
     * this login, through `channel`, or their own where that is empty. The caller stays the actor;
     * `parties` says both. An empty login: the caller's own again. Only from an operation that
     * writes; NOT_FOUND for an unknown login, REFUSED in a session that acts for another. */
    willcall_status (*sell_for)(willcall_call* call, willcall_text seller,
                                willcall_text channel) WILLCALL_NOEXCEPT;
    /* [turn] Sets for whom the session of a customer books: the owner's id, or 0 for that customer.
     * `errand` is handed to rules with the sale (parties). Only from an operation that writes;
     * INVALID where the caller is no customer, NOT_FOUND for an owner who is not there. Whether the
     * customer may is asked of rules at every sale (eligibility.h). */
    willcall_status (*book_for)(willcall_call* call, int64_t owner,
                                willcall_text errand) WILLCALL_NOEXCEPT;
    /* [any] Signs a text for this plugin, in an operation: what comes out can stand in a URL, says
     * the text to whoever decodes it, and is the same each time. Lives as long as the call. */
    willcall_status (*sign)(willcall_call* call, willcall_text text,
                            willcall_text* out) WILLCALL_NOEXCEPT;
    /* [any] The text that this plugin had signed in this store; NOT_FOUND for anything else. */
    willcall_status (*verify)(willcall_call* call, willcall_text signed_text,
                              willcall_text* out) WILLCALL_NOEXCEPT;
} willcall_call_service;

#ifdef __cplusplus
}
#endif
#endif
