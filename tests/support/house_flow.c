/* house_flow.c - see house_flow.h. */
#include "support/house_flow.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/house_ask.h"

#define DAYS 3

/* Days are of a month of NUMBER's own, of 96,000 after the year 1000. */
static void
write_date(char date[32], int number, int day)
{
    snprintf(date, 32, "%04d-%02d-%02d", 1000 + number / 12 % 8000, 1 + number % 12,
             day + 1);
}

static enum dms_status
use(struct dms_house *house, const char *dir, const char *middle)
{
    char text[600];
    snprintf(
        text, sizeof(text),
        "local dms <const> = require('dms')\n"
        "dms.workflow { entity = 'core.calendar_day', initial = 'planned',\n"
        "  states = { planned = {}, %s = {}, kept = { final = true } }, transitions = {\n"
        "  { 'announce', from = 'planned', to = '%s' },\n"
        "  { 'keep', from = { 'planned', '%s' }, to = 'kept' } } }\n",
        middle, middle, middle);
    enum dms_status st = house_write_rule(dir, "days", text);
    return st == DMS_OK
               ? house_ask(house, "{\"do\":\"call\",\"name\":\"rules.reload\"}", NULL)
               : st;
}

/* It gets the same as its name. */
static enum dms_status
transition(struct dms_house *house, int64_t id, const char *name)
{
    char question[200];
    snprintf(question, sizeof(question),
             "{\"do\":\"transition\",\"entity\":\"core.calendar_day\",\"id\":%" PRId64
             ",\"transition\":\"%s\",\"fields\":{\"name\":\"%s\"}}",
             id, name, name);
    return house_ask(house, question, NULL);
}

static enum dms_status
add_day(struct dms_house *house, int number, int day, int64_t *id)
{
    char question[200], date[32];
    struct dms_json *answer = NULL;
    write_date(date, number, day);
    snprintf(question, sizeof(question),
             "{\"do\":\"create\",\"entity\":\"core.calendar_day\",\"fields\":{\"date\":"
             "\"%s\",\"name\":\"planned\"}}",
             date);
    enum dms_status st = house_ask(house, question, &answer);
    *id = dms_json_integer_at(dms_json_at_key(answer, "record"), "id");
    dms_json_destroy(answer);
    return st;
}

enum dms_status
flow_begin(struct dms_house *house, const char *dir, int number)
{
    int64_t id = 0;
    enum dms_status st = use(house, dir, "announced");
    for (int day = 0; day < DAYS && st == DMS_OK; day++)
        st = add_day(house, number, day, &id);
    return st;
}

enum dms_status
flow_leave_behind(struct dms_house *house, const char *dir, int number)
{
    int64_t id = 0;
    enum dms_status st = use(house, dir, "said");
    for (int day = 0; day < DAYS && st == DMS_OK; day++) {
        st = add_day(house, number, day, &id);
        if (st == DMS_OK)
            st = transition(house, id, "announce");
    }
    return st == DMS_OK ? use(house, dir, "announced") : st;
}

/* WHERE is the rest of a filter over NUMBER's days. */
static enum dms_status
count(struct dms_house *house, int number, const char *where, int64_t *days)
{
    char question[300], first[32], last[32];
    write_date(first, number, 0);
    write_date(last, number, DAYS - 1);
    snprintf(question, sizeof(question),
             "{\"do\":\"count\",\"entity\":\"core.calendar_day\",\"where\":{\"date\":"
             "{\"gte\":\"%s\",\"lte\":\"%s\"},%s}}",
             first, last, where);
    struct dms_json *answer = NULL;
    enum dms_status st = house_ask(house, question, &answer);
    *days = dms_json_integer_at(answer, "count");
    dms_json_destroy(answer);
    return st;
}

/* STATE may be NULL; 0: it is not there. */
static enum dms_status
find(struct dms_house *house, int number, int day, const char *state, int64_t *id)
{
    char question[240], date[32];
    struct dms_json *answer = NULL;
    write_date(date, number, day);
    snprintf(question, sizeof(question),
             "{\"do\":\"list\",\"entity\":\"core.calendar_day\",\"where\":{\"date\":"
             "\"%s\"%s%s%s}}",
             date, state != NULL ? ",\"state\":\"" : "", state != NULL ? state : "",
             state != NULL ? "\"" : "");
    enum dms_status st = house_ask(house, question, &answer);
    const struct dms_json *rows = dms_json_at_key(answer, "records");
    *id = dms_json_count(rows) > 0 ? dms_json_integer_at(dms_json_at(rows, 0), "id") : 0;
    dms_json_destroy(answer);
    return st;
}

enum dms_status
flow_step(struct dms_house *house, const char *dir, int number)
{
    (void)dir;
    int64_t id = 0;
    enum dms_status st = find(house, number, 0, "planned", &id);
    return st == DMS_OK && id != 0 ? transition(house, id, "announce") : st;
}

enum dms_status
flow_end(struct dms_house *house, int number)
{
    enum dms_status st = DMS_OK;
    for (int day = 0; day < DAYS && st == DMS_OK; day++) {
        int64_t id = 0;
        st = find(house, number, day, NULL, &id);
        if (st == DMS_OK && id != 0)
            st = transition(house, id, "keep");
    }
    return st;
}

enum dms_status
flow_judge_step(struct dms_house *house, int number, bool done, bool *whole)
{
    int64_t states = 0, names = 0, both = 0;
    enum dms_status st = count(house, number, "\"state\":\"announced\"", &states);
    if (st == DMS_OK)
        st = count(house, number, "\"name\":\"announce\"", &names);
    if (st == DMS_OK)
        st = count(house, number, "\"state\":\"announced\",\"name\":\"announce\"", &both);
    *whole = states == both && names == both && (both == 1 || (both == 0 && !done));
    return st;
}

enum dms_status
flow_migrate(struct dms_house *house, const char *dir, int number)
{
    (void)dir, (void)number;
    return house_ask(
        house,
        "{\"do\":\"migrate\",\"entity\":\"core.calendar_day\",\"apply\":true,"
        "\"reason\":\"another word\",\"map\":{\"said\":\"announced\"}}",
        NULL);
}

enum dms_status
flow_judge_migration(struct dms_house *house, int number, bool done, bool *whole)
{
    int64_t behind = 0, moved = 0;
    enum dms_status st = count(house, number, "\"state\":\"announced\"", &moved);
    if (st == DMS_OK && moved != DAYS) /* else nobody knows that state any more */
        st = count(house, number, "\"state\":\"said\"", &behind);
    *whole = moved == DAYS || (behind == DAYS && !done);
    return st;
}
