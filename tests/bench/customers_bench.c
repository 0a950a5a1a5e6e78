/* customers_bench.c - importing 100,000 customers with duplicates found, against a bare SQLite
 * program that writes the very same rows; and the timeline of a customer with 500 entries. */
#include <inttypes.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/customers_bare.h"
#include "support/bench.h"
#include "support/bench_house.h"

#define GROUP    128
#define ROWS     100000
#define AGAIN    10 /* every tenth number is known already */
#define ENTRIES  500
#define ROUNDS   5
#define READINGS 20

static sem_t landed;
static int64_t refused;

static void
done(void *context, enum dms_status status, struct dms_json *answer,
     const struct dms_json *warnings, const struct dms_error *error)
{
    (void)context, (void)answer, (void)warnings;
    if (status == DMS_CONFLICT && strcmp(dms_error_key(error), "crm.same_phone") == 0)
        refused++;
    else
        bench_need(status, "create", __FILE__, __LINE__);
    sem_post(&landed);
}

/* The N-th row of the file: every AGAIN-th is somebody who came before. */
static int64_t
person_of(int64_t n)
{
    return n > AGAIN && n % AGAIN == 0 ? n / 2 | 1 : n;
}

static enum dms_status
create(struct dms_unit *unit, void *context, struct dms_json **answer,
       struct dms_error *error)
{
    struct bench_customer made;
    struct dms_record *record = NULL;
    (void)answer;
    bench_customer_make(&made, person_of(*(int64_t *)context));
    const char *const texts[][2] = { { "name", made.name },
                                     { "phone", made.phone },
                                     { "city", "杭州" },
                                     { "source", "import" } };
    enum dms_status st = dms_unit_new(unit, "crm.customer", &record, error);
    for (size_t i = 0; st == DMS_OK && i < 4; i++)
        st = dms_record_set_text(record, texts[i][0], texts[i][1], error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static double
ours(struct dms_house *house)
{
    static int64_t numbers[GROUP];
    int64_t before = bench_cpu(), next = 1;
    while (next <= ROWS) {
        int count = 0;
        for (; count < GROUP && next <= ROWS; count++) {
            numbers[count] = next++;
            BENCH_CHECK(dms_house_write_later(house, &bench_request, create,
                                              &numbers[count], done, bench_error));
        }
        while (count-- > 0)
            sem_wait(&landed);
    }
    return (double)(bench_cpu() - before) / ROWS / 1000;
}

static double
theirs(struct customers_bare *bare)
{
    int64_t before = bench_cpu(), next = 1;
    while (next <= ROWS) {
        customers_bare_begin(bare);
        for (int i = 0; i < GROUP && next <= ROWS; i++, next++)
            if (person_of(next) == next)
                customers_bare_create(bare, next);
        customers_bare_commit(bare);
    }
    return (double)(bench_cpu() - before) / ROWS / 1000;
}

static enum dms_status
remember(struct dms_unit *unit, void *context, struct dms_json **answer,
         struct dms_error *error)
{
    (void)context;
    struct dms_json *memory = dms_json_create_object(),
                    *values = dms_json_create_object();
    dms_json_set_text(values, "source", "@choice.crm.lead.source.web");
    dms_json_set_integer(memory, "customer", 1);
    dms_json_set_text(memory, "kind", "lead");
    dms_json_set_text(memory, "title_key", "crm.entry_lead");
    dms_json_set_text(memory, "entity", "crm.lead");
    dms_json_set_integer(memory, "record", 1);
    dms_json_take_key(memory, "values", values);
    enum dms_status st = dms_call(unit, "crm.remember", memory, answer, error);
    dms_json_destroy(memory);
    return st;
}

static void
fill_timeline(struct dms_house *house)
{
    for (int i = 0; i < ENTRIES; i++) {
        struct dms_json *answer = NULL;
        BENCH_CHECK(
            dms_house_write(house, &bench_request, remember, NULL, &answer, bench_error));
        dms_json_destroy(answer);
    }
}

static double
read_timeline(struct dms_house *house)
{
    static const char text[] =
        "{\"do\":\"call\",\"name\":\"crm.timeline\",\"arguments\":{"
        "\"customer\":1,\"limit\":500}}";
    struct dms_json *question = NULL;
    BENCH_CHECK(dms_json_load(text, strlen(text), &question, bench_error));
    int64_t before = bench_thread_cpu();
    for (int i = 0; i < READINGS; i++) {
        struct dms_json *answer = NULL;
        BENCH_CHECK(dms_house_ask(house, &bench_request, question, &answer, bench_error));
        const struct dms_json *entries =
            dms_json_at_key(dms_json_at_key(answer, "answer"), "entries");
        if (dms_json_count(entries) != ENTRIES)
            abort();
        dms_json_destroy(answer);
    }
    dms_json_destroy(question);
    return (double)(bench_thread_cpu() - before) / READINGS / 1000;
}

int
main(void)
{
    char dir[256];
    double reads[ROUNDS];
    struct customers_bare bare;
    sem_init(&landed, 0, 0);
    struct dms_house *house =
        bench_house_open_with(dir, false, TEST_BUILD_DIR "/plugins", NULL);
    customers_bare_open(&bare, dir);
    double a = ours(house), b = theirs(&bare);
    printf("%" PRId64 " of %d found to be there already\n", refused, ROWS);
    bench_ratio("import a customer: CPU", a, b, 3.0, "µs");
    fill_timeline(house);
    for (int round = 0; round < ROUNDS; round++)
        reads[round] = read_timeline(house);
    bench_figure("timeline of 500 entries: CPU", bench_median(reads, ROUNDS), 5000, "µs");
    customers_bare_close(&bare);
    bench_house_close(house, dir);
    return bench_end();
}
