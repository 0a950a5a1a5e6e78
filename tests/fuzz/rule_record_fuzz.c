/* rule_record_fuzz.c - a record and a rule: the lines before an empty one are the values of its fields,
 * what follows is the rule's body. It answers, is refused or is stopped; twice the same; and what it
 * sets is a value of its field or an error. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/effects.h"
#include "script/run.h"
#include "script/source.h"
#include "support/bench_house.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HEAD                                                                             \
    "local dms <const> = require('dms')\n"                                               \
    "dms.rule { name = 'fuzz/rule', on = 'bench.lead.create',\n"                         \
    "run = function(record, user) "

static struct dms_house *house;
static char dir[256];

static int64_t
still_clock(void)
{
    return 1;
}

static void
close_house(void)
{
    bench_house_close(house, dir);
}

static void
open_house(void)
{
    yard_clock = still_clock;
    house = bench_house_open(dir, false);
    atexit(close_house);
}

struct pair {
    char *text;
    const struct rule *rule;
};

/* Whatever a field refuses is left out. Gives the body. */
static char *
fill(struct dms_record *record, char *text)
{
    static const char *const fields[] = { "name",   "phone",    "email",
                                          "source", "budget",   "requested_at",
                                          "words",  "contacts", "grade" };
    for (size_t i = 0;
         i < sizeof(fields) / sizeof(fields[0]) && *text != '\n' && *text != 0; i++) {
        size_t size = strcspn(text, "\n");
        char *end = text + size + (text[size] == '\n');
        text[size] = 0;
        struct dms_json *value = dms_json_create_text(text);
        dms_record_set_json(record, fields[i], value, NULL);
        dms_json_destroy(value);
        text = end;
    }
    return text;
}

static enum dms_status
run_once(struct dms_unit *unit, const struct rule *rule, struct dms_record *record,
         char **printed)
{
    struct dms_error *error = dms_error_create();
    struct dms_json *answer = NULL;
    const struct job job = { .rule = rule,
                             .slot = rule->run,
                             .record = record,
                             .user = true,
                             .limits = &yard_guard };
    enum dms_status st = run_job(unit, &job, &answer, error);
    if (st != DMS_OK && (dms_error_key(error)[0] == '\0' || dms_error_line(error) <= 0))
        abort();
    *printed = dms_json_print(answer);
    if (st == DMS_OK && answer != NULL)
        effects_apply(unit, rule, EFFECTS_BEFORE, record, answer, NULL);
    dms_json_destroy(answer);
    dms_error_destroy(error);
    return st;
}

static enum dms_status
run_pair(struct dms_unit *unit, void *data, struct dms_json **answer,
         struct dms_error *error)
{
    struct pair *pair = data;
    enum dms_status results[2];
    char *printed[2];
    (void)answer, (void)error;
    for (int i = 0; i < 2; i++) {
        struct dms_record *record = NULL;
        char *text = strdup(pair->text);
        if (dms_unit_new(unit, "bench.lead", &record, NULL) != DMS_OK)
            abort();
        fill(record, text);
        results[i] = run_once(unit, pair->rule, record, &printed[i]);
        free(text);
    }
    if (results[0] != results[1] || strcmp(printed[0], printed[1]) != 0)
        abort();
    free(printed[0]);
    free(printed[1]);
    return DMS_OK;
}

static struct ruleset *
compile(const char *body)
{
    struct source_list sources = { 0 };
    size_t room = strlen(body) + sizeof(HEAD) + 16;
    char *text = malloc(room);
    if (text == NULL)
        abort();
    int size = snprintf(text, room, HEAD "%s\nend }\n", body);
    source_add(&sources, LAYER_COMMON, "", "common/fuzz.lua", text, (size_t)size);
    source_seal(&sources);
    free(text);
    return ruleset_create(NULL, &sources);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (house == NULL)
        open_house();
    char *text = calloc(1, size + 1);
    if (text == NULL)
        abort();
    memcpy(text, data, size);
    const char *gap = strstr(text, "\n\n");
    struct ruleset *rules = compile(gap == NULL ? text : gap + 2);
    const struct rule_group *group = ruleset_group(rules, DECLARED_RULE, "fuzz/rule");
    rules->tried = true;
    if (rules->problem_count == 0 && group != NULL) {
        struct pair pair = { text, group->items[0] };
        dms_house_read(house, &bench_request, run_pair, &pair, NULL, NULL);
    }
    ruleset_destroy(rules);
    free(text);
    return 0;
}
