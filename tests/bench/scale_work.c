/* scale_work.c - what a shop does all day, in one house: processor time for each thing it does. */
#include "bench/scale_bench.h"

#include <inttypes.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "support/bench.h"
#include "support/bench_house.h"

#define READS    2000
#define WARM     3
#define LISTS    200
#define SEARCHES 200
#define CREATES  6400
#define REOPENED 1600
#define GROUP    64
#define BOARDS   3

static struct dms_house *house;
static int64_t customers;
static sem_t landed;
static uint64_t chance = 88172645463325252u;

/* From 1 to BELOW, anywhere: a shop's next customer is not the one before. */
static int64_t
draw(int64_t below)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return 1 + (int64_t)(chance % (uint64_t)below);
}

/* How many records the answer's LIST holds; NULL: it is not looked at. */
static size_t
ask(const char *list, const char *format, int64_t number)
{
    char text[500];
    struct dms_json *question = NULL, *answer = NULL;
    snprintf(text, sizeof(text), format, number);
    BENCH_CHECK(dms_json_load(text, strlen(text), &question, bench_error));
    BENCH_CHECK(dms_house_ask(house, &bench_request, question, &answer, bench_error));
    size_t count = list != NULL ? dms_json_count(dms_json_at_key(answer, list)) : 0;
    dms_json_destroy(question);
    dms_json_destroy(answer);
    return count;
}

static void
need(bool holds, const char *what)
{
    if (!holds)
        bench_need(DMS_BUG, what, __FILE__, __LINE__);
}

static double
each(int64_t before, int64_t times)
{
    return (double)(bench_cpu() - before) / 1000 / (double)times;
}

static double
read_all(void)
{
    int64_t before = bench_cpu();
    for (int i = 0; i < READS; i++)
        ask(NULL, "{\"do\":\"get\",\"entity\":\"crm.customer\",\"id\":%" PRId64 "}",
            draw(customers));
    return each(before, READS);
}

/* The newest, those of a state, those of a customer, those of a week. */
static double
list_all(void)
{
    int64_t before = bench_cpu();
    for (int i = 0; i < LISTS / 4; i++) {
        need(
            ask("records",
                "{\"do\":\"list\",\"entity\":\"crm.customer\",\"where\":{\"id\":{\"lte\":"
                "%" PRId64 "}},\"sort\":\"-id\",\"limit\":50}",
                50 + draw(customers - 50)) == 50,
            "newest customers");
        need(ask("records",
                 "{\"do\":\"list\",\"entity\":\"crm.lead\",\"where\":{\"state\":\"new\","
                 "\"id\":"
                 "{\"lte\":%" PRId64 "}},\"sort\":\"-id\",\"limit\":50}",
                 2000 + draw(customers * 2 / 5 - 2000)) == 50,
             "new leads");
        need(ask("records",
                 "{\"do\":\"list\",\"entity\":\"sales.order\",\"where\":{\"customer\":"
                 "%" PRId64 "},\"sort\":\"-signed_at\",\"limit\":50}",
                 draw(customers / 5)) == 1,
             "orders of a customer");
        need(
            ask("records",
                "{\"do\":\"list\",\"entity\":\"crm.car\",\"where\":{\"next_service_on\":"
                "{\"lt\":\"2040-01-01\"}},\"sort\":\"next_service_on\",\"limit\":%" PRId64
                "}",
                50) == 50,
            "cars that are due");
    }
    return each(before, LISTS);
}

static int64_t
phone_of(int64_t customer)
{
    return INT64_C(10000000000) + customer * 7919 % INT64_C(10000000000);
}

/* A whole phone at the counter, and the tail of a car's number. */
static double
search_all(void)
{
    int64_t before = bench_cpu();
    for (int i = 0; i < SEARCHES / 2; i++) {
        need(ask("hits", "{\"do\":\"find\",\"text\":\"%" PRId64 "\"}",
                 phone_of(draw(customers))) > 0,
             "find a phone");
        need(ask("hits", "{\"do\":\"search\",\"text\":\"LDMA5A1B2T%07" PRId64 "\"}",
                 draw(customers) % 10000000) > 0,
             "search a car");
    }
    return each(before, SEARCHES);
}

static void
done(void *context, enum dms_status status, struct dms_json *answer,
     const struct dms_json *warnings, const struct dms_error *error)
{
    (void)context, (void)answer, (void)warnings;
    if (status != DMS_OK)
        fprintf(stderr, "%s\n", dms_error_key(error));
    bench_need(status, "write", __FILE__, __LINE__);
    sem_post(&landed);
}

/* The phone of a customer who is not there yet, between those who are: a mobile's has to begin with
 * 13 to 19, and none comes twice. */
static int64_t
new_phone(int64_t number)
{
    int64_t next = customers + 1 + number * 300007;
    while (phone_of(next) < INT64_C(13000000000))
        next += 500009;
    return phone_of(next);
}

static enum dms_status
create(struct dms_unit *unit, void *context, struct dms_json **answer,
       struct dms_error *error)
{
    char phone[24];
    struct dms_record *record = NULL;
    (void)answer;
    snprintf(phone, sizeof(phone), "%" PRId64, new_phone(*(int64_t *)context));
    enum dms_status st = dms_unit_new(unit, "crm.customer", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", "欧阳小明", error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "phone", phone, error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static int64_t
lost_leads(void)
{
    return customers * 2 / 5 / 20 * 19; /* each twentieth is new */
}

/* What fills the writer's cache; of the smallest house, which fits into it, all but those measured. */
static int64_t
leads_before(void)
{
    int64_t most = lost_leads() - REOPENED;
    return most < WARM * CREATES ? most : WARM * CREATES;
}

/* No two numbers meet in one, and neighbours are far apart. */
static enum dms_status
reopen(struct dms_unit *unit, void *context, struct dms_json **answer,
       struct dms_error *error)
{
    struct dms_record *record = NULL;
    (void)answer;
    int64_t lost = *(int64_t *)context * 7919 % lost_leads();
    int64_t id = 1 + lost / 19 * 20 + lost % 19;
    enum dms_status st = dms_unit_edit(unit, "crm.lead", id, &record, error);
    return st == DMS_OK ? dms_unit_transition(unit, record, "reopen", NULL, error) : st;
}

/* What WORK writes of each number, from FIRST on. */
static double
write_all(dms_work work, int64_t first, int64_t count)
{
    static int64_t numbers[GROUP];
    int64_t before = bench_cpu(), next = first, end = first + count;
    while (next < end) {
        int waiting = 0;
        for (; waiting < GROUP && next < end; waiting++) {
            numbers[waiting] = next++;
            BENCH_CHECK(dms_house_write_later(house, &bench_request, work,
                                              &numbers[waiting], done, bench_error));
        }
        while (waiting-- > 0)
            sem_wait(&landed);
    }
    BENCH_CHECK(dms_house_settle(house, bench_error));
    return each(before, count);
}

/* A day's schedules: SCALE_DUE cars are due. */
static double
run_follow_ups(void)
{
    int64_t ran = 0, before = bench_cpu();
    BENCH_CHECK(dms_house_run_timers(house, ((int64_t)time(NULL) + 26 * 3600) * 1000,
                                     &ran, bench_error));
    need(ran > 0, "no schedule ran");
    return each(before, 1) / 1000;
}

static double
show_dashboard(void)
{
    int64_t before = bench_cpu();
    for (int i = 0; i < BOARDS; i++)
        need(ask("figures",
                 "{\"do\":\"figures\",\"window\":\"month\",\"at\":\"2026-05-%" PRId64
                 "\"}",
                 15) > 0,
             "no figures");
    return each(before, BOARDS) / 1000;
}

static double
back_up(const char *dir)
{
    char copy[300], question[400];
    snprintf(copy, sizeof(copy), "%s/copy", dir);
    snprintf(question, sizeof(question), "{\"do\":\"backup\",\"file\":\"%s\"}", copy);
    int64_t before = bench_cpu();
    ask(NULL, question, 0);
    unlink(copy);
    return each(before, 1) / 1e6;
}

static double
resident_mib(void)
{
    char line[256];
    double kib = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL)
        if (strncmp(line, "VmRSS:", 6) == 0)
            kib = strtod(line + 6, NULL);
    if (file != NULL)
        fclose(file);
    return kib / 1024;
}

static double
start(const char *dir)
{
    char scripts[300];
    snprintf(scripts, sizeof(scripts), "%s/scripts", dir);
    const struct dms_house_options options = { .size = sizeof(options),
                                               .plugin_path = TEST_BUILD_DIR "/plugins",
                                               .script_path = scripts };
    int64_t before = bench_wall();
    BENCH_CHECK(dms_house_open(dir, &options, &house, bench_error));
    return (double)(bench_wall() - before) / 1e6;
}

void
scale_work(const char *dir, struct scale_house *figures)
{
    double *values = figures->values;
    customers = figures->customers;
    bench_error = dms_error_create();
    sem_init(&landed, 0, 0);
    values[SCALE_START] = start(dir);
    for (int i = 0; i < WARM; i++) /* until what readers and the writer keep is full */
        read_all();
    values[SCALE_READ] = read_all();
    list_all();
    values[SCALE_LIST] = list_all();
    search_all();
    values[SCALE_SEARCH] = search_all();
    write_all(create, 0, CREATES);
    values[SCALE_CREATE] = write_all(create, CREATES, CREATES);
    write_all(reopen, 0, leads_before());
    values[SCALE_TRANSITION] = write_all(reopen, leads_before(), REOPENED);
    values[SCALE_FOLLOW_UP] = run_follow_ups();
    values[SCALE_DASHBOARD] = show_dashboard();
    values[SCALE_MEMORY] = resident_mib();
    values[SCALE_BACKUP] = back_up(dir);
    dms_house_close(house);
    dms_error_destroy(bench_error);
}
