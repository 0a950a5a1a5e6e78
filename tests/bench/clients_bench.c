/* clients_bench.c - 32 clients creating through the group commit, against a bare program
 * that groups the same way, and against one client alone. */
#include <pthread.h>
#include <stdbool.h>

#include "support/bench.h"
#include "support/bench_house.h"

#define CLIENTS 32
#define EACH 60
#define ROUNDS 5

static struct dms_house *house;
static struct bare bare;

/* The bare program's queue: whoever finds nobody writing writes for all who wait. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t committed = PTHREAD_COND_INITIALIZER;
static int64_t waiting[CLIENTS];
static int waiting_count;
static int64_t generation, next_bare;
static bool writing;

static void
write_group(void)
{
    int64_t group[CLIENTS];
    int count = waiting_count;
    for (int i = 0; i < count; i++)
        group[i] = waiting[i];
    waiting_count = 0;
    writing = true;
    pthread_mutex_unlock(&lock);
    sqlite3_step(bare.begin), sqlite3_reset(bare.begin);
    for (int i = 0; i < count; i++)
        bare_create(&bare, group[i]);
    sqlite3_step(bare.commit), sqlite3_reset(bare.commit);
    pthread_mutex_lock(&lock);
    writing = false;
    generation++;
    pthread_cond_broadcast(&committed);
}

/* Whoever came while a group was being written is in the next one. */
static void
bare_write(void)
{
    pthread_mutex_lock(&lock);
    int64_t mine = generation + (writing ? 2 : 1);
    waiting[waiting_count++] = next_bare++;
    while (generation < mine) {
        if (!writing && waiting_count > 0)
            write_group();
        else
            pthread_cond_wait(&committed, &lock);
    }
    pthread_mutex_unlock(&lock);
}

static void *
bare_client(void *context)
{
    (void)context;
    for (int i = 0; i < EACH; i++)
        bare_write();
    return NULL;
}

static void *
our_client(void *context)
{
    int64_t n = (int64_t)(intptr_t)context * EACH;
    for (int i = 0; i < EACH; i++, n++) {
        struct dms_error *error = dms_error_create();
        bench_need(dms_house_write(house, &bench_request, bench_create, &n, NULL, error),
                   "create", __FILE__, __LINE__);
        dms_error_destroy(error);
    }
    return NULL;
}

/* Creates per second of CLIENTS threads. */
static double
rate(void *(*client)(void *), int clients)
{
    pthread_t threads[CLIENTS];
    int64_t before = bench_wall();
    for (intptr_t i = 0; i < clients; i++)
        pthread_create(&threads[i], NULL, client, (void *)i);
    for (int i = 0; i < clients; i++)
        pthread_join(threads[i], NULL);
    return (double)(clients * EACH) * 1e9 / (double)(bench_wall() - before);
}

int
main(void)
{
    char dir[256], path[300];
    double many[ROUNDS], one[ROUNDS], theirs[ROUNDS];
    house = bench_house_open(dir, true);
    bare_open(&bare, dir, path);
    rate(our_client, CLIENTS), rate(bare_client, CLIENTS); /* warm */
    for (int round = 0; round < ROUNDS; round++) {
        many[round] = rate(our_client, CLIENTS);
        theirs[round] = rate(bare_client, CLIENTS);
        one[round] = rate(our_client, 1);
    }
    double median = bench_median(many, ROUNDS);
    bench_ratio("32 clients create: against bare", median, bench_median(theirs, ROUNDS), -0.7,
                "rows/s");
    bench_ratio("32 clients create: against one client", median, bench_median(one, ROUNDS), -3.0,
                "rows/s");
    bare_close(&bare);
    bench_house_close(house, dir);
    return bench_end();
}
