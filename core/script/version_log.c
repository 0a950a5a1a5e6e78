/* version_log.c - who switched which version on, when and why: appended, never changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/version.h"

struct noting {
    const struct version_step *step;
    int64_t replaced;
};

static bool
makes_active(const struct version_step *step)
{
    return strcmp(step->step, "active") == 0 || strcmp(step->step, "rolled_back") == 0;
}

static enum dms_status
set_status(struct dms_unit *unit, int64_t id, const char *status, struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_edit(unit, "core.ruleset", id, &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "status", status, error);
    if (st == DMS_OK && strcmp(status, "active") == 0)
        st = dms_record_set_int(record, "activated_at", dms_unit_now(unit), error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static enum dms_status
mark_active(struct dms_unit *unit, struct noting *noting, struct dms_error *error)
{
    const struct version_step *step = noting->step;
    const struct dms_list *list = NULL;
    enum dms_status st = dms_unit_find(unit, "core.ruleset",
                                       "{\"where\":{\"status\":\"active\"},\"limit\":10}",
                                       NULL, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        noting->replaced = dms_record_id(dms_list_at(list, i));
        st = set_status(unit, noting->replaced, step->withdraws ? "withdrawn" : "retired",
                        error);
    }
    if (st == DMS_OK)
        st = version_end_pilot(unit, step->withdraws ? "withdrawn" : "retired", error);
    return st == DMS_OK ? set_status(unit, step->version, "active", error) : st;
}

/* What a step makes of the versions. */
static enum dms_status
mark(struct dms_unit *unit, struct noting *noting, struct dms_error *error)
{
    const char *step = noting->step->step;
    if (makes_active(noting->step))
        return mark_active(unit, noting, error);
    if (strcmp(step, "pilot_ended") == 0)
        return version_end_pilot(unit, "withdrawn", error);
    if (strcmp(step, "pilot") != 0)
        return DMS_OK;
    enum dms_status st = version_end_pilot(unit, "retired", error);
    return st == DMS_OK ? set_status(unit, noting->step->version, "pilot", error) : st;
}

static enum dms_status
set_unless_null(struct dms_record *record, const char *field, const char *text,
                struct dms_error *error)
{
    return text == NULL || text[0] == 0 ? DMS_OK
                                        : dms_record_set_text(record, field, text, error);
}

