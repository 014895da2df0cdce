/* The sale as channels and eligibility rules see it. */
#ifndef WILLCALL_PLUGIN_SALE_H
#define WILLCALL_PLUGIN_SALE_H

#include <willcall/plugin/value.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct willcall_sale_line {
    willcall_text event; /* keys of the catalogue */
    willcall_text performance;
    willcall_text ticket_type;
    int64_t starts; /* of the performance */
    int64_t ends;
    int64_t quantity; /* tickets, at least 1 */
    int64_t price;    /* of one ticket, before offers */
} willcall_sale_line;

#ifdef __cplusplus
}
#endif
#endif
