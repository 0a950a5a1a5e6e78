/* rights.c - a webhook tells what the person it belongs to may see, as it is when it is told:
 * who lost a right, or left, hears no more through a webhook made before. */
#include <stdlib.h>
#include <string.h>

#include "rights.h"

static enum dms_status
ask(struct dms_house *house, const struct wish *wish, const char *what,
    struct dms_json **answer, struct dms_error *error)
{
    const struct dms_request as_owner = { .size = sizeof(as_owner), .user = wish->owner };
    struct dms_json *question = dms_json_create_object();
    dms_json_set_text(question, "do", what);
    dms_json_set_text(question, "entity", wish->entity);
    if (wish->exists)
        dms_json_set_integer(question, "id", wish->record);
    enum dms_status st = dms_house_ask(house, &as_owner, question, answer, error);
    dms_json_destroy(question);
    return st;
}

/* Only values of what SEEN holds stay. */
static void
keep_seen(struct wish *wish, const struct dms_json *seen)
{
    struct dms_json *body = NULL, *kept = dms_json_create_object();
    if (dms_json_load(wish->body, strlen(wish->body), &body, NULL) != DMS_OK)
        body =
            dms_json_create_object(); /* cannot be: it is checked to be JSON when saved */
    const struct dms_json *values = dms_json_at_key(body, "values");
    for (size_t i = 0; i < dms_json_count(values); i++) {
        const char *name = dms_json_key_at(values, i);
        if (dms_json_at_key(seen, name) != NULL)
            dms_json_take_key(kept, name, dms_json_copy(dms_json_value_at(values, i)));
    }
    if (values != NULL)
        dms_json_take_key(body, "values", kept);
    else
        dms_json_destroy(kept);
    free(wish->body);
    wish->body = dms_json_print(body);
    dms_json_destroy(body);
}

/* Of a record that is gone nobody can tell whose it was: who may count such records may hear
 * that one went, and no value. */
enum dms_status
rights_apply(struct dms_house *house, struct wish *wish, bool *allowed,
             struct dms_error *error)
{
    struct dms_json *answer = NULL;
    *allowed = true;
    if (wish->owner == NULL || wish->record == 0)
        return DMS_OK;
    enum dms_status st = ask(house, wish, wish->exists ? "get" : "count", &answer, error);
    if (st == DMS_OK)
        keep_seen(wish, dms_json_at_key(answer, "record"));
    dms_json_destroy(answer);
    if (st == DMS_STORAGE || st == DMS_FULL || st == DMS_BUSY)
        return st;
    *allowed = st == DMS_OK;
    dms_error_clear(error);
    return DMS_OK;
}
