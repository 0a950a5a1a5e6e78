/* create_bench.c - creating a lead with validation, two C hooks and one Lua rule, against a
 * bare SQLite program that writes the very same rows; grouped 128 to a commit, both. */
#include <semaphore.h>
#include <stdio.h>

#include "support/bench.h"
#include "support/bench_house.h"

#define GROUP 128
#define GROUPS 40
#define ROUNDS 5

static int64_t numbers[GROUP];
static sem_t landed;

static void
done(void *context, enum dms_status status, struct dms_json *answer,
     const struct dms_json *warnings, const struct dms_error *error)
{
    (void)context, (void)answer, (void)warnings, (void)error;
    bench_need(status, "create", __FILE__, __LINE__);
    sem_post(&landed);
}

static double
ours(struct dms_house *house, int64_t *next)
{
    int64_t before = bench_cpu();
    for (int group = 0; group < GROUPS; group++) {
        for (int i = 0; i < GROUP; i++) {
            numbers[i] = (*next)++;
            BENCH_CHECK(dms_house_write_later(house, &bench_request, bench_create, &numbers[i],
                                              done, bench_error));
        }
        for (int i = 0; i < GROUP; i++)
            sem_wait(&landed);
    }
    return (double)(bench_cpu() - before) / (GROUP * GROUPS) / 1000;
}

static double
theirs(struct bare *bare, int64_t *next)
{
    int64_t before = bench_cpu();
    for (int group = 0; group < GROUPS; group++) {
        sqlite3_step(bare->begin), sqlite3_reset(bare->begin);
        for (int i = 0; i < GROUP; i++)
            bare_create(bare, (*next)++);
        sqlite3_step(bare->commit), sqlite3_reset(bare->commit);
    }
    return (double)(bench_cpu() - before) / (GROUP * GROUPS) / 1000;
}

int
main(void)
{
    char dir[256], path[300];
    struct bare bare;
    double a[ROUNDS], b[ROUNDS];
    int64_t next = 0, bare_next = 0;
    sem_init(&landed, 0, 0);
    struct dms_house *house = bench_house_open(dir, true);
    bare_open(&bare, dir, path);
    ours(house, &next), theirs(&bare, &bare_next); /* warm */
    for (int round = 0; round < ROUNDS; round++) {
        a[round] = ours(house, &next);
        b[round] = theirs(&bare, &bare_next);
    }
    bench_ratio("create a lead: CPU", bench_median(a, ROUNDS), bench_median(b, ROUNDS), 2.0,
                "µs");
    bare_close(&bare);
    bench_house_close(house, dir);
    return bench_end();
}