static enum dms_status
append(struct dms_unit *unit, const struct noting *noting, struct dms_error *error)
{
    const struct version_step *step = noting->step;
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_new(unit, "core.activation", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "ruleset", step->version, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "step", step->step, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "by", step->by, error);
    if (st == DMS_OK)
        st = set_unless_null(record, "reason", step->reason, error);
    if (st == DMS_OK)
        st = set_unless_null(record, "report", step->report, error);
    if (st == DMS_OK)
        st = set_unless_null(record, "stores", step->stores, error);
    if (st == DMS_OK && step->from_at != 0)
        st = dms_record_set_int(record, "from_at", step->from_at, error);
    if (st == DMS_OK && noting->replaced != 0)
        st = dms_record_set_int(record, "replaced", noting->replaced, error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static enum dms_status
note(struct dms_unit *unit, void *data, struct dms_json **answer, struct dms_error *error)
{
    struct noting *noting = data;
    (void)answer;
    enum dms_status st = mark(unit, noting, error);
    return st == DMS_OK ? append(unit, noting, error) : st;
}

static enum dms_status
is_active(struct dms_unit *unit, void *data, struct dms_json **answer,
          struct dms_error *error)
{
    const struct dms_record *record = NULL;
    const struct version_step *step = data;
    enum dms_status st =
        dms_unit_get(unit, "core.ruleset", step->version, &record, error);
    (void)answer;
    if (st == DMS_OK && strcmp(dms_record_text(record, "status"), "active") != 0)
        st = DMS_NOT_FOUND;
    return st;
}

enum dms_status
version_note(struct script_host *host, const struct version_step *step,
             struct dms_error *error)
{
    struct noting noting = { step, 0 };
    void *data = (void *)(uintptr_t)step;
    if (makes_active(step) && version_read(host->house, is_active, data, NULL) == DMS_OK)
        return DMS_OK;
    return version_write(host->house, note, &noting, error);
}

static enum dms_status
find_last(struct dms_unit *unit, int64_t version, const struct dms_record **record,
          struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "version", version);
    enum dms_status st = dms_unit_find(
        unit, "core.activation",
        "{\"where\":{\"ruleset\":\"$version\"},\"sort\":\"-id\",\"limit\":1}", values,
        &list, error);
    dms_json_destroy(values);
    *record = st == DMS_OK && dms_list_count(list) > 0 ? dms_list_at(list, 0) : NULL;
    return st;
}

static void
copy_text(char *to, size_t size, const struct dms_record *record, const char *field)
{
    const char *text = dms_record_text(record, field);
    snprintf(to, size, "%s", text == NULL ? "" : text);
}

static char *
text_of(const struct dms_record *record, const char *field)
{
    const char *text = dms_record_text(record, field);
    return script_copy(text == NULL ? "" : text);
}

static enum dms_status
read_last(struct dms_unit *unit, void *data, struct dms_json **answer,
          struct dms_error *error)
{
    struct version_last *last = data;
    const struct dms_record *record = NULL;
    (void)answer;
    enum dms_status st = find_last(unit, last->version, &record, error);
    if (st != DMS_OK || record == NULL)
        return st;
    copy_text(last->step, sizeof(last->step), record, "step");
    copy_text(last->by, sizeof(last->by), record, "by");
    last->from_at = dms_record_int(record, "from_at");
    last->stores = text_of(record, "stores");
    return DMS_OK;
}

enum dms_status
version_last_step(struct script_host *host, struct version_last *last,
                  struct dms_error *error)
{
    last->step[0] = last->by[0] = 0;
    last->from_at = 0;
    last->stores = NULL;
    return version_read(host->house, read_last, last, error);
}

/* A plan holds until its version takes another step. */
static enum dms_status
is_open(struct dms_unit *unit, const struct dms_record *plan, bool *open,
        struct dms_error *error)
{
    const struct dms_record *last = NULL;
    enum dms_status st = find_last(unit, dms_record_int(plan, "ruleset"), &last, error);
    *open = st == DMS_OK && last != NULL && dms_record_id(last) == dms_record_id(plan);
    return st;
}

void
version_plan_clear(struct version_plan *plan)
{
    free(plan->reason);
    free(plan->stores);
    plan->reason = plan->stores = NULL;
}

static void
take_plan(struct version_plan *plan, const struct dms_record *record)
{
    version_plan_clear(plan);
    plan->version = dms_record_int(record, "ruleset");
    plan->from_at = dms_record_int(record, "from_at");
    copy_text(plan->by, sizeof(plan->by), record, "by");
    copy_text(plan->report, sizeof(plan->report), record, "report");
    plan->reason = text_of(record, "reason");
    plan->stores = text_of(record, "stores");
}

static enum dms_status
find_plan(struct dms_unit *unit, void *data, struct dms_json **answer,
          struct dms_error *error)
{
    struct version_plan *plan = data;
    const struct dms_list *list = NULL;
    (void)answer;
    enum dms_status st =
        dms_unit_find(unit, "core.activation",
                      "{\"where\":{\"step\":\"planned\"},\"sort\":\"-id\",\"limit\":200}",
                      NULL, &list, error);
    plan->now = dms_unit_now(unit);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        const struct dms_record *record = dms_list_at(list, i);
        bool open = false;
        if (plan->version != 0 && dms_record_int(record, "from_at") >= plan->from_at)
            continue;
        st = is_open(unit, record, &open, error);
        if (open)
            take_plan(plan, record);
    }
    return st;
}

enum dms_status
version_next_plan(struct script_host *host, struct version_plan *plan,
                  struct dms_error *error)
{
    *plan = (struct version_plan){ 0 };
    return version_read(host->house, find_plan, plan, error);
}

/* Going back twice goes further back: what was rolled back is passed over. */
static enum dms_status
find_before(struct dms_unit *unit, void *data, struct dms_json **answer,
            struct dms_error *error)
{
    int64_t *version = data, active = *version;
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    (void)answer;
    dms_json_set_integer(values, "version", active);
    enum dms_status st =
        dms_unit_find(unit, "core.activation",
                      "{\"where\":{\"ruleset\":\"$version\","
                      "\"step\":\"active\"},\"sort\":\"-id\",\"limit\":1}",
                      values, &list, error);
    dms_json_destroy(values);
    *version = st == DMS_OK && dms_list_count(list) > 0
                   ? dms_record_int(dms_list_at(list, 0), "replaced")
                   : 0;
    return st;
}

enum dms_status
version_before(struct script_host *host, int64_t *version, struct dms_error *error)
{
    *version = host_active(host) == NULL ? 0 : host_active(host)->version;
    return version_read(host->house, find_before, version, error);
}
