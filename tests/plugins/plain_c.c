/* A whole small plugin in C99: a policy that forbids one permission, and two operations over a
 * table of its own. */
#include <willcall/plugin/plugin.h>

#include <stdlib.h>
#include <string.h>

#define NOTES_AT_MOST 1000

static willcall_text text(const char* literal) {
    const willcall_text made = {literal, strlen(literal)};
    return made;
}

static willcall_status create(const willcall_host* host, willcall_call* call, void* context,
                              const willcall_value* settings, void** instance) {
    const willcall_host** made = malloc(sizeof *made);
    (void)context, (void)settings;
    if (made == NULL) {
        host->call->fail(call, text("out of memory"), text(""));
        return WILLCALL_PLUGIN;
    }
    *made = host;
    *instance = made;
    return WILLCALL_OK;
}

static void destroy(void* instance) { free(instance); }

/* The policy. */

static willcall_status decide(void* instance, willcall_call* call,
                              const willcall_permission_question* questions, uint64_t question_size,
                              willcall_permission_answer* answers, uint64_t answer_size,
                              uint64_t count) {
    const willcall_host* host = *(const willcall_host**)instance;
    const willcall_text forbidden = text("/forbidden/by/c");
    uint64_t item;
    for (item = 0; item < count; ++item) {
        const willcall_permission_question* question =
            (const void*)((const char*)questions + item * question_size);
        willcall_permission_answer* answer = (void*)((char*)answers + item * answer_size);
        if (question->permission.size != forbidden.size ||
            memcmp(question->permission.data, forbidden.data, forbidden.size) != 0)
            continue;
        answer->decision = WILLCALL_FORBID;
        host->call->reason(call, item, text("plain_c.forbidden"), text("nobody may do this"));
    }
    return WILLCALL_OK;
}

static const willcall_policy policy = {sizeof(willcall_policy), 0, create, destroy, decide};

/* The table and the operations. */

static const willcall_column columns[] = {{"name", WILLCALL_COLUMN_TEXT, WILLCALL_COLUMN_KEY},
                                          {"length", WILLCALL_COLUMN_INTEGER, 0},
                                          {"at", WILLCALL_COLUMN_TIME, 0}};
static const char* const by_length[] = {"length", NULL};
static const willcall_index indexes[] = {{"by_length", by_length, 0, 0}};
static const willcall_table tables[] = {
    {sizeof(willcall_table), 0, "notes", columns, 3, indexes, 1}};

static const willcall_field note_fields[] = {
    {"name", "what to note", WILLCALL_TEXT, 0, 1, 100, NULL, NULL, NULL, NULL},
    {"length", "how long that is", WILLCALL_INTEGER, WILLCALL_FIELD_OPTIONAL, 0, 0, NULL, NULL,
     NULL, NULL},
    {"at", "when it was noted", WILLCALL_TIME, WILLCALL_FIELD_OPTIONAL, 0, 0, NULL, NULL, NULL,
     NULL}};
static const willcall_shape note = {sizeof(willcall_shape),
                                    sizeof(willcall_field),
                                    "Note",
                                    "a word with its length",
                                    note_fields,
                                    3};
static const willcall_shape new_note = {
    sizeof(willcall_shape), sizeof(willcall_field), "NewNote", "a word", note_fields, 1};
static const willcall_shape list_notes = {
    sizeof(willcall_shape), sizeof(willcall_field), "ListNotes", "all of them", NULL, 0};
static const willcall_field note_element = {NULL, NULL, WILLCALL_OBJECT, 0,    0,
                                            0,    NULL, &note,           NULL, NULL};
static const willcall_field list_fields[] = {
    {"notes", "by name", WILLCALL_LIST, 0, 0, 0, NULL, NULL, &note_element, NULL}};
static const willcall_shape note_list = {
    sizeof(willcall_shape), sizeof(willcall_field), "NoteList", "the notes", list_fields, 1};

static const willcall_operation operations[] = {
    {"plain_c.note", "/plain-c/note", "notes a word", &new_note, &note, WILLCALL_OPERATION_WRITES,
     0},
    {"plain_c.notes", "/plain-c/notes", "the words noted", &list_notes, &note_list, 0, 0}};

static void write_note(const willcall_value_service* values, willcall_writer* writer,
                       const willcall_cell* row) {
    values->object(writer);
    values->name(writer, text("name"));
    values->put_text(writer, row[0].text);
    values->name(writer, text("length"));
    values->put_number(writer, WILLCALL_INTEGER, row[1].number);
    values->name(writer, text("at"));
    values->put_number(writer, WILLCALL_TIME, row[2].number);
    values->end(writer);
}

static willcall_status add(const willcall_host* host, willcall_call* call,
                           const willcall_value* request) {
    const willcall_value* name = host->values->find(request, text("name"));
    willcall_cell row[3];
    willcall_status status;
    memset(row, 0, sizeof row);
    row[0].type = WILLCALL_COLUMN_TEXT;
    row[0].text = host->values->text(name);
    row[1].type = WILLCALL_COLUMN_INTEGER;
    row[1].number = (int64_t)row[0].text.size;
    row[2].type = WILLCALL_COLUMN_TIME;
    row[2].number = host->call->now(call);
    status = host->storage->put(call, "notes", row, 1);
    if (status == WILLCALL_OK) write_note(host->values, host->values->answer(call), row);
    return status;
}

static willcall_status list(const willcall_host* host, willcall_call* call) {
    willcall_rows rows;
    willcall_writer* writer;
    uint64_t number;
    const willcall_status status =
        host->storage->scan(call, "notes", NULL, NULL, 0, NULL, NOTES_AT_MOST, &rows);
    if (status != WILLCALL_OK) return status;
    writer = host->values->answer(call);
    host->values->object(writer);
    host->values->name(writer, text("notes"));
    host->values->list(writer);
    for (number = 0; number < rows.row_count; ++number)
        write_note(host->values, writer, rows.cells + number * rows.column_count);
    host->values->end(writer);
    host->values->end(writer);
    return WILLCALL_OK;
}

static willcall_status handle(void* instance, willcall_call* call, uint64_t number,
                              const willcall_value* request) {
    const willcall_host* host = *(const willcall_host**)instance;
    return number == 0 ? add(host, call, request) : list(host, call);
}

static const willcall_feature feature = {sizeof(willcall_feature),
                                         0,
                                         operations,
                                         sizeof(willcall_operation),
                                         2,
                                         create,
                                         destroy,
                                         handle,
                                         NULL};

/* The door. */

static const void* find(const char* id) {
    if (strcmp(id, WILLCALL_POLICY) == 0) return &policy;
    if (strcmp(id, WILLCALL_FEATURE) == 0) return &feature;
    return NULL;
}

WILLCALL_EXPORT const willcall_module* willcall_plugin_entry_v1(void);
WILLCALL_EXPORT const willcall_module* willcall_plugin_entry_v1(void) {
    static const willcall_module module = {sizeof(willcall_module),
                                           WILLCALL_ABI_MAJOR,
                                           WILLCALL_ABI_MINOR,
                                           "plain_c",
                                           "1.0.0",
                                           "a policy and two operations in plain C",
                                           NULL,
                                           tables,
                                           sizeof(willcall_table),
                                           1,
                                           find};
    return &module;
}
