/* batch.c - many records in one request: all of them, or none. */
#include <inttypes.h>
#include <string.h>

#include "door/door.h"

#define MOST 1000 /* what one transaction may keep the others waiting for */

/* An item says what it is by what it has: no id creates, a transition moves, else it changes. */
static dms_work
work_of(const struct dms_json *item, struct dms_error *error)
{
    const char *asked = dms_json_text_at(item, "do");
    if (asked != NULL && strcmp(asked, "remove") == 0)
        return door_remove;
    if (asked != NULL) {
        dms_fail_field(error, DMS_INVALID, "do", "door.batch_verb", "value=%s", asked);
        return NULL;
    }
    if (dms_json_at_key(item, "id") == NULL)
        return door_create;
    return dms_json_text_at(item, "transition") != NULL ? door_transition : door_set;
}

enum dms_status
door_batch_item(struct dms_unit *unit, const struct dms_json *question,
                const char *entity, const struct dms_json *item, struct dms_json **answer,
                struct dms_error *error)
{
    if (dms_json_kind(item) != DMS_JSON_OBJECT)
        return dms_fail_field(error, DMS_INVALID, "items", "door.item_is_object", "");
    dms_work work = work_of(item, error);
    if (work == NULL)
        return dms_error_status(error);
    struct dms_json *asked = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(item); i++)
        dms_json_take_key(asked, dms_json_key_at(item, i),
                          dms_json_copy(dms_json_value_at(item, i)));
    dms_json_set_text(asked, "entity", entity);
    dms_json_set_boolean(asked, "titles", dms_json_boolean_at(question, "titles"));
    unit->steps = 0; /* an item does not follow from the one before */
    enum dms_status st = work(unit, asked, answer, error);
    dms_json_destroy(asked);
    return st;
}

enum dms_status
door_batch_items(const struct dms_json *question, const struct dms_json **items,
                 struct dms_error *error)
{
    *items = dms_json_at_key(question, "items");
    size_t count = dms_json_count(*items);
    if (dms_json_kind(*items) != DMS_JSON_ARRAY || count == 0)
        return dms_fail_field(error, DMS_INVALID, "items", "door.needs", "member=items");
    return count <= MOST
               ? DMS_OK
               : dms_fail_field(error, DMS_LIMIT, "items", "door.too_many_items",
                                "count=%zu|limit=%d", count, MOST);
}

enum dms_status
door_batch(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    const struct dms_json *question = context, *items = NULL;
    const char *entity;
    enum dms_status st = door_text(question, "entity", &entity, error);
    if (st == DMS_OK)
        st = door_batch_items(question, &items, error);
    struct dms_json *answers = dms_json_create_array();
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(items); i++) {
        struct dms_json *own = NULL;
        st = door_batch_item(unit, question, entity, dms_json_at(items, i), &own, error);
        if (st == DMS_OK)
            dms_json_take(answers, own);
        else
            dms_error_at_file(error, "items", (int64_t)i + 1);
    }
    if (st != DMS_OK) {
        dms_json_destroy(answers);
        return st;
    }
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "items", answers);
    return DMS_OK;
}
