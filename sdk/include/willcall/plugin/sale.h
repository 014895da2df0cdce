/* The sale as channels and eligibility rules see it. */
#ifndef WILLCALL_PLUGIN_SALE_H
#define WILLCALL_PLUGIN_SALE_H

#include <willcall/plugin/value.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of tickets for a performance, or of a product: what is sold without a date has a key of its own,
 * which is its event's too, and neither performance nor ticket type. */
typedef struct willcall_sale_line {
    willcall_text event; /* keys of the catalogue */
    willcall_text performance;
    willcall_text ticket_type;
    int64_t starts; /* of the performance */
    int64_t ends;
    int64_t quantity;      /* tickets, at least 1 */
    int64_t price;         /* of one ticket, before offers */
    willcall_text product; /* empty: tickets for a performance */
    /* Keys of the locks that it has to pass, or may meet: of its ticket type, of the seats that it
     * names, of the performance where it takes the best there are. */
    const willcall_text* locks;
    uint64_t lock_count;
    /* Key of the contingent that it draws from, which the channel has for the performance; empty:
     * none. `release` is when that contingent is, or was, open to everybody; 0: never. A contingent
     * that was released is none any more: then only `release` is said. */
    willcall_text contingent;
    int64_t release;
} willcall_sale_line;

/* Something the owner has bought and still has. */
typedef struct willcall_holding {
    int64_t id; /* of the ticket it is */
    willcall_text product;
    int64_t since; /* when it was paid */
} willcall_holding;

/* The customer a sale is for; all of it empty where nobody says who. */
typedef struct willcall_owner {
    uint32_t struct_size;
    uint32_t reserved;
    const willcall_text* tags; /* of the record */
    uint64_t tag_count;
    const willcall_text* standings; /* what rules said that the owner counts as */
    uint64_t standing_count;
    const willcall_holding* holdings; /* oldest first */
    uint64_t holding_size;            /* stride */
    uint64_t holding_count;
} willcall_owner;

/* What tickets are wanted for. What a basket holds counts as a sale. */
#define WILLCALL_OCCASION_SALE 0
#define WILLCALL_OCCASION_REGISTRATION 1
#define WILLCALL_OCCASION_EXCHANGE 2

#define WILLCALL_EARLIEST INT64_MIN /* of a relationship without a beginning */
#define WILLCALL_LATEST INT64_MAX   /* of one without an end */

/* What the owner and the facilitator are to each other. */
typedef struct willcall_relation {
    willcall_text kind;     /* "parent": the one is the parent of the other */
    int64_t since;          /* valid from then on */
    int64_t until;          /* no more from then on */
    int32_t by_facilitator; /* 1: the facilitator is the one, the owner the other; 0: vice versa */
    int32_t reserved;
} willcall_relation;

/* What a rule may ask of, and say to, the sale that it judges: in `recognise`, `facilitate` and
 * `judge` of eligibility.h; `codes` and `occasion` in `lines` of channel.h, too. Elsewhere there is
 * nothing to be had, and what is said is lost. */
typedef struct willcall_sale_service {
    uint32_t struct_size;
    uint32_t reserved;
    /* [any] The owner, and nobody else's: neither the facilitator's nor the seller's. Read when it
     * is first asked for; the sale is judged anew if it has changed until it is written. */
    const willcall_owner* (*owner)(willcall_call* call)WILLCALL_NOEXCEPT;
    /* [any] The promotion codes that came with the sale, as they were typed. */
    const willcall_text* (*codes)(willcall_call* call, uint64_t* count)WILLCALL_NOEXCEPT;
    /* [any] The most that this sale can take of a quota of this plugin, as far as it is known: no
     * limit until a turn has found less. Then the sale is judged once more, and takes no more. */
    int64_t (*left)(willcall_call* call, willcall_text key) WILLCALL_NOEXCEPT;
    /* [any] 1 where somebody asks why: then `note` what did not apply, too. */
    int32_t (*explaining)(willcall_call* call) WILLCALL_NOEXCEPT;
    /* [any] In `recognise`: the owner counts as this in the sale ("gold"). */
    void (*standing)(willcall_call* call, willcall_text word) WILLCALL_NOEXCEPT;
    /* [any] As `claim`, of a quota that this owner has alone: the first sale that claims it makes
     * it, with this capacity. Nothing where there is no owner. */
    void (*claim_of_owner)(willcall_call* call, uint64_t item, willcall_text key, int64_t capacity,
                           int64_t units, willcall_text offer) WILLCALL_NOEXCEPT;
    /* [any] Why the effect said last applies, as the order shows it. */
    void (*because)(willcall_call* call, willcall_text message) WILLCALL_NOEXCEPT;
    /* [any] As `reason`, of something that decides nothing by itself: why an offer does not apply,
     * why a lock stays closed. `number` adds to it. Shown where somebody asks why, and where a lock
     * that is closed refuses the item. */
    void (*note)(willcall_call* call, uint64_t item, willcall_text rule,
                 willcall_text message) WILLCALL_NOEXCEPT;
    /* [any] Whoever sells item `item` keeps of each ticket `amount`, and `rate` thousandths of a
     * per cent of what is paid for it; all commissions together stay below that. */
    void (*commission)(willcall_call* call, uint64_t item, willcall_text name, int64_t amount,
                       int64_t rate) WILLCALL_NOEXCEPT;
    /* [any] WILLCALL_OCCASION_…: what the tickets are wanted for. */
    int32_t (*occasion)(willcall_call* call) WILLCALL_NOEXCEPT;
    /* [any] What the owner and the facilitator are to each other, whether or not it is so today,
     * oldest first; none where nobody facilitates. Read when it is first asked for; the sale is
     * judged anew if it has changed until it is written. */
    const willcall_relation* (*relations)(willcall_call* call, uint64_t* size,
                                          uint64_t* count)WILLCALL_NOEXCEPT;
    /* [any] The owner's day of birth: "1984-02-29"; empty: not known. Read as these are. */
    willcall_text (*date_of_birth)(willcall_call* call) WILLCALL_NOEXCEPT;
} willcall_sale_service;

#ifdef __cplusplus
}
#endif
#endif
