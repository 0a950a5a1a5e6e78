/* timeout: 300
 * malformed_test.c - whatever comes over the wire, the answer is a refusal, and the clerk beside
 * it is served as if nothing were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>

#include "support/http_house.h"
#include "support/long_form.h"
#include "support/malformed.h"
#include "support/watched.h"

#define REQUESTS  20000
#define ATTACKERS 16
#define MS        30000 /* for one answer, on a machine that is busy with other things */
#define MOMENT_MS 20

static struct http_house shop;
static char token[128];
static unsigned requests = REQUESTS; /* ten times as many with DMS_LONG */
static atomic_uint sent, faults, served;
static atomic_bool over;

/* Threads must not end the test themselves. */
static void
fault(const char *kind, const char *what, const struct http_reply *reply,
      const char *text, size_t size)
{
    if (atomic_fetch_add(&faults, 1) >= 20)
        return;
    fprintf(stderr, "%s: %s: status %d\n  asked: ", kind, what, reply->status);
    for (size_t i = 0; i < size && i < 300; i++)
        fprintf(stderr, text[i] >= ' ' && text[i] < 127 ? "%c" : "\\x%02x",
                (unsigned char)text[i]);
    fprintf(stderr, "\n  answered: %.500s\n%.300s\n",
            reply->head != NULL ? reply->head : "",
            reply->body != NULL ? reply->body : "");
}

static bool
is_problem(const struct http_reply *reply)
{
    char type[60];
    struct dms_json *json = NULL;
    http_reply_header(reply, "Content-Type", type, sizeof(type));
    if (strcmp(type, "application/problem+json") != 0 ||
        dms_json_load(reply->body, reply->body_size, &json, NULL) != DMS_OK)
        return false;
    const char *urn = dms_json_text_at(json, "type"),
               *request = dms_json_text_at(json, "instance"),
               *title = dms_json_text_at(json, "title"),
               *detail = dms_json_text_at(json, "detail");
    bool whole = dms_json_integer_at(json, "status") == reply->status && urn != NULL &&
                 strncmp(urn, "urn:dms:problem:", 16) == 0 && request != NULL &&
                 strncmp(request, "urn:dms:request:", 16) == 0 && title != NULL &&
                 title[0] != '\0' && strncmp(title, "rest.", 5) != 0 && detail != NULL &&
                 detail[0] != '\0' && strcmp(detail, urn + 16) != 0;
    dms_json_destroy(json);
    return whole;
}

static const char *
wrong_with(const struct http_reply *reply, unsigned ends)
{
    bool plain =
        (ends & MALFORMED_PLAIN) != 0 && (reply->status == 400 || reply->status == 413 ||
                                          reply->status == 414 || reply->status == 431);
    if (reply->status == 100 ||
        (reply->status / 100 == 2 && (ends & MALFORMED_PASSES) != 0) ||
        (reply->status == 505 && (ends & MALFORMED_VERSION) != 0))
        return NULL;
    if (reply->status / 100 != 4)
        return "no refusal";
    return plain || is_problem(reply) ? NULL : "no problem document";
}

/* All answers until the server closes, which it does once we have said that nothing more comes. Of
 * half a request we wait a moment only, and are gone: the end of the test counts what is left. */
static void
hear(struct http_line *line, const struct malformed_kind *kind, const char *text,
     size_t size)
{
    struct http_reply reply;
    bool silent = (kind->ends & MALFORMED_SILENT) != 0;
    unsigned heard = 0;
    while (http_receive(line, silent ? MOMENT_MS : MS, false, &reply)) {
        const char *wrong = wrong_with(&reply, kind->ends);
        if (wrong != NULL)
            fault(kind->name, wrong, &reply, text, size);
        http_reply_clear(&reply);
        if (heard++ == 0 && !silent)
            shutdown(line->file, SHUT_WR);
    }
    if (line->late && !silent)
        fault(kind->name, "left hanging", &reply, text, size);
    else if (heard == 0 && !silent)
        fault(kind->name, "no answer", &reply, text, size);
}

