/* willcall: sell and hand out tickets on someone else's behalf. The C library, whole.
 *
 *     willcall_engine *engine = NULL;
 *     willcall_session *desk = NULL;
 *     willcall_result *order = NULL;
 *     willcall_error *error = NULL;
 *
 *     if (willcall_engine_open("season.yaml", NULL, &engine, &error) != WILLCALL_OK)
 *         return complain(error);
 *     if (willcall_session_open(engine, "{\"login\": \"mira@example.org\", \"password\": \"…\"}",
 *                               WILLCALL_NUL, &desk, &error) != WILLCALL_OK)
 *         return complain(error);
 *     if (willcall_invoke(desk, "orders.place", request, WILLCALL_NUL, NULL, &order, &error)
 *         != WILLCALL_OK)
 *         return complain(error);
 *     puts(willcall_result_json(order, NULL));
 *
 * An engine is one open store. Everything is asked of it through a session, with one function,
 * willcall_invoke: the name of an operation and a request in JSON go in, an answer in JSON comes
 * out. willcall_engine_reference says which operations there are and what each takes and gives.
 * Who has many to ask at once submits them to a queue (willcall_queue_open) and takes the answers
 * as they come, on one thread.
 *
 * Conventions
 *  1. Handles (engine, session, queue, result, error) are opaque. Who gets one owns it and ends it
 *     with the close or free of its name, once. Close and free take NULL and do nothing then.
 *  2. Arguments come in the order subject, inputs, outputs, error. What is passed in is borrowed
 *     for the call unless the function says otherwise.
 *  3. A function that can fail returns a willcall_status. An output is written on WILLCALL_OK and
 *     left alone otherwise. `error` is written on every other status and left alone on WILLCALL_OK;
 *     it may be NULL where nobody wants to know. An error belongs to the caller who got it, not to
 *     a thread.
 *  4. WILLCALL_REFUSED is not a defect: the operation was understood and the answer is no (sold
 *     out, not permitted). The error's detail lists the reasons. Asking (quotes, explanations)
 *     answers WILLCALL_OK with the reasons inside; only doing is refused. Hand out goods on
 *     WILLCALL_OK and on nothing else.
 *  5. Texts are UTF-8. Those that come with a size may say WILLCALL_NUL for it where they end with
 *     a NUL; those without a size end with a NUL. Texts that come out end with a NUL that their
 *     size does not count, and live as long as the handle they came from.
 *  6. Structs are filled by the caller: begin with the ..._INIT of the type, which sets
 *     `struct_size`, then set what you want. A struct of a later version is accepted as long as
 *     what this version does not know in it is zero.
 *  7. Money is a decimal text in the store's currency, times are RFC 3339 with an offset, ids are
 *     short texts: see the reference. Times in structs are microseconds since 1970 in UTC.
 *  8. Threads: each function says which thread may call it. [any] means concurrently with
 *     everything else, on the same handle too; [owner] means that no other call on the same handle
 *     runs then or comes later.
 *  9. No C++ exception leaves the library, none may come into it: callbacks must not throw, and
 *     must not call into the library.
 * 10. After a fork() every handle of the parent answers WILLCALL_INVALID in the child, and closing
 *     or freeing it there does nothing. A child forked while an engine was open can't open one of
 *     its own either (its locks on the store would be those of the parent): fork before opening, or
 *     use posix_spawn.
 * 11. A handle that is NULL, of another kind or closed is answered with WILLCALL_INVALID. That is
 *     checked as far as it can be; a handle that was freed is nobody's to look at.
 * 12. Numbers only grow: statuses, fields at the end of structs, functions. A function never
 *     changes its meaning; a better one gets a new name. Until version 1 this may still break, and
 *     a break moves the number in libwillcall.so.0.
 */
#ifndef WILLCALL_WILLCALL_H
#define WILLCALL_WILLCALL_H

#include <willcall/plugin/arrow.h>
#include <willcall/plugin/plugin.h>

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define WILLCALL_API __attribute__((visibility("default")))
#else
#define WILLCALL_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* In place of a size: the text ends with a NUL. */
#define WILLCALL_NUL UINT64_MAX

