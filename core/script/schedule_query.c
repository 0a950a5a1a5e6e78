/* schedule_query.c - the question to the store: who is due, from which place on, by which index. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/compile.h"
#include "script/follow_up.h"
#include "script/run.h"

/* Adds the filters of GROUP's rules; false: one of them means every record. */
static bool
add_filters(struct dms_unit *unit, struct dms_json *any, const struct rule_group *group,
            const char *entity)
{
    for (size_t i = 0; group != NULL && i < group->count; i++) {
        const struct follow_up *follow = group->items[i]->follow_up;
        if (follow->find == NULL || strcmp(follow->find, entity) != 0)
            continue;
        if (follow->where == NULL)
            return false;
        dms_json_take(any, moment_resolve(unit, follow->where));
    }
    return true;
}

/* The field by whose index those who are due are found: the one the only rule compares with a
 * bound. NULL: by their numbers. */
const char *
schedule_order(const struct rule_group *group)
{
    static const char *const bounds[] = { "lt", "lte", "gt", "gte" };
    const struct follow_up *follow = group->items[0]->follow_up;
    struct dms_house *house = ruleset_house(group->items[0]->rules);
    for (size_t i = 0; group->count == 1 && i < dms_json_count(follow->where); i++) {
        const char *name = dms_json_key_at(follow->where, i);
        const struct dms_json *part = dms_json_value_at(follow->where, i);
        const struct dms_field *card = dms_house_field(house, follow->find, name);
        for (size_t k = 0; card != NULL && (card->flags & DMS_INDEX) != 0 && k < 4; k++)
            if (dms_json_kind(part) == DMS_JSON_OBJECT &&
                dms_json_at_key(part, bounds[k]) != NULL)
                return card->name;
    }
    return NULL;
}

void
schedule_go_on(struct dms_unit *unit, struct schedule_place *place,
               const struct dms_record *last)
{
    place->after = dms_record_id(last);
    if (place->field == NULL)
        return;
    struct dms_json *value = dms_record_json(last, place->field);
    char *printed = dms_json_print(value);
    const char *text = dms_json_text(value);
    place->value = dms_scratch_printf(unit, "%s", text != NULL ? text : printed);
    free(printed);
    dms_json_destroy(value);
}

static void
add_one(struct dms_json *all, const char *field, const char *operator,
        struct dms_json * value)
{
    struct dms_json *test = dms_json_create_object(), *part = dms_json_create_object();
    dms_json_take_key(test, operator, value);
    dms_json_take_key(part, field, test);
    dms_json_take(all, part);
}

/* Those behind the place: of a greater value, or of the same and with a greater number. The first
 * of the two conditions is what the index is asked for. */
static void
add_place(struct dms_json *all, const struct schedule_place *place)
{
    if (place->ids != NULL)
        add_one(all, "id", "in", dms_json_copy(place->ids));
    else if (place->field == NULL || place->value == NULL)
        add_one(all, "id", "gt", dms_json_create_integer(place->after));
    if (place->ids != NULL || place->field == NULL || place->value == NULL)
        return;
    struct dms_json *either = dms_json_create_object(), *any = dms_json_create_array();
    add_one(all, place->field, "gte", dms_json_create_text(place->value));
    add_one(any, place->field, "gt", dms_json_create_text(place->value));
    add_one(any, "id", "gt", dms_json_create_integer(place->after));
    dms_json_take_key(either, "or", any);
    dms_json_take(all, either);
}

/* {"where": {"and": [place, {"or": […]}]}, "sort": …, "limit": LIMIT} */
struct dms_json *
schedule_query(struct dms_unit *unit, const struct rule_group *const *groups,
               size_t count, const char *entity, const struct schedule_place *place,
               int64_t limit)
{
    struct dms_json *query = dms_json_create_object(), *both = dms_json_create_array();
    struct dms_json *all = dms_json_create_object(), *any = dms_json_create_array();
    char sort[80];
    bool filtered = true;
    add_place(both, place);
    for (size_t i = 0; i < count; i++)
        filtered = add_filters(unit, any, groups[i], entity) && filtered;
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
    snprintf(sort, sizeof(sort), "%s%sid", place->field == NULL ? "" : place->field,
             place->field == NULL ? "" : ",");
    dms_json_set_text(query, "sort", sort);
    dms_json_set_integer(query, "limit", limit);
    return query;
}
