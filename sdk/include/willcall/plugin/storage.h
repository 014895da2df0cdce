/* Tables of a plugin's own, in the engine's database and in the engine's transactions.
 *
 * A plugin declares its tables; the host makes them under the plugin's name on either database. No
 * SQL crosses the border. Tables, columns and indexes may be added by a later version of the
 * plugin, never changed or taken away.
 */
#ifndef WILLCALL_PLUGIN_STORAGE_H
#define WILLCALL_PLUGIN_STORAGE_H

#include <willcall/plugin/abi.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Column types. Times are microseconds, money is minor units, booleans are 0 and 1. */
#define WILLCALL_COLUMN_TEXT 1
#define WILLCALL_COLUMN_INTEGER 2
#define WILLCALL_COLUMN_MONEY 3
#define WILLCALL_COLUMN_TIME 4
#define WILLCALL_COLUMN_BOOLEAN 5
#define WILLCALL_COLUMN_BYTES 6

#define WILLCALL_COLUMN_KEY 1U      /* part of the table's key; never null */
#define WILLCALL_COLUMN_NULLABLE 2U /* may hold nothing */
/* A text that says who somebody is: their name, their address, those as they are compared. When
 * they are forgotten (customers.erase), all such columns of rows that speak of them are emptied:
 * where one has an email address of theirs in it, or none has any and one is their name. In neither
 * a key nor a unique index. May be said later of a column that is there. */
#define WILLCALL_COLUMN_PERSONAL 4U

#define WILLCALL_INDEX_UNIQUE 1U

typedef struct willcall_column {
    const char* name; /* lower case letters, digits and underscores */
    int32_t type;
    uint32_t flags;
} willcall_column;

typedef struct willcall_index {
    const char* name;
    const char* const* columns; /* ended by NULL */
    uint32_t flags;
    uint32_t reserved;
} willcall_index;

/* No instance keeps what is in it, so that a write makes none anew, and no sale is judged twice for
 * it. For what grows with the daily work: a log, an address book. */
#define WILLCALL_TABLE_READ_WHEN_ASKED 1U

typedef struct willcall_table {
    uint32_t struct_size;
    uint32_t flags; /* WILLCALL_TABLE_… */
    const char* name;
    const willcall_column* columns;
    uint64_t column_count;
    const willcall_index* indexes;
    uint64_t index_count;
} willcall_table;

/* One value of one row. */
typedef struct willcall_cell {
    int32_t type; /* WILLCALL_COLUMN_…, or 0 for nothing */
    uint32_t reserved;
    int64_t number;     /* of every type but TEXT and BYTES */
    willcall_text text; /* of TEXT and BYTES */
} willcall_cell;

/* Rows as the host hands them out: row after row, every column in the order declared. They live as
 * long as the call. */
typedef struct willcall_rows {
    const willcall_cell* cells;
    uint64_t row_count;
    uint64_t column_count;
} willcall_rows;

/* How a quota stands: `left` is what can still be sold, of its capacity as it is now. */
typedef struct willcall_stock {
    uint32_t struct_size;
    uint32_t reserved;
    int64_t capacity;
    int64_t sold;
    int64_t held; /* and not past its time */
    int64_t left;
} willcall_stock;

/* On another status than OK the error is already said to the call; returning it passes it on. */
typedef struct willcall_storage_service {
    uint32_t struct_size;
    uint32_t reserved;
    /* [turn] Writes whole rows, replacing those of the same key. INVALID outside a turn, for an
     * unknown table or a cell of another type; REFUSED where a unique index forbids it. */
    willcall_status (*put)(willcall_call* call, const char* table, const willcall_cell* cells,
                           uint64_t row_count) WILLCALL_NOEXCEPT;
    /* [turn] Removes the rows of these keys, given as the key columns in order, key after key. */
    willcall_status (*remove)(willcall_call* call, const char* table, const willcall_cell* keys,
                              uint64_t key_count) WILLCALL_NOEXCEPT;
    /* [any] The rows of these keys, in the order of the keys; absent ones are left out. */
    willcall_status (*get)(willcall_call* call, const char* table, const willcall_cell* keys,
                           uint64_t key_count, willcall_rows* rows) WILLCALL_NOEXCEPT;
    /* [any] At most `most` rows in the order of an index (NULL: of the key) whose leading columns
     * equal the `prefix_count` cells of `prefix`, after the row of key `after` where that is not
     * NULL: NOT_FOUND where that row is gone and an index is asked for. Empty cells are first. */
    willcall_status (*scan)(willcall_call* call, const char* table, const char* index,
                            const willcall_cell* prefix, uint64_t prefix_count,
                            const willcall_cell* after, uint64_t most,
                            willcall_rows* rows) WILLCALL_NOEXCEPT;
    /* [any] How a quota of the plugin's own stands, inside an operation; NOT_FOUND where there is
     * none of that key yet. The plugin sets `struct_size`, the host the rest. */
    willcall_status (*stock)(willcall_call* call, willcall_text key,
                             willcall_stock* stock) WILLCALL_NOEXCEPT;
} willcall_storage_service;

#ifdef __cplusplus
}
#endif
#endif
