/* import_record.c - rest.import: what people see of an import. Only this plugin writes it. */
#include <stdlib.h>
#include <string.h>

#include "imports.h"

#define CREATE "rest.import_note"

static const struct dms_field fields[] = {
    /* An entity, or the name of an importer. */
    { .name = "target",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_READ_ONLY | DMS_IMMUTABLE,
      .max_length = 100 },
    { .name = "file", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 300 },
    { .name = "dry_run", .type = DMS_BOOLEAN, .flags = DMS_READ_ONLY },
    { .name = "rows", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "accepted", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "skipped", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "rejected", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "bytes", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "total", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "left_out", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 600 },
    /* Reasons and faults may quote what stands in the file. */
    { .name = "rejects",
      .type = DMS_STRUCTURED,
      .flags = DMS_READ_ONLY,
      .data_class = DMS_PERSONAL },
    { .name = "fault",
      .type = DMS_STRUCTURED,
      .flags = DMS_READ_ONLY,
      .data_class = DMS_PERSONAL },
    { .name = "finished_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
};

static const struct dms_entity entity =
    DMS_ENTITY(.name = REST_IMPORT, .flags = DMS_SHARED, .title = "file",
               DMS_FIELDS(fields));

/* Everybody their own, in clear: it was their file. */
static const struct dms_grant grant = { "everyone", REST_IMPORT,
                                        DMS_READ | DMS_SEE_PERSONAL, DMS_SCOPE_OWN,
                                        NULL };

static enum dms_status
set_all(struct dms_record *record, const struct dms_json *values, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(values); i++)
        st = dms_record_set_json(record, dms_json_key_at(values, i),
                                 dms_json_value_at(values, i), error);
    return st;
}

/* In the requester's unit, with the plugin's right to its own entity. */
static enum dms_status
note(struct dms_unit *unit, const struct dms_json *values, void *data,
     struct dms_json **answer, struct dms_error *error)
{
    struct dms_record *record = NULL;
    (void)data;
    enum dms_status st = dms_unit_new(unit, REST_IMPORT, &record, error);
    if (st == DMS_OK)
        st = set_all(record, values, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, record, error);
    if (st == DMS_OK)
        *answer = dms_json_create_integer(dms_record_id(record));
    return st;
}

static const struct dms_call_card call =
    DMS_CALL(.name = CREATE, .flags = DMS_CALL_OPEN, .run = note);

enum dms_status
import_record_register(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_entity(registrar, &entity, error);
    if (st == DMS_OK)
        st = dms_register_grant(registrar, &grant, error);
    return st == DMS_OK ? dms_register_call(registrar, &call, error) : st;
}

struct creation {
    struct dms_json *values;
    bool ran;
};

static enum dms_status
create(struct dms_unit *unit, void *context, struct dms_json **answer,
       struct dms_error *error)
{
    struct creation *creation = context;
    creation->ran = true;
    return dms_call(unit, CREATE, creation->values, answer, error);
}

enum dms_status
import_record_create(struct import_job *job, const struct dms_request *request,
                     bool *again, struct dms_error *error)
{
    struct dms_json *id = NULL;
    struct creation creation = { dms_json_create_object(), false };
    dms_json_set_text(creation.values, "target", job->target);
    dms_json_set_text(creation.values, "file", job->name);
    dms_json_set_boolean(creation.values, "dry_run", job->dry_run);
    dms_json_set_integer(creation.values, "total", (int64_t)job->upload->size);
    enum dms_status st =
        dms_house_write(job->server->house, request, create, &creation, &id, error);
    job->id = dms_json_integer(id);
    *again = !creation.ran;
    dms_json_destroy(id);
    dms_json_destroy(creation.values);
    return st;
}

struct telling {
    int64_t id;
    const struct dms_json *counts, *fields;
    const char *transition;
};

static enum dms_status
put(struct dms_unit *unit, void *context, struct dms_json **answer,
    struct dms_error *error)
{
    const struct telling *telling = context;
    struct dms_record *record = NULL;
    (void)answer;
    enum dms_status st = dms_unit_edit(unit, REST_IMPORT, telling->id, &record, error);
    if (st == DMS_OK)
        st = set_all(record, telling->counts, error);
    if (st == DMS_OK)
        st = set_all(record, telling->fields, error);
    if (st != DMS_OK || telling->transition == NULL)
        return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
    st = dms_record_set_int(record, "finished_at", dms_unit_now(unit), error);
    return st == DMS_OK
               ? dms_unit_transition(unit, record, telling->transition, NULL, error)
               : st;
}

enum dms_status
import_record_tell(struct dms_house *house, int64_t id, const struct dms_json *counts,
                   const struct dms_json *fields_of, const char *transition,
                   struct dms_error *error)
{
    const struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct telling telling = { id, counts, fields_of, transition };
    return dms_house_write(house, &request, put, &telling, NULL, error);
}

static enum dms_status
find_running(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    const struct dms_list *list = NULL;
    (void)context;
    enum dms_status st = dms_unit_find(
        unit, REST_IMPORT, "{\"where\":{\"state\":\"running\"},\"limit\":1000}", NULL,
        &list, error);
    *answer = dms_json_create_array();
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        dms_json_take(*answer,
                      dms_json_create_integer(dms_record_id(dms_list_at(list, i))));
    return st;
}

static struct dms_json *
interrupted(struct dms_house *house)
{
    struct dms_error *error = dms_error_create();
    dms_fail(error, DMS_BUSY, "rest.import_interrupted", "");
    struct dms_json *fault = dms_error_json(error), *values = dms_json_create_object();
    char *text = dms_house_error_text(house, "zh", error);
    dms_json_set_text(fault, "text", text);
    dms_json_take_key(values, "fault", fault);
    free(text);
    dms_error_destroy(error);
    return values;
}

enum dms_status
import_record_recover(struct dms_house *house, struct dms_error *error)
{
    const struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *ids = NULL, *values = interrupted(house);
    enum dms_status st = dms_house_read(house, &request, find_running, NULL, &ids, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(ids); i++)
        st = import_record_tell(house, dms_json_integer(dms_json_at(ids, i)), NULL,
                                values, "fail", error);
    dms_json_destroy(ids);
    dms_json_destroy(values);
    return st;
}