/* An open store with its plugins, its caches and its delivery workers. */
typedef struct willcall_engine willcall_engine;
/* Somebody who is signed in: a user, a customer, or the host program itself. */
typedef struct willcall_session willcall_session;
/* An answer. */
typedef struct willcall_result willcall_result;
/* Why a call did not do what was asked. */
typedef struct willcall_error willcall_error;
/* Operations under way, and the answers that wait to be taken. */
typedef struct willcall_queue willcall_queue;

/* Versions. */

/* [any] Version of the library: "0.1.0". Lives as long as the process. */
WILLCALL_API const char* willcall_version(void) WILLCALL_NOEXCEPT;

/* [any] ABI of this header and of the plugin headers, as the library was built: compare the major
 * with WILLCALL_ABI_MAJOR where the library is opened at run time. */
WILLCALL_API uint32_t willcall_abi_major(void) WILLCALL_NOEXCEPT;
WILLCALL_API uint32_t willcall_abi_minor(void) WILLCALL_NOEXCEPT;

/* [any] The word for a status: "ok", "refused", "invalid", "not found", "conflict", "unavailable",
 * "plugin", "store", "internal"; "unknown" for any other number. Lives as long as the process. */
WILLCALL_API const char* willcall_status_text(willcall_status status) WILLCALL_NOEXCEPT;

/* Engine. */

/* A plugin that the host program carries in itself, without a file. */
typedef struct willcall_carried {
    const willcall_module* module; /* lives until the engine is closed */
    void* context;                 /* handed to every `create` of the module's interfaces */
} willcall_carried;

/* How an engine is opened; begin with WILLCALL_ENGINE_OPTIONS_INIT. */
typedef struct willcall_engine_options {
    uint32_t struct_size;
    int32_t apply; /* 1: bring the store to the season while opening; 0: leave it as it is */
    /* Where the store is: "sqlite:PATH", or whatever libpq takes: "postgresql://HOST/NAME". NULL: a
     * file beside the season file. */
    const char* store;
    /* Files of plugins to load besides the shipped ones. */
    const char* const* plugins;
    uint64_t plugin_count;
    /* Plugins of the host program's own, registered before the season is applied. */
    const willcall_carried* carried;
    uint64_t carried_size; /* stride: sizeof(willcall_carried) */
    uint64_t carried_count;
    int32_t workers; /* threads that hand out deliveries; 0: the host invokes deliveries.run */
    int32_t reserved;
    uint64_t seed; /* of all randomness, for replay and tests; 0: the system's */
    /* The engine's clock, in microseconds since 1970 in UTC; called from any thread. NULL: the
     * system's. */
    int64_t (*now)(void* user) WILLCALL_NOEXCEPT;
    void* now_user;
    /* One line of the log; level 0 debug, 1 information, 2 warning, 3 error. Called from any
     * thread, sometimes while the engine holds a lock: be quick. NULL: silence. */
    void (*log)(void* user, int32_t level, const char* line, uint64_t size) WILLCALL_NOEXCEPT;
    void* log_user;
} willcall_engine_options;

#define WILLCALL_ENGINE_OPTIONS_INIT                                                               \
    {                                                                                              \
        (uint32_t)sizeof(willcall_engine_options), 1, NULL, NULL, 0, NULL,                         \
            sizeof(willcall_carried), 0, 1, 0, 0, NULL, NULL, NULL, NULL                           \
    }

/* [any] Opens a store and, where there is a season file, brings the store to what it says.
 *
 * `season_path`  path of a season file; NULL: none, and `options` must name a store
 * `options`      NULL: as WILLCALL_ENGINE_OPTIONS_INIT says; copied, except the modules themselves
 * `engine`       ends with willcall_engine_close
 *
 * INVALID    the season file is wrong: the error says file, line, column and field
 * NOT_FOUND  no such file
 * PLUGIN     a plugin that the store lives with is missing, of another ABI, or failed
 * STORE      the store can't be opened, is damaged, or was written by a newer version */
WILLCALL_API willcall_status willcall_engine_open(const char* season_path,
                                                  const willcall_engine_options* options,
                                                  willcall_engine** engine,
                                                  willcall_error** error) WILLCALL_NOEXCEPT;

