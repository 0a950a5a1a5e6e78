/* backtest_compare.c - what differs is counted, weighed, and kept: samples, the largest, all. */
#include <stdlib.h>
#include <string.h>

#include "script/backtest.h"

#define LINES_MOST 100000 /* of the file with all differences */

/* A follow-up that waits until its record is through: the first occasion of a key is the one
 * that made something, and events come newest first. */
struct pending {
    struct trial *trial;
    struct occurrence where;
    struct outcome outcome;
};

static void
forget(struct outcome *outcome)
{
    dms_json_destroy(outcome->now);
    dms_json_destroy(outcome->then);
    *outcome = (struct outcome){ 0 };
}

static bool
equal(const struct dms_json *left, const struct dms_json *right)
{
    if (left == NULL || right == NULL)
        return left == right;
    char *left_text = dms_json_print(left), *right_text = dms_json_print(right);
    bool same = strcmp(left_text, right_text) == 0;
    free(left_text);
    free(right_text);
    return same;
}

/* Moments become text as people read them. */
static void
say_when(struct dms_json *outcome, const char *part, const char *key, int64_t offset)
{
    struct dms_json *card = dms_json_copy(dms_json_at_key(outcome, part));
    char text[40];
    if (card == NULL)
        return;
    dms_json_set_text(
        card, key,
        dms_time_print(dms_json_integer_at(card, key), offset, text, sizeof(text)));
    dms_json_take_key(outcome, part, card);
}

static void
count_side(struct dms_json *totals, const struct dms_json *outcome, const char *side)
{
    static const char *const parts[][2] = { { "task", "tasks" },
                                            { "message", "messages" },
                                            { "refused", "refusals" },
                                            { "warned", "warnings" },
                                            { "error", "errors" } };
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (dms_json_at_key(outcome, parts[i][0]) == NULL)
            continue;
        struct dms_json *pair = dms_json_copy(dms_json_at_key(totals, parts[i][1]));
        if (pair == NULL)
            pair = dms_json_create_object();
        dms_json_set_integer(pair, side, dms_json_integer_at(pair, side) + 1);
        dms_json_take_key(totals, parts[i][1], pair);
    }
}

/* The first member of the outcome that is money on the record, in fen. */
static bool
amount_of(struct backtest *test, const struct occurrence *where,
          const struct dms_json *outcome, int64_t *amount)
{
    for (size_t i = 0; i < dms_json_count(outcome); i++) {
        const struct dms_field *field = dms_house_field(test->host->house, where->entity,
                                                        dms_json_key_at(outcome, i));
        if (field != NULL && field->type == DMS_MONEY &&
            dms_json_kind(dms_json_value_at(outcome, i)) == DMS_JSON_INTEGER) {
            *amount += dms_json_integer(dms_json_value_at(outcome, i));
            return true;
        }
    }
    return false;
}

static void
put_amount(struct dms_json *json, const char *key, int64_t fen)
{
    char text[40];
    dms_json_set_text(json, key, dms_money_print(fen, text, sizeof(text)));
}

static struct dms_json *
describe(const struct trial *trial, const struct occurrence *where,
         const struct outcome *outcome)
{
    char text[40];
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "rule", trial->name);
    dms_json_set_text(json, "at",
                      dms_time_print(where->at, where->offset, text, sizeof(text)));
    dms_json_set_text(json, "entity", where->entity);
    dms_json_set_integer(json, "record", where->record);
    dms_json_take_key(json, "then", dms_json_copy(outcome->then));
    dms_json_take_key(json, "now", dms_json_copy(outcome->now));
    return json;
}

/* The ten with the most money between them; those without money come last. */
static void
keep_largest(struct backtest *test, const struct dms_json *json, int64_t weight)
{
    size_t at = test->largest_count;
    while (at > 0 && test->largest[at - 1].weight < weight)
        at--;
    if (at == LARGEST)
        return;
    if (test->largest_count == LARGEST)
        dms_json_destroy(test->largest[--test->largest_count].json);
    for (size_t i = test->largest_count++; i > at; i--)
        test->largest[i] = test->largest[i - 1];
    test->largest[at] = (struct difference){ weight, dms_json_copy(json) };
}

