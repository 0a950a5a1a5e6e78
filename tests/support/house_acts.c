/* house_acts.c - see house_acts.h. */
#include "support/house_acts.h"

#include <stdio.h>
#include <string.h>

#include <dms/front.h>

#include "support/house_ask.h"
#include "support/house_flow.h"

#define ROWS     8
#define FILES    25
#define ENTITIES 2000 /* at most in one process */

static const struct dms_request request = { .size = sizeof(request),
                                            .flags = DMS_AS_HOUSE };

/* A file in DIR with settings is imported. */
static enum dms_status
import(struct dms_house *house, const char *dir, int number)
{
    char path[200], text[ROWS * 60] = "name,value\n";
    struct dms_json *answer = NULL;
    snprintf(path, sizeof(path), "%s/rows.csv", dir);
    for (int i = 0; i < ROWS; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof(text) - used, "import.n%d.%d,row\n", number, i);
    }
    const struct dms_import_options options = { .size = sizeof(options),
                                                .target = "core.setting",
                                                .file = path };
    enum dms_status st = house_write_file(path, text);
    if (st == DMS_OK)
        st = dms_house_import(house, &request, &options, &answer, NULL);
    dms_json_destroy(answer);
    return st;
}

struct counting {
    const char *entity, *where;
    int64_t *count;
};

static enum dms_status
count(struct dms_unit *unit, void *context, struct dms_json **answer,
      struct dms_error *error)
{
    const struct counting *counting = context;
    (void)answer;
    return dms_unit_count(unit, counting->entity, counting->where, NULL, counting->count,
                          error);
}

static enum dms_status
count_in(struct dms_house *house, struct counting *counting)
{
    struct dms_json *nothing = NULL;
    return dms_house_read(house, &request, count, counting, &nothing, NULL);
}

/* Every row for itself: what is not there yet comes with the next time. */
static enum dms_status
judge_import(struct dms_house *house, int number, bool done, bool *whole)
{
    char where[120];
    int64_t rows = 0;
    snprintf(where, sizeof(where),
             "{\"where\":{\"name\":{\"contains\":\"import.n%d.\"}}}", number);
    struct counting counting = { "core.setting", where, &rows };
    enum dms_status st = count_in(house, &counting);
    *whole = rows == ROWS || (rows < ROWS && !done);
    return st;
}

static enum dms_status
write_rules(const char *dir, int file, int number)
{
    char name[40], text[300];
    snprintf(name, sizeof(name), "limit_%d", file);
    snprintf(text, sizeof(text),
             "local dms <const> = require('dms')\n"
             "dms.decision { name = 'test.limit_%d',\n"
             "  run = function() return { limit = %d } end }\n",
             file, number);
    return house_write_rule(dir, name, text);
}

/* FILES files are taken into use; one has changed. */
static enum dms_status
activate(struct dms_house *house, const char *dir, int number)
{
    enum dms_status st = DMS_OK;
    for (int i = 0; i < FILES && st == DMS_OK; i++)
        st = write_rules(dir, i, i == 0 ? number : 0);
    return st == DMS_OK
               ? house_ask(house, "{\"do\":\"call\",\"name\":\"rules.reload\"}", NULL)
               : st;
}

/* One version is in use, with all its files, or its records could not go on with it. */
static enum dms_status
judge_rules(struct dms_house *house, int number, bool done, bool *whole)
{
    int64_t versions = 0, files = 0;
    struct counting active = { "core.ruleset", "{\"where\":{\"status\":\"active\"}}",
                               &versions };
    struct counting held = { "core.rule_file",
                             "{\"where\":{\"ruleset.status\":\"active\","
                             "\"path\":{\"contains\":\"limit_\"}}}",
                             &files };
    (void)number;
    enum dms_status st = count_in(house, &active);
    if (st == DMS_OK)
        st = count_in(house, &held);
    *whole = versions == 1 && (files == FILES || (files == 0 && !done));
    return st;
}

static char names[ENTITIES][20];

static enum dms_status
declare(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const struct dms_field fields[] = {
        { .name = "name", .type = DMS_TEXT, .flags = DMS_INDEX | DMS_SEARCH },
        { .name = "price", .type = DMS_MONEY },
    };
    int number = *(const int *)data;
    snprintf(names[number], sizeof(names[number]), "grown.e%d", number);
    const struct dms_entity entity =
        DMS_ENTITY(.name = names[number], .flags = DMS_SHARED, .title = "name",
                   DMS_FIELDS(fields));
    static struct dms_entity kept[ENTITIES];
    kept[number] = entity;
    return dms_register_entity(registrar, &kept[number], error);
}

/* A new entity with an index comes in, and its table. */
static enum dms_status
add_table(struct dms_house *house, const char *dir, int number)
{
    (void)dir;
    number %= ENTITIES;
    return dms_house_replace(house, "grown", declare, &number, NULL);
}

/* A record of it can be made. */
static enum dms_status
judge_table(struct dms_house *house, int number, bool done, bool *whole)
{
    char question[200];
    snprintf(question, sizeof(question),
             "{\"do\":\"create\",\"entity\":\"grown.e%d\",\"fields\":{\"name\":\"x\"}}",
             number % ENTITIES);
    *whole = !done || house_ask(house, question, NULL) == DMS_OK;
    return DMS_OK;
}

const struct house_act house_acts[HOUSE_ACTS] = {
    { "a transition", flow_begin, flow_step, flow_judge_step, flow_end },
    { "a migration", flow_leave_behind, flow_migrate, flow_judge_migration, flow_end },
    { "an import", NULL, import, judge_import, NULL },
    { "rules", NULL, activate, judge_rules, NULL },
    { "a new table", NULL, add_table, judge_table, NULL },
};