/* [owner] Waits for the calls that run on the engine's sessions, stops the workers after the job in
 * hand, and closes the store. Sessions that are still open answer INVALID from then on; they are
 * closed as usual, before or after. Results and errors stay. */
WILLCALL_API void willcall_engine_close(willcall_engine* engine) WILLCALL_NOEXCEPT;

/* How a store is copied; begin with WILLCALL_COPY_OPTIONS_INIT. */
typedef struct willcall_copy_options {
    uint32_t struct_size;
    /* 1: the engines that the store still believes to be open have died; 0: it is not copied then,
     * since what they sell meanwhile would be missed */
    int32_t engines_gone;
} willcall_copy_options;

#define WILLCALL_COPY_OPTIONS_INIT                                                                 \
    { (uint32_t)sizeof(willcall_copy_options), 0 }

/* [any] Copies a store into an empty place: from SQLite to PostgreSQL, back, or to its like. Every
 * table goes along, those of plugins too (the plugins themselves need not be there), and the
 * journal's chains as they are. All or nothing, in one transaction; before it is committed
 * store.check has said the same of both.
 *
 * `from`     "sqlite:PATH" or "postgresql://HOST/NAME", of a store that no engine has open
 * `to`       the same, of a file that is not there or a database without tables
 * `options`  NULL: as WILLCALL_COPY_OPTIONS_INIT says
 * `result`   {"tables": {"orders": 107, …}, "checked": …}; NULL: not wanted
 *
 * NOT_FOUND    there is no store to copy
 * CONFLICT     there is something already where it should go
 * UNAVAILABLE  an engine has it open, or died with it
 * STORE        the one is older or newer than this library, has a table that nobody knows, or can't
 *              be read; the other can't be written. The error's field says which: "from", "to" */
WILLCALL_API willcall_status willcall_store_copy(const char* from, const char* to,
                                                 const willcall_copy_options* options,
                                                 willcall_result** result,
                                                 willcall_error** error) WILLCALL_NOEXCEPT;

/* [any] Loads the plugin file `path`; it stays loaded as long as the process. One that the engine
 * has already stays as it is. Plugins that the season speaks of are named in the options instead,
 * so that they are there in time.
 * NOT_FOUND, PLUGIN (the error says which file and why), UNAVAILABLE; nothing has changed then. */
WILLCALL_API willcall_status willcall_engine_load(willcall_engine* engine, const char* path,
                                                  willcall_error** error) WILLCALL_NOEXCEPT;

/* [any] Registers a plugin that the host program carries itself. `module` is borrowed until the
 * engine is closed, and so is `context`; where it failed, neither is. INVALID, PLUGIN, UNAVAILABLE,
 * as above. */
WILLCALL_API willcall_status willcall_engine_register(willcall_engine* engine,
                                                      const willcall_module* module, void* context,
                                                      willcall_error** error) WILLCALL_NOEXCEPT;

/* [any] Everything one can ask, as JSON: {"abi", "version", "operations": [{"name", "permission",
 * "summary", "writes", "plugin", "table", "request", "answer"}], "$defs"}, where requests and
 * answers are JSON Schema 2020-12. Generate bindings from it. */
WILLCALL_API willcall_status willcall_engine_describe(willcall_engine* engine,
                                                      willcall_result** result,
                                                      willcall_error** error) WILLCALL_NOEXCEPT;

/* [any] The same for people: the reference of all operations, in Markdown. */
WILLCALL_API willcall_status willcall_engine_reference(willcall_engine* engine,
                                                       willcall_result** result,
                                                       willcall_error** error) WILLCALL_NOEXCEPT;

/* [any] The JSON Schema of a season file, for editors. */
WILLCALL_API willcall_status willcall_engine_season_schema(
    willcall_engine* engine, willcall_result** result, willcall_error** error) WILLCALL_NOEXCEPT;

/* Sessions. */

