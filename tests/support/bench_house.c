/* bench_house.c - the house that is measured: one entity, two C hooks, one Lua rule. */
#include "support/bench_house.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct dms_error *bench_error;

const struct dms_request bench_request = { .size = sizeof(bench_request),
                                           .flags = DMS_AS_HOUSE,
                                           .store = "B01" };

void
bench_need(enum dms_status status, const char *what, const char *file, int line)
{
    if (status == DMS_OK)
        return;
    fprintf(stderr, "%s:%d: %s: %s (%s %s %s:%" PRId64 ")\n", file, line, what,
            dms_status_name(status), dms_error_key(bench_error),
            dms_error_field(bench_error), dms_error_file(bench_error),
            dms_error_line(bench_error));
    exit(1);
}

static const char *const sources[] = { "web", "phone", "walk_in", NULL };

static const struct dms_field fields[] = {
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .data_class = DMS_PERSONAL,
      .mask = "name",
      .max_length = 120 },
    { .name = "phone",
      .type = DMS_TEXT,
      .flags = DMS_SEARCH | DMS_INDEX,
      .data_class = DMS_PERSONAL,
      .mask = "phone",
      .max_length = 40 },
    { .name = "email", .type = DMS_TEXT, .max_length = 254 },
    { .name = "source",
      .type = DMS_CHOICE,
      .choices = sources,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "words", .type = DMS_TEXT, .flags = DMS_IMMUTABLE, .max_length = 8000 },
    { .name = "budget",
      .type = DMS_MONEY,
      .minimum = 1,
      .maximum = INT64_C(100000000000) },
    { .name = "requested_at", .type = DMS_TIME, .default_text = "@now" },
    { .name = "next_action_at", .type = DMS_TIME, .flags = DMS_INDEX },
    { .name = "contacts", .type = DMS_INTEGER, .default_text = "0" },
    { .name = "grade", .type = DMS_TEXT, .max_length = 16 },
};

static const struct dms_index indexes[] = { { .fields = "store,grade,created_at" } };

static const struct dms_entity lead =
    DMS_ENTITY(.name = "bench.lead", .title = "name", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));

static enum dms_status
grade_lead(struct dms_unit *unit, struct dms_record *record, void *data,
           struct dms_error *error)
{
    (void)unit, (void)data;
    return dms_record_set_text(
        record, "grade", dms_record_int(record, "budget") > 20000000 ? "A" : "B", error);
}

static enum dms_status
plan_action(struct dms_unit *unit, struct dms_record *record, void *data,
            struct dms_error *error)
{
    (void)data;
    return dms_record_set_int(record, "next_action_at", dms_unit_now(unit) + DMS_DAY,
                              error);
}

static const struct dms_hook hooks[] = {
    DMS_HOOK(.name = "bench/grade", .on = "bench.lead.create", .run = grade_lead),
    DMS_HOOK(.name = "bench/plan", .on = "bench.lead.create", .run = plan_action),
};

static enum dms_status
declare(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    (void)data;
    enum dms_status st = dms_register_entity(registrar, &lead, error);
    for (size_t i = 0; st == DMS_OK && i < 2; i++)
        st = dms_register_hook(registrar, &hooks[i], error);
    return st;
}

static void
write_file(const char *dir, const char *name, const char *text)
{
    char path[320];
    snprintf(path, sizeof(path), "%s/%s", dir, name);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        abort();
    fputs(text, file);
    fclose(file);
}

static void
ask(struct dms_house *house, const char *question)
{
    struct dms_json *json = NULL, *answer = NULL;
    BENCH_CHECK(dms_json_load(question, strlen(question), &json, bench_error));
    BENCH_CHECK(dms_house_ask(house, &bench_request, json, &answer, bench_error));
    dms_json_destroy(json);
    dms_json_destroy(answer);
}

void
bench_house_rule(struct dms_house *house, const char *dir, const char *name,
                 const char *text)
{
    char file[128];
    snprintf(file, sizeof(file), "scripts/common/%s.lua", name);
    write_file(dir, file, text);
    ask(house, "{\"do\":\"call\",\"name\":\"rules.reload\"}");
}