static void
attack(struct malformed_source *source, const struct malformed_kind *kind)
{
    struct http_line line;
    struct http_reply none = { 0 };
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out == NULL)
        abort();
    kind->write(source, out);
    fclose(out);
    if (http_open(&line, shop.port)) {
        http_send(&line, text, size);
        hear(&line, kind, text, size);
    } else {
        fault(kind->name, "nobody listens", &none, text, size);
    }
    http_close(&line);
    free(text);
}

static const struct malformed_kind *
choose(struct malformed_source *source)
{
    static const struct malformed_kind *const lists[] = { malformed_heads,
                                                          malformed_targets,
                                                          malformed_bodies };
    unsigned count = 0;
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; lists[i][k].name != NULL; k++)
            count++;
    unsigned number = malformed_number(source, count);
    for (size_t i = 0;; i++)
        for (size_t k = 0; lists[i][k].name != NULL; k++)
            if (number-- == 0)
                return &lists[i][k];
}

static void *
attacker(void *context)
{
    struct malformed_source *source = context;
    while (atomic_fetch_add(&sent, 1) < requests)
        attack(source, choose(source));
    return NULL;
}

/* Somebody who works meanwhile: always the right answer, on one connection. */
static void *
clerk(void *context)
{
    struct http_line line = { .file = -1, .ended = true };
    struct http_reply reply;
    (void)context;
    while (!atomic_load(&over)) {
        http_house_call(&shop, &line, token, "GET", "/api/v1/crm.lead/1", NULL, &reply);
        if (reply.status != 200 || strstr(reply.body, "\"name\":\"王五\"") == NULL)
            fault("the clerk", "was not served", &reply, "", 0);
        atomic_fetch_add(&served, 1);
        http_reply_clear(&reply);
        nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
    }
    http_close(&line);
    return NULL;
}

/* The short form asks the same each time, so that who changed nothing breaks nothing; the long form
 * asks anew. */
static uint64_t
seed(void)
{
    const char *given = getenv("DMS_SEED");
    uint64_t number =
        test_is_long() ? (uint64_t)time(NULL) * 2654435761U : 4766858376631969808U;
    if (given != NULL)
        number = strtoull(given, NULL, 10);
    printf("DMS_SEED=%llu\n", (unsigned long long)number);
    return number | 1;
}

static unsigned
open_files(void)
{
    unsigned count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder != NULL && readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

static int64_t
lead_count(void)
{
    struct dms_json *answer =
        http_house_ask(&shop, NULL, NULL, "{\"do\":\"count\",\"entity\":\"crm.lead\"}");
    int64_t count = dms_json_integer_at(answer, "count");
    dms_json_destroy(answer);
    return count;
}

static int
begin(void **state)
{
    (void)state;
    http_house_open_shop(&shop, "head_seconds = 5\nbody_seconds = 5\n", token);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    http_house_close(&shop);
    return 0;
}

static void
malformed_requests_are_refused_and_the_clerk_is_served(void **state)
{
    (void)state;
    struct malformed_source sources[ATTACKERS];
    pthread_t attackers[ATTACKERS], good;
    uint64_t start = seed();
    unsigned files = open_files();
    int64_t leads = lead_count();
    assert_int_equal(leads, 1);
    assert_int_equal(pthread_create(&good, NULL, clerk, NULL), 0);
    for (unsigned i = 0; i < ATTACKERS; i++) {
        sources[i] = (struct malformed_source){ start + i * 7919, token };
        assert_int_equal(pthread_create(&attackers[i], NULL, attacker, &sources[i]), 0);
    }
    for (unsigned i = 0; i < ATTACKERS; i++)
        pthread_join(attackers[i], NULL);
    atomic_store(&over, true);
    pthread_join(good, NULL);
    printf("the clerk was served %u times\n", atomic_load(&served));
    assert_int_equal(atomic_load(&faults), 0);
    assert_true(atomic_load(&served) > 100);
    assert_int_equal(lead_count(), leads);
    /* What was left half asked is gone within the time of a head or a body. */
    for (int i = 0; i < 2000 && open_files() > files + 4; i++)
        nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    assert_true(open_files() <= files + 4);
}

int
main(void)
{
    if (test_is_long())
        requests = 10 * REQUESTS;
    else if (test_is_watched())
        requests = REQUESTS / 4;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            malformed_requests_are_refused_and_the_clerk_is_served, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