/* [any] Signs somebody in, or finds a sign-in again.
 *
 * `credentials` is a JSON object, one of
 *     {"login": "mira@example.org", "password": "…"}   a user
 *     {"customer": "…", "password": "…"}               a customer, by email address
 *     {"token": "…"}                                   a session opened before, in any process
 *     {"vouch_for": "mira@example.org"}                a user whom the host has signed in itself
 *     {"host": true}                                   the host program: everything is permitted
 * and beside login or vouch_for, where the user's channel allows one device at a time,
 *     {"device": "window 2"}                           where: whoever comes later is told
 *     {"take_over": true}                              ends the session on another device
 * What is vouched for without a device is on the host's own: such sessions of one user stand beside
 * each other.
 * `size`     of the credentials in bytes, or WILLCALL_NUL
 * `session`  ends with willcall_session_close
 *
 * REFUSED  wrong login or password, too many attempts, a session that has ended, the user is signed
 *          in on another device
 * INVALID  the credentials are not one of the above */
WILLCALL_API willcall_status willcall_session_open(willcall_engine* engine, const char* credentials,
                                                   uint64_t size, willcall_session** session,
                                                   willcall_error** error) WILLCALL_NOEXCEPT;

/* [owner] Lets go of the handle. The sign-in itself lives on in the store and is found again by its
 * token, until it has been idle for too long or the operation sessions.end signs it out. */
WILLCALL_API void willcall_session_close(willcall_session* session) WILLCALL_NOEXCEPT;

/* [any] The token that resumes this session: as good as a password, so keep it as one. `size` may
 * be NULL. Lives as long as the session's handle. NULL where the handle is not valid. */
WILLCALL_API const char* willcall_session_token(const willcall_session* session,
                                                uint64_t* size) WILLCALL_NOEXCEPT;

/* Operations. */

/* Options of one call. */
typedef struct willcall_call_options {
    uint32_t struct_size;
    uint32_t reserved;
    /* Idempotency key of an operation that writes; NULL: none. A call repeated with the same key
     * and the same request changes nothing more and gives the first answer again: send it where an
     * answer may get lost. With another request it is a CONFLICT. Keys that begin with the time
     * are fastest. */
    const char* key;
    uint64_t key_size; /* in bytes, or WILLCALL_NUL */
    /* UNAVAILABLE if it has not begun to write by then, by the engine's clock; 0: no deadline. */
    int64_t deadline;
} willcall_call_options;

#define WILLCALL_CALL_OPTIONS_INIT                                                                 \
    { (uint32_t)sizeof(willcall_call_options), 0, NULL, WILLCALL_NUL, 0 }

/* [any] Asks something. Returns after the commit where it writes, never before.
 *
 * `operation`  its name, "orders.place"
 * `request`    a JSON object; NULL: an empty one
 * `size`       of the request in bytes, or WILLCALL_NUL
 * `options`    NULL: no key, no deadline
 * `result`     the answer, ends with willcall_result_free; NULL: not wanted
 *
 * REFUSED      the answer is no; the error's detail lists the reasons. Of a session that has ended:
 *              why and when, by a rule that begins with "sessions."
 * INVALID      the request is not well formed: the error names the field
 * NOT_FOUND    no such operation, or no such thing, or none that this session may see
 * CONFLICT     the idempotency key belongs to another request
 * UNAVAILABLE  busy, or past the deadline: the same call, with the same key, may work later
 * PLUGIN       a plugin that had to be asked has failed: the error names it
 * STORE        the store failed; with a key, the same call tells what became of it
 * INTERNAL     a defect of willcall
 * Whatever is not OK has changed nothing, except that after STORE it may be unknown. */
WILLCALL_API willcall_status willcall_invoke(willcall_session* session, const char* operation,
                                             const char* request, uint64_t size,
                                             const willcall_call_options* options,
                                             willcall_result** result,
                                             willcall_error** error) WILLCALL_NOEXCEPT;

/* Queues.
 *
 * One thread keeps a thousand operations under way:
 *
 *     willcall_queue_open(engine, NULL, &queue, &error);
 *     for (tag = 0; tag < order_count; ++tag) {
 *         while (willcall_submit(queue, tag, desk, "orders.place", orders[tag], WILLCALL_NUL, NULL,
 *                                &error) == WILLCALL_UNAVAILABLE) {
 *             willcall_error_free(error);
 *             take_one(queue);                   (willcall_queue_next, as below)
 *         }
 *     }
 *     while (willcall_queue_count(queue) > 0) take_one(queue);
 *     willcall_queue_close(queue);
 *
 * Orders that are under way together are written together, with one commit for many of them, so
 * this is by far the fastest way to sell much. Every operation that was submitted completes exactly
 * once, with what willcall_invoke would have said: nobody is called back. Operations in one queue
 * run beside each other and complete in any order: who wants one after the other takes the first
 * answer before he submits the second. */

