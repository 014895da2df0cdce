/* Values: settings, requests, answers and jobs as they cross the border, and the shapes that
 * describe them.
 *
 * A shape is written once, as a constant table. From it the host validates (so that a plugin only
 * ever sees values that fit), and makes the JSON Schema, the reference page, the Python stubs and
 * the command line. In C++ a described struct makes its own shape (fields.hpp).
 */
#ifndef WILLCALL_PLUGIN_VALUE_H
#define WILLCALL_PLUGIN_VALUE_H

#include <willcall/plugin/abi.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a field holds, and how it is written in JSON and YAML. */
#define WILLCALL_TEXT 1       /* a string of one line; `least` and `most` limit its characters */
#define WILLCALL_INTEGER 2    /* 12, or "12" beyond 2^53; 2.0 is none; `least`, `most` inclusive */
#define WILLCALL_BOOLEAN 3    /* true or false */
#define WILLCALL_MONEY 4      /* "38.00" or 38.00 in the store's currency; value in minor units */
#define WILLCALL_TIME 5       /* RFC 3339 with offset; value in microseconds UTC */
#define WILLCALL_LOCAL_TIME 6 /* 2018-11-08T20:00 on the organisation's wall; value as if UTC */
#define WILLCALL_WORD 7       /* one of `words`; value is its index */
#define WILLCALL_ID 8         /* the short text of an id; value is the id */
#define WILLCALL_OBJECT 9     /* the fields of `shape` */
#define WILLCALL_LIST 10      /* values of `element`; `least` and `most` limit their number */
#define WILLCALL_MAP 11       /* free keys, values of `element` */
#define WILLCALL_ANY 12       /* whatever; its reader validates it */

#define WILLCALL_FIELD_OPTIONAL 1U  /* may be left out */
#define WILLCALL_FIELD_SECRET 2U    /* never logged, never shown */
#define WILLCALL_FIELD_MULTILINE 4U /* a text that may have line ends and tabs */
/* Settings of a channel that name something of the season, a text or a list of texts: a season that
 * names what is not there is refused, at that place of the file. */
#define WILLCALL_FIELD_EVENT 8U     /* keys of events, or products */
#define WILLCALL_FIELD_LOCATION 16U /* keys of locations */

typedef struct willcall_shape willcall_shape;

typedef struct willcall_field {
    const char* name;            /* key in the object; NULL for the element of a list or map */
    const char* meaning;         /* what it is, for the reference page: lower case, no period */
    int32_t kind;                /* WILLCALL_TEXT … WILLCALL_ANY */
    uint32_t flags;              /* WILLCALL_FIELD_… */
    int64_t least;               /* limits, inclusive; both 0: none */
    int64_t most;                /**/
    const char* const* words;    /* for WORD: the words, ended by NULL */
    const willcall_shape* shape; /* for OBJECT */
    const struct willcall_field* element; /* for LIST and MAP */
    const char* standard; /* the value of a field left out, as JSON, for the reference; or NULL */
} willcall_field;

struct willcall_shape {
    uint32_t struct_size;
    uint32_t field_size; /* stride of `fields` */
    const char* name;    /* the noun: "Order" */
    const char* meaning; /* one line */
    const willcall_field* fields;
    uint64_t field_count;
};

/* A value that fits its shape. Lives as long as the call that brought it. */
typedef struct willcall_value willcall_value;

/* A channel of the season whose kind is the plugin. */
typedef struct willcall_own_channel {
    willcall_text key;
    willcall_text name;             /* as shown */
    const willcall_value* settings; /* they fit the shape of the plugin's channels */
} willcall_own_channel;

/* Where a value is being written: the answer of an operation. */
typedef struct willcall_writer willcall_writer;

typedef struct willcall_value_service {
    uint32_t struct_size;
    uint32_t reserved;
    /* [any] The member `key` of an object or map; NULL where it is absent or null. */
    const willcall_value* (*find)(const willcall_value* value, willcall_text key)WILLCALL_NOEXCEPT;
    /* [any] Number of elements of a list, or members of an object or map. */
    uint64_t (*size)(const willcall_value* value) WILLCALL_NOEXCEPT;
    /* [any] Element or member number `index`; NULL past the end or where it is null. */
    const willcall_value* (*at)(const willcall_value* value, uint64_t index)WILLCALL_NOEXCEPT;
    /* [any] Key of member number `index` of an object or map. */
    willcall_text (*key)(const willcall_value* value, uint64_t index) WILLCALL_NOEXCEPT;
    /* [any] The text of a TEXT or WORD. */
    willcall_text (*text)(const willcall_value* value) WILLCALL_NOEXCEPT;
    /* [any] The number of any other scalar: minor units, microseconds, id, index, 0 or 1. */
    int64_t (*number)(const willcall_value* value) WILLCALL_NOEXCEPT;

    /* [any] Where the answer of the operation being handled is written. */
    willcall_writer* (*answer)(willcall_call* call)WILLCALL_NOEXCEPT;
    /* [any] Opens an object, a list; `end` closes what was opened last. */
    void (*object)(willcall_writer* writer) WILLCALL_NOEXCEPT;
    void (*list)(willcall_writer* writer) WILLCALL_NOEXCEPT;
    void (*end)(willcall_writer* writer) WILLCALL_NOEXCEPT;
    /* [any] The key of the member written next. */
    void (*name)(willcall_writer* writer, willcall_text key) WILLCALL_NOEXCEPT;
    /* [any] A text or word; a scalar of one of the kinds above; a null. */
    void (*put_text)(willcall_writer* writer, willcall_text text) WILLCALL_NOEXCEPT;
    void (*put_number)(willcall_writer* writer, int32_t kind, int64_t number) WILLCALL_NOEXCEPT;
    void (*put_null)(willcall_writer* writer) WILLCALL_NOEXCEPT;
    /* [any] A value as it is. */
    void (*put_value)(willcall_writer* writer, const willcall_value* value) WILLCALL_NOEXCEPT;
} willcall_value_service;

#ifdef __cplusplus
}
#endif
#endif
