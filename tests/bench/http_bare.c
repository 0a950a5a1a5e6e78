/* http_bare.c - the yardstick: libmicrohttpd and SQLite and nothing between, one writer thread
 * that groups commits as the house does, connections asleep while their write waits. */
#include <jansson.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http_bench.h"
#include "http_rows.h"
#include "support/bench_house.h"

#define GROUP 128
#define PAGE  65536

static const char token[] =
    "dms_t_0123456789012345678901234567890123456789012345678901234567890";

struct wish {
    struct wish *next;
    struct MHD_Connection *connection;
    char body[1024];
    size_t size;
    int64_t record; /* to touch; 0: creates, and becomes its id */
    bool written;
};

static struct bare bare;
static struct touching touching;
static char path[300];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t queued = PTHREAD_COND_INITIALIZER;
static struct wish *first, **last = &first;
static _Thread_local struct bare_rows reader;

static size_t
take(struct wish **wishes)
{
    size_t count = 0;
    pthread_mutex_lock(&lock);
    while (first == NULL)
        pthread_cond_wait(&queued, &lock);
    for (; first != NULL && count < GROUP; first = first->next)
        wishes[count++] = first;
    if (first == NULL)
        last = &first;
    pthread_mutex_unlock(&lock);
    return count;
}

/* No savepoints: FTS5 would write a segment for each, and a program that checks first can do
 * without. */
static void
write_one(struct wish *wish)
{
    static int64_t created;
    if (wish->record != 0) {
        bare_touch(&touching, &bare, wish->record);
    } else {
        bare_create(&bare, created++);
        wish->record = HTTP_RECORDS + created;
    }
    wish->written = true;
}

static void *
write_for_ever(void *context)
{
    struct wish *wishes[GROUP];
    (void)context;
    for (;;) {
        size_t count = take(wishes);
        sqlite3_step(bare.begin), sqlite3_reset(bare.begin);
        for (size_t i = 0; i < count; i++)
            write_one(wishes[i]);
        sqlite3_step(bare.commit), sqlite3_reset(bare.commit);
        for (size_t i = 0; i < count; i++)
            MHD_resume_connection(wishes[i]->connection);
    }
    return NULL;
}

static enum MHD_Result
queue(struct wish *wish)
{
    MHD_suspend_connection(wish->connection);
    pthread_mutex_lock(&lock);
    wish->next = NULL;
    *last = wish;
    last = &wish->next;
    pthread_cond_signal(&queued);
    pthread_mutex_unlock(&lock);
    return MHD_YES;
}

static enum MHD_Result
answer(struct MHD_Connection *connection, unsigned status, size_t size, char *body)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(size, body, MHD_RESPMEM_MUST_FREE);
    MHD_add_response_header(response, "Content-Type", "application/json");
    MHD_add_response_header(response, "Cache-Control", "no-store");
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result
answer_one(struct MHD_Connection *connection, int64_t id, unsigned status)
{
    char *body = malloc(2048);
    size_t size = bare_rows_one(&reader, id, body, 2048);
    return answer(connection, size > 0 ? status : 404, size, body);
}

static enum MHD_Result
answer_get(struct MHD_Connection *connection, const char *url)
{
    if (reader.db == NULL)
        bare_rows_open(&reader, path);
    const char *id = strchr(url + strlen("/api/v1/"), '/');
    if (id != NULL)
        return answer_one(connection, atoll(id + 1), 200);
    char *body = malloc(PAGE);
    return answer(connection, 200, bare_rows_page(&reader, body, PAGE), body);
}

static enum MHD_Result
answer_post(struct wish *wish, const char *url)
{
    if (wish->written) {
        if (reader.db == NULL)
            bare_rows_open(&reader, path);
        return answer_one(wish->connection, wish->record, 200);
    }
    const char *id = strchr(url + strlen("/api/v1/"), '/');
    wish->record = id != NULL ? atoll(id + 1) : 0;
    json_t *fields = json_loadb(wish->body, wish->size, 0, NULL);
    bool right = id != NULL || json_is_object(fields);
    json_decref(fields);
    return right ? queue(wish) : answer(wish->connection, 400, 0, malloc(1));
}

static bool
is_welcome(struct MHD_Connection *connection)
{
    const char *shown =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Authorization");
    return shown != NULL && strncmp(shown, "Bearer ", 7) == 0 &&
           strcmp(shown + 7, token) == 0;
}

static enum MHD_Result
handle(void *context, struct MHD_Connection *connection, const char *url,
       const char *method, const char *version, const char *data, size_t *size,
       void **state)
{
    struct wish *wish = *state;
    (void)context, (void)version;
    if (wish == NULL) {
        wish = calloc(1, sizeof(*wish));
        wish->connection = connection;
        *state = wish;
        return MHD_YES;
    }
    if (*size > 0) {
        size_t taken = *size < sizeof(wish->body) - wish->size
                           ? *size
                           : sizeof(wish->body) - wish->size;
        memcpy(wish->body + wish->size, data, taken);
        wish->size += taken;
        *size = 0;
        return MHD_YES;
    }
    if (!is_welcome(connection))
        return answer(connection, 401, 0, malloc(1));
    return strcmp(method, "GET") == 0 ? answer_get(connection, url)
                                      : answer_post(wish, url);
}

static void
ended(void *context, struct MHD_Connection *connection, void **state,
      enum MHD_RequestTerminationCode code)
{
    (void)context, (void)connection, (void)code;
    free(*state);
    *state = NULL;
}

void
http_bare_serve(int ready)
{
    char dir[256];
    pthread_t thread;
    struct dms_house *house =
        bench_house_open(dir, false); /* its tables are the pattern */
    bare_open(&bare, dir, path);
    bare_touch_open(&touching, &bare);
    sqlite3_step(bare.begin), sqlite3_reset(bare.begin);
    for (int64_t n = 0; n < HTTP_RECORDS; n++)
        bare_create(&bare, n);
    sqlite3_step(bare.commit), sqlite3_reset(bare.commit);
    pthread_create(&thread, NULL, write_for_ever, NULL);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, handle,
        NULL, MHD_OPTION_THREAD_POOL_SIZE, 2U, MHD_OPTION_NOTIFY_COMPLETED, ended, NULL,
        MHD_OPTION_CONNECTION_LIMIT, 4096U, MHD_OPTION_END);
    if (daemon == NULL)
        abort();
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    dprintf(ready, "http://127.0.0.1:%u %s %s\n", info->port, token, dir);
    pause();
    dms_house_close(house);
}