static const char wish[] =
    "-- The benchmark's rule: who wants more than a million brings it in writing.\n"
    "local dms <const> = require(\"dms\")\n"
    "dms.rule {\n"
    "  name = \"common/bench\",\n"
    "  on = \"bench.lead.create\",\n"
    "  run = function(lead)\n"
    "    if lead.budget > 100000000 then return dms.deny(\"amount.money\") end\n"
    "  end,\n"
    "}\n";

static enum dms_status
make_store(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    (void)context, (void)answer;
    struct dms_record *store = NULL;
    enum dms_status st = dms_unit_new(unit, "core.store", &store, error);
    if (st == DMS_OK)
        st = dms_record_set_text(store, "code", "B01", error);
    if (st == DMS_OK)
        st = dms_record_set_text(store, "name", "Bench", error);
    return st == DMS_OK ? dms_unit_save(unit, store, error) : st;
}

struct dms_house *
bench_house_open(char dir[256], bool rule)
{
    return bench_house_open_with(dir, rule, NULL, NULL);
}

struct dms_house *
bench_house_open_with(char dir[256], bool rule, const char *given, const char *settings)
{
    static const struct dms_request setup = { .size = sizeof(setup),
                                              .flags = DMS_AS_HOUSE };
    char scripts[300], plugins[300], common[300];
    const char *base = getenv("TMPDIR");
    snprintf(dir, 256, "%s/dms-bench-XXXXXX", base != NULL ? base : "/tmp");
    if (mkdtemp(dir) == NULL)
        abort();
    rmdir(dir);
    bench_error = dms_error_create();
    BENCH_CHECK(dms_house_create(dir, bench_error));
    snprintf(scripts, sizeof(scripts), "%s/scripts", dir);
    snprintf(common, sizeof(common), "%s/scripts/common", dir);
    snprintf(plugins, sizeof(plugins), "%s/plugins", dir);
    mkdir(scripts, 0755), mkdir(common, 0755), mkdir(plugins, 0755);
    if (settings != NULL)
        write_file(dir, "dms.ini", settings);
    struct dms_house_options options = { .size = sizeof(options),
                                         .plugin_path = given != NULL ? given : plugins,
                                         .script_path = scripts };
    struct dms_house *house = NULL;
    BENCH_CHECK(dms_house_open(dir, &options, &house, bench_error));
    BENCH_CHECK(dms_house_replace(house, "bench", declare, NULL, bench_error));
    BENCH_CHECK(dms_house_write(house, &setup, make_store, NULL, NULL, bench_error));
    if (rule)
        bench_house_rule(house, dir, "bench", wish);
    return house;
}

void
bench_house_close(struct dms_house *house, const char *dir)
{
    char command[320];
    dms_house_close(house);
    snprintf(command, sizeof(command), "rm -rf '%s'", dir);
    if (system(command) != 0)
        fprintf(stderr, "%s stays behind\n", dir);
    dms_error_destroy(bench_error);
}

void
bench_lead_make(struct bench_lead *made, int64_t n)
{
    snprintf(made->name, sizeof(made->name), "王小明%" PRId64, n % 1000);
    snprintf(made->phone, sizeof(made->phone), "138%08" PRId64, n % 100000000);
    snprintf(made->email, sizeof(made->email), "lead%" PRId64 "@example.com", n);
    snprintf(made->words, sizeof(made->words),
             "想看一台七座的车，预算二十万，周末来店 %" PRId64, n);
}

enum dms_status
bench_create(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    (void)answer;
    struct bench_lead made;
    struct dms_record *record = NULL;
    int64_t n = *(int64_t *)context;
    bench_lead_make(&made, n);
    enum dms_status st = dms_unit_new(unit, "bench.lead", &record, error);
    const struct {
        const char *field, *text;
    } texts[] = { { "name", made.name },
                  { "phone", made.phone },
                  { "email", made.email },
                  { "source", "web" },
                  { "words", made.words } };
    for (size_t i = 0; st == DMS_OK && i < sizeof(texts) / sizeof(texts[0]); i++)
        st = dms_record_set_text(record, texts[i].field, texts[i].text, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "budget", 20000000 + n % 3, error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}