/* How a queue works; begin with WILLCALL_QUEUE_OPTIONS_INIT. */
typedef struct willcall_queue_options {
    uint32_t struct_size;
    /* Threads that do what is submitted, 1 to 64, started with the first submission. Orders need
     * two, since each carries many; operations that take long each keep one. */
    int32_t workers;
    /* Most operations submitted and not yet taken, 1 to 1,000,000. */
    uint64_t capacity;
} willcall_queue_options;

#define WILLCALL_QUEUE_OPTIONS_INIT                                                                \
    { (uint32_t)sizeof(willcall_queue_options), 4, 1024 }

/* An operation that is done; begin with WILLCALL_COMPLETION_INIT. */
typedef struct willcall_completion {
    uint32_t struct_size;
    willcall_status status;  /* as willcall_invoke would have answered */
    uint64_t tag;            /* as it was submitted with */
    willcall_result* result; /* on OK, else NULL; the taker's, ends with willcall_result_free */
    willcall_error* error;   /* NULL on OK; the taker's, ends with willcall_error_free */
} willcall_completion;

#define WILLCALL_COMPLETION_INIT                                                                   \
    { (uint32_t)sizeof(willcall_completion), 0, 0, NULL, NULL }

/* [any] Opens a queue for the operations of one engine's sessions.
 *
 * `options`  NULL: as WILLCALL_QUEUE_OPTIONS_INIT says
 * `queue`    ends with willcall_queue_close
 *
 * INVALID    an option is out of its range */
WILLCALL_API willcall_status willcall_queue_open(willcall_engine* engine,
                                                 const willcall_queue_options* options,
                                                 willcall_queue** queue,
                                                 willcall_error** error) WILLCALL_NOEXCEPT;

/* [owner] What has begun is finished, and its answer dropped; what still waits is never begun. Who
 * wants every answer takes them until willcall_queue_count says 0; who sent keys can also ask
 * again. May come before or after the closing of the engine and of the sessions. */
WILLCALL_API void willcall_queue_close(willcall_queue* queue) WILLCALL_NOEXCEPT;

/* [any] Hands an operation over and returns at once: OK says that it will complete, and nothing
 * more. Everything is copied, and the session's handle may be closed before the operation is done.
 * With an engine that is closed meanwhile, or a sign-in that has ended, it completes as
 * willcall_invoke would answer; a deadline counts the time it waits here too.
 *
 * `tag`      what it is known by when it is done; need not be unique
 * `session`  of the queue's engine
 * others     as in willcall_invoke
 *
 * UNAVAILABLE  the queue is full: take an answer first. It never waits for room, because who
 *              submits is often the one who takes
 * INVALID      the arguments can't be read, the engine is closed, or the session is another's */
WILLCALL_API willcall_status willcall_submit(willcall_queue* queue, uint64_t tag,
                                             willcall_session* session, const char* operation,
                                             const char* request, uint64_t size,
                                             const willcall_call_options* options,
                                             willcall_error** error) WILLCALL_NOEXCEPT;

/* [any] Takes the next operation that is done, in the order in which they came to be.
 *
 * `timeout`     microseconds to wait for one, 0: none, below 0: for as long as it takes, which is
 *               for good where nobody submits any
 * `completion`  who takes it owns what is in it
 *
 * UNAVAILABLE   none was done in time */
WILLCALL_API willcall_status willcall_queue_next(willcall_queue* queue, int64_t timeout,
                                                 willcall_completion* completion,
                                                 willcall_error** error) WILLCALL_NOEXCEPT;

/* [any] Operations submitted and not yet taken; 0 where the handle is not valid. */
WILLCALL_API uint64_t willcall_queue_count(willcall_queue* queue) WILLCALL_NOEXCEPT;

/* [any] A file descriptor that can be read (poll, epoll, an event loop of one's own) for as long as
 * an operation is done and not taken. It is the queue's, and the same every time: watch it, but
 * neither read nor close it.
 * UNAVAILABLE  the process has no more descriptors */
