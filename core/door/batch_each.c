/* batch_each.c - many records in one request, each with its own fate: what a rule refuses is told beside
 * what was done. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/card.h"
#include "base/error.h"
#include "base/messages.h"
#include "base/text.h"
#include "door/door.h"
#include "unit/unit_inside.h"

struct each {
    const struct dms_json *question, *item;
    const char *entity;
    struct dms_request request;
    char *key;
    int64_t id;
    struct dms_error error;
};

/* A work may run again: it says anew what it says. */
static enum dms_status
run(struct dms_unit *unit, void *context, struct dms_json **answer,
    struct dms_error *error)
{
    struct each *each = context;
    struct dms_json *own = NULL;
    enum dms_status st =
        door_batch_item(unit, each->question, each->entity, each->item, &own, error);
    const struct dms_json *record = dms_json_at_key(own, "record");
    if (record != NULL)
        each->id = dms_json_integer_at(record, "id");
    dms_json_destroy(own);
    if (st == DMS_OK)
        *answer = dms_json_create_object();
    return st;
}

/* The request, with a key of the item's own: asked again, what was done is not done twice. */
static void
begin(struct each *each, const struct dms_request *request, size_t index,
      struct house_write *write)
{
    struct text key = { 0 };
    card_copy(&each->request, sizeof(each->request), request, request->size);
    each->request.size = sizeof(each->request);
    if (each->request.key != NULL) {
        text_printf(&key, "%s/%zu", each->request.key, index);
        each->key = text_take(&key);
        each->request.key = each->key;
    }
    each->id = dms_json_integer_at(each->item, "id");
    *write = (struct house_write){ .start = { .request = &each->request },
                                   .work = run,
                                   .context = each,
                                   .error = &each->error };
}

static struct dms_json *
problem_of(const struct dms_house *house, const struct each *each)
{
    struct dms_json *problem = error_json(&each->error);
    char *text = messages_error(house->messages, each->request.language, &each->error);
    dms_json_set_text(problem, "text", text);
    free(text);
    return problem;
}

static struct dms_json *
tell(const struct dms_house *house, const struct each *each, enum dms_status status)
{
    struct dms_json *told = dms_json_create_object();
    const struct dms_json *id = dms_json_at_key(each->item, "id");
    if (each->id != 0)
        dms_json_set_integer(told, "id", each->id);
    else if (id != NULL)
        dms_json_take_key(told, "id", dms_json_copy(id));
    dms_json_set_boolean(told, "ok", status == DMS_OK);
    if (status != DMS_OK)
        dms_json_take_key(told, "problem", problem_of(house, each));
    return told;
}

static void
run_all(struct dms_house *house, const struct dms_request *request, struct each *all,
        size_t count, struct dms_json **answer)
{
    struct house_write *writes = memory_get(count * sizeof(*writes));
    struct dms_json *items = dms_json_create_array();
    int64_t done = 0;
    for (size_t i = 0; i < count; i++)
        begin(&all[i], request, i, &writes[i]);
    house_write_all(house, writes, count);
    for (size_t i = 0; i < count; i++) {
        dms_json_take(items, tell(house, &all[i], writes[i].status));
        done += writes[i].status == DMS_OK;
        free(all[i].key);
    }
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "items", items);
    dms_json_set_integer(*answer, "done", done);
    dms_json_set_integer(*answer, "refused", (int64_t)count - done);
    free(writes);
}

enum dms_status
door_batch_each(struct dms_house *house, const struct dms_request *request,
                const struct dms_json *question, struct dms_json **answer,
                struct dms_error *error)
{
    const struct dms_json *items = NULL;
    const char *entity;
    enum dms_status st = door_text(question, "entity", &entity, error);
    if (st == DMS_OK)
        st = door_batch_items(question, &items, error);
    if (st != DMS_OK)
        return st;
    size_t count = dms_json_count(items);
    struct each *all = memory_get(count * sizeof(*all));
    for (size_t i = 0; i < count; i++) {
        all[i].question = question;
        all[i].item = dms_json_at(items, i);
        all[i].entity = entity;
    }
    run_all(house, request, all, count, answer);
    free(all);
    return DMS_OK;
}
