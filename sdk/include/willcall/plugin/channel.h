/* willcall.channel: what is on sale here and under which caps; how is an order here paid,
 * delivered, numbered and notified? How do its users sign in?
 *
 * A channel of the season names the plugin as its `kind`; each configured channel is one instance.
 * A channel that fails sells nothing and is named in the error.
 */
#ifndef WILLCALL_PLUGIN_CHANNEL_H
#define WILLCALL_PLUGIN_CHANNEL_H

#include <willcall/plugin/sale.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WILLCALL_CHANNEL "willcall.channel/0"

typedef struct willcall_channel_answer {
    int32_t on_sale; /* 1: this line is on sale here; else the reason says why not */
    int32_t reserved;
} willcall_channel_answer;

/* The order as a whole, before the channel has said how it is handled. */
typedef struct willcall_sale {
    uint32_t struct_size;
    uint32_t reserved;
    willcall_text method;      /* the delivery asked for; empty: left to the channel */
    willcall_text recipient;   /* where to, as asked; empty: not said */
    willcall_text buyer_email; /* the buyer's address; empty: not given */
    int64_t total;
    int64_t ticket_count;
} willcall_sale;

#define WILLCALL_PAYMENT_UNSAID 0  /* refuses */
#define WILLCALL_PAYMENT_DUE 1     /* payments must equal the total */
#define WILLCALL_PAYMENT_SKIPPED 2 /* none is taken; the face value stands as "to settle" */

#define WILLCALL_SHIFT_BY_ROLE 0 /* an open shift is needed where the seller's role uses shifts */
#define WILLCALL_SHIFT_UNUSED 1

/* How the order is handled. Texts live as long as the instance or the call. */
typedef struct willcall_terms {
    uint32_t struct_size;
    int32_t accepted; /* 1: the channel takes the order; else the reasons of item 0 */
    int32_t payment;
    int32_t shift;
    willcall_text method;    /* how tickets are handed out: "email", "print"; empty: not at all */
    willcall_text recipient; /* to whom */
    willcall_text location;  /* where it is sold, and whose series numbers it, if no shift says */
} willcall_terms;

#define WILLCALL_CHANGE_REGISTRATION 1 /* an order is placed unpaid: its places are held */
#define WILLCALL_CHANGE_PAYMENT 2      /* a registration is paid */
#define WILLCALL_CHANGE_CANCELLATION 3 /* a registration is given up */
#define WILLCALL_CHANGE_REFUND 4
#define WILLCALL_CHANGE_EXCHANGE 5
#define WILLCALL_CHANGE_TRANSFER 6 /* whoever sold tickets gives them to somebody else */
#define WILLCALL_CHANGE_RETURN 7   /* a holder gives tickets back to whoever sold them */

/* What is to happen to an order other than its plain sale, wherever it was sold. */
typedef struct willcall_change {
    uint32_t struct_size;
    int32_t kind;
    int64_t ticket_count;        /* tickets it is about */
    int64_t value;               /* theirs */
    int64_t placed;              /* when the order was */
    willcall_text sold_at;       /* key of the channel that sold it */
    const int64_t* line_tickets; /* of the first order line that it is about, the second, … */
    uint64_t line_count;
    int64_t handed_out; /* of a transfer or return: tickets that their holder has by now */
} willcall_change;

/* How the change is handled; texts as in the terms. */
typedef struct willcall_change_terms {
    uint32_t struct_size;
    int32_t accepted;       /* 1: the channel takes it; else the reasons of item 0 */
    int32_t payment;        /* WILLCALL_PAYMENT_… */
    int32_t shift;          /* WILLCALL_SHIFT_… */
    willcall_text location; /* where it is done, and whose series numbers it, if no shift says */
} willcall_change_terms;

/* Somebody may act for a seller of this kind of channel. Without it whoever does sells nothing. */
#define WILLCALL_CHANNEL_ON_BEHALF 1U
/* Its baskets are held for good, whatever the season says of the channel's minutes. */
#define WILLCALL_CHANNEL_KEEPS_BASKETS 2U

