/* publish_script.c - one version of a script is in use; it does not change, the next one takes
 * its place (row 26). */
#include <string.h>

#include "showroom.h"

static enum dms_status
count_version(struct dms_unit *unit, struct dms_record *script, void *data,
              struct dms_error *error)
{
    (void)data;
    int64_t earlier = 0;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "code", dms_record_text(script, "code"));
    enum dms_status st =
        dms_unit_count(unit, "sales.script", "{\"where\":{\"code\":\"$code\"}}", values,
                       &earlier, error);
    dms_json_destroy(values);
    return st == DMS_OK ? dms_record_set_int(script, "version", earlier + 1, error) : st;
}

static enum dms_status
retire_earlier(struct dms_unit *unit, struct dms_record *script, void *data,
               struct dms_error *error)
{
    static const char query[] = "{\"where\":{\"code\":\"$code\",\"state\":\"published\","
                                "\"id\":{\"ne\":\"$id\"}},\"limit\":1}";
    (void)data;
    const struct dms_list *list = NULL;
    struct dms_record *earlier = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "code", dms_record_text(script, "code"));
    dms_json_set_integer(values, "id", dms_record_id(script));
    enum dms_status st = dms_unit_find(unit, "sales.script", query, values, &list, error);
    dms_json_destroy(values);
    if (st != DMS_OK || dms_list_count(list) == 0)
        return st;
    st = dms_unit_edit(unit, "sales.script", dms_record_id(dms_list_at(list, 0)),
                       &earlier, error);
    return st == DMS_OK ? dms_unit_transition(unit, earlier, "retire", NULL, error) : st;
}

static enum dms_status
note_time(struct dms_unit *unit, struct dms_record *script, void *data,
          struct dms_error *error)
{
    (void)data;
    return dms_record_set_int(script, "published_at", dms_unit_now(unit), error);
}

static enum dms_status
keep_text(struct dms_unit *unit, struct dms_record *script, void *data,
          struct dms_error *error)
{
    (void)unit, (void)data;
    const char *was = dms_record_old_text(script, "state");
    if (was == NULL || strcmp(was, "draft") == 0 || !dms_record_changed(script, "text"))
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "text", "sales.script_frozen", "");
}

const struct dms_hook sales_publish_script_hooks[] = {
    DMS_HOOK(.name = "sales/publish_script:version", .on = "sales.script.create",
             .run = count_version),
    DMS_HOOK(.name = "sales/publish_script:keep", .on = "sales.script.update",
             .run = keep_text),
    DMS_HOOK(.name = "sales/publish_script:time", .on = "sales.script.publish",
             .run = note_time),
    DMS_HOOK(.name = "sales/publish_script:retire", .on = "sales.script.publish",
             .phase = DMS_AFTER, .run = retire_earlier),
    { 0 },
};
