/* schedule.c - follow-ups that come with the clock: every day at nine, the first of a month.
 *
 * One timer a rule. When it rings, those who are due are only found: a timer of its own then takes
 * each few of them, so that no unit grows with the number of customers. What fails for one of them
 * holds up nobody else. */
#include <string.h>

#include "script/compile.h"
#include "script/follow_up.h"
#include "script/run.h"

#define BATCH 8   /* a unit takes 32 steps, a record up to three of them */
#define PAGE  500 /* so many are found at a time */
#define PAGES 4   /* then others may write */

static bool
is_due_day(struct dms_unit *unit, const struct follow_up *follow, int64_t days)
{
    int64_t year, month, day;
    if (strcmp(follow->every, "workday") == 0)
        return dms_unit_is_workday(unit, days);
    if (strcmp(follow->every, "week") == 0)
        return dms_date_weekday(days) == (follow->weekday == 0 ? 1 : follow->weekday);
    if (strcmp(follow->every, "month") == 0) {
        dms_date_split(days, &year, &month, &day);
        return day == (follow->day == 0 ? 1 : follow->day);
    }
    return true;
}

int64_t
schedule_next(struct dms_unit *unit, const struct rule *rule, int64_t now)
{
    const struct follow_up *follow = rule->follow_up;
    int64_t offset = dms_unit_offset(unit), days = dms_time_date(now, offset);
    if (strcmp(follow->every, "hour") == 0) {
        int64_t part = follow->at % DMS_HOUR, hour = (now - part) / DMS_HOUR;
        return (hour + 1) * DMS_HOUR + part;
    }
    for (int64_t last = days + 400; days <= last; days++) {
        int64_t due = days * DMS_DAY + follow->at - offset * DMS_MINUTE;
        if (due > now && is_due_day(unit, follow, days))
            return due;
    }
    return now + 400 * DMS_DAY; /* the 31st of a month without one */
}

static enum dms_status
set_timer(struct dms_unit *unit, const char *name, const char *key, int64_t due,
          struct dms_json *payload, struct dms_error *error)
{
    dms_json_set_text(payload, "name", name);
    enum dms_status st =
        dms_timer_set(unit, "rules/schedule", NULL, key, due, payload, error);
    dms_json_destroy(payload);
    return st;
}

bool
schedule_is(const struct rule_group *group)
{
    return group->kind == DECLARED_FOLLOW_UP && group->items[0]->follow_up->every != NULL;
}

enum dms_status
schedule_plan(struct dms_unit *unit, const struct rule_group *group,
              struct dms_error *error)
{
    int64_t due = schedule_next(unit, group->items[0], dms_unit_now(unit));
    return set_timer(unit, group->name, group->name, due, dms_json_create_object(),
                     error);
}

static enum dms_status
follow_up_one(struct dms_unit *unit, const struct rule_group *group,
              const struct dms_record *record, bool *written, struct dms_error *error)
{
    dms_unit_stand_in(unit, record); /* whose rules hold, also for what it asks */
    const struct rule *rule =
        group_pick(group, dms_unit_brand(unit), dms_unit_store_code(unit));
    if (rule == NULL ||
        (group->count > 1 && !where_fits(unit, record, rule->follow_up->where)))
        return DMS_OK;
    return follow_up_record(unit, rule, record, NULL, dms_unit_now(unit), written, error);
}

static struct dms_json *
batch_of(const struct dms_list *list, size_t first, size_t count)
{
    struct dms_json *payload = dms_json_create_object(), *ids = dms_json_create_array();
    for (size_t i = first; i < first + count && i < dms_list_count(list); i++)
        dms_json_take(ids, dms_json_create_integer(dms_record_id(dms_list_at(list, i))));
    dms_json_take_key(payload, "ids", ids);
    return payload;
}

/* What fails for one record gets a timer of its own, which is tried again and parked; the others
 * go on. */
static enum dms_status
set_apart(struct dms_unit *unit, const char *name, const struct dms_list *list, size_t at,
          struct dms_error *error)
{
    const char *key = dms_scratch_printf(unit, "%s|alone|%lld", name,
                                         (long long)dms_record_id(dms_list_at(list, at)));
    return set_timer(unit, name, key, dms_unit_now(unit), batch_of(list, at, 1), error);
}

static bool
is_of_the_record(enum dms_status st)
{
    return st != DMS_OK && st != DMS_STORAGE && st != DMS_FULL && st != DMS_BUSY;
}

/* Those of a batch for whom the rule failed before it wrote anything. */
struct failures {
    size_t at[BATCH], count;
    struct dms_error *first;
};