/* How users of the channel sign in. Zero: on as many devices as they like, for as long. */
typedef struct willcall_sign_in {
    uint32_t struct_size;
    int32_t one_device; /* 1: each on one device at a time; a second one is refused */
    int32_t take_over;  /* 1: unless it takes over, with the password, which ends the first */
    int32_t reserved;
    int64_t idle_minutes; /* a session that nobody uses for so long ends; 0: never */
} willcall_sign_in;

/* How something is handed to whom it is for; texts as in the terms. */
typedef struct willcall_handing {
    uint32_t struct_size;
    uint32_t reserved;
    willcall_text method;    /* "email"; empty: not at all */
    willcall_text recipient; /* where to; empty: the seller's login */
} willcall_handing;

typedef struct willcall_channel {
    uint32_t struct_size;
    uint32_t flags;                 /* WILLCALL_CHANNEL_… */
    const willcall_shape* settings; /* of one channel of this kind; NULL: none */
    /* [any] As in policy.h; `key` is the channel's key in the season. A reason said of an instance
     * that could be made is a warning to whoever saves the channel: it stands nevertheless. */
    willcall_status (*create)(const willcall_host* host, willcall_call* call, void* context,
                              willcall_text key, const willcall_value* settings,
                              void** instance) WILLCALL_NOEXCEPT;
    void (*destroy)(void* instance) WILLCALL_NOEXCEPT;
    /* [turn] Says the quotas of this channel through `quota` of the call: asked whenever settings
     * or tables of the plugin have changed, in the same transaction. */
    willcall_status (*quotas)(void* instance, willcall_call* call) WILLCALL_NOEXCEPT;
    /* [any] Reads only: which lines are on sale, and what they claim. */
    willcall_status (*lines)(void* instance, willcall_call* call, const willcall_sale_line* lines,
                             uint64_t line_size, willcall_channel_answer* answers,
                             uint64_t answer_size, uint64_t count) WILLCALL_NOEXCEPT;
    /* [any] Reads only: how the order is handled. */
    willcall_status (*terms)(void* instance, willcall_call* call, const willcall_sale* sale,
                             willcall_terms* terms) WILLCALL_NOEXCEPT;
    /* [any] Reads only: may this be done here? Absent: it may not. Of a registration the terms are
     * asked too. What a payment claims, for the order's line of the item's number, is taken with
     * it; a claim for anything else that is changed is a defect. */
    willcall_status (*change)(void* instance, willcall_call* call, const willcall_change* change,
                              willcall_change_terms* terms) WILLCALL_NOEXCEPT;
    /* [any] Reads only: how users of this channel sign in, as `parties` of the call do now. Absent:
     * as zero says. What the rules were then holds for the session that it opens. */
    willcall_status (*sign_in)(void* instance, willcall_call* call,
                               willcall_sign_in* rules) WILLCALL_NOEXCEPT;
    /* [any] Reads only: which of these events, and products, whoever sells here is shown in lists
     * of what is sold: 1 for each that is. Absent: all of them. */
    willcall_status (*shows)(void* instance, willcall_call* call, const willcall_text* events,
                             uint64_t count, int32_t* shown) WILLCALL_NOEXCEPT;
    /* [turn] Keys of events that the channel has not met: they have come with the present change of
     * the season, or the channel has. May write the plugin's tables; quotas are asked for after it.
     * Absent: all events are alike. */
    willcall_status (*meet)(void* instance, willcall_call* call, const willcall_text* events,
                            uint64_t count) WILLCALL_NOEXCEPT;
    /* [any] Reads only: how is the closing balance of a shift handed to whose it is? Absent: it is
     * not. The parties of the call are who closes it. */
    willcall_status (*closing)(void* instance, willcall_call* call,
                               willcall_handing* handing) WILLCALL_NOEXCEPT;
} willcall_channel;

#ifdef __cplusplus
}
#endif
#endif
