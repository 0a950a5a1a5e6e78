/* rules_writers.c - rules are switched again and again while 64 people write: nobody waits longer than
 * on a quiet day, and nothing is lost. */
#include "bench/rules_bench.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/bench.h"

#define WRITERS   64
#define WRITES    200 /* of each */
#define SWITCH_MS 100

static const char rule[] =
    "local dms <const> = require('dms')\n"
    "dms.rule { name = 'common/grade', on = 'bench.lead.create', run = function(lead)\n"
    "  if lead.budget > %d then return dms.set('contacts', 1) end end }\n";

struct writer {
    struct dms_house *house;
    _Atomic size_t *done;
    double *waits;
};

static void *
write_all(void *data)
{
    struct writer *writer = data;
    for (int i = 0; i < WRITES; i++) {
        int64_t number = i, before = bench_wall();
        struct dms_error *error = dms_error_create();
        if (dms_house_write(writer->house, &bench_request, bench_create, &number, NULL,
                            error) != DMS_OK)
            abort();
        size_t at = atomic_fetch_add(writer->done, 1);
        writer->waits[at] = (double)(bench_wall() - before);
        dms_error_destroy(error);
    }
    return NULL;
}

static int
compare(const void *left, const void *right)
{
    double one = *(const double *)left, other = *(const double *)right;
    return one < other ? -1 : one > other;
}

/* p99 in ms of all writes; with SWITCHES != NULL the rules change all the while. */
static double
round_of(struct dms_house *house, const char *dir, int *switches)
{
    pthread_t threads[WRITERS];
    struct writer writers[WRITERS];
    _Atomic size_t done = 0;
    double *waits = calloc(WRITERS * WRITES, sizeof(*waits));
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (struct writer){ house, &done, waits };
        pthread_create(&threads[i], NULL, write_all, &writers[i]);
    }
    while (switches != NULL && atomic_load(&done) < WRITERS * WRITES) {
        char text[400];
        struct timespec pause = { 0, SWITCH_MS * 1000000 };
        snprintf(text, sizeof(text), rule, 20000000 + *switches);
        bench_house_rule(house, dir, "grade", text);
        ++*switches;
        nanosleep(&pause, NULL);
    }
    for (int i = 0; i < WRITERS; i++)
        pthread_join(threads[i], NULL);
    qsort(waits, WRITERS * WRITES, sizeof(*waits), compare);
    double late = waits[WRITERS * WRITES * 99 / 100] / 1e6;
    free(waits);
    return late;
}

static enum dms_status
count_leads(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    (void)answer;
    return dms_unit_count(unit, "bench.lead", "", NULL, context, error);
}

void
bench_rules_writers(void)
{
    char dir[256], text[400];
    int switches = 1;
    int64_t count = 0;
    struct dms_house *house = bench_house_open(dir, false);
    snprintf(text, sizeof(text), rule, 20000000);
    bench_house_rule(house, dir, "grade", text);
    round_of(house, dir, NULL); /* warms up */
    double quiet = round_of(house, dir, NULL), switched = round_of(house, dir, &switches);
    BENCH_CHECK(
        dms_house_read(house, &bench_request, count_leads, &count, NULL, bench_error));
    printf("%d writers, %d versions activated meanwhile\n", WRITERS, switches - 1);
    bench_ratio("p99 of a write while rules change", switched, quiet, 2, "ms");
    bench_figure("writes lost", (double)(3 * WRITERS * WRITES - count), 0.5, "");
    bench_house_close(house, dir);
}