WILLCALL_API willcall_status willcall_queue_descriptor(willcall_queue* queue, int32_t* descriptor,
                                                       willcall_error** error) WILLCALL_NOEXCEPT;

/* Results. */

/* [any] The answer as JSON. `size` may be NULL. Lives as long as the result. NULL where the result
 * is NULL or is no JSON. */
WILLCALL_API const char* willcall_result_json(const willcall_result* result,
                                              uint64_t* size) WILLCALL_NOEXCEPT;

/* [any] The answer as text, whatever it is written in: JSON, Markdown. Otherwise as above. */
WILLCALL_API const char* willcall_result_text(const willcall_result* result,
                                              uint64_t* size) WILLCALL_NOEXCEPT;

/* [any] What stands above the answer while the session acts for another user, to be shown with it:
 * that it does, who, for whom and since when, as JSON (`Banner` in the reference):
 *     {"actor": "ada@example.org", "actor_name": "Ada West", "seller": "mira@example.org",
 *      "seller_name": "Mira North", "since": "2018-11-01T12:00:00Z"}
 * A refusal has it in its detail. `size` may be NULL. Lives as long as the result. NULL where the
 * session acts for itself, or the result is NULL. */
WILLCALL_API const char* willcall_result_banner(const willcall_result* result,
                                                uint64_t* size) WILLCALL_NOEXCEPT;

/* Tables: answers of operations that `willcall_engine_describe` marks with "table". Their JSON has
 * the first rows; these have all of them, in the columns that were asked for.
 *
 * A table is read when it is asked for, as it is then, and what the session may see is looked at
 * anew; where the JSON had all rows already, these very rows are used. */

/* [any] The table as an Arrow C stream (plugin/arrow.h): hand it to pyarrow, polars, DuckDB,
 * nanoarrow, or read it yourself. May be asked for again, each stream begins at the first row.
 *
 * `stream`  written on WILLCALL_OK; end it with its `release`, early or late, also after the
 *           result, the session and the engine are closed
 *
 * Rows are read while the stream is, on a connection of its own, all from one moment. That holds
 * resources of the store: at most 8 tables are open in an engine at once, each for 600 seconds at
 * most and 60 without being read; then, and after the engine was closed, `get_next` fails and
 * `get_last_error` says why. One thread at a time may read a stream.
 *
 * INVALID      the result is no table, or the engine is closed
 * REFUSED      the session may not see it any more
 * UNAVAILABLE  as many tables as may be are open */
WILLCALL_API willcall_status willcall_result_table(const willcall_result* result,
                                                   struct ArrowArrayStream* stream,
                                                   willcall_error** error) WILLCALL_NOEXCEPT;

#define WILLCALL_CSV_BYTE_ORDER_MARK 1U /* Excel then reads it as the UTF-8 it is */

/* [any] The table as CSV (RFC 4180): names of the columns, then a line for each row. Times are
 * those of the organisation's wall, and what a spreadsheet would take for a formula gets a ' first.
 *
 * `flags`  WILLCALL_CSV_...
 * `write`  is handed the text piece by piece, and stops it with anything but 0: that is INVALID
 * Else as willcall_result_table. */
WILLCALL_API willcall_status willcall_result_csv(const willcall_result* result, uint32_t flags,
                                                 int32_t (*write)(void* user, const char* data,
                                                                  uint64_t size) WILLCALL_NOEXCEPT,
                                                 void* user,
                                                 willcall_error** error) WILLCALL_NOEXCEPT;

/* [any] The table as a document for people, drawn by a plugin that makes "report": with its title,
 * what it was narrowed by, who asked and when, and its total.
 *
 * `format`    "application/pdf"
 * `document`  its bytes are those of willcall_result_text; ends with willcall_result_free
 *
 * INVALID  the result is no table, or has more rows than anybody prints: 10,000
 * PLUGIN   no plugin makes reports in this format, or the one that does could not
 * REFUSED, UNAVAILABLE  as willcall_invoke */
WILLCALL_API willcall_status willcall_result_report(const willcall_result* result,
                                                    const char* format, willcall_result** document,
                                                    willcall_error** error) WILLCALL_NOEXCEPT;

