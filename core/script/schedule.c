/* schedule.c - follow-ups that come with the clock: every day at nine, the first of a month.
 *
 * One timer a rule. A run takes a few records at a time and sets a timer for the rest, so
 * that no unit grows with the number of customers. */
#include <string.h>

#include "script/compile.h"
#include "script/follow_up.h"
#include "script/run.h"

#define BATCH 8 /* a unit takes 32 steps, a record up to three of them */

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

static struct dms_json *
payload_of(const char *name, int64_t after)
{
    struct dms_json *payload = dms_json_create_object();
    dms_json_set_text(payload, "name", name);
    dms_json_set_integer(payload, "after", after);
    return payload;
}

static enum dms_status
set_timer(struct dms_unit *unit, const char *name, const char *key, int64_t due, int64_t after,
          struct dms_error *error)
{
    struct dms_json *payload = payload_of(name, after);
    enum dms_status st = dms_timer_set(unit, "rules/schedule", NULL, key, due, payload, error);
    dms_json_destroy(payload);
    return st;
}

bool
schedule_is(const struct rule_group *group)
{
    return group->kind == DECLARED_FOLLOW_UP && group->items[0]->follow_up->every != NULL;
}

enum dms_status
schedule_plan(struct dms_unit *unit, const struct rule_group *group, struct dms_error *error)
{
    int64_t due = schedule_next(unit, group->items[0], dms_unit_now(unit));
    return set_timer(unit, group->name, group->name, due, 0, error);
}

/* Adds the filters of GROUP's rules; false: one of them means every record. */
static bool
add_filters(struct dms_json *any, const struct rule_group *group, const char *entity)
{
    for (size_t i = 0; group != NULL && i < group->count; i++) {
        const struct follow_up *follow = group->items[i]->follow_up;
        if (follow->find == NULL || strcmp(follow->find, entity) != 0)
            continue;
        if (follow->where == NULL)
            return false;
        dms_json_take(any, dms_json_copy(follow->where));
    }
    return true;
}

/* {"where": {"and": [{"id": {"gt": after}}, {"or": […]}]}, "sort": "id", "limit": LIMIT} */
struct dms_json *
schedule_query(const struct rule_group *const *groups, size_t count, const char *entity,
               int64_t after, int64_t limit)
{
    struct dms_json *query = dms_json_create_object(), *both = dms_json_create_array();
    struct dms_json *behind = dms_json_create_object(), *id = dms_json_create_object();
    struct dms_json *all = dms_json_create_object(), *any = dms_json_create_array();
    bool filtered = true;
    dms_json_set_integer(behind, "gt", after);
    dms_json_take_key(id, "id", behind);
    dms_json_take(both, id);
    for (size_t i = 0; i < count; i++)
        filtered = add_filters(any, groups[i], entity) && filtered;
    if (filtered && dms_json_count(any) == 1) {
        dms_json_take(both, dms_json_copy(dms_json_at(any, 0)));
    } else if (filtered && dms_json_count(any) > 1) {
        struct dms_json *either = dms_json_create_object();
        dms_json_take_key(either, "or", dms_json_copy(any));
        dms_json_take(both, either);
    }
    dms_json_destroy(any);
    dms_json_take_key(all, "and", both);
    dms_json_take_key(query, "where", all);
    dms_json_set_text(query, "sort", "id");
    dms_json_set_integer(query, "limit", limit);
    return query;
}

static enum dms_status
run_page(struct dms_unit *unit, const struct rule_group *group, const struct rule *any,
         int64_t *after, bool *more, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    const struct follow_up *follow = any->follow_up;
    struct dms_json *query = schedule_query(&group, 1, follow->find, *after, BATCH);
    enum dms_status st = dms_unit_find_json(unit, follow->find, query, &list, error);
    dms_json_destroy(query);
    size_t count = st == DMS_OK ? dms_list_count(list) : 0;
    for (size_t i = 0; i < count && st == DMS_OK; i++) {
        const struct dms_record *record = dms_list_at(list, i);
        const struct rule *rule = group_pick(group, follow_up_brand(unit, record),
                                             follow_up_store(unit, record));
        if (rule != NULL &&
            (group->count == 1 || where_fits(unit, record, rule->follow_up->where)))
            st = follow_up_record(unit, rule, record, NULL, dms_unit_now(unit), error);
        *after = dms_record_id(record);
    }
    *more = count == BATCH;
    return st;
}

enum dms_status
run_schedule(struct dms_unit *unit, const char *entity, int64_t record,
             const struct dms_json *payload, void *data, struct dms_error *error)
{
    const struct ruleset *rules = data;
    const char *name = dms_json_text_at(payload, "name");
    int64_t after = dms_json_integer_at(payload, "after");
    const struct rule_group *group = ruleset_group(rules, DECLARED_FOLLOW_UP, name);
    bool more = false;
    (void)entity;
    (void)record;
    if (group == NULL || group->items[0]->follow_up->every == NULL)
        return DMS_OK; /* the rule is gone, and so is its schedule */
    int64_t now = dms_unit_now(unit);
    enum dms_status st = DMS_OK;
    if (after == 0)
        st = set_timer(unit, name, name, schedule_next(unit, group->items[0], now), 0, error);
    if (st == DMS_OK)
        st = run_page(unit, group, group->items[0], &after, &more, error);
    if (st == DMS_OK && more)
        st = set_timer(unit, name, dms_scratch_printf(unit, "%s|more", name), now, after,
                       error);
    return st;
}
