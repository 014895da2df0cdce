/* Sells two tickets for cash and asks for more than there are. Usage: example [FOLDER]
 * The store is made in FOLDER, or in a new temporary one. */
#define _POSIX_C_SOURCE 200809L

#include <willcall/willcall.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A clock that stands still, so that every run says the same. 2018-11-01T12:00:00Z. */
static int64_t noon(void* user) {
    (void)user;
    return INT64_C(1541073600000000);
}

/* The value of the first member `name` after `json`, without quotes. A real program asks the JSON
 * library that it has anyway. */
static const char* member(const char* json, const char* name, char* value, size_t room) {
    char key[64];
    size_t length = 0;
    snprintf(key, sizeof key, "\"%s\":", name);
    const char* at = json == NULL ? NULL : strstr(json, key);
    if (at != NULL) {
        at += strlen(key);
        if (*at == '"') ++at;
        length = strcspn(at, "\",}]");
        if (length >= room) length = room - 1;
        memcpy(value, at, length);
    }
    value[length] = '\0';
    return value;
}

static int complain(willcall_error* error) {
    fprintf(stderr, "%s: %s\n", willcall_status_text(willcall_error_status(error)),
            willcall_error_message(error));
    willcall_error_free(error);
    return 1;
}

/* Asks, prints nothing, gives the answer or NULL. */
static willcall_result* ask(willcall_session* session, const char* operation, const char* request,
                            const char* key) {
    willcall_call_options options = WILLCALL_CALL_OPTIONS_INIT;
    willcall_result* result = NULL;
    willcall_error* error = NULL;
    options.key = key;
    if (willcall_invoke(session, operation, request, WILLCALL_NUL, &options, &result, &error) !=
        WILLCALL_OK)
        complain(error);
    return result;
}

static willcall_session* sign_in(willcall_engine* engine, const char* credentials) {
    willcall_session* session = NULL;
    willcall_error* error = NULL;
    if (willcall_session_open(engine, credentials, WILLCALL_NUL, &session, &error) != WILLCALL_OK)
        complain(error);
    return session;
}

/* The host program gives Mira her first password. */
static int set_password(willcall_engine* engine) {
    willcall_session* host = sign_in(engine, "{\"host\": true}");
    willcall_result* done = NULL;
    if (host != NULL)
        done = ask(host, "users.set_password",
                   "{\"login\": \"mira@example.org\", \"password\": \"kept in a drawer\"}", NULL);
    const int failed = done == NULL;
    willcall_result_free(done);
    willcall_session_close(host);
    return failed;
}

static void sell(willcall_session* desk) {
    const char* request =
        "{\"lines\": [{\"performance\": \"friday\", \"ticket_type\": \"general\","
        " \"quantity\": 2}], \"payments\": [{\"means\": \"cash\", \"amount\": \"38.00\"}]}";
    const char* key = "2018-11-01T12:00:00 window 1";
    char number[32];
    char total[32];
    willcall_result* order = ask(desk, "orders.place", request, key);
    const char* json = willcall_result_json(order, NULL);
    /* The order's own total stands after those of its lines. */
    const char* payments = json == NULL ? NULL : strstr(json, "\"payments\":");
    printf("sold: order %s, 2 tickets, %s USD\n", member(json, "number", number, sizeof number),
           member(payments, "total", total, sizeof total));
    willcall_result_free(order);

    /* As if the answer had been lost on its way: the same key sells nothing twice. */
    order = ask(desk, "orders.place", request, key);
    printf("again with the same key: order %s\n",
           member(willcall_result_json(order, NULL), "number", number, sizeof number));
    willcall_result_free(order);
}

static void sell_too_many(willcall_session* desk) {
    const char* request =
        "{\"lines\": [{\"performance\": \"friday\", \"ticket_type\": \"general\","
        " \"quantity\": 9}], \"payments\": [{\"means\": \"cash\", \"amount\": \"171.00\"}]}";
    willcall_error* error = NULL;
    char rule[64];
    char asked[32];
    char left[32];
    if (willcall_invoke(desk, "orders.place", request, WILLCALL_NUL, NULL, NULL, &error) ==
        WILLCALL_REFUSED) {
        const char* reasons = strstr(willcall_error_detail(error, NULL), "\"reasons\":");
        printf("refused: %s, asked %s, left %s\n", member(reasons, "rule", rule, sizeof rule),
               member(reasons, "asked", asked, sizeof asked),
               member(reasons, "left", left, sizeof left));
    }
    willcall_error_free(error);
}

