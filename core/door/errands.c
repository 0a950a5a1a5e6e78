/* errands.c - questions to the house as a whole: what it knows, notices, timers, whole files. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/messages.h"
#include "dms/front.h"
#include "door/door.h"
#include "door/paper.h"
#include "storage/storage.h"

static enum dms_status
settle(struct dms_house *house, const struct dms_request *request,
       const struct dms_json *question, struct dms_json **answer, struct dms_error *error)
{
    (void)request, (void)question;
    enum dms_status st = dms_house_settle(house, error);
    if (st == DMS_OK)
        *answer = dms_json_create_object();
    return st;
}

/* As a notice, for as long as there is something. */
static void
add_parked(struct dms_house *house, const char *language, struct dms_json *list)
{
    struct dms_json *health = dms_house_health(house);
    struct dms_error reason = { 0 };
    int64_t count = dms_json_integer_at(health, "parked");
    dms_json_destroy(health);
    if (count == 0)
        return;
    dms_fail(&reason, DMS_INVALID, "unit.parked_waits", "count=%lld", (long long)count);
    struct dms_json *notice = error_json(&reason);
    char *text = messages_error(house->messages, language, &reason);
    dms_json_set_text(notice, "plugin", "core");
    dms_json_set_text(notice, "text", text);
    dms_json_take(list, notice);
    free(text);
}

static enum dms_status
notices(struct dms_house *house, const struct dms_request *request,
        const struct dms_json *question, struct dms_json **answer,
        struct dms_error *error)
{
    (void)question, (void)error;
    paper_look_over(house);
    struct dms_json *list = dms_house_notices(house, request->language);
    add_parked(house, request->language, list);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "notices", list);
    return DMS_OK;
}

static enum dms_status
describe(struct dms_house *house, const struct dms_request *request,
         const struct dms_json *question, struct dms_json **answer,
         struct dms_error *error)
{
    (void)question, (void)error;
    *answer = dms_house_describe(house, request->language);
    return DMS_OK;
}

static enum dms_status
entities(struct dms_house *house, const struct dms_request *request,
         const struct dms_json *question, struct dms_json **answer,
         struct dms_error *error)
{
    (void)question, (void)error;
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "entities",
                      house_describe_entities(house, request->language, NULL));
    return DMS_OK;
}

static enum dms_status
entity(struct dms_house *house, const struct dms_request *request,
       const struct dms_json *question, struct dms_json **answer, struct dms_error *error)
{
    const char *name;
    enum dms_status st = door_text(question, "name", &name, error);
    const struct catalogue *catalogue = atomic_load(&house->catalogue);
    if (st == DMS_OK && entity_need(catalogue->entities, name, error) == NULL)
        st = DMS_NOT_FOUND;
    if (st != DMS_OK)
        return st;
    struct dms_json *found = house_describe_entities(house, request->language, name);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "entity", dms_json_copy(dms_json_at(found, 0)));
    dms_json_take_key(*answer, "workflows",
                      house_describe_workflows(house, request->language, name));
    dms_json_destroy(found);
    return DMS_OK;
}

static enum dms_status
workflows(struct dms_house *house, const struct dms_request *request,
          const struct dms_json *question, struct dms_json **answer,
          struct dms_error *error)
{
    (void)error;
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "workflows",
                      house_describe_workflows(house, request->language,
                                               dms_json_text_at(question, "entity")));
    return DMS_OK;
}

static enum dms_status
run_timers(struct dms_house *house, const struct dms_request *request,
           const struct dms_json *question, struct dms_json **answer,
           struct dms_error *error)
{
    const char *text;
    int64_t until = 0, ran = 0;
    (void)request;
    enum dms_status st = door_text(question, "until", &text, error);
    if (st == DMS_OK)
        st = dms_time_load(text, house->offset, &until, error);
    if (st != DMS_OK)
        dms_error_at_field(error, "until");
    else
        st = dms_house_run_timers(house, until, &ran, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_integer(*answer, "ran", ran);
    }
    return st;
}

static enum dms_status
backup(struct dms_house *house, const struct dms_request *request,
       const struct dms_json *question, struct dms_json **answer, struct dms_error *error)
{
    const char *file;
    (void)request;
    enum dms_status st = door_text(question, "file", &file, error);
    if (st == DMS_OK)
        st = storage_backup(house->storage, file, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_text(*answer, "file", file);
    }
    return st;
}

static enum dms_status
check(struct dms_house *house, const struct dms_request *request,
      const struct dms_json *question, struct dms_json **answer, struct dms_error *error)
{
    struct dms_json *problems = NULL;
    (void)request, (void)question;
    enum dms_status st = storage_check(house->storage, &problems, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_boolean(*answer, "sound", dms_json_count(problems) == 0);
        dms_json_take_key(*answer, "problems", problems);
    }
    return st;
}

/* Whoever asks gets one of their own, with no more than they may. */
static enum dms_status
token(struct dms_house *house, const struct dms_request *request,
      const struct dms_json *question, struct dms_json **answer, struct dms_error *error)
{
    return dms_house_token(house, request, question, answer, error);
}

const struct door_errand door_errands[] = {
    { "settle", false, settle },
    { "notices", true, notices },
    { "plugins", false, door_plugins },
    { "plugin_switch", true, door_plugin_switch },
    { "describe", false, describe },
    { "entities", false, entities },
    { "entity", false, entity },
    { "workflows", false, workflows },
    { "run_timers", true, run_timers },
    { "parked_retry", true, door_parked_retry },
    { "password", true, door_password },
    { "backup", true, backup },
    { "audit_anchor", true, door_anchor },
    { "check", true, check },
    { "migrate", true, door_migrate },
    { "token", false, token },
    { "elements", false, door_elements },
    { "element", false, door_element },
    { "batch_each", false, door_batch_each },
    { "print", false, door_print },
    { "print_show", false, door_print_show },
    { NULL, false, NULL },
};