static enum dms_status
follow_up_all(struct dms_unit *unit, const struct rule_group *group,
              const struct dms_list *list, struct failures *failures,
              struct dms_error *error)
{
    for (size_t i = 0; i < dms_list_count(list) && i < BATCH; i++) {
        bool written = false;
        dms_error_clear(error);
        enum dms_status st =
            follow_up_one(unit, group, dms_list_at(list, i), &written, error);
        if (st == DMS_OK)
            continue;
        if (written || !is_of_the_record(st))
            return st;
        if (failures->count == 0)
            dms_error_copy(failures->first, error);
        failures->at[failures->count++] = i;
    }
    dms_error_clear(error);
    return DMS_OK;
}

/* A rule that fails for everybody fails as a whole. */
static enum dms_status
part(struct dms_unit *unit, const char *name, const struct dms_list *list,
     const struct failures *failures, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    if (failures->count > 0 && failures->count == dms_list_count(list)) {
        dms_error_copy(error, failures->first);
        return dms_error_status(error);
    }
    for (size_t i = 0; i < failures->count && st == DMS_OK; i++)
        st = set_apart(unit, name, list, failures->at[i], error);
    return st;
}

/* Those of IDS who are still due. */
static enum dms_status
run_batch(struct dms_unit *unit, const struct rule_group *group,
          const struct dms_json *ids, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    const char *entity = group->items[0]->follow_up->find;
    const struct schedule_place place = { .ids = ids };
    struct failures failures = { .first = dms_error_create() };
    struct dms_json *query = schedule_query(unit, &group, 1, entity, &place, BATCH);
    enum dms_status st = dms_unit_find_json(unit, entity, query, &list, error);
    dms_json_destroy(query);
    if (st == DMS_OK)
        st = follow_up_all(unit, group, list, &failures, error);
    if (st == DMS_OK)
        st = part(unit, group->name, list, &failures, error);
    dms_error_destroy(failures.first);
    return st;
}

static enum dms_status
set_batch(struct dms_unit *unit, const char *name, const struct dms_list *list,
          size_t first, struct dms_error *error)
{
    const char *key = dms_scratch_printf(
        unit, "%s|%lld", name, (long long)dms_record_id(dms_list_at(list, first)));
    return set_timer(unit, name, key, dms_unit_now(unit), batch_of(list, first, BATCH),
                     error);
}

static enum dms_status
find_page(struct dms_unit *unit, const struct rule_group *group,
          struct schedule_place *place, bool *more, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    const char *entity = group->items[0]->follow_up->find;
    struct dms_json *query = schedule_query(unit, &group, 1, entity, place, PAGE);
    enum dms_status st = dms_unit_find_json(unit, entity, query, &list, error);
    dms_json_destroy(query);
    size_t count = st == DMS_OK ? dms_list_count(list) : 0;
    for (size_t i = 0; i < count && st == DMS_OK; i += BATCH)
        st = set_batch(unit, group->name, list, i, error);
    if (count > 0)
        schedule_go_on(unit, place, dms_list_at(list, count - 1));
    *more = count == PAGE;
    return st;
}

/* The rest is found a moment later. */
static enum dms_status
find_later(struct dms_unit *unit, const char *name, const struct schedule_place *place,
           struct dms_error *error)
{
    struct dms_json *payload = dms_json_create_object();
    dms_json_set_integer(payload, "after", place->after);
    if (place->value != NULL)
        dms_json_set_text(payload, "value", place->value);
    return set_timer(unit, name, dms_scratch_printf(unit, "%s|more", name),
                     dms_unit_now(unit), payload, error);
}

static enum dms_status
find_due(struct dms_unit *unit, const struct rule_group *group,
         const struct dms_json *payload, struct dms_error *error)
{
    struct schedule_place place = { .field = schedule_order(group),
                                    .value = dms_json_text_at(payload, "value"),
                                    .after = dms_json_integer_at(payload, "after") };
    enum dms_status st = DMS_OK;
    bool more = true;
    for (int page = 0; page < PAGES && more && st == DMS_OK; page++)
        st = find_page(unit, group, &place, &more, error);
    return st == DMS_OK && more ? find_later(unit, group->name, &place, error) : st;
}

enum dms_status
run_schedule(struct dms_unit *unit, const char *entity, int64_t record,
             const struct dms_json *payload, void *data, struct dms_error *error)
{
    const struct ruleset *rules = data;
    const struct dms_json *ids = dms_json_at_key(payload, "ids");
    const char *name = dms_json_text_at(payload, "name");
    const struct rule_group *group = ruleset_group(rules, DECLARED_FOLLOW_UP, name);
    enum dms_status st = DMS_OK;
    (void)entity;
    (void)record;
    if (group == NULL || !schedule_is(group))
        return DMS_OK; /* the rule is gone, and so is its schedule */
    if (ids != NULL)
        return run_batch(unit, group, ids, error);
    if (dms_json_integer_at(payload, "after") == 0)
        st = schedule_plan(unit, group, error);
    return st == DMS_OK ? find_due(unit, group, payload, error) : st;
}