/* The digest goes over every difference, so that a report cannot be quoted for another. */
static void
keep_line(struct backtest *test, const struct dms_json *json)
{
    struct writing both = { 0 };
    char *line = dms_json_print(json);
    writing_printf(&both, "%s", test->digest);
    writing_add(&both, line, strlen(line));
    dms_digest(both.data, both.size, test->digest);
    if (test->keeps_all && dms_json_count(test->all) < LINES_MOST)
        dms_json_take(test->all, dms_json_create_text(line));
    else if (test->keeps_all)
        test->left_off++;
    free(both.data);
    free(line);
}

static void
keep(struct backtest *test, struct trial *trial, const struct occurrence *where,
     const struct outcome *outcome)
{
    int64_t now = 0, then = 0;
    bool money = amount_of(test, where, outcome->now, &now);
    money = amount_of(test, where, outcome->then, &then) || money;
    struct dms_json *json = describe(trial, where, outcome);
    if (money) {
        trial->has_amount = true;
        trial->amount_now += now;
        trial->amount_then += then;
        put_amount(json, "amount_now", now);
        put_amount(json, "amount_then", then);
    }
    keep_largest(test, json, now > then ? now - then : then - now);
    keep_line(test, json);
    if (dms_json_count(trial->samples) < TRIAL_SAMPLES)
        dms_json_take(trial->samples, dms_json_copy(json));
    dms_json_destroy(json);
}

void
backtest_compare(struct backtest *test, struct trial *trial,
                 const struct occurrence *where, struct outcome outcome)
{
    trial->runs++;
    struct dms_json *const sides[] = { outcome.now, outcome.then };
    for (size_t i = 0; i < 2; i++) {
        if (sides[i] == NULL)
            continue;
        say_when(sides[i], "task", "due", where->offset);
        say_when(sides[i], "message", "send_after", where->offset);
        count_side(test->totals, sides[i], i == 0 ? "now" : "then");
    }
    bool same = equal(outcome.now, outcome.then);
    days_count(trial, where, &outcome, same);
    if (same) {
        trial->equal++;
    } else {
        trial->added += outcome.then == NULL;
        trial->gone += outcome.now == NULL;
        trial->changed += outcome.now != NULL && outcome.then != NULL;
        keep(test, trial, where, &outcome);
    }
    forget(&outcome);
}

static bool
same_occasion(const struct dms_json *left, const struct dms_json *right)
{
    const char *one = dms_json_text_at(left, "once"),
               *other = dms_json_text_at(right, "once");
    return one != NULL && other != NULL && strcmp(one, other) == 0;
}

/* An older event takes the place of a newer one of the same occasion, side by side. */
static void
replace_newer(struct backtest *test, struct trial *trial, const struct outcome *outcome)
{
    for (size_t i = 0; i < test->pending_count; i++) {
        struct pending *pending = &test->pending[i];
        if (pending->trial != trial)
            continue;
        if (same_occasion(pending->outcome.now, outcome->now)) {
            dms_json_destroy(pending->outcome.now);
            pending->outcome.now = NULL;
        }
        if (same_occasion(pending->outcome.then, outcome->then)) {
            dms_json_destroy(pending->outcome.then);
            pending->outcome.then = NULL;
        }
    }
}

void
backtest_hold(struct backtest *test, struct trial *trial, const struct occurrence *where,
              struct outcome outcome)
{
    bool same_entity =
        test->pending_entity != NULL && strcmp(test->pending_entity, where->entity) == 0;
    if (!same_entity || test->pending_record != where->record)
        backtest_flush(test);
    if (!same_entity) /* the event's own is gone before the last record is through */
        test->pending_entity = arena_copy(&test->now->arena, where->entity);
    test->pending_record = where->record;
    replace_newer(test, trial, &outcome);
    if (test->pending_count == test->pending_room) {
        test->pending_room = test->pending_room * 2 + 16;
        test->pending =
            script_grow(test->pending, test->pending_room * sizeof(*test->pending));
    }
    test->pending[test->pending_count++] = (struct pending){ trial, *where, outcome };
    test->pending[test->pending_count - 1].where.entity = test->pending_entity;
}

void
backtest_flush(struct backtest *test)
{
    for (size_t i = 0; i < test->pending_count; i++)
        backtest_compare(test, test->pending[i].trial, &test->pending[i].where,
                         test->pending[i].outcome);
    test->pending_count = 0;
}
