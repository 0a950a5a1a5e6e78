/* follow_up_meant.c - is a follow-up meant for this record: its filter, its when, its occasion. */
#include <stdlib.h>
#include <string.h>

#include "script/compile.h"
#include "script/follow_up_inside.h"
#include "script/run.h"

static enum dms_status
fits_where(struct dms_unit *unit, const struct happening *what, bool *fits,
           struct dms_error *error)
{
    int64_t count = 0;
    const struct rule *rule = what->rule;
    const struct dms_record *record = what->record;
    *fits = true;
    if (record == NULL || rule->follow_up->where == NULL || rule->follow_up->find != NULL)
        return DMS_OK;
    if (what->past) {
        *fits = where_fits(unit, record, rule->follow_up->where);
        return DMS_OK;
    }
    struct dms_json *query = dms_json_create_object(), *where = dms_json_create_object();
    struct dms_json *both = dms_json_create_array(), *self = dms_json_create_object();
    dms_json_set_integer(self, "id", dms_record_id(record));
    dms_json_take(both, self);
    dms_json_take(both, moment_resolve(unit, rule->follow_up->where));
    dms_json_take_key(where, "and", both);
    dms_json_take_key(query, "where", where);
    char *text = dms_json_print(query);
    enum dms_status st =
        dms_unit_count(unit, dms_record_entity(record), text, NULL, &count, error);
    free(text);
    dms_json_destroy(query);
    *fits = count > 0;
    return st;
}

enum dms_status
happening_ask(struct dms_unit *unit, const struct happening *what, int slot,
              struct dms_json **answer, struct dms_error *error)
{
    struct job job = { .rule = what->rule,
                       .slot = slot,
                       .record = what->record,
                       .event = what->event,
                       .limits = &yard_background };
    return run_job(unit, &job, answer, error);
}

static enum dms_status
fits_when(struct dms_unit *unit, const struct happening *what, bool *fits,
          struct dms_error *error)
{
    struct dms_json *answer = NULL;
    if (what->rule->follow_up->when == 0)
        return DMS_OK;
    enum dms_status st =
        happening_ask(unit, what, what->rule->follow_up->when, &answer, error);
    *fits = dms_json_kind(answer) != DMS_JSON_NULL &&
            (dms_json_kind(answer) != DMS_JSON_BOOLEAN || dms_json_boolean(answer));
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
work_out_once(struct dms_unit *unit, struct happening *what, struct dms_error *error)
{
    const struct follow_up *follow = what->rule->follow_up;
    struct dms_json *answer = NULL;
    what->once = follow->once != NULL ? follow->once : what->rule->name;
    if (follow->once_run == 0)
        return DMS_OK;
    enum dms_status st = happening_ask(unit, what, follow->once_run, &answer, error);
    if (st == DMS_OK && dms_json_text(answer) == NULL)
        st = dms_fail(error, DMS_INVALID, "script.once_is_text", "text=%s",
                      what->rule->name);
    if (st == DMS_OK)
        what->once = dms_scratch_printf(unit, "%s", dms_json_text(answer));
    dms_json_destroy(answer);
    return st;
}

enum dms_status
happening_is_meant(struct dms_unit *unit, struct happening *what, bool *fits,
                   struct dms_error *error)
{
    enum dms_status st = fits_where(unit, what, fits, error);
    if (st == DMS_OK && *fits)
        st = fits_when(unit, what, fits, error);
    return st == DMS_OK && *fits ? work_out_once(unit, what, error) : st;
}