/* Three orders under way at once, on this one thread. Eight places are left: whichever order comes
 * first, two and three tickets are sold and nine are not. */
static void sell_together(willcall_engine* engine, willcall_session* desk) {
    static const int quantities[] = {2, 3, 9};
    willcall_queue* queue = NULL;
    willcall_error* error = NULL;
    int sold = 0;
    int refused = 0;
    if (willcall_queue_open(engine, NULL, &queue, &error) != WILLCALL_OK) {
        complain(error);
        return;
    }
    for (uint64_t tag = 0; tag < 3; ++tag) {
        char request[256];
        snprintf(request, sizeof request,
                 "{\"lines\": [{\"performance\": \"friday\", \"ticket_type\": \"general\","
                 " \"quantity\": %d}], \"payments\": [{\"means\": \"cash\","
                 " \"amount\": \"%d.00\"}]}",
                 quantities[tag], quantities[tag] * 19);
        if (willcall_submit(queue, tag, desk, "orders.place", request, WILLCALL_NUL, NULL,
                            &error) != WILLCALL_OK)
            complain(error);
    }
    while (willcall_queue_count(queue) > 0) {
        willcall_completion done = WILLCALL_COMPLETION_INIT;
        if (willcall_queue_next(queue, -1, &done, &error) != WILLCALL_OK) {
            complain(error);
            break;
        }
        if (done.status == WILLCALL_OK) sold += quantities[done.tag];
        if (done.status == WILLCALL_REFUSED) refused += quantities[done.tag];
        willcall_result_free(done.result);
        willcall_error_free(done.error);
    }
    printf("through a queue: %d tickets sold, %d refused\n", sold, refused);
    willcall_queue_close(queue);
}

static void close_shift(willcall_session* desk) {
    char taken[32];
    char counted[32];
    char over[32];
    char payments[32];
    willcall_result* shift =
        ask(desk, "shifts.close", "{\"counted\": [{\"means\": \"cash\", \"amount\": \"133.00\"}]}",
            NULL);
    const char* json = willcall_result_json(shift, NULL);
    const char* cash = json == NULL ? NULL : strstr(json, "\"means\":\"cash\"");
    printf("shift closed: %s payments, taken %s, counted %s, over %s\n",
           member(cash, "payments", payments, sizeof payments),
           member(cash, "taken", taken, sizeof taken),
           member(cash, "counted", counted, sizeof counted),
           member(cash, "over", over, sizeof over));
    willcall_result_free(shift);
}

static void check_store(willcall_engine* engine) {
    char ok[8];
    willcall_session* host = sign_in(engine, "{\"host\": true}");
    willcall_result* checked = ask(host, "store.check", NULL, NULL);
    member(willcall_result_json(checked, NULL), "ok", ok, sizeof ok);
    printf("store check: %s\n", strcmp(ok, "true") == 0 ? "ok" : "faults");
    willcall_result_free(checked);
    willcall_session_close(host);
}

int main(int count, char** arguments) {
    char made[] = "/tmp/willcall-XXXXXX";
    const char* folder = count > 1 ? arguments[1] : mkdtemp(made);
    char store[4096];
    willcall_engine_options options = WILLCALL_ENGINE_OPTIONS_INIT;
    willcall_engine* engine = NULL;
    willcall_error* error = NULL;
    if (folder == NULL) return 1;
    snprintf(store, sizeof store, "sqlite:%s/store.db", folder);
    options.store = store;
    options.now = noon;
    printf("willcall %s\n", willcall_version());
    if (willcall_engine_open("season.yaml", &options, &engine, &error) != WILLCALL_OK)
        return complain(error);

    willcall_session* desk = NULL;
    if (set_password(engine) == 0)
        desk = sign_in(engine,
                       "{\"login\": \"mira@example.org\", \"password\": \"kept in a drawer\"}");
    if (desk != NULL) {
        char location[32];
        willcall_result* shift = ask(desk, "shifts.open", "{\"location\": \"main\"}", NULL);
        printf("Mira is at the window, location %s\n",
               member(willcall_result_json(shift, NULL), "location", location, sizeof location));
        willcall_result_free(shift);
        sell(desk);
        sell_too_many(desk);
        sell_together(engine, desk);
        close_shift(desk);
        check_store(engine);
    }
    willcall_session_close(desk);
    willcall_engine_close(engine);
    return desk == NULL;
}