/* [owner] */
WILLCALL_API void willcall_result_free(willcall_result* result) WILLCALL_NOEXCEPT;

/* Ticket codes, without an engine: what a gate needs that stands in no network. */

/* A public key, as the operation codes.keys gives it. */
typedef struct willcall_code_key {
    int64_t number;
    const char* public_key; /* 64 hexadecimal digits */
} willcall_code_key;

/* Codes that are genuine and open no door any more, as the operation codes.dead gives them. */
typedef struct willcall_dead_code {
    const char* ticket; /* id of a ticket */
    int64_t below;      /* its codes of an issue below this one are dead */
} willcall_dead_code;

/* What a gate knows; begin with WILLCALL_CODE_TRUST_INIT. All of it is borrowed for the call. */
typedef struct willcall_code_trust {
    uint32_t struct_size;
    uint32_t reserved;
    const willcall_code_key* keys;
    uint64_t key_size; /* stride */
    uint64_t key_count;
    const willcall_dead_code* dead; /* in the order of ids, as codes.dead gives them */
    uint64_t dead_size;             /* stride */
    uint64_t dead_count;
} willcall_code_trust;

#define WILLCALL_CODE_TRUST_INIT                                                                   \
    {                                                                                              \
        (uint32_t)sizeof(willcall_code_trust), 0, NULL, sizeof(willcall_code_key), 0, NULL,        \
            sizeof(willcall_dead_code), 0                                                          \
    }

/* What a code says; begin with WILLCALL_CODE_FACTS_INIT. */
typedef struct willcall_code_facts {
    uint32_t struct_size;
    uint32_t key;    /* number of the key that signed it */
    int64_t issue;   /* of the ticket: the first is 1 */
    char ticket[16]; /* id of the ticket, ended by a NUL */
} willcall_code_facts;

#define WILLCALL_CODE_FACTS_INIT                                                                   \
    {                                                                                              \
        (uint32_t)sizeof(willcall_code_facts), 0, 0, { 0 }                                         \
    }

/* [any] Verifies a ticket code: signed by one of these keys, and not dead. Whether its bearer has
 * been let in already only an engine knows (the operation tickets.admit).
 *
 * `code`   as it was read; small letters, and O, I and L for 0 and 1, are understood
 * `size`   of the code in bytes, or WILLCALL_NUL
 * `facts`  what the code says; NULL: not wanted
 *
 * REFUSED  "ticket.unknown": none of the keys signed it; "ticket.dead": the ticket was given back
 *          or issued anew. The error's detail has the reason under "reasons"
 * INVALID  the trust is not well formed */
WILLCALL_API willcall_status willcall_code_verify(const char* code, uint64_t size,
                                                  const willcall_code_trust* trust,
                                                  willcall_code_facts* facts,
                                                  willcall_error** error) WILLCALL_NOEXCEPT;

/* Errors. */

/* [any] The status that came with it; WILLCALL_OK for NULL. */
WILLCALL_API willcall_status willcall_error_status(const willcall_error* error) WILLCALL_NOEXCEPT;

/* [any] What went wrong, in one line: lower case, no period, user input in backticks. Never NULL;
 * lives as long as the error. */
WILLCALL_API const char* willcall_error_message(const willcall_error* error) WILLCALL_NOEXCEPT;

/* [any] The part of the request or file it is about: "lines[0].quantity". Empty where it is about
 * none. Never NULL; lives as long as the error. */
WILLCALL_API const char* willcall_error_field(const willcall_error* error) WILLCALL_NOEXCEPT;

/* [any] All there is to know, as a JSON object: {"status", "message"} and, where they are known,
 * "field", "file", "line", "column", "plugin", and for a refusal "reasons": [{"rule", "message",
 * "plugin", "line", "numbers"}] and, where the session acts for another, "banner" as of
 * willcall_result_banner. Never NULL; lives as long as the error. */
WILLCALL_API const char* willcall_error_detail(const willcall_error* error,
                                               uint64_t* size) WILLCALL_NOEXCEPT;

/* [owner] */
WILLCALL_API void willcall_error_free(willcall_error* error) WILLCALL_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif
