/* rules_bench.c - what rules cost: a guard with all limits armed; a month of a busy store once more
 * through edited rules; a morning's schedule; rules that change while people write. */
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/rules_bench.h"
#include "support/bench.h"
#include "unit/unit_inside.h"

#define EVENTS   100000
#define TOGETHER 256
#define GUARDS   100000
#define ROUNDS   5

static const char flow[] =
    "local dms <const> = require('dms')\n"
    "dms.workflow { entity = 'bench.lead', initial = 'new',\n"
    "  states = { new = {}, won = { final = true } },\n"
    "  transitions = { { 'win', from = 'new', to = 'won', guard = function(lead, user)\n"
    "    if lead.budget > 100000000 and not user:has_role('admin') then\n"
    "      return dms.deny('amount.money') end end } } }\n";

static const char calls[] =
    "local dms <const> = require('dms')\n"
    "dms.follow_up { name = 'common/call', on = 'bench.lead.created',\n"
    "  where = { source = 'web' },\n"
    "  when = function(lead) return lead.budget > %d end,\n"
    "  task = { kind = 'call', role = 'admin', title = 'task.state_overdue', due = "
    "dms.workdays(1) } }\n";

static sem_t room;

static void
written(void *context, enum dms_status status, struct dms_json *answer,
        const struct dms_json *warnings, const struct dms_error *error)
{
    (void)answer, (void)warnings, (void)error;
    if (status != DMS_OK)
        abort();
    free(context);
    sem_post(&room);
}

static void
live_a_month(struct dms_house *house)
{
    sem_init(&room, 0, TOGETHER);
    for (int64_t n = 0; n < EVENTS; n++) {
        int64_t *number = malloc(sizeof(*number));
        *number = n;
        while (sem_wait(&room) != 0)
            ;
        BENCH_CHECK(dms_house_write_later(house, &bench_request, bench_create, number,
                                          written, bench_error));
    }
    for (int i = 0; i < TOGETHER; i++)
        while (sem_wait(&room) != 0)
            ;
}

/* KiB from /proc/self/status: VmRSS, VmHWM. */
static double
memory(const char *name)
{
    char line[256];
    double kib = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL)
        if (strncmp(line, name, strlen(name)) == 0)
            kib = strtod(line + strlen(name) + 1, NULL);
    if (file != NULL)
        fclose(file);
    return kib;
}

static void
forget_peak(void)
{
    FILE *file = fopen("/proc/self/clear_refs", "w");
    if (file != NULL) {
        fputs("5", file);
        fclose(file);
    }
}

/* The edited rules lie elsewhere: nothing of the house changes. */
static void
edit(const char *dir, char path[300])
{
    char file[400], text[800];
    snprintf(path, 300, "%s/edited", dir);
    mkdir(path, 0700);
    snprintf(file, sizeof(file), "%s/common", path);
    mkdir(file, 0700);
    snprintf(file, sizeof(file), "%s/common/call.lua", path);
    snprintf(text, sizeof(text), calls, 15000000);
    FILE *stream = fopen(file, "w");
    if (stream == NULL)
        abort();
    fputs(text, stream);
    fclose(stream);
}

static void
backtest(struct dms_house *house, const char *dir)
{
    char path[300];
    struct dms_json *question = dms_json_create_object(), *answer = NULL;
    struct dms_json *arguments = dms_json_create_object();
    edit(dir, path);
    dms_json_set_text(arguments, "path", path);
    dms_json_set_text(question, "do", "call");
    dms_json_set_text(question, "name", "rules.backtest");
    dms_json_take_key(question, "arguments", arguments);
    forget_peak();
    double before = memory("VmRSS:");
    int64_t start = bench_wall(), cpu = bench_thread_cpu();
    BENCH_CHECK(dms_house_ask(house, &bench_request, question, &answer, bench_error));
    double seconds = (double)(bench_wall() - start) / 1e9;
    double busy = (double)(bench_thread_cpu() - cpu) / 1e9;
    const struct dms_json *report = dms_json_at_key(answer, "answer");
    printf("%lld events, %lld replayed, %.2f s of CPU\n",
           (long long)dms_json_integer_at(report, "events"),
           (long long)dms_json_integer_at(report, "replayed"), busy);
    bench_figure("back-test of 100,000 events", seconds, 5, "s");
    bench_figure("memory it takes", (memory("VmHWM:") - before) / 1024, 64, "MiB");
    dms_json_destroy(question);
    dms_json_destroy(answer);
}

static enum dms_status
measure(struct dms_unit *unit, void *context, struct dms_json **answer,
        struct dms_error *error)
{
    (void)answer;
    double rounds[ROUNDS], *median = context;
    struct dms_record *record = NULL;
    const struct workflow *workflow = NULL;
    enum dms_status st = dms_unit_new(unit, "bench.lead", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "budget", 100, error);
    if (st == DMS_OK)
        st = unit_workflow(unit, record, &workflow, error);
    for (int round = 0; st == DMS_OK && round < ROUNDS; round++) {
        const struct dms_transition *row = &workflow->transitions[0].card;
        int64_t before = bench_thread_cpu();
        for (int i = 0; i < GUARDS && st == DMS_OK; i++)
            st = row->guard(unit, record, row->guard_data, error);
        rounds[round] = (double)(bench_thread_cpu() - before) / GUARDS;
    }
    *median = bench_median(rounds, ROUNDS);
    return st;
}

static void
bench_rules_month(void)
{
    char dir[256], text[800];
    double guard;
    struct dms_house *house = bench_house_open(dir, false);
    bench_house_rule(house, dir, "flow", flow);
    BENCH_CHECK(
        dms_house_write(house, &bench_request, measure, &guard, NULL, bench_error));
    bench_figure("a Lua guard with its limits", guard, 2000, "ns");
    snprintf(text, sizeof(text), calls, 100000000);
    bench_house_rule(house, dir, "call", text);
    live_a_month(house);
    backtest(house, dir);
    bench_house_close(house, dir);
}

/* rules_bench [PART]: month, due or writers alone. */
int
main(int count, char **words)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } parts[] = { { "month", bench_rules_month },
                  { "due", bench_rules_due },
                  { "writers", bench_rules_writers } };
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (count < 2 || strcmp(words[1], parts[i].name) == 0)
            parts[i].run();
    return bench_end();
}
